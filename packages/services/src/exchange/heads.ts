import { type CaseHead, type Comparison, compareHeads, isSame, type RegionCode } from '@tongban/exchange'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  carryAgain,
  type HeadRow,
  headsAfter,
  headsOfCases,
  knownMessages,
  partnerByRegion,
  resendOutMessages,
  reviveOutMessages,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { deskOf } from '../handovers/desk.ts'
import { partnerOf } from '../partners/partner.ts'
import { partnerIs } from '../partners/refusals.ts'
import { raiseAlarm } from './alarms.ts'
import { askPartner } from './ask-partner.ts'
import { lineTo } from './partner-line.ts'
import { type Pulled, pull } from './pull.ts'
import { exchangeRegionOf } from './seal.ts'
import { takeIn } from './take-in.ts'

/**
 * Both regions say how far each shared case has come. What one lacks is asked for or sent again, under its old number; two
 * different messages under one number are a divergence, of which people are told and nothing is changed.
 */
const PAGE = 200
/** Cases that are closed are compared for so long after. */
const LATELY_MS = 30 * 24 * 3_600_000
const MOST_PAGES = 500
const ANSWER_CAP_BYTES = 1_048_576
/** Sorts after every case number. */
const LAST = '~'

export type HeadsPage = { readonly heads: readonly CaseHead[]; readonly next: string | null }

const asCaseHead = (row: HeadRow): CaseHead => ({
  case: row.caseNumber,
  sent: { seq: row.outSeq, digest: row.outHead },
  received: { seq: row.inSeq, digest: row.inHead },
})

/** For the partner that asks: the cases it shares, by number. */
export async function listHeads(ctx: Context, after: string): Promise<Result<HeadsPage, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  const rows = await pageOf(ctx, actor.subject, after, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const next = rows.length > PAGE ? (shown.at(-1)?.caseNumber ?? null) : null
  return ok({ heads: shown.map(asCaseHead), next })
}

async function pageOf(ctx: Context, partner: RegionCode, after: string, limit: number) {
  const since = ctx.clock.now() - LATELY_MS
  const [rows] = await ctx.database.read([headsAfter({ partner, after, since, limit })])
  return rows
}

const headSchema = z.object({ seq: z.int().nonnegative(), digest: z.string().regex(/^[0-9a-f]{64}$/) })
const pageSchema = z.object({
  heads: z
    .array(z.object({ case: z.string().regex(/^[0-9A-Z.]{1,128}$/), sent: headSchema, received: headSchema }))
    .max(1000),
  next: z.string().max(128).nullable(),
})

export type Compared = {
  readonly partner: RegionCode
  /** `unreached`: the partner gave no answer that could be read; what was compared before that stands. `cutShort`: it has more cases than are compared in one run. */
  readonly state: 'compared' | 'unreached' | 'cutShort'
  readonly cases: number
  readonly same: number
  /** Messages that were asked for and came. */
  readonly pulled: number
  /** Cases of which messages are sent again. */
  readonly resent: number
  readonly divergent: number
}
type Count = { cases: number; same: number; pulled: number; resent: number; divergent: number }

/** On demand, for an official who watches. */
export async function compareHeadsWith(ctx: Context, partner: string): Promise<Result<Compared, Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'supervisor'))
    return fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor' })
  if (ctx.exchange === null) return fail(NOT_CONFIGURED)
  const [[row]] = await ctx.database.read([partnerByRegion({ region: partner })])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  const { state } = partnerOf(row)
  if (state !== 'active') return fail(partnerIs(partner, state))
  const compared = await compareWith(ctx, partner)
  // Kept for a few seconds as it was: it has been resumed a moment ago.
  return compared === null ? fail({ code: 'stillRunning' }) : ok(compared)
}

const NOT_CONFIGURED = {
  code: 'notConfigured',
  what: { zh: '跨域通办的密钥', en: 'the exchange keys' },
} as const

/** Null: no active partner. */
export async function compareWith(ctx: Context, partner: RegionCode): Promise<Compared | null> {
  const line = await lineTo(ctx, partner)
  if (line === null || !line.isActive) return null
  const count: Count = { cases: 0, same: 0, pulled: 0, resent: 0, divergent: 0 }
  let after = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await askPartner(ctx, line, {
      method: 'GET',
      path: `/cx/1/heads?after=${encodeURIComponent(after)}`,
      answerCapBytes: ANSWER_CAP_BYTES,
    })
    const read = answer.state === 'answered' ? pageSchema.safeParse(answer.json) : null
    if (read === null || !read.success) return { partner, state: 'unreached', ...count }
    const { heads, next } = read.data
    await comparePage(ctx, partner, { after, until: next ?? LAST, heads }, count)
    if (next === null || next <= after) return { partner, state: 'compared', ...count }
    after = next
  }
  return { partner, state: 'cutShort', ...count }
}

type Span = { readonly after: string; readonly until: string; readonly heads: readonly CaseHead[] }

