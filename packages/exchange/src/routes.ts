/**
 * Routes 通办路由: item × region × days × mode. Those between regions are derived from the agreements signed by both, all
 * versions of them, so that a route is asked as of any day; those within a region are its own configuration (镇域通办, 全城通
 * 办). Each has a version, the digest of what it says, which is the same on both sides and which messages name.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { divisionCode, smallestWithin } from '@tongban/privacy'
import { type Agreement, agreementName } from './agreement.ts'
import { MODES, type Mode, type RegionCode } from './message.ts'
import { covers, reignOf, type VersionRow } from './reign.ts'

export type RouteDirection = 'out' | 'in' | 'inside'

/** As it is stored. */
export type RouteRow = {
  readonly direction: string
  readonly itemCode: string
  /** The other region: it handles (`out`) or takes in (`in`); `inside`: the division of this region that is competent. */
  readonly region: string
  readonly validFrom: string
  readonly validUntil: string | null
  readonly mode: string
  readonly office: string
  readonly agreementId: string
  readonly agreementVersion: number
  readonly version: string
}

export type Route = {
  readonly itemCode: string
  readonly direction: 'out' | 'inside'
  readonly region: string
  readonly mode: Mode
  readonly office: string
  readonly from: string
  readonly until: string | null
  /** As messages name it; null within the region. */
  readonly agreement: string | null
  readonly version: string
}

/** A route as both regions tell it, without a side. */
export type ToldRoute = {
  readonly itemCode: string
  readonly receivedBy: RegionCode
  readonly handledBy: RegionCode
  readonly mode: Mode
  readonly office: string
  readonly from: string
  readonly until: string | null
  readonly agreement: string
}

export type SignedVersion = VersionRow & { readonly agreement: Agreement }

/** What all versions of agreements signed by both say, each for the days on which it governs. */
export function toldRoutes(versions: readonly SignedVersion[]): readonly ToldRoute[] {
  return versions.flatMap((version) => {
    const reign = reignOf(version, versions)
    if (reign === null) return []
    return version.agreement.items.flatMap((item) => {
      const from = item.from > reign.from ? item.from : reign.from
      const until = earlier(item.until, reign.until)
      if (until !== null && until < from) return []
      const { itemCode, receivedBy, handledBy, office } = item
      const agreement = agreementName(version.agreement)
      return item.modes.map((mode) => ({
        itemCode,
        receivedBy,
        handledBy,
        mode,
        office,
        from,
        until,
        agreement,
      }))
    })
  })
}

const earlier = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a < b ? a : b

/**
 * Leaves out the last day: a route that is cut short by an amendment or a notice is the same route, and what was sent under
 * it goes on naming it.
 */
export const routeVersion = ({ until: _, ...route }: ToldRoute): Promise<string> =>
  sha256Hex(canonicalJson(asJson(route)))
/** Guarantee: a route holds texts only. */
const asJson = (route: object) => route as Json

/** The rows of one region, `own`, as it stores them. */
export function routeRows(versions: readonly SignedVersion[], own: RegionCode): Promise<RouteRow[]> {
  const byName = new Map(versions.map((version) => [agreementName(version.agreement), version]))
  return Promise.all(
    toldRoutes(versions).map(async (told) => {
      const signed = byName.get(told.agreement)
      if (signed === undefined) throw new Error('a route of no agreement')
      const handledHere = told.handledBy === own
      return {
        direction: handledHere ? 'in' : 'out',
        itemCode: told.itemCode,
        region: handledHere ? told.receivedBy : told.handledBy,
        validFrom: told.from,
        validUntil: told.until,
        mode: told.mode,
        office: told.office,
        agreementId: signed.id,
        agreementVersion: signed.version,
        version: await routeVersion(told),
      }
    }),
  )
}

/** A stored row between regions as both tell it. */
export const toldOf = (row: RouteRow, own: RegionCode): ToldRoute => ({
  itemCode: row.itemCode,
  receivedBy: row.direction === 'in' ? row.region : own,
  handledBy: row.direction === 'in' ? own : row.region,
  mode: modeOf(row.mode),
  office: row.office,
  from: row.validFrom,
  until: row.validUntil,
  agreement: `${row.agreementId}@${row.agreementVersion}`,
})

export type RouteQuestion = {
  readonly itemCode: string
  /** Division code of 6, 9 or 12 digits of the place that is competent. */
  readonly region: string
  readonly on: string
  /** Absent: whichever the route has, 全程网办 first. */
  readonly mode?: Mode | undefined
}

/**
 * The route to whoever is competent: of those in force on the day the one whose region is nearest to the place, longest
 * prefix first; then by mode; then that which began last. Null where no agreement leads there.
 */
export function chooseRoute(rows: readonly RouteRow[], question: RouteQuestion): Route | null {
  const place = divisionCode(question.region)
  if (place === undefined) return null
  const open = rows.filter(
    (row) =>
      row.itemCode === question.itemCode &&
      row.direction !== 'in' &&
      (question.mode === undefined || row.mode === question.mode || row.direction === 'inside') &&
      covers({ from: row.validFrom, until: row.validUntil }, question.on),
  )
  const regions = open.flatMap(({ region }) => divisionCode(region) ?? [])
  const nearest = smallestWithin(place, regions)
  const [best] = open.filter(({ region }) => region === nearest).toSorted(byRank)
  return best === undefined ? null : asRoute(best, question.mode)
}

const ORDER: readonly string[] = Object.keys(MODES)

const byRank = (a: RouteRow, b: RouteRow): number =>
  ORDER.indexOf(a.mode) - ORDER.indexOf(b.mode) ||
  compare(b.validFrom, a.validFrom) ||
  compare(a.agreementId, b.agreementId)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function asRoute(row: RouteRow, asked: Mode | undefined): Route {
  const inside = row.direction === 'inside'
  return {
    itemCode: row.itemCode,
    direction: inside ? 'inside' : 'out',
    region: row.region,
    mode: inside ? (asked ?? 'online') : modeOf(row.mode),
    office: row.office,
    from: row.validFrom,
    until: row.validUntil,
    agreement: inside ? null : `${row.agreementId}@${row.agreementVersion}`,
    version: row.version,
  }
}

function modeOf(text: string): Mode {
  if (!Object.hasOwn(MODES, text)) throw new Error('a route is stored with a mode that is none')
  return text as Mode
}
