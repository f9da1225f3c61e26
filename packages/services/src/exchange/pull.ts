import type { Message, RegionCode } from '@tongban/exchange'
import {
  type DeliveryProof,
  deliveryProofSchema,
  type Head,
  NO_HEAD,
  openMessage,
} from '@tongban/exchange/wire'
import type { Json } from '@tongban/kernel'
import {
  agreementsWith,
  headsOfCases,
  insertExchangeDelivery,
  type KnownRow,
  knownMessages,
  moveHandoverOut,
  type Statement,
  setDeliveries,
  unparkMessages,
} from '@tongban/store'
import * as z from 'zod'
import { versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'
import { raiseAlarmsOf } from './alarms.ts'
import { digestOfCame, insertStatements, readCame, refusalUnder, type ToStore } from './arrived.ts'
import { askPartner } from './ask-partner.ts'
import { type Proved, provedBy } from './delivery-proof.ts'
import { lineTo } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'

/**
 * Asks a partner for messages of a case that are not here: those it has sent, and those this region has sent itself and
 * forgotten with an older database. What comes is stored under its old number; nothing that is here is written over. What
 * a partner may not tell by agreement it may not tell in this way either; and nothing counts as a word of this region that
 * this region has not signed, in an unbroken chain from the last one that is here.
 */
const PAGE_CAP_BYTES = 8_000_000
const MOST_PAGES = 50

const pageSchema = z.object({
  messages: z.array(z.looseObject({ id: z.string().max(64), seq: z.int() })).max(50),
  /** Own messages given back: what was personal in them, sealed anew to this region, by id. */
  contents: z.record(z.string().max(64), z.string()).default({}),
  /** What proves who sent them: the signed requests they went in, with their receipts. */
  deliveries: z.array(deliveryProofSchema).max(50).default([]),
  /** Ask again above this number; null: there is no more. */
  next: z.int().nullable(),
})

export type Pulled = {
  readonly stored: number
  /** Own messages that the partner has, proved to be such, with what was personal in them where it could be opened; in order. */
  readonly own: readonly { readonly message: Message; readonly digest: string; readonly personal: Json }[]
  /** The partner has given all there is. */
  readonly isWhole: boolean
  /** The partner could not be reached, or its answer not be read. */
  readonly isUnanswered?: boolean
}
const NOTHING = { stored: 0, own: [] } as const

type Of = { readonly partner: RegionCode; readonly caseNumber: string; readonly after: number }

/** What its sender has and this region lacks before this message. */
export async function pullMissing(
  ctx: Context,
  {
    partner,
    caseNumber,
    seq,
  }: { readonly partner: RegionCode; readonly caseNumber: string; readonly seq: number },
): Promise<Pulled> {
  const after = await lastBefore(ctx, { partner, caseNumber, seq })
  if (after === 0) {
    // Not even the application is here: it may be forgotten, and with it what this region has told since. That comes
    // first, so that what is told once it is taken over goes on from there.
    const back = await pull(ctx, 'me', { partner, caseNumber, after })
    if (!back.isWhole) return back
  }
  return pull(ctx, 'you', { partner, caseNumber, after })
}

/** The number up to which all of it is here. */
async function lastBefore(
  ctx: Context,
  {
    partner,
    caseNumber,
    seq,
  }: { readonly partner: RegionCode; readonly caseNumber: string; readonly seq: number },
): Promise<number> {
  const numbers = Array.from({ length: Math.min(seq - 1, 1000) }, (_, at) => seq - 1 - at)
  const asked = JSON.stringify(numbers.map((each) => ({ id: '', case: caseNumber, seq: each })))
  const [rows] = await ctx.database.read([knownMessages.in({ partner, asked })])
  const here = new Set(rows.map((row) => row.seq))
  return Math.min(...numbers.filter((each) => !here.has(each))) - 1
}

/** `you`: what the partner has sent; `me`: what this region has sent. */
export async function pull(ctx: Context, sentBy: 'you' | 'me', of: Of): Promise<Pulled> {
  let { after } = of
  let pulled: Pulled = { ...NOTHING, isWhole: false }
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answered = await askPage(ctx, sentBy, { ...of, after })
    if (answered === null) return { ...pulled, isUnanswered: true }
    const one = await keep(ctx, sentBy, { ...of, after }, answered)
    const own = [...pulled.own, ...one.own].toSorted((a, b) => a.message.seq - b.message.seq)
    pulled = { stored: pulled.stored + one.stored, own, isWhole: answered.next === null && one.isSound }
    if (answered.next === null || answered.next <= after || !one.isSound) return pulled
    after = answered.next
  }
  return pulled
}

