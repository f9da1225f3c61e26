import { insertOutbox, type OutboxRow, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { outboxOrder } from '../outbox/order.ts'

/**
 * The order for the fixed-layout files of a licence, for the batch that issues it. It names the licence and no more: what
 * it says is read when the files are made. A licence that is not issued is ordered nothing, and none is ordered twice.
 */
export const RENDITION_KIND = 'rendition'

/** By the licence, so that reading one finds its order. */
export const renditionOrderId = (identifier: string) => `rendition:${identifier}`

type Ordered = { readonly identifier: string; readonly caseNumber: string }
type Ports = Pick<Context, 'keys' | 'ids' | 'clock'>

export const renditionOrderRow = (ctx: Ports, { identifier, caseNumber }: Ordered): Promise<OutboxRow> =>
  outboxOrder(ctx, {
    id: renditionOrderId(identifier),
    kind: RENDITION_KIND,
    caseNumber,
    payload: { identifier },
  })

/** Nothing where the region has connected no such service. */
export async function renditionOrder(
  ctx: Ports & Pick<Context, 'makesRenditions'>,
  licence: Ordered,
): Promise<readonly Statement[]> {
  return ctx.makesRenditions ? [insertOutbox(await renditionOrderRow(ctx, licence))] : []
}
