import { type Disposition, disposeOf, type RegionCode, refused } from '@tongban/exchange'
import { type Manifest, manifestDigestOf, storedReceipt, type VerifiedRequest } from '@tongban/exchange/wire'
import { type Failure, type FieldError, fail, type Json, ok, type Result } from '@tongban/kernel'
import {
  agreementsWith,
  headsOfCases,
  insertExchangeDelivery,
  insertExchangeNonce,
  type KnownRow,
  knownMessages,
  parkedMessages,
  partnerByRegion,
  type Statement,
  setDeliveries,
  unparkMessages,
} from '@tongban/store'
import { versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'
import {
  digestOfCame,
  insertStatements,
  type Judged,
  readCame,
  refusalUnder,
  type ToStore,
} from './arrived.ts'
import { signerNow } from './keys.ts'
import { keepLine } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'
import { readTogether, writeTogether } from './side-by-side.ts'
import { takingWithWrite } from './taking.ts'
import {
  type HeardVerdict,
  spokenOf,
  type VerdictDisposition,
  verdictStatements,
  verdictsHeard,
  verdictsThatCount,
} from './verdicts.ts'

/**
 * A delivery of a partner: one read of what is known, one write of what is new, and only then the receipt, for what was
 * stored now or before. A message is refused by itself; the request as a whole only where it is not what was signed, was
 * taken before, or no agreement is in force. Nothing says whether a case exists.
 */
export type IncomingDelivery = {
  readonly manifest: Manifest
  /** As they came. */
  readonly messages: readonly Json[]
  readonly verdicts: readonly string[]
}
export type DeliveryReceipt = {
  readonly receipt: string
  readonly dispositions: readonly Disposition[]
  /** Of each verdict, in its order. */
  readonly verdicts: readonly VerdictDisposition[]
}

type Signed = Pick<
  VerifiedRequest,
  'base' | 'signature' | 'keyId' | 'nonce' | 'nonceExpiresAt' | 'manifestDigest' | 'idempotencyKey'
>

/** Others may store the same messages meanwhile; whoever comes second looks again. */
const LOOKS = 4

export async function receiveDelivery(
  ctx: Context,
  signed: Signed,
  { manifest, messages, verdicts }: IncomingDelivery,
): Promise<Result<DeliveryReceipt, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') throw new Error('a delivery of nobody')
  const listed = await checkManifest(signed, manifest, messages)
  if (!listed.ok) return listed
  const sides = { partner: actor.subject, own: exchangeRegionOf(ctx) }
  const judged = manifest.map(([id, digest], at) =>
    readCame({ id, digest, raw: messages[at] ?? null }, sides),
  )
  for (let look = 1; look <= LOOKS; look += 1) {
    const received = await lookAndStore(ctx, signed, { manifest, judged, verdicts, ...sides })
    if (received !== 'beaten') return received
  }
  return fail({ code: 'unavailable', what: 'database' })
}

/** The manifest is what was signed; that the messages are those it names is looked at here and nowhere else. */
async function checkManifest(
  { manifestDigest }: Signed,
  manifest: Manifest,
  messages: readonly Json[],
): Promise<Result<void, Failure>> {
  const not = (error: FieldError) => fail({ code: 'invalidInput' as const, errors: [error] })
  if (manifestDigest !== (await manifestDigestOf(manifest))) return not(NOT_SIGNED)
  if (manifest.length !== messages.length) return not(NOT_LISTED)
  const digests = await Promise.all(messages.map(digestOfCame))
  return digests.every((digest, at) => digest === manifest[at]?.[1]) ? ok(undefined) : not(NOT_LISTED)
}

const NOT_SIGNED: FieldError = {
  pointer: '/manifest',
  zh: '清单与签名的 cx-manifest 不一致。',
  en: 'The manifest is not the one of the signed cx-manifest.',
}
const NOT_LISTED: FieldError = {
  pointer: '/manifest',
  zh: '清单应按顺序逐条列出消息的编号和摘要。',
  en: 'The manifest must name each message in order by its id and digest.',
}

