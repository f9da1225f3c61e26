import { leaseOutbox, type OutboxRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { makeRenditions } from '../renditions/make.ts'
import { RENDITION_KIND } from '../renditions/order.ts'
import { SEAL_KIND, sealDocument } from '../seals/seal-documents.ts'
import { type Carrier, type Drained, drainRows, LEASE_MS, noticeCarrier } from './drain.ts'

/**
 * Takes whatever waits in the outbox under a lease of its own and carries it by the port of its kind: notices, orders to
 * seal a document, orders for the files of a licence. For the Worker whose cron it is; those that answer requests carry
 * none of it.
 */
const BATCH = 50

export async function drainDue(ctx: Context): Promise<Drained> {
  if (ctx.notifier === null && ctx.sealer === null && ctx.renditionMaker === null)
    return { delivered: 0, waiting: 0, dead: 0 }
  const holder = ctx.ids.uuid()
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([leaseOutbox({ holder, until: now + LEASE_MS, now, limit: BATCH })])
  return drainRows(ctx, holder, rows, (row) => carrierOf(ctx, row))
}

/** By whichever port carries this kind of row; null where the region has not connected it. */
function carrierOf(ctx: Context, row: OutboxRow): Carrier | null {
  const { sealer, renditionMaker, notifier } = ctx
  if (row.kind === SEAL_KIND) {
    return sealer === null ? null : (payload) => sealDocument(ctx, sealer, row.id, payload)
  }
  if (row.kind === RENDITION_KIND) {
    return renditionMaker === null ? null : (payload) => makeRenditions(ctx, renditionMaker, payload)
  }
  return notifier === null ? null : noticeCarrier(notifier, row)
}
