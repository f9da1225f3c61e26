import { civilDate, civilDateAt } from '@tongban/calendar'
import { findItem, regionNameOf } from '@tongban/catalogue'
import { covers, type Mode, type RouteRow, toldOf } from '@tongban/exchange'
import { type CivilDate, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { allPartners, routesOn } from '@tongban/store'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { insideRoutes } from './inside.ts'

/** Where each item can be handed in and who handles it, as of any day: for officials, and for everybody's guide. */
export type RouteView = {
  readonly itemCode: string
  readonly itemName: { readonly zh: string; readonly en: string } | null
  readonly direction: 'out' | 'in' | 'inside'
  readonly receivedBy: Place
  readonly handledBy: Place
  readonly mode: Mode | null
  readonly office: string
  readonly from: string
  readonly until: string | null
  readonly agreement: string | null
  readonly version: string
}
type Place = { readonly code: string; readonly name: { readonly zh: string; readonly en: string } | null }

export type RouteQuery = {
  /** Absent: today. */
  readonly on?: string | undefined
  readonly item?: string | undefined
  /** Code of a partner region. */
  readonly region?: string | undefined
}
export type RouteList = { readonly on: string; readonly routes: readonly RouteView[] }

export async function listRoutes(ctx: Context, query: RouteQuery): Promise<Result<RouteList, Failure>> {
  const on = dayOf(ctx, query.on)
  if (on === undefined) return fail({ code: 'invalidInput', errors: [NO_DAY] })
  const [stored, partners] = await ctx.database.read([routesOn({ on }), allPartners({})])
  const inside = await insideRoutes(ctx.region)
  const names = new Map(
    partners.map(({ region, nameZh, nameEn }) => [region, { zh: nameZh, en: nameEn }] as const),
  )
  const nameOf = (code: string) =>
    code === ctx.region.code ? ctx.region.name : (names.get(code) ?? regionNameOf(code) ?? null)
  const rows = [
    ...stored,
    ...inside.filter(({ validFrom, validUntil }) => covers({ from: validFrom, until: validUntil }, on)),
  ].filter(
    ({ itemCode, region }) =>
      (query.item === undefined || itemCode === query.item) &&
      (query.region === undefined || region === query.region),
  )
  return ok({ on, routes: rows.map((row) => viewOf(ctx, row, on, nameOf)) })
}

export const dayOf = (ctx: Pick<Context, 'clock'>, on: string | undefined): CivilDate | undefined =>
  on === undefined ? civilDateAt(ctx.clock.now()) : civilDate(on)

export const NO_DAY = {
  pointer: '/query/on',
  zh: '应为 YYYY-MM-DD 的日期。',
  en: 'Must be a date, YYYY-MM-DD.',
}

type Names = (code: string) => Place['name']

function viewOf(ctx: Context, row: RouteRow, on: string, nameOf: Names): RouteView {
  const inside = row.direction === 'inside'
  const place = (code: string): Place => ({ code, name: nameOf(code) })
  const own = exchangeRegionOf(ctx)
  const told = toldOf(row, own)
  const item = findItem(row.itemCode, on)
  return {
    itemCode: row.itemCode,
    itemName: item.ok ? item.value.taskName : null,
    direction: inside ? 'inside' : row.direction === 'in' ? 'in' : 'out',
    receivedBy: place(inside ? own : told.receivedBy),
    handledBy: place(inside ? row.region : told.handledBy),
    mode: inside ? null : told.mode,
    office: row.office,
    from: row.validFrom,
    until: row.validUntil,
    agreement: inside ? null : told.agreement,
    version: row.version,
  }
}