type Page = z.infer<typeof pageSchema>

async function askPage(
  ctx: Context,
  sentBy: 'you' | 'me',
  { partner, caseNumber, after }: Of,
): Promise<Page | null> {
  const line = await lineTo(ctx, partner)
  if (line === null || !line.isActive) return null
  const answer = await askPartner(ctx, line, {
    method: 'GET',
    path: `/cx/1/cases/${caseNumber}/messages?sentBy=${sentBy}&after=${after}`,
    answerCapBytes: PAGE_CAP_BYTES,
  })
  if (answer.state === 'refused') {
    ctx.log('notPulled', { partner, reason: answer.refusal.reason })
    return null
  }
  const read = pageSchema.safeParse(answer.json)
  if (!read.success) ctx.log('notPulled', { partner, reason: 'answer not in the form' })
  return read.success ? read.data : null
}

async function keep(
  ctx: Context,
  sentBy: 'you' | 'me',
  of: Of,
  page: Page,
): Promise<Omit<Pulled, 'isWhole'> & { readonly isSound: boolean }> {
  const own = exchangeRegionOf(ctx)
  const { partner, caseNumber } = of
  const sides = sentBy === 'you' ? { partner, own } : { partner: own, own: partner }
  const sound: ToStore[] = []
  for (const given of page.messages) {
    const raw = asJson(given)
    const judged = readCame({ id: given.id, digest: await digestOfCame(raw), raw }, sides)
    if (judged.state === 'sound' && judged.arrived.message.subject === caseNumber) sound.push(judged)
  }
  return sentBy === 'you' ? keepTheirs(ctx, of, sound, page) : keepOwn(ctx, of, sound, page)
}

const placeOf = ({ arrived: { message } }: ToStore) => ({
  id: message.id,
  case: message.subject,
  seq: message.seq,
})

/** What the partner has sent: under the agreement, as if it had come by itself. */
async function keepTheirs(
  ctx: Context,
  { partner, caseNumber }: Of,
  sound: readonly ToStore[],
  { deliveries }: Page,
) {
  const [known, agreements, shared] = await ctx.database.read([
    knownMessages.in({ partner, asked: JSON.stringify(sound.map(placeOf)) }),
    agreementsWith({ partner }),
    headsOfCases({ partner, cases: JSON.stringify([caseNumber]) }),
  ])
  const fresh = sound.filter((each) => !isAmong(known, each))
  const now = ctx.clock.now()
  const own = exchangeRegionOf(ctx)
  const standing = { partner, own, now, agreements: agreements.map(versionOf), shared }
  const codes = await Promise.all(fresh.map(({ arrived: { message } }) => refusalUnder(message, standing)))
  const allowed = fresh.filter((_, at) => codes[at] === null)
  const refused = fresh.flatMap(({ arrived: { message } }, at) => {
    const code = codes[at] ?? null
    const { id, seq, type } = message
    return code === null ? [] : [{ subject: id, facts: { case: caseNumber, seq, type, reason: code } }]
  })
  const statements: Statement[] =
    refused.length === 0 ? [] : [raiseAlarmsOf('untaken', partner, refused, now)]
  if (allowed.length > 0)
    statements.push(
      ...insertStatements(allowed, { partner, direction: 'in', state: 'waiting', now, delivery: null }),
      ...proofStatements(ctx, partner, 'in', await provedBy(ctx, partner, 'in', deliveries), allowed),
      // What was parked for want of them goes on.
      unparkMessages({ partner, cases: JSON.stringify([caseNumber]), now }),
    )
  if (statements.length === 0) return { stored: 0, own: [], isSound: true }
  const written = await ctx.database.write(statements)
  // Where it was not written somebody else has stored them meanwhile: they are here.
  return { stored: written.ok ? allowed.length : 0, own: [], isSound: true }
}

