import type { Claim } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import { divisionCode } from '@tongban/privacy'
import type { Assessment } from '../applications/assess.ts'
import { regionNamed } from '../applications/competent-organ.ts'
import type { Context } from '../context.ts'
import { chooseFrom } from './route-for.ts'

/**
 * 镇域通办、全城通办: handed in at any window of the region, handled by the department of the division that is competent. The
 * same routing function as between regions, and no wire: it is one region and one case, which says where it lies.
 */
export type InsideWay = { readonly division: string; readonly department: string }

/** Null where the matter lies in no division that has a route of its own: the department of the claim handles it. */
export async function insideWay(
  ctx: Pick<Context, 'region'>,
  {
    item,
    application,
    receivedOn,
    decision,
  }: Pick<Assessment, 'item' | 'application' | 'receivedOn' | 'decision'>,
): Promise<InsideWay | null> {
  if (ctx.region.insideRoutes === undefined) return null
  const place = regionNamed(item, application, decision.facts)
  if (place === null || divisionCode(place) === undefined) return null
  const route = await chooseFrom(ctx, [], { itemCode: item.code, region: place, on: receivedOn })
  return route?.direction === 'inside' ? { division: route.region, department: route.office } : null
}

/** The assessment as the department of that division handles it. */
export async function routedInside(
  ctx: Pick<Context, 'region'>,
  assessment: Assessment,
): Promise<Assessment> {
  const inside = await insideWay(ctx, assessment)
  if (inside === null) return assessment
  return { ...assessment, inside, claim: atDivision(assessment.claim, inside) }
}

const atDivision = (claim: Claim, { department }: Pick<InsideWay, 'department'>): Claim => ({
  ...claim,
  department,
})

/** What the receipt of a case says of it, as it is read again. */
export function insideIn(data: { readonly [name: string]: Json }): InsideWay | null {
  const { division, divisionDepartment: department } = data
  return typeof division === 'string' && typeof department === 'string' ? { division, department } : null
}
export const insideData = (inside: InsideWay | undefined): { readonly [name: string]: Json } =>
  inside === undefined ? {} : { division: inside.division, divisionDepartment: inside.department }

export const claimAt = (claim: Claim, inside: InsideWay | null): Claim =>
  inside === null ? claim : atDivision(claim, inside)
