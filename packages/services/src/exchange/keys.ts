/**
 * What this region signs and opens with, and what its partners do. The keys of partners are read from the register of
 * partners and kept for a few seconds, so that a key that was revoked stops counting within these; one that is not among
 * those kept is looked for anew.
 */
import type { RegionCode } from '@tongban/exchange'
import {
  type ExchangeKeysFault,
  openExchangeKeys as openRing,
  type PartnerKey,
  type ExchangeKeys as Ring,
  type SigningKey,
} from '@tongban/exchange/wire'
import { ok, type Result } from '@tongban/kernel'
import { type Database, partnerByRegion } from '@tongban/store'
import { storedKeys } from '../partners/partner.ts'

export const PARTNERS_KEPT_MS = 5000

export type PartnerKeys = {
  /** Keys of a partner that is active; null where there is none. `keyId`: one that must be among them, if it is known. */
  of(
    database: Database,
    region: RegionCode,
    now: number,
    keyId?: string,
  ): Promise<readonly PartnerKey[] | null>
}
export type ExchangeKeys = Ring & { readonly partners: PartnerKeys }

/** See `openExchangeKeys` of the wire for what the secret holds. */
export async function openExchangeKeys(
  secret: string,
  environment: 'development' | 'production',
): Promise<Result<ExchangeKeys, ExchangeKeysFault>> {
  const opened = await openRing(secret, environment)
  return opened.ok ? ok({ ...opened.value, partners: openPartnerKeys() }) : opened
}

type Held = { readonly readAt: number; readonly text: string; readonly keys: readonly PartnerKey[] }

export function openPartnerKeys(): PartnerKeys {
  const held = new Map<RegionCode, Held>()
  return {
    async of(database, region, now, keyId) {
      const known = held.get(region)
      const isFresh = known !== undefined && Math.abs(now - known.readAt) < PARTNERS_KEPT_MS
      const has = keyId === undefined || known?.keys.some(({ kid }) => kid === keyId)
      if (isFresh && has) return known.keys
      const [[row]] = await database.read([partnerByRegion({ region })])
      const stored = row?.state === 'active' ? storedKeys(row.keys) : null
      if (row === undefined || stored === null) {
        held.delete(region)
        return null
      }
      // The same objects where nothing has changed: what was made of them for reckoning is kept beside them.
      const keys = known?.text === row.keys ? known.keys : stored
      held.set(region, { readAt: now, text: row.keys, keys })
      return keys
    },
  }
}

/** The key this region signs with now. Throws where none is in force: nothing can be told then. */
export function signerNow(keys: Pick<Ring, 'signer'>, now: number): SigningKey {
  const signer = keys.signer(Math.floor(now / 1000))
  if (signer === null) throw new Error('TONGBAN_EXCHANGE_KEYS: no key that signs is in force')
  return signer
}