async function comparePage(
  ctx: Context,
  partner: RegionCode,
  { after, until, heads }: Span,
  count: Count,
): Promise<void> {
  const cases = heads.map((head) => head.case)
  const [rows] = await ctx.database.read([headsOfCases({ partner, cases: JSON.stringify(cases) })])
  const own = new Map(rows.map((row) => [row.caseNumber, asCaseHead(row)]))
  const taken = heads.map((head) => ({ case: head.case, seq: head.received.seq }))
  const now = ctx.clock.now()
  await ctx.database.write([reviveOutMessages({ partner, heads: JSON.stringify(taken), now })])
  for (const theirs of heads) await compareOne(ctx, partner, own.get(theirs.case), theirs, count)
  // What is open here and not named there at all, the partner has forgotten whole.
  const named = new Set(cases)
  let from = after
  for (;;) {
    const mine = await pageOf(ctx, partner, from, PAGE)
    const within = mine.filter(({ caseNumber }) => caseNumber <= until)
    for (const row of within) {
      if (named.has(row.caseNumber)) continue
      const head = asCaseHead(row)
      await compareOne(ctx, partner, head, { case: head.case, sent: NONE, received: NONE }, count)
    }
    from = mine.at(-1)?.caseNumber ?? LAST
    if (within.length < PAGE) return
  }
}

const NONE = { seq: 0, digest: '0'.repeat(64) }

async function compareOne(
  ctx: Context,
  partner: RegionCode,
  own: CaseHead | undefined,
  theirs: CaseHead,
  count: Count,
): Promise<void> {
  const compared = compareHeads(own, theirs)
  const isTwice = await isOtherThere(ctx, partner, compared, theirs)
  const found: Comparison = isTwice ? { ...compared, divergent: [...compared.divergent, 'sent'] } : compared
  count.cases += 1
  if (isSame(found)) {
    count.same += 1
    return
  }
  const now = ctx.clock.now()
  const caseNumber = found.case
  const { divergent, lostThere, forgottenOwn, missingTheirs } = found
  if (divergent.length > 0) {
    count.divergent += 1
    const facts = { in: divergent, own: own === undefined ? null : headFacts(own), theirs: headFacts(theirs) }
    await ctx.database.write([raiseAlarm({ kind: 'divergence', partner, subject: caseNumber, facts }, now)])
    return
  }
  // A region that has forgotten what it told itself asks for that first, and then for this: sent at once it would be taken
  // for new, and numbers given twice.
  if (lostThere !== null && !isForgottenThere(own, theirs)) {
    count.resent += 1
    await ctx.database.write([
      resendOutMessages({ caseNumber, partner, after: lostThere, now }),
      // What came with them is forgotten there as well; what is not, need not be sent.
      carryAgain({ caseNumber, partner, from: 'carried', now }),
    ])
  }
  const back =
    forgottenOwn === null ? null : await pull(ctx, 'me', { partner, caseNumber, after: forgottenOwn })
  count.pulled += back?.stored ?? 0
  if (back !== null && !back.isWhole) return
  if (own === undefined && !(await isRestored(ctx, partner, caseNumber, back))) return
  if (missingTheirs !== null)
    count.pulled += (await pull(ctx, 'you', { partner, caseNumber, after: missingTheirs })).stored
  if (back === null || back.own.length === 0 || !isOwnCase(ctx, caseNumber)) return
  // What the partner had told comes before what was done here upon it.
  for (let round = 0; round < ROUNDS && (await takeIn(ctx)).applied > 0; round += 1);
  await deskOf(ctx).catchUp({ partner, caseNumber, own: back.own })
}

/** Its last message of ours is not the one that stands here under this number, though we have told more since. */
async function isOtherThere(
  ctx: Context,
  partner: RegionCode,
  { case: caseNumber, lostThere }: Comparison,
  { received }: CaseHead,
): Promise<boolean> {
  if (lostThere === null || lostThere === 0) return false
  const asked = JSON.stringify([{ id: '', case: caseNumber, seq: lostThere }])
  const [known] = await ctx.database.read([knownMessages.out({ partner, asked })])
  return known.some(({ seq, digest }) => seq === lostThere && digest !== received.digest)
}

const ROUNDS = 5
/** Handed in here, where the receiving region gives the number. */
const isOwnCase = (ctx: Context, caseNumber: string): boolean => caseNumber.startsWith(exchangeRegionOf(ctx))

/** It has told this region more than it knows of. */
const isForgottenThere = (own: CaseHead | undefined, theirs: CaseHead): boolean =>
  theirs.sent.seq < (own?.received.seq ?? 0)

const headFacts = ({ sent, received }: CaseHead) => ({ sent: { ...sent }, received: { ...received } })

/**
 * A case that is not known here at all. At the handling region the application itself is among what the partner has sent,
 * and is taken over anew; at the receiving region it has to be made again before anything can be applied to it.
 */
async function isRestored(
  ctx: Context,
  partner: RegionCode,
  caseNumber: string,
  back: Pulled | null,
): Promise<boolean> {
  if (!isOwnCase(ctx, caseNumber)) return true
  return deskOf(ctx).restore({ partner, caseNumber, own: back?.own ?? [] })
}
