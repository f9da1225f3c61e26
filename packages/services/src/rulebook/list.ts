import { civilDateAt } from '@tongban/calendar'
import { claimOf, listItems } from '@tongban/catalogue'
import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import { publishedVersions } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * The rulebook 规则公示: which items of this region are decided by published rules, by which version and since when.
 * (个人信息保护法 24: 决策的透明度.)
 */
type Said = { readonly zh: string; readonly en: string }
type Version = { readonly version: number; readonly effectiveOn: string; readonly approvedAt: EpochMs }

export type Rulebook = {
  readonly asOf: EpochMs
  readonly items: readonly (Said & {
    readonly code: string
    readonly department: Said
    /** The version that decides today; null before the first takes effect. */
    readonly inForce: Version | null
    /** Published and to take effect later. */
    readonly coming: readonly Version[]
    readonly stopped: boolean
  })[]
}

export async function readRulebook(ctx: Context): Promise<Result<Rulebook, Failure>> {
  const asOf = ctx.clock.now()
  const today = civilDateAt(asOf)
  const [rows] = await ctx.database.read([publishedVersions({ on: today })])
  const items = listItems(today).flatMap((item) => {
    const claim = claimOf(ctx.region, item)
    const own = rows.filter(({ itemCode }) => itemCode === item.code)
    if (!claim.ok || own.length === 0) return []
    const versions = own.map(({ version, effectiveOn, approvedAt }) => ({ version, effectiveOn, approvedAt }))
    const { code, taskName } = item
    return [
      {
        code,
        ...taskName,
        department: departmentName(ctx, claim.value.department),
        inForce: versions.findLast(({ effectiveOn }) => effectiveOn <= today) ?? null,
        coming: versions.filter(({ effectiveOn }) => effectiveOn > today),
        stopped: own.some(({ stopped }) => stopped === 1),
      },
    ]
  })
  return ok({ asOf, items })
}

export const departmentName = ({ region }: Pick<Context, 'region'>, code: string): Said =>
  region.departments.find((department) => department.code === code)?.name ?? { zh: code, en: code }