type Delivery = {
  readonly partner: RegionCode
  readonly own: RegionCode
  readonly manifest: Manifest
  readonly judged: readonly Judged[]
  readonly verdicts: readonly string[]
}

async function lookAndStore(
  ctx: Context,
  signed: Signed,
  delivery: Delivery,
): Promise<Result<DeliveryReceipt, Failure> | 'beaten'> {
  const { partner, own, judged } = delivery
  const sound = judged.flatMap((each) => (each.state === 'sound' ? [each] : []))
  const places = sound.map(({ arrived: { message } }) => ({
    id: message.id,
    case: message.subject,
    seq: message.seq,
  }))
  const cases = [...new Set(places.map((place) => place.case))]
  // What comes before each of them, and the beginning of its case.
  const before = places.flatMap((place) =>
    place.seq === 1 ? [] : [1, place.seq - 1].map((seq) => ({ id: '', case: place.case, seq })),
  )
  const { exchange } = ctx
  if (exchange === null) throw new Error('a delivery that cannot be receipted')
  const [[row], agreements, shared, known, [parked], sent = []] = await readTogether(ctx, exchange, [
    partnerByRegion({ region: partner }),
    agreementsWith({ partner }),
    headsOfCases({ partner, cases: JSON.stringify(cases) }),
    knownMessages.in({ partner, asked: JSON.stringify([...places, ...before]) }),
    parkedMessages({ partner, limit: MOST_PARKED }),
    ...(delivery.verdicts.length === 0
      ? []
      : [knownMessages.out({ partner, asked: JSON.stringify(spokenOf(delivery.verdicts)) })]),
  ])
  if (row === undefined || row.state !== 'active') return fail({ code: 'noAgreement' })
  const versions = agreements.map(versionOf)
  if (!versions.some(({ effectiveAt }) => effectiveAt !== null)) return fail({ code: 'noAgreement' })
  const now = ctx.clock.now()
  const begun = new Set(
    [...known, ...places.map((place) => ({ caseNumber: place.case, seq: place.seq }))].flatMap(
      ({ caseNumber, seq }) => (seq === 1 ? [caseNumber] : []),
    ),
  )
  const standing = { partner, own, now, agreements: versions, shared, begun }
  const isKnown = new Map(known.map(({ id, digest }) => [id, digest]))
  // What is stored stays stored, whatever became of its agreement since: it is receipted again.
  const codes = await Promise.all(
    sound.map(({ arrived: { message, digest } }) =>
      isKnown.get(message.id) === digest ? null : refusalUnder(message, standing),
    ),
  )
  const allowed = sound.filter((_, at) => codes[at] === null)
  const disposed = disposeOf(
    allowed.map(({ arrived }) => arrived),
    known,
  )
  const left = [...disposed]
  const ofSound = sound.map(({ arrived: { message } }, at) => {
    const code = codes[at] ?? null
    return code === null ? left.shift() : refused(message.id, code)
  })
  const dispositions = judged.map((each): Disposition => {
    const disposition = each.state === 'refused' ? each.disposition : ofSound.shift()
    if (disposition === undefined) throw new Error('a message without a disposition')
    return disposition
  })
  const toStore = allowed.filter((_, at) => disposed[at]?.state === 'stored')
  const waits = parked?.count ?? 0
  const isParked = toStore.some((each) => !follows(each, toStore, known))
  if (waits >= MOST_PARKED && isParked)
    return fail({ code: 'tooManyRequests', retryAfterSeconds: PARKED_RETRY_SECONDS })
  // What was given back on asking came without a signed delivery: this one proves it from now on.
  const isUnproved = new Set(known.flatMap(({ id, deliveryId }) => (deliveryId === null ? [id] : [])))
  const toProve = allowed.flatMap(({ arrived: { message } }, at) =>
    disposed[at]?.state === 'repeated' && isUnproved.has(message.id) ? [message.id] : [],
  )
  const { heard, verdicts } = await verdictsHeard(ctx, keepLine(ctx, row), delivery.verdicts)
  const counting = verdictsThatCount(ctx, partner, heard, sent)
  return store(ctx, signed, delivery, {
    now,
    dispositions,
    toStore,
    toProve,
    heard: counting,
    verdicts,
    isParked: isParked || waits > 0,
  })
}

