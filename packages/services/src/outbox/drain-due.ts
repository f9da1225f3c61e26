import { leaseOutbox, type OutboxRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { carryNationalReport } from '../evaluations/national/carry.ts'
import { NATIONAL_KIND } from '../evaluations/national/kind.ts'
import { makeRenditions } from '../renditions/make.ts'
import { RENDITION_KIND } from '../renditions/order.ts'
import { SEAL_KIND, sealDocument } from '../seals/seal-documents.ts'
import { carrySuperiorReport } from '../superior/carry.ts'
import { SUPERIOR_KIND } from '../superior/kind.ts'
import { type Carrier, type Drained, NONE_DRAINED, noticeCarrier } from './drain.ts'
import { drainBatches } from './drain-batches.ts'

/**
 * Takes whatever waits in the outbox under a lease of its own and carries it by the port of its kind: notices, orders to
 * seal a document, orders for the files of a licence, reports to the superior platform and to that of evaluations. What supervision says is sent by its
 * own desk. For the Worker whose cron it is; those that answer requests carry none of it.
 */
export async function drainDue(ctx: Context): Promise<Drained> {
  const { notifier, sealer, renditionMaker, superior, national } = ctx
  if ([notifier, sealer, renditionMaker, superior, national].every((port) => port === null))
    return NONE_DRAINED
  return drainBatches(ctx, leaseOutbox, (row) => carrierOf(ctx, row))
}

/** By whichever port carries this kind of row; null where the region has not connected it. */
function carrierOf(ctx: Context, row: OutboxRow): Carrier | null {
  const { sealer, renditionMaker, notifier, superior, national } = ctx
  if (row.kind === SEAL_KIND) {
    return sealer === null ? null : (payload) => sealDocument(ctx, sealer, row.id, payload)
  }
  if (row.kind === RENDITION_KIND) {
    return renditionMaker === null ? null : (payload) => makeRenditions(ctx, renditionMaker, payload)
  }
  if (row.kind === SUPERIOR_KIND) {
    return superior === null ? null : (payload) => carrySuperiorReport(ctx, superior, row, payload)
  }
  if (row.kind === NATIONAL_KIND) {
    return national === null ? null : (payload) => carryNationalReport(ctx, national, row, payload)
  }
  return notifier === null ? null : noticeCarrier(notifier, row)
}
