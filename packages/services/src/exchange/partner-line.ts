import type { Breaker, RegionCode } from '@tongban/exchange'
import type { PartnerKey } from '@tongban/exchange/wire'
import { type PartnerRow, partnerByRegion } from '@tongban/store'
import type { Context } from '../context.ts'
import { storedKeys } from '../partners/partner.ts'
import { PARTNERS_KEPT_MS } from './keys.ts'

/**
 * The line to a partner: where it is reached, what it signs with, how far its clock is ahead, and its breaker. Kept for a
 * few seconds beside the keys, so that what a request has just written goes out without another read.
 */
export type PartnerLine = Breaker & {
  readonly partner: RegionCode
  readonly baseUrl: string
  readonly keys: readonly PartnerKey[]
  readonly clockOffsetMs: number
  readonly isActive: boolean
  readonly probeBy: string | null
  /** As it is written down, now and then. */
  readonly lastHeardAt: number | null
}

type Held = { readonly readAt: number; readonly line: PartnerLine }
/** By the ring of keys, that is by region: several regions may share an isolate in tests. */
const held = new WeakMap<object, Map<RegionCode, Held>>()

function linesOf({ exchange }: Pick<Context, 'exchange'>): Map<RegionCode, Held> {
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be sent')
  const lines = held.get(exchange) ?? new Map<RegionCode, Held>()
  held.set(exchange, lines)
  return lines
}

/** The line as a row says it that was just read. */
export function keepLine(ctx: Context, row: PartnerRow): PartnerLine {
  const keys = storedKeys(row.keys)
  const line: PartnerLine = {
    partner: row.region,
    baseUrl: row.baseUrl,
    keys: keys ?? [],
    clockOffsetMs: row.clockOffsetMs,
    failures: row.failures,
    openUntil: row.openUntil,
    probeBy: row.probeBy,
    isActive: row.state === 'active' && keys !== null,
    lastHeardAt: row.lastHeardAt,
  }
  linesOf(ctx).set(row.region, { readAt: ctx.clock.now(), line })
  return line
}

/** After something was written about it from here. */
export function lineChanged(ctx: Context, line: PartnerLine): void {
  const known = linesOf(ctx).get(line.partner)
  if (known !== undefined) linesOf(ctx).set(line.partner, { ...known, line })
}

/** The line as it was read a few seconds ago at most; null where it was not. */
export function lineKept(ctx: Context, partner: RegionCode): PartnerLine | null {
  const known = linesOf(ctx).get(partner)
  return known !== undefined && Math.abs(ctx.clock.now() - known.readAt) < PARTNERS_KEPT_MS
    ? known.line
    : null
}

/** The same, read where it is not kept; null where the region is no partner. */
export async function lineTo(ctx: Context, partner: RegionCode): Promise<PartnerLine | null> {
  const kept = lineKept(ctx, partner)
  if (kept !== null) return kept
  const [[row]] = await ctx.database.read([partnerByRegion({ region: partner })])
  return row === undefined ? null : keepLine(ctx, row)
}