/** Of one partner so many wait for a forerunner; more are not taken until some of these have gone on. */
const MOST_PARKED = 200
const PARKED_RETRY_SECONDS = 300

/** Whether what comes before it has been applied, or comes with it in an unbroken row. */
function follows(
  { arrived: { message } }: ToStore,
  others: readonly ToStore[],
  known: readonly KnownRow[],
): boolean {
  const { subject } = message
  for (let seq = message.seq - 1; seq > 0; seq -= 1) {
    if (known.some((row) => row.caseNumber === subject && row.seq === seq && row.state !== 'waiting'))
      return true
    if (!others.some(({ arrived }) => arrived.message.subject === subject && arrived.message.seq === seq))
      return false
  }
  return true
}

type ToWrite = {
  readonly now: number
  readonly dispositions: readonly Disposition[]
  readonly toStore: readonly ToStore[]
  readonly toProve: readonly string[]
  readonly heard: readonly HeardVerdict[]
  readonly verdicts: readonly VerdictDisposition[]
  /** Something of this partner waits for its forerunner. */
  readonly isParked: boolean
}

async function store(
  ctx: Context,
  signed: Signed,
  { partner, own, manifest }: Delivery,
  { now, dispositions, toStore, toProve, heard, verdicts, isParked }: ToWrite,
): Promise<Result<DeliveryReceipt, Failure> | 'beaten'> {
  const { exchange } = ctx
  const { idempotencyKey } = signed
  if (exchange === null || idempotencyKey === null) throw new Error('a delivery that cannot be receipted')
  const receipt = await storedReceipt(
    { from: own, to: partner, jti: ctx.ids.uuid(), now },
    {
      delivery: idempotencyKey,
      messages: manifest.filter((_, at) => dispositions[at]?.state !== 'refused'),
    },
    signerNow(exchange, now),
  )
  const cases = [...new Set(toStore.map(({ arrived }) => arrived.message.subject))]
  const id = ctx.ids.uuid()
  const { base, signature, keyId } = signed
  const statements: Statement[] = [
    insertExchangeNonce({ partner, nonce: signed.nonce, expiresAt: signed.nonceExpiresAt }),
    ...verdictStatements(partner, heard, now),
  ]
  if (toStore.length > 0) {
    const rows = { partner, direction: 'in', state: 'waiting', now, delivery: id } as const
    statements.push(
      unparkMessages({ partner, cases: JSON.stringify(cases), now }),
      ...insertStatements(toStore, rows),
    )
  }
  if (toProve.length > 0)
    statements.push(
      setDeliveries({
        partner,
        direction: 'in',
        deliveries: JSON.stringify(Object.fromEntries(toProve.map((each) => [each, id]))),
      }),
    )
  if (toStore.length + toProve.length > 0)
    statements.push(
      insertExchangeDelivery({
        id,
        partner,
        direction: 'in',
        base,
        signature,
        keyId,
        manifest: JSON.stringify(manifest),
        receipt,
        at: now,
      }),
    )
  const taking = toStore.length === 0 ? null : takingWithWrite(ctx)
  const written = await writeTogether(ctx, exchange, statements, taking?.statements ?? []).catch((error) => {
    if (taking !== null) ctx.after(taking.failed())
    throw error
  })
  if (written.ok) {
    if (taking !== null) ctx.after(taking.stored(written.value, isParked))
    return ok({ receipt, dispositions, verdicts })
  }
  if (taking !== null) ctx.after(taking.failed())
  if (written.failure.table === 'exchange_nonces')
    return fail({ code: 'signatureRefused', reason: 'replayed', serverTime: now })
  return 'beaten'
}
