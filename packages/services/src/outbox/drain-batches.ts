import type { OutboxRow, Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { type Carrier, type Drained, drainRows, LEASE_MS } from './drain.ts'

/** Drains what is due under a lease of its own, batch after batch while there is more, for a part of the minute of its job. */
const BATCH = 50
const BATCHES = 20
const BEGIN_WITHIN_MS = 20_000

type Lease = (of: {
  readonly holder: string
  readonly until: number
  readonly now: number
  readonly limit: number
}) => Statement<OutboxRow>

export async function drainBatches(
  ctx: Context,
  lease: Lease,
  carrierOf: (row: OutboxRow) => Carrier | null,
): Promise<Drained> {
  const all = { delivered: 0, waiting: 0, dead: 0 }
  const startedAt = ctx.clock.now()
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const holder = ctx.ids.uuid()
    const now = ctx.clock.now()
    const [rows] = await ctx.database.read([lease({ holder, until: now + LEASE_MS, now, limit: BATCH })])
    const drained = await drainRows(ctx, holder, rows, carrierOf)
    all.delivered += drained.delivered
    all.waiting += drained.waiting
    all.dead += drained.dead
    if (rows.length < BATCH || ctx.clock.now() - startedAt > BEGIN_WITHIN_MS) break
  }
  return all
}
