import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { policyById } from '@tongban/store'
import { type Policy, PRESETS } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { POLICY_STEPS } from './terms.ts'
import { type PolicyView, policyView } from './view.ts'

/** One policy of supervision by its id; and what a region can begin with. */
export async function readPolicy(ctx: Context, id: string): Promise<Result<PolicyView, Failure>> {
  if (ctx.actor.kind !== 'official') return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const [[row]] = await ctx.database.read([policyById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'policy' })
  return ok(policyView(row, await actorIndex(ctx.keys, ctx.actor)))
}

export type Presets = {
  readonly presets: readonly {
    readonly code: string
    readonly zh: string
    readonly en: string
    /** What holds where nothing was published. */
    readonly standard: boolean
    readonly policy: Policy
  }[]
  /** The steps that a policy may name a post for. */
  readonly steps: readonly string[]
}

const NAMES = {
  standard: {
    zh: '承诺未兑现亮黄牌，法定期限届满亮红牌',
    en: 'yellow where a promise is broken, red where the law is',
  },
  warning: {
    zh: '期限过九成亮黄牌预警，届满亮红牌',
    en: 'yellow as a warning at 90 % of the term, red when it is over',
  },
} as const satisfies Record<keyof typeof PRESETS, { zh: string; en: string }>

export const readPresets = (): Presets => ({
  presets: [
    { code: 'standard', ...NAMES.standard, standard: true, policy: PRESETS.standard },
    { code: 'warning', ...NAMES.warning, standard: false, policy: PRESETS.warning },
  ],
  steps: POLICY_STEPS,
})
