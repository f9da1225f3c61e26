import { type Ids, type Json, redact } from '@tongban/kernel'
import { decryptJson } from '@tongban/privacy'
import { type OutboxRow, type Statement, settleOutbox } from '@tongban/store'
import type { Context } from '../context.ts'
import { isDead, nextAttemptAt } from '../notices/backoff.ts'
import type { Delivery, Notifier } from '../notices/notifier.ts'

/**
 * Sends what was taken from the outbox, and records each attempt. A row is leased to one drainer for longer
 * than a request may live after its answer, so a crash only delays it. Delivered at least once; the row's id is
 * the message's id, by which the receiver takes it in once.
 */
export const LEASE_MS = 60_000
/** Six connections may wait for an answer at once in one invocation; two are left for the database. */
const CONCURRENT = 4

export type Drained = { readonly delivered: number; readonly waiting: number; readonly dead: number }
export const NONE_DRAINED: Drained = { delivered: 0, waiting: 0, dead: 0 }

/** Drains rows that were inserted already leased to `holder` (right after the answer). */
export const drainLeased = (
  ctx: Context,
  notifier: Notifier,
  holder: string,
  rows: readonly OutboxRow[],
): Promise<Drained> => drainRows(ctx, holder, rows, (row) => noticeCarrier(notifier, row))

/** Carries each row by what is chosen for it, and records the attempt. */
export async function drainRows(
  ctx: Context,
  holder: string,
  rows: readonly OutboxRow[],
  carrierOf: (row: OutboxRow) => Carrier | null,
): Promise<Drained> {
  const settled: Statement[] = []
  const drained = { delivered: 0, waiting: 0, dead: 0 }
  const queue = [...rows]
  const work = async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const delivery = await carry(ctx, carrierOf(row), row)
      const now = ctx.clock.now()
      const after = delivery === null ? untried(row, now) : settle(row, delivery, now, ctx.ids)
      drained[after.state] += 1
      settled.push(settleOutbox({ ...after, id: row.id, holder }))
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, work))
  if (settled.length > 0) await ctx.database.write(settled)
  return drained
}

/** Null where nothing carries this kind of row here. */
async function carry(ctx: Context, send: Carrier | null, row: OutboxRow): Promise<Delivery | null> {
  if (send === null) return null
  const place = { table: 'outbox', column: 'payload_enc', row: row.id }
  const payload = await decryptJson(ctx.keys, place, row.payloadEnc)
  if (!payload.ok) return { state: 'rejected', reason: `payload ${payload.failure.reason}` }
  try {
    return await send(payload.value)
  } catch (error) {
    // One row that cannot be sent must not keep its neighbours from being settled.
    return { state: 'retry', reason: error instanceof Error ? redact(error.message) : 'unknown error' }
  }
}

export type Carrier = (payload: Json) => Promise<Delivery>

export const noticeCarrier =
  (notifier: Notifier, { id, kind, createdAt }: OutboxRow): Carrier =>
  (payload) =>
    notifier.send({ id, type: kind, at: createdAt, payload })

type Settled = {
  readonly state: keyof Drained
  readonly attempts: number
  readonly nextAt: number
  readonly reason: string | null
  readonly doneAt: number | null
}

/** A row nothing can carry now waits an hour and counts no attempt: it is not the row's fault. */
const UNCARRIED_MS = 60 * 60_000
const untried = ({ attempts, lastReason }: OutboxRow, now: number): Settled => ({
  state: 'waiting',
  attempts,
  nextAt: now + UNCARRIED_MS,
  reason: lastReason,
  doneAt: null,
})

/** What becomes of a row after one attempt. */
function settle(row: OutboxRow, delivery: Delivery, now: number, ids: Ids): Settled {
  const attempts = row.attempts + 1
  if (delivery.state === 'delivered')
    return { state: 'delivered', attempts, nextAt: now, reason: null, doneAt: now }
  const dead = { state: 'dead', attempts, nextAt: now, reason: delivery.reason, doneAt: now } as const
  if (delivery.state === 'rejected' || isDead(attempts, row.createdAt, now)) return dead
  const nextAt = nextAttemptAt(now, attempts, fraction(ids), delivery.retryAfterSeconds)
  return { state: 'waiting', attempts, nextAt, reason: delivery.reason, doneAt: null }
}

/** A random fraction in [0, 1). */
function fraction(ids: Ids): number {
  const [a = 0, b = 0] = ids.random(2)
  return (a * 256 + b) / 65_536
}
