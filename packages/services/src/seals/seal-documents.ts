import type { Json } from '@tongban/kernel'
import { documentByNumber, insertOutbox, insertSeal, type Statement, sealsOfCase } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { Delivery } from '../notices/notifier.ts'
import { outboxOrder } from '../outbox/order.ts'
import type { SealOrder } from './seal.ts'

/**
 * Sealing through the outbox: a document and the order to seal it are rows of one batch, and the seal is put on after
 * the commit, as often as it takes. A document whose row or digest is not the one that was ordered is never sealed.
 */
export const SEAL_KIND = 'seal'

const orderSchema = z.strictObject({
  documentNumber: z.string(),
  kind: z.string(),
  organ: z.string(),
  issuedOn: z.string(),
  digest: z.string(),
})

/** The outbox row that asks for a seal; nothing where the region has connected no sealing service. */
export async function sealOrder(
  ctx: Context,
  caseNumber: string,
  order: Omit<SealOrder, 'id'>,
): Promise<readonly Statement[]> {
  if (ctx.sealer === null) return []
  const row = await outboxOrder(ctx, { id: ctx.ids.uuid(), kind: SEAL_KIND, caseNumber, payload: order })
  return [insertOutbox(row)]
}

/** Carries out one order: asks the service and stores the seal beside the document. */
export async function sealDocument(
  ctx: Context,
  sealer: NonNullable<Context['sealer']>,
  id: string,
  payload: Json,
): Promise<Delivery> {
  const order = orderSchema.safeParse(payload)
  if (!order.success) return { state: 'rejected', reason: 'not an order to seal' }
  const { documentNumber, digest } = order.data
  const [[row]] = await ctx.database.read([documentByNumber({ documentNumber })])
  if (row === undefined || row.digest !== digest) return { state: 'rejected', reason: 'no such document' }
  // Asked for twice while the first order was on its way: the service is not made to seal it again.
  const [seals] = await ctx.database.read([sealsOfCase({ caseNumber: row.caseNumber })])
  if (seals.some((seal) => seal.documentNumber === documentNumber)) return { state: 'delivered', status: 200 }
  const sealing = await sealer.seal({ id, ...order.data })
  if (sealing.state !== 'sealed') return sealing
  const written = await ctx.database.write([
    insertSeal({ documentNumber, caseNumber: row.caseNumber, documentDigest: digest, ...sealing.seal }),
  ])
  return written.ok ? { state: 'delivered', status: 200 } : { state: 'retry', reason: 'database' }
}