/** What this region has sent itself: signed by it, and each naming the one before it from the last that is here. */
async function keepOwn(
  ctx: Context,
  { partner, caseNumber, after }: Of,
  sound: readonly ToStore[],
  page: Page,
) {
  const before = { id: '', case: caseNumber, seq: after }
  const [known, [row]] = await ctx.database.read([
    knownMessages.out({ partner, asked: JSON.stringify([before, ...sound.map(placeOf)]) }),
    headsOfCases({ partner, cases: JSON.stringify([caseNumber]) }),
  ])
  const last = known.find(({ seq }) => seq === after)
  const digest = last?.digest ?? (row?.outSeq === after ? row.outHead : undefined)
  const head: Head | null = after === 0 ? NO_HEAD : digest === undefined ? null : { seq: after, digest }
  const proved = await provedBy(ctx, partner, 'out', page.deliveries)
  const own = head === null ? [] : chainFrom(head, sound, proved)
  const fresh = own.filter((each) => !isAmong(known, each))
  const unproved = sound.filter((each) => !own.includes(each) && !isAmong(known, each))
  const now = ctx.clock.now()
  const end = fresh.at(-1)?.arrived
  const facts = { case: caseNumber, messages: fresh.length }
  const statements: Statement[] = [
    ...(unproved.length === 0
      ? []
      : [
          raiseAlarmsOf(
            // Signed here, and following another message than the one that stands here: one number was given twice.
            unproved.every(({ arrived: { message, digest: its } }) => proved.get(message.id)?.digest === its)
              ? 'divergence'
              : 'ownUnproved',
            partner,
            [{ subject: caseNumber, facts: { messages: unproved.map(({ arrived }) => arrived.message.id) } }],
            now,
          ),
        ]),
    ...(end === undefined
      ? []
      : [
          ...insertStatements(fresh, { partner, direction: 'out', state: 'stored', now, delivery: null }),
          ...proofStatements(ctx, partner, 'out', proved, fresh),
          moveHandoverOut({ caseNumber, partner, seq: end.message.seq, digest: end.digest, now }),
          // Somebody has restored an older database: whoever watches must know of it.
          raiseAlarmsOf('ownReturned', partner, [{ subject: 'messages', facts }], now),
        ]),
  ]
  // Those that are here already are wanted as well: whoever stored them may have got no further.
  const back = await Promise.all(own.map((each) => givenBack(ctx, each, page)))
  const isSound = unproved.length === 0
  if (statements.length === 0) return { stored: 0, own: back, isSound }
  const written = await ctx.database.write(statements)
  return { stored: written.ok ? fresh.length : 0, own: back, isSound }
}

/** In order; a message is proved by a signed delivery it stands in, or by one after it, which names its digest. */
function chainFrom(head: Head, sound: readonly ToStore[], proved: Proved): readonly ToStore[] {
  const chain: ToStore[] = []
  let { seq, digest } = head
  for (const each of sound.toSorted((a, b) => a.arrived.message.seq - b.arrived.message.seq)) {
    const { message, digest: its } = each.arrived
    if (message.seq !== seq + 1 || message.previous !== digest) break
    chain.push(each)
    ;({ seq } = message)
    digest = its
  }
  const end = chain.findLastIndex(
    ({ arrived: { message, digest: its } }) => proved.get(message.id)?.digest === its,
  )
  return chain.slice(0, end + 1)
}

const isAmong = (known: readonly KnownRow[], { arrived: { message } }: ToStore): boolean =>
  known.some(({ id, seq }) => id === message.id || seq === message.seq)

/** The deliveries that prove them, kept with them as if they had come in one. */
function proofStatements(
  ctx: Context,
  partner: RegionCode,
  direction: 'in' | 'out',
  proved: Proved,
  rows: readonly ToStore[],
): readonly Statement[] {
  const ids = new Map<DeliveryProof, string>()
  const brought: Record<string, string> = {}
  for (const {
    arrived: { message, digest },
  } of rows) {
    const found = proved.get(message.id)
    if (found === undefined || found.digest !== digest) continue
    const id = ids.get(found.delivery) ?? ctx.ids.uuid()
    ids.set(found.delivery, id)
    brought[message.id] = id
  }
  if (ids.size === 0) return []
  return [
    setDeliveries({ partner, direction, deliveries: JSON.stringify(brought) }),
    ...[...ids].map(([{ base, signature, keyId, manifest, receipt }, id]) =>
      insertExchangeDelivery({
        id,
        partner,
        direction,
        base,
        signature,
        keyId,
        manifest: JSON.stringify(manifest),
        receipt,
        at: ctx.clock.now(),
      }),
    ),
  ]
}

/** A message of this region with what was personal in it, as the partner has sealed it anew. */
async function givenBack(ctx: Context, { arrived: { message, digest } }: ToStore, { contents }: Page) {
  const { exchange } = ctx
  const sealed = contents[message.id]
  if (exchange === null || sealed === undefined) return { message, digest, personal: null }
  const personal = await openMessage(exchange, { ...message, sealed })
  return { message, digest, personal: personal.ok ? personal.value : null }
}

/** Guarantee: it was read from JSON. */
const asJson = (value: object) => value as Json
