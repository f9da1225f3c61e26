import type { Statement, WayOutRow } from '@tongban/store'
import { waysOut } from '@tongban/store'
import type { Context } from '../context.ts'
import { isElsewhere, type WayOut, wayOut } from '../handovers/way-out.ts'
import type { Assessment, Prepared } from './assess.ts'
import { regionNamed } from './competent-organ.ts'

/**
 * Where an application goes that another region decides: the region that is stated with it, or the one the rules have
 * found to be competent. Null where it is this region's own, where nobody knows whose it is, and where no agreement leads
 * there: then it is told to whom to turn (行政许可法 32(1)(二)).
 */
export const statedPlace = (
  { region }: Pick<Context, 'region'>,
  { application: { handlingRegion } }: Pick<Prepared, 'application'>,
): string | null =>
  handlingRegion !== undefined && isElsewhere(handlingRegion, region.code) ? handlingRegion : null

export const waysOf = ({ item }: Pick<Prepared, 'item'>): Statement<WayOutRow> =>
  waysOut({ itemCode: item.code })

export const wayTo = (
  { region }: Pick<Context, 'region'>,
  { item, application, receivedOn }: Pick<Prepared, 'item' | 'application' | 'receivedOn'>,
  place: string,
  rows: readonly WayOutRow[],
): WayOut | null =>
  wayOut(rows, { itemCode: item.code, place, on: receivedOn, application, own: region.code, passed: [] })

/** One more read, for an application whose matter the rules have found to be another region's. */
export async function wayElsewhere(ctx: Context, assessment: Assessment): Promise<WayOut | null> {
  const place = placeFound(ctx, assessment)
  if (place === null) return null
  const [rows] = await ctx.database.read([waysOf(assessment)])
  return wayTo(ctx, assessment, place, rows)
}

/** The same where the ways were read with everything else. */
export function wayElsewhereOf(
  ctx: Context,
  assessment: Assessment,
  rows: readonly WayOutRow[],
): WayOut | null {
  const place = placeFound(ctx, assessment)
  return place === null ? null : wayTo(ctx, assessment, place, rows)
}

function placeFound(ctx: Context, { decision, item, application }: Assessment): string | null {
  if (decision.outcome !== 'elsewhere' || ctx.courier === null) return null
  const place = regionNamed(item, application, decision.facts)
  return place !== null && isElsewhere(place, ctx.region.code) ? place : null
}
