import { batchesOf, type InHand, lineOf, type RegionCode, type SealedMessage } from '@tongban/exchange'
import { LIMITS } from '@tongban/exchange/wire'
import {
  exchangePartnersDue,
  type LeasedRow,
  leaseOutMessages,
  leaseVerdicts,
  type PartnerRow,
  partnerByRegion,
  type Statement,
  takeExchangeProbe,
  type UntoldRow,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { deliver, type Parcel } from './deliver.ts'
import { LEASE_MS } from './outbox.ts'
import { keepLine, lineChanged, lineKept, lineTo, type PartnerLine } from './partner-line.ts'
import { postponed, type Waiting } from './settle.ts'
import { type ToldVerdict, verdictsFor } from './verdicts.ts'

/**
 * Sends what waits for partners: taken under a lease case by case in order, up to fifty messages in one signed request,
 * and settled only when the answer and the receipt in it verify. Partners go side by side, each under its own time limit
 * and breaker. A crash anywhere only delays: what was sent and not settled is sent again, and receipted again.
 */
/** Six connections may wait for an answer at once in one invocation; two are left for the database. */
const CONNECTIONS = 4
/** One invocation takes no new messages after this; what is left waits for the next. */
const DRAIN_MS = 20_000
/** Room for the envelope around the messages of a request. */
const ENVELOPE_BYTES = 128 * 1024

export type Sent = { readonly stored: number; readonly waiting: number; readonly dead: number }
type Count = { stored: number; waiting: number; dead: number }

/** For these partners, right after something was written for them. */
export async function sendTo(ctx: Context, partners: readonly RegionCode[], inHand?: InHand): Promise<void> {
  await send(ctx, partners, inHand)
}

function send(ctx: Context, partners: readonly RegionCode[], inHand?: InHand): Promise<Sent> {
  const until = ctx.clock.now() + DRAIN_MS
  return sideBySide([...new Set(partners)], (partner, count) => drain(ctx, partner, count, until, inHand))
}

/** Whatever is due for anybody (cron). */
export async function sendDue(ctx: Context): Promise<Sent> {
  const now = ctx.clock.now()
  const [due] = await ctx.database.read([exchangePartnersDue({ now })])
  return send(
    ctx,
    due.map(({ region }) => region),
  )
}

async function sideBySide(
  partners: readonly RegionCode[],
  work: (partner: RegionCode, count: Count) => Promise<void>,
): Promise<Sent> {
  const count: Count = { stored: 0, waiting: 0, dead: 0 }
  const queue = [...partners]
  const errors: unknown[] = []
  const lanes = Array.from({ length: CONNECTIONS }, async () => {
    for (let partner = queue.shift(); partner !== undefined; partner = queue.shift()) {
      try {
        await work(partner, count)
      } catch (error) {
        errors.push(error)
      }
    }
  })
  // One partner's trouble is not the others': they are finished before it is told.
  await Promise.all(lanes)
  if (errors.length > 0) throw errors[0]
  return count
}

type Taken = {
  readonly line: PartnerLine
  readonly holder: string
  readonly messages: readonly Waiting[]
  readonly verdicts: readonly ToldVerdict[]
}

async function drain(
  ctx: Context,
  partner: RegionCode,
  count: Count,
  until: number,
  inHand?: InHand,
): Promise<void> {
  const own = inHand?.messages.filter(({ message }) => message.to === partner) ?? []
  let taken = inHand === undefined || own.length === 0 ? null : await handed(ctx, partner, inHand.holder, own)
  // What was in hand is all there is to do: whatever else waits has its own time.
  const isOnce = taken !== null
  taken ??= await take(ctx, partner)
  while (taken !== null) taken = await carry(ctx, taken, count, isOnce ? null : until)
}

/** Null: the line does not let it pass; it stays leased until it is taken like all else. */
async function handed(
  ctx: Context,
  partner: RegionCode,
  holder: string,
  own: readonly SealedMessage[],
): Promise<Taken | null> {
  const line = await lineTo(ctx, partner)
  if (line === null || !line.isActive || line.openUntil !== null) return null
  const now = ctx.clock.now()
  const messages = own.map(({ message, body, digest }) => ({
    id: message.id,
    caseNumber: message.subject,
    seq: message.seq,
    type: message.type,
    digest,
    body,
    attempts: 0,
    createdAt: now,
    replayedAt: null,
  }))
  return { line, holder, messages, verdicts: [] }
}

/**
 * What is due for the partner, and what it is to be told, in one batch, together with what settles the delivery before; null
 * where there is nothing or the line is open. Where the line was found closed a moment ago it is not read again: nothing
 * is leased that may not pass.
 */
async function take(
  ctx: Context,
  partner: RegionCode,
  settling: readonly Statement[] = [],
): Promise<Taken | null> {
  const holder = ctx.ids.uuid()
  const now = ctx.clock.now()
  const lease = { partner, holder, until: now + LEASE_MS, now }
  const kept = lineKept(ctx, partner)
  const closed = kept?.isActive && kept.openUntil === null ? kept : null
  const before = [...settling, ...(closed === null ? [takeExchangeProbe(lease)] : [])]
  const rows = await ctx.database.read([
    ...before,
    leaseOutMessages({
      ...lease,
      limit: LIMITS.messagesPerDelivery,
      bytes: LIMITS.bodyBytes - ENVELOPE_BYTES,
    }),
    leaseVerdicts({ ...lease, limit: LIMITS.verdictsPerDelivery }),
    ...(closed === null ? [partnerByRegion({ region: partner })] : []),
  ])
  const [messages, untold, [row] = []] = asTaken(rows.slice(before.length))
  const line = closed ?? (row === undefined ? null : keepLine(ctx, row))
  if (line === null) return null
  const isProbe = line.probeBy === holder
  if (!line.isActive || (lineOf(line, now) !== 'closed' && !isProbe)) return null
  if (messages.length === 0 && untold.length === 0) return null
  return { line, holder, messages, verdicts: await verdictsFor(ctx, partner, untold) }
}

/** Guarantee: the rows of the leases, and of the partner where it was read: the last statements of the batch. */
const asTaken = (rows: readonly unknown[]) =>
  rows as readonly [readonly LeasedRow[], readonly UntoldRow[], (readonly PartnerRow[])?]

/**
 * Sends it in as many requests as it takes. Answers what is to be sent next, if the line is good for more and there is
 * time for it until `until`; null: for nothing.
 */
async function carry(
  ctx: Context,
  { line: first, holder, messages, verdicts }: Taken,
  count: Count,
  until: number | null,
): Promise<Taken | null> {
  let line = first
  const { partner } = line
  const queue: Parcel[] = parcelsOf(messages, verdicts)
  for (let parcel = queue.shift(); parcel !== undefined; parcel = queue.shift()) {
    const outcome = await deliver(ctx, { line, holder, ...parcel })
    line = outcome.line
    queue.unshift(...outcome.again)
    // What was not reached on a line that fails waits like what was.
    const rest = outcome.stopped === null ? [] : queue.splice(0).flatMap(({ batch }) => batch)
    const left =
      outcome.stopped === null ? NONE_LEFT : postponed(ctx, { partner, holder }, rest, outcome.stopped)
    const statements = [...outcome.statements, ...left.statements]
    count.stored += outcome.stored
    count.waiting += outcome.waiting + left.waiting
    count.dead += outcome.dead + left.dead
    const goesOn = outcome.stopped === null && until !== null && ctx.clock.now() < until
    if (goesOn && queue.length === 0) {
      lineChanged(ctx, line)
      return take(ctx, partner, statements)
    }
    if (statements.length > 0) await ctx.database.write(statements)
    lineChanged(ctx, line)
  }
  return null
}

const NONE_LEFT = { statements: [], waiting: 0, dead: 0 }

/** As few requests as the limits allow; what is to be told goes with the first. */
function parcelsOf(messages: readonly Waiting[], verdicts: readonly ToldVerdict[]): Parcel[] {
  const limits = { messages: LIMITS.messagesPerDelivery, bytes: LIMITS.bodyBytes - ENVELOPE_BYTES }
  // Bytes are counted only where so many characters could be too many.
  const most = messages.reduce((sum, { body }) => sum + body.length * MOST_BYTES_A_CHARACTER, 0)
  const sized = messages.map((row) => ({
    row,
    bytes: most <= limits.bytes ? 0 : encoder.encode(row.body).byteLength,
  }))
  const batches = batchesOf(sized, limits).map((batch) => batch.map(({ row }) => row))
  const [first = [], ...others] = batches
  return [{ batch: first, verdicts }, ...others.map((batch) => ({ batch, verdicts: [] }))]
}

/** Of UTF-8, for a unit of UTF-16. */
const MOST_BYTES_A_CHARACTER = 3
const encoder = new TextEncoder()
