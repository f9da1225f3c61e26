import type { RegionProfile } from '@tongban/catalogue'
import type { RouteRow } from '@tongban/exchange'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'

/** The routes within a region 镇域通办、全城通办, which its profile configures; made once for a profile. */
const made = new WeakMap<RegionProfile, Promise<readonly RouteRow[]>>()

export function insideRoutes(region: RegionProfile): Promise<readonly RouteRow[]> {
  const known = made.get(region)
  if (known !== undefined) return known
  const rows = Promise.all(
    (region.insideRoutes ?? []).map(async (route) => ({
      direction: 'inside',
      itemCode: route.itemCode,
      region: route.division,
      validFrom: route.from,
      validUntil: route.until,
      // There is no hand-over: whoever takes it in and whoever handles it are one region.
      mode: 'online',
      office: route.department,
      agreementId: '',
      agreementVersion: 0,
      version: await sha256Hex(canonicalJson(asJson(route))),
    })),
  )
  made.set(region, rows)
  return rows
}

/** Guarantee: a route holds texts and null only. */
const asJson = (route: object) => route as Json
