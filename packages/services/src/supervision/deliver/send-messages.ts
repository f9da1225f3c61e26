import { leaseMessages } from '@tongban/store'
import type { Context } from '../../context.ts'
import { type Drained, NONE_DRAINED } from '../../outbox/drain.ts'
import { drainBatches } from '../../outbox/drain-batches.ts'
import { messageCarrier } from './carry.ts'

/** Sends what waits for receivers outside this site; nothing is leased where the region has configured no channel. */
export async function sendMessages(ctx: Context): Promise<Drained> {
  return ctx.channels === null
    ? NONE_DRAINED
    : drainBatches(ctx, leaseMessages, (row) => messageCarrier(ctx, row))
}
