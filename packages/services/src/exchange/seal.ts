/**
 * Seals what partners are to be told, before the batch that commits its cause: asked by the Workers in which cases
 * change, done in the one that has the keys.
 */
import type { MessageDraft, RegionCode, SealedMessage } from '@tongban/exchange'
import { type PartnerKey, sealDrafts } from '@tongban/exchange/wire'
import { partnerByRegion } from '@tongban/store'
import type { Context } from '../context.ts'
import { storedKeys } from '../partners/partner.ts'
import type { ExchangeKeys } from './keys.ts'
import { exchangeRegionOf } from './own-region.ts'

export { exchangeRegionOf }

/** The messages of these drafts, in their order. Throws when a partner or the key of its office is not known. */
export async function sealMessages(
  ctx: Context,
  drafts: readonly MessageDraft[],
): Promise<readonly SealedMessage[]> {
  const { exchange } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be sealed')
  const now = ctx.clock.now()
  const keys = new Map<RegionCode, readonly PartnerKey[] | null>()
  for (const { to } of drafts) {
    if (!keys.has(to)) keys.set(to, await keysForSealing(ctx, exchange, to))
  }
  const keysOf = (partner: RegionCode) => keys.get(partner) ?? null
  return sealDrafts({ region: exchangeRegionOf(ctx), now, keysOf }, drafts)
}

/** Of a partner that is suspended those it had: nothing is sent to it now, and its cases go on and are told later. */
async function keysForSealing(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  { partners }: Pick<ExchangeKeys, 'partners'>,
  to: RegionCode,
): Promise<readonly PartnerKey[] | null> {
  const active = await partners.of(database, to, clock.now())
  if (active !== null) return active
  const [[row]] = await database.read([partnerByRegion({ region: to })])
  return row?.state === 'suspended' ? storedKeys(row.keys) : null
}
