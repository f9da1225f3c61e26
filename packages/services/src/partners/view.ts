import type { PartnerKey } from '@tongban/exchange/wire'
import type { ExchangeActRow, PartnerRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { type ActView, actView } from './act.ts'
import { changeOf, fingerprintOf, PARTNER_STATES, type PartnerState, partnerOf } from './partner.ts'

/** A partner as officials see it: its keys by fingerprint, so that they can be compared with the partner by another way. */
export type PartnerView = {
  readonly region: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly baseUrl: string
  readonly state: PartnerState
  readonly stateZh: string
  readonly stateEn: string
  readonly keys: readonly KeyView[]
  /** What awaits a second person. */
  readonly change: {
    readonly name: { readonly zh: string; readonly en: string }
    readonly baseUrl: string
    readonly keys: readonly KeyView[]
  } | null
  readonly line: {
    readonly failures: number
    readonly openUntil: number | null
    readonly clockOffsetMs: number
    readonly lastHeardAt: number | null
  }
  readonly updatedAt: number
  readonly acts: readonly ActView[]
}

export type KeyView = {
  readonly kid: string
  readonly fingerprint: string
  readonly use: 'sign' | 'open'
  readonly office: string | null
  /** Epoch seconds. */
  readonly from: number
  readonly until: number | null
  readonly revokedAt: number | null
}

export const keyView = (key: PartnerKey): KeyView => ({
  kid: key.kid,
  fingerprint: fingerprintOf(key.kid),
  use: key.use,
  office: key.use === 'open' ? key.office : null,
  from: key.from,
  until: key.until,
  revokedAt: key.revokedAt,
})

export function partnerView(row: PartnerRow, acts: readonly ExchangeActRow[] = []): PartnerView {
  const { region, name, baseUrl, state, keys } = partnerOf(row)
  const change = changeOf(row)
  return {
    region,
    name,
    baseUrl,
    state,
    stateZh: PARTNER_STATES[state].zh,
    stateEn: PARTNER_STATES[state].en,
    keys: keys.map(keyView),
    change:
      change === null ? null : { name: change.name, baseUrl: change.baseUrl, keys: change.keys.map(keyView) },
    line: {
      failures: row.failures,
      openUntil: row.openUntil,
      clockOffsetMs: row.clockOffsetMs,
      lastHeardAt: row.lastHeardAt,
    },
    updatedAt: row.updatedAt,
    acts: acts.map(actView),
  }
}

/** This region as its partners know it: what they compare. Null where it is not connected. */
export type OwnView = { readonly region: string; readonly baseUrl: string; readonly keys: readonly KeyView[] }

export function ownView(ctx: Context): OwnView | null {
  const baseUrl = ownBaseUrl(ctx)
  if (ctx.exchange === null || baseUrl === null) return null
  return { region: exchangeRegionOf(ctx), baseUrl, keys: ctx.exchange.published.map(keyView) }
}

/** Where partners reach this region, as agreements name it and signatures are addressed to. */
export const ownBaseUrl = ({ publicOrigin }: Pick<Context, 'publicOrigin'>): string | null =>
  publicOrigin === null ? null : `${publicOrigin}/exchange`
