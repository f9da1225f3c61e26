/** Whether a region's profile may be used: its departments, and each claim against the item it claims. */
import { auditPolicyDefects } from '@tongban/decisions/runtime'
import { fail, ok, type Result } from '@tongban/kernel'
import { findItemVersion } from './catalogue.ts'
import { validateDepartments } from './department.ts'
import { insideRouteDefects } from './inside-routes.ts'
import type { Item } from './item.ts'
import { ITEMS } from './items/index.ts'
import { auditPolicyOf, type Claim, type RegionProfile } from './region.ts'
import { remedyDefects } from './remedies.ts'
import { capDefects, validateProcedureClaim } from './validate-procedure.ts'

export type RegionDefect = { readonly region: string; readonly place: string; readonly reason: string }

export function validateRegion(
  region: RegionProfile,
  items: readonly Item[] = ITEMS,
): Result<RegionProfile, readonly RegionDefect[]> {
  const departments = validateDepartments(region.departments)
  const defects = [
    ...(departments.ok
      ? []
      : departments.failure.map(({ department, reason }) => ({
          place: `departments.${department}`,
          reason,
        }))),
    ...auditPolicyDefects(region.audit).map((reason) => ({ place: 'audit', reason })),
    ...capDefects(region.caps ?? {}).map((reason) => ({ place: 'region', reason })),
    ...(opensForAWhile(region)
      ? []
      : [{ place: 'presentationSeconds', reason: 'a one-time code opens for 10 to 600 seconds' }]),
    ...(region.remedies === null
      ? ['names no organ of reconsideration and no court']
      : remedyDefects(region.remedies)
    ).map((reason) => ({ place: 'remedies', reason })),
    ...insideRouteDefects(region).map((reason) => ({ place: 'insideRoutes', reason })),
    ...region.claims.flatMap((claim) =>
      claimDefects(claim, region, items).map((reason) => ({ place: `claims.${claim.itemCode}`, reason })),
    ),
  ].map((found) => ({ region: region.code, ...found }))
  return defects.length === 0 ? ok(region) : fail(defects)
}

const opensForAWhile = ({ presentationSeconds: seconds }: RegionProfile): boolean =>
  seconds === undefined || (Number.isInteger(seconds) && seconds >= 10 && seconds <= 600)

function claimDefects(claim: Claim, region: RegionProfile, items: readonly Item[]): string[] {
  const found = findItemVersion(claim.itemCode, claim.taskVersion, items)
  if (!found.ok) return ['no such item and version']
  const item = found.value
  const defects: string[] = []
  if (!region.departments.some(({ code }) => code === claim.department)) defects.push('no such department')
  const parameters = item.parameters.safeParse(claim.parameters)
  if (!parameters.success)
    defects.push(
      ...parameters.error.issues.map((issue) => `parameters.${issue.path.join('.')}: ${issue.code}`),
    )
  if (item.automatic === 'auto' && claim.parameters.region !== region.code)
    defects.push('the rules compare with another region')
  defects.push(...auditPolicyDefects(auditPolicyOf(region, claim.itemCode)))
  if (item.isFee !== (claim.fee !== null)) defects.push('a fee is set exactly where the item charges one')
  if (item.automatic === 'auto' && claim.quota !== null)
    defects.push('an item with a quota is not decided automatically')
  const named = new Set(item.facts.map(({ name }) => name))
  defects.push(
    ...Object.keys(claim.staleAfterHours)
      .filter((name) => !named.has(name))
      .map((name) => `no such fact: ${name}`),
  )
  const asksNotice = item.limits.some(
    ({ amount }) => typeof amount !== 'number' && amount.parameter === 'noticeWorkdays',
  )
  if (asksNotice !== (claim.noticeWorkdays !== null))
    defects.push('a one-time notice is promised exactly where no law sets its term')
  defects.push(...validateProcedureClaim(claim, item, region))
  return defects
}
