/** Whether routes within a region lead somewhere: to a department it has, from a division of it, once on each day. */
import { divisionCode, isWithin } from '@tongban/privacy'
import type { InsideRoute, RegionProfile } from './region.ts'

export function insideRouteDefects({
  code,
  departments,
  claims,
  insideRoutes = [],
}: RegionProfile): readonly string[] {
  const region = divisionCode(code)
  return insideRoutes.flatMap((route, at) => {
    const { itemCode, division, department, from, until } = route
    const place = divisionCode(division)
    const defects: string[] = []
    if (place === undefined || region === undefined || !isWithin(place, region))
      defects.push(`${division}: is no division of the region`)
    if (!departments.some((each) => each.code === department))
      defects.push(`${department}: no such department`)
    if (!claims.some((claim) => claim.itemCode === itemCode)) defects.push(`${itemCode}: is not claimed`)
    if (until !== null && until < from) defects.push(`${itemCode}: ends before it begins`)
    if (insideRoutes.some((other, index) => index < at && overlap(route, other)))
      defects.push(`${itemCode} ${division}: leads two ways on one day`)
    return defects
  })
}

const overlap = (a: InsideRoute, b: InsideRoute): boolean =>
  a.itemCode === b.itemCode &&
  a.division === b.division &&
  (a.until === null || b.from <= a.until) &&
  (b.until === null || a.from <= b.until)
