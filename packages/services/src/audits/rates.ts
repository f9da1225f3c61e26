import { auditPolicyOf } from '@tongban/catalogue'
import type { AuditPolicy } from '@tongban/decisions'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { auditCounts, auditDrawn, itemSwitch } from '@tongban/store'
import type { Context } from '../context.ts'

/** How often people disagree with the machine, by item and rule version, beside the limit that stops it. */
export type AuditRates = {
  readonly itemCode: string
  readonly stopped: boolean
  readonly policy: AuditPolicy
  readonly versions: readonly {
    readonly ruleId: string
    readonly version: number
    /** `approval`: counts towards the limit. `control`: the machine had not approved; shows whether it is too strict. */
    readonly kind: string
    readonly drawn: number
    readonly waiting: number
    readonly judged: number
    readonly disagreed: number
    /** Share that differs, of those judged; null before the first. */
    readonly rate: number | null
    /** The same since the switch was last turned, which is what the limit is held against. */
    readonly sinceTurned: { readonly judged: number; readonly disagreed: number }
  }[]
}

export async function auditRates(ctx: Context, itemCode: string): Promise<Result<AuditRates, Failure>> {
  if (!holdsRole(ctx.actor, 'auditor', 'supervisor', 'publisher'))
    return fail({ code: 'notAllowed', need: '审计员 auditor、监察员 supervisor、规则发布人 publisher' })
  if (!ctx.region.claims.some((claim) => claim.itemCode === itemCode))
    return fail({ code: 'notFound', what: 'item' })
  const [[held], drawn, all] = await ctx.database.read([
    itemSwitch({ itemCode }),
    auditDrawn({ itemCode }),
    auditCounts({ itemCode, since: 0 }),
  ])
  const [recent] = await ctx.database.read([auditCounts({ itemCode, since: held?.at ?? 0 })])
  return ok({
    itemCode,
    stopped: held?.stopped === 1,
    policy: auditPolicyOf(ctx.region, itemCode),
    versions: drawn.map(({ ruleId, version, kind, drawn: number, waiting }) => {
      const same = (count: { readonly ruleId: string; readonly kind: string }) =>
        count.ruleId === ruleId && count.kind === kind
      const { judged, disagreed } = all.find(same) ?? NONE
      const turned = recent.find(same) ?? NONE
      return {
        ruleId,
        version,
        kind,
        drawn: number,
        waiting,
        judged,
        disagreed,
        rate: judged === 0 ? null : disagreed / judged,
        sinceTurned: { judged: turned.judged, disagreed: turned.disagreed },
      }
    }),
  })
}

const NONE = { judged: 0, disagreed: 0 }
