import type { RegionCode } from '@tongban/exchange'
import { checkDeliveryProof, type DeliveryProof } from '@tongban/exchange/wire'
import type { ExchangeDeliveryRow } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { lineTo } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'

/** A delivery as it is kept, as the proof that goes to others: in evidence, and with messages that are given back. */
const manifestSchema = z.array(z.tuple([z.string(), z.string()]))

export function proofOf(
  { id, partner, direction, base, signature, keyId, manifest, receipt }: ExchangeDeliveryRow,
  own: RegionCode,
): DeliveryProof {
  const [source, to] = direction === 'out' ? [own, partner] : [partner, own]
  return {
    id,
    source,
    to,
    base,
    signature,
    keyId,
    manifest: manifestSchema.parse(JSON.parse(manifest)),
    receipt,
  }
}

/** Receipts bear the time of whoever gave them. */
const CLOCKS_MAY_DIFFER_SECONDS = 86_400

/** What was proved, by message id: the digest that was signed, and the delivery it stands in. */
export type Proved = ReadonlyMap<string, { readonly digest: string; readonly delivery: DeliveryProof }>

/**
 * What the proofs a partner has given with messages prove of these: signed by this region itself (`out`: with a key it has
 * published, an old one too) and receipted there, or the other way round. What does not hold proves nothing.
 */
export async function provedBy(
  ctx: Context,
  partner: RegionCode,
  direction: 'in' | 'out',
  deliveries: readonly DeliveryProof[],
): Promise<Proved> {
  const { exchange } = ctx
  const line = await lineTo(ctx, partner)
  if (exchange === null || line === null || deliveries.length === 0) return new Map()
  const own = exchangeRegionOf(ctx)
  const [source, to] = direction === 'out' ? [own, partner] : [partner, own]
  const [senderKeys, receiverKeys] =
    direction === 'out' ? [exchange.published, line.keys] : [line.keys, exchange.published]
  const check = {
    senderKeys,
    receiverKeys,
    seenAt: ctx.clock.now(),
    aheadSeconds: CLOCKS_MAY_DIFFER_SECONDS,
  }
  const between = deliveries.filter((each) => each.source === source && each.to === to)
  const checked = await Promise.all(
    between.map(async (delivery) => ({ delivery, ...(await checkDeliveryProof(delivery, check)) })),
  )
  return new Map(
    checked.flatMap(({ delivery, proved }) =>
      (proved ?? []).map(([id, digest]) => [id, { digest, delivery }] as const),
    ),
  )
}
