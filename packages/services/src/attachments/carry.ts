import { afterBusy, afterFailure, giveUpAt, isDead, lineOf, retryAt } from '@tongban/exchange'
import { officeKeyOf, sealPart } from '@tongban/exchange/wire'
import {
  closeExchangeBreaker,
  endExchangeFile,
  type FileInHand,
  leaseExchangeFile,
  partnerByRegion,
  partnersWithFilesDue,
  postponeExchangeFile,
  type Statement,
  setExchangeBreaker,
  setExchangeClock,
  takeExchangeProbe,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { askPartner, type PartnerAnswer } from '../exchange/ask-partner.ts'
import { LEASE_MS } from '../exchange/outbox.ts'
import { keepLine, lineChanged, type PartnerLine } from '../exchange/partner-line.ts'
import { fractionOf } from '../exchange/settle.ts'
import { partCount } from '../files/parts.ts'
import { readerOf } from './reader.ts'
import { fileSubject } from './take-in.ts'

/**
 * Carries files to partners, each once the message that names it is stored there: what is still missing is asked, and sent
 * part by part, each sealed as it goes. Under a lease, a time limit and the breaker of the line, as messages are; whatever
 * breaks off is taken up where it was. No more than one part is held.
 */
/** Partners side by side; the database needs connections too. */
const LANES = 3
/** Less than the lease, with one request to spare. */
const CARRY_MS = 40_000
const ANSWER_CAP_BYTES = 16 * 1024
const LEAST_BUSY_SECONDS = 1

const viewSchema = z.object({
  state: z.enum(['underway', 'here', 'refused']),
  missing: z.array(z.int().nonnegative()).max(1000),
})
type Count = { carried: number; waiting: number; dead: number }
export type Carried = Readonly<Count>

/** To these partners, or to whomever something is due for (cron). */
export async function carryFiles(ctx: Context, partners?: readonly string[]): Promise<Carried> {
  const count: Count = { carried: 0, waiting: 0, dead: 0 }
  if (ctx.exchange === null) return count
  const until = ctx.clock.now() + CARRY_MS
  const [due] = await ctx.database.read([partnersWithFilesDue({ now: ctx.clock.now() })])
  const queue = due.map(({ region }) => region).filter((region) => partners?.includes(region) ?? true)
  const lanes = Array.from({ length: LANES }, async () => {
    for (let partner = queue.shift(); partner !== undefined; partner = queue.shift())
      while (await carryNext(ctx, partner, until, count));
  })
  // One partner's trouble is not the others': they are finished before it is told.
  const ended = await Promise.allSettled(lanes)
  for (const each of ended) if (each.status === 'rejected') throw each.reason
  return count
}

type InHand = { readonly file: FileInHand; readonly line: PartnerLine; readonly holder: string }

/** Answers whether the line is good for more. */
async function carryNext(ctx: Context, partner: string, until: number, count: Count): Promise<boolean> {
  const now = ctx.clock.now()
  if (now >= until) return false
  const holder = ctx.ids.uuid()
  const lease = { partner, holder, until: now + LEASE_MS, now }
  const [, [file], [row]] = await ctx.database.read([
    takeExchangeProbe(lease),
    leaseExchangeFile(lease),
    partnerByRegion({ region: partner }),
  ])
  if (row === undefined || file === undefined) return false
  const line = keepLine(ctx, row)
  if (lineOf(line, now) !== 'closed' && line.probeBy !== holder) return false
  const ended = await carryOne(ctx, { file, line, holder }, until)
  await ctx.database.write(ended.statements)
  if (ended.line !== null) lineChanged(ctx, ended.line)
  count[ended.as] += 1
  return ended.goesOn
}

type Ended = {
  readonly as: keyof Count
  readonly statements: readonly Statement[]
  /** As it is now, where that is news. */
  readonly line: PartnerLine | null
  readonly goesOn: boolean
}

async function carryOne(ctx: Context, hand: InHand, until: number): Promise<Ended> {
  const { file, line } = hand
  const bytesOf = await readerOf(ctx, file)
  if (bytesOf === null) return buried(ctx, hand, 'dropped', 'erasedHere')
  const path = `/cx/1/files/${file.digest}`
  const query = `?${new URLSearchParams({ case: file.caseNumber, ...(file.material === '' ? {} : { material: file.material }) })}`
  const status = await askPartner(ctx, line, {
    method: 'GET',
    path: path + query,
    answerCapBytes: ANSWER_CAP_BYTES,
  })
  let heard = readView(status)
  let clockOffsetMs = status.clockOffsetMs
  let sent = 0
  for (;;) {
    if (heard.state !== 'underway') return settled(ctx, hand, heard, clockOffsetMs)
    // Where all of it is there, the last part once more makes the partner look at the whole.
    const index = heard.missing[0] ?? lastPart(file.size)
    // Whatever the partner says is missing, nothing is sent without an end.
    if (sent > lastPart(file.size) + 1 || ctx.clock.now() >= until) return paused(ctx, hand, clockOffsetMs)
    const key = officeKeyOf(line.keys, file.office, Math.floor(ctx.clock.now() / 1000))
    if (key === undefined) return later(ctx, hand, { reason: 'no office key', heard: true }, clockOffsetMs)
    const bytes = await bytesOf(index)
    if (bytes === null) return buried(ctx, hand, 'dead', 'lostHere')
    const { caseNumber, digest, size } = file
    const answer = await askPartner(
      ctx,
      { ...line, clockOffsetMs },
      {
        method: 'PUT',
        path: `${path}/parts/${index}${query}`,
        body: {
          content: await sealPart({ caseNumber, digest, size, index }, bytes, key),
          type: 'application/octet-stream',
          idempotencyKey: ctx.ids.uuid(),
        },
        answerCapBytes: ANSWER_CAP_BYTES,
      },
    )
    clockOffsetMs = answer.clockOffsetMs
    heard = readView(answer)
    sent += 1
  }
}

const lastPart = (size: number): number => partCount(size) - 1

type Heard =
  | { readonly state: 'underway'; readonly missing: readonly number[] }
  | { readonly state: 'here' }
  | { readonly state: 'refused' }
  | { readonly state: 'not'; readonly answer: Extract<PartnerAnswer, { readonly state: 'refused' }> }
  | { readonly state: 'faulty' }

function readView(answer: PartnerAnswer): Heard {
  if (answer.state === 'refused') return { state: 'not', answer }
  const read = viewSchema.safeParse(answer.json)
  if (!read.success) return { state: 'faulty' }
  const { state, missing } = read.data
  return state === 'underway' ? { state, missing } : { state }
}

function settled(
  ctx: Context,
  hand: InHand,
  heard: Exclude<Heard, Extract<Heard, { readonly state: 'underway' }>>,
  clockOffsetMs: number,
): Ended {
  if (heard.state === 'faulty')
    return later(ctx, hand, { reason: 'answer not in the form', heard: false }, clockOffsetMs)
  if (heard.state === 'refused') return buried(ctx, hand, 'dead', 'refusedThere')
  if (heard.state === 'here') {
    const now = ctx.clock.now()
    return {
      as: 'carried',
      statements: [
        endExchangeFile({ ...hand.file, state: 'carried', reason: null, now }),
        ...wellHeard(ctx, hand.line, clockOffsetMs),
      ],
      line: { ...hand.line, clockOffsetMs, failures: 0, openUntil: null, probeBy: null },
      goesOn: true,
    }
  }
  const { refusal, retryAfterSeconds, forged } = heard.answer
  if (refusal.class !== 'retry') return buried(ctx, hand, 'dead', refusal.reason)
  // The message is stored there and not applied yet: that is no fault of the line.
  const isUnknown = refusal.reason === 'status 404 notFound'
  const why = { reason: refusal.reason, heard: isUnknown, busy: !refusal.failed, retryAfterSeconds, forged }
  return later(ctx, hand, why, clockOffsetMs)
}

type Why = {
  readonly reason: string
  /** The partner was heard: the line is good. */
  readonly heard: boolean
  readonly busy?: boolean
  readonly retryAfterSeconds?: number
  readonly forged?: boolean
}

/** Not now: later, spread by chance; given up where its time is over. */
function later(ctx: Context, { file, line, holder }: InHand, why: Why, clockOffsetMs: number): Ended {
  const { reason, heard, busy = false, retryAfterSeconds = 0, forged = false } = why
  const now = ctx.clock.now()
  const { partner } = line
  const attempts = file.attempts + 1
  const after = busy
    ? afterBusy(line, now, Math.max(retryAfterSeconds, LEAST_BUSY_SECONDS))
    : afterFailure(line, now, retryAfterSeconds)
  const ofLine = heard
    ? wellHeard(ctx, line, clockOffsetMs)
    : [
        setExchangeBreaker({ partner, ...after }),
        ...(forged
          ? [raiseAlarm({ kind: 'forgedAnswer', partner, subject: 'files', facts: { reason } }, now)]
          : []),
      ]
  const lineNow = heard
    ? { ...line, clockOffsetMs, failures: 0, openUntil: null, probeBy: null }
    : { ...line, ...after, probeBy: null }
  if (isDead(attempts, giveUpAt(file.replayedAt ?? file.createdAt, null), now)) {
    const given = buried(ctx, { file, line, holder }, 'dead', reason, 'deadLetter')
    return { ...given, statements: [...given.statements, ...ofLine], line: lineNow, goesOn: heard }
  }
  const nextAt = retryAt(now, attempts, fractionOf(ctx.ids), retryAfterSeconds)
  return {
    as: 'waiting',
    statements: [postponeExchangeFile({ ...file, holder, attempts, nextAt: nextAt + 1, reason }), ...ofLine],
    line: lineNow,
    goesOn: heard,
  }
}

/** The time of this run is over: the next goes on where it was. */
function paused(ctx: Context, { file, line, holder }: InHand, clockOffsetMs: number): Ended {
  return {
    as: 'waiting',
    statements: [
      postponeExchangeFile({
        ...file,
        holder,
        attempts: file.attempts,
        nextAt: ctx.clock.now(),
        reason: null,
      }),
      ...wellHeard(ctx, line, clockOffsetMs),
    ],
    line: { ...line, clockOffsetMs, failures: 0, openUntil: null, probeBy: null },
    goesOn: false,
  }
}

/** No longer sent. People are told, and may send it again; of what is erased here there is nothing to tell. */
function buried(
  ctx: Context,
  { file, line: { partner } }: InHand,
  state: 'dead' | 'dropped',
  reason: string,
  kind: 'refused' | 'deadLetter' = 'refused',
): Ended {
  const now = ctx.clock.now()
  const facts = { case: file.caseNumber, file: file.digest, attempts: file.attempts + 1, reason }
  return {
    as: 'dead',
    statements: [
      endExchangeFile({ ...file, state, reason, now }),
      ...(state === 'dropped' ? [] : [raiseAlarm({ kind, partner, subject: fileSubject(file), facts }, now)]),
    ],
    line: null,
    goesOn: true,
  }
}

const wellHeard = (
  ctx: Context,
  { partner, clockOffsetMs: before }: PartnerLine,
  clockOffsetMs: number,
): readonly Statement[] => [
  closeExchangeBreaker({ partner, now: ctx.clock.now() }),
  ...(before === clockOffsetMs ? [] : [setExchangeClock({ partner, clockOffsetMs })]),
]
