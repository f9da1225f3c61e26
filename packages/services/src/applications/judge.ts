import { type Decision, decide, type Hindrance, type Model, type SettledFact } from '@tongban/decisions'
import { redact } from '@tongban/kernel'
import type { Context } from '../context.ts'
import type { Assessment } from './assess.ts'
import { standing } from './standing.ts'

/**
 * Decides by the published rules, with a floor under them that no rule version can take away: nothing is approved
 * for somebody whose authority or identity is not proven, and rules that fail send the application to a person
 * instead of failing the applicant.
 */
export type Judged = { readonly decision: Decision; readonly extra: readonly Hindrance[] }

type Case = {
  readonly itemCode: string
  readonly model: () => Promise<Model>
  readonly facts: readonly SettledFact[]
  readonly receivedOn: string
  readonly extra: readonly Hindrance[]
  /** Whether the submitter may act for the applicant, and both are known well enough. */
  readonly isProven: boolean
}

/** The same facts decided once more by the same rules, with one more reason against an approval. */
export function decidedWith(assessment: Assessment, reason: Hindrance): Assessment {
  const { rules, decision, extra, receivedOn } = assessment
  if (rules === null) throw new Error('decided by nobody’s rules')
  const more = [...extra, reason]
  const again = decide({ model: rules.model, facts: decision.facts, receivedOn, extra: more })
  return { ...assessment, extra: more, decision: again }
}

/** The decision, or null when the rules could not be evaluated; why is in the log. */
export async function judge(
  ctx: Context,
  { model, isProven, ...asked }: Case,
): Promise<(Judged & { model: Model }) | null> {
  try {
    const loaded = await model()
    const { facts, receivedOn, extra } = asked
    const decision = decide({ model: loaded, facts, receivedOn, extra })
    if (decision.outcome !== 'approve' || isProven) return { decision, extra, model: loaded }
    const floor = [...extra, standing('notProven')]
    return {
      decision: decide({ model: loaded, facts, receivedOn, extra: floor }),
      extra: floor,
      model: loaded,
    }
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${redact(error.message)}` : 'unknown'
    ctx.log('rulesFailed', { requestId: ctx.requestId, item: asked.itemCode, why })
    return null
  }
}
