/**
 * A region's profile: what the region itself decides. Departments, remedies, the items it claims 认领 and the
 * parameters of each. Everything here is the region's own statement, printed as 本地配置; it makes no claim of law.
 */
import type { AuditPolicy } from '@tongban/decisions/runtime'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Department } from './department.ts'
import type { Code, Item, Text } from './item.ts'
import type { ProcedureClaim, StepCaps } from './procedure-fields.ts'
import { REGIONS } from './regions/index.ts'
import type { Remedies } from './remedies.ts'

/** 认领: the region's own entry for an item. */
export type Claim = ProcedureClaim & {
  readonly itemCode: string
  readonly taskVersion: number
  /** 实施编码 and 业务办理项编码; the project's own until the region enters its real ones. */
  readonly taskCode: Code
  readonly taskHandleItem: Code
  readonly department: string
  /** 通办范围: division codes where the item may be handed in for this region. */
  readonly handleArea: readonly string[]
  readonly promisedWorkdays: number
  /** One-time notice promised where no law sets a term; `null` where the law does. */
  readonly noticeWorkdays: number | null
  readonly anticipate: Text
  /** Yuan; `null`: free. */
  readonly fee: number | null
  readonly quota: { readonly perYear: number } | null
  /** Staleness limits in place of the item's, by fact name. */
  readonly staleAfterHours: Readonly<Record<string, number>>
  /** Figures of the audit sample in place of the region's, for this item. */
  readonly audit?: Partial<AuditPolicy>
  /** Values of the rule parameters, checked against the item's schema; bound into the published plan. */
  readonly parameters: { readonly [name: string]: string | number | boolean | null }
}

/**
 * Handling within the region without the exchange (镇域通办, 全城通办): handed in at any window of it, handled by the
 * department of the division that is competent. Of several that contain the place the longest prefix wins.
 */
export type InsideRoute = {
  readonly itemCode: string
  /** Division code of 6, 9 or 12 digits within the region. */
  readonly division: string
  readonly department: string
  readonly from: string
  /** Last day; null: until further notice. */
  readonly until: string | null
}

export type RegionProfile = {
  readonly code: string
  readonly name: Text
  /** The profile holds made-up organs and codes; every page and document made from it says so. */
  readonly demonstration: boolean
  readonly servicePhone: string
  readonly departments: readonly Department[]
  /** Null until the region has named its organs: then no document that must name them is issued. */
  readonly remedies: Remedies | null
  /** The longest a role may be delegated 委托代签, in days; 90 where the region says nothing. */
  readonly delegationMostDays?: number
  /** How long a one-time code 亮证码 opens, in seconds, 10 to 600; 60 where the region says nothing. */
  readonly presentationSeconds?: number
  /** How often and how long a step may be taken; the product’s own figures where the region says nothing. */
  readonly caps?: Partial<StepCaps>
  /** How much of what the machine approves a person looks at again. */
  readonly audit: AuditPolicy
  readonly claims: readonly Claim[]
  /** Absent: each item is handled by the department of its claim, wherever in the region the matter lies. */
  readonly insideRoutes?: readonly InsideRoute[]
}

export function regionProfile(
  code: string,
  regions: readonly RegionProfile[] = REGIONS,
): Result<RegionProfile, Failure> {
  const region = regions.find((candidate) => candidate.code === code)
  return region === undefined ? fail({ code: 'notFound', what: 'item' }) : ok(region)
}

/** The region's claim of an item; an item nobody claimed is not handled there. */
export function claimOf(
  region: RegionProfile,
  item: Pick<Item, 'code' | 'taskVersion'>,
): Result<Claim, Failure> {
  const claim = region.claims.find(
    (candidate) => candidate.itemCode === item.code && candidate.taskVersion === item.taskVersion,
  )
  return claim === undefined ? fail({ code: 'notFound', what: 'item' }) : ok(claim)
}

/** The audit figures of an item: the region's, with what its claim sets in their place. */
export function auditPolicyOf(region: RegionProfile, itemCode: string): AuditPolicy {
  const claim = region.claims.find((candidate) => candidate.itemCode === itemCode)
  return { ...region.audit, ...claim?.audit }
}

/** The name of a region by a division code of 6, 9 or 12 digits, where its profile is known. */
export const regionNameOf = (code: string, regions: readonly RegionProfile[] = REGIONS): Text | undefined =>
  regions.find((region) => region.code === code.slice(0, 6))?.name
