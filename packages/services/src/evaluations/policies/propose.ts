import { type EvaluationPolicy, evaluationPolicyContradictions } from '@tongban/evaluations'
import { type Failure, type FieldError, fail, holdsRole, type Result } from '@tongban/kernel'
import { insertEvaluationPolicy, publishedEvaluationPolicyDates } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { dayErrors, type Span, spanOf } from '../../dated-policies/days.ts'
import { MOST_OF_SCOPE, overlapErrors } from '../../dated-policies/overlap.ts'
import { type ProposedDates, proposeBy, proposedRow } from '../../dated-policies/propose.ts'
import { POLICY_MAKERS } from '../../dated-policies/settle.ts'
import { EVALUATION_POLICIES, type EvaluationPolicyView } from './view.ts'

/** Proposes a policy of evaluations 评价规则 for the region. It holds from its day on when another person has published it. */
export type EvaluationPolicyInput = ProposedDates & { readonly policy: EvaluationPolicy }

export async function proposeEvaluationPolicy(
  ctx: Context,
  input: EvaluationPolicyInput,
  clientKey: string,
): Promise<Result<EvaluationPolicyView, Failure>> {
  const { actor, keys } = ctx
  if (!holdsRole(actor, 'supervisor', 'admin')) return fail({ code: 'notAllowed', need: POLICY_MAKERS })
  const me = await actorIndex(keys, actor)
  const row = await proposedRow(
    ctx,
    input,
    { ...input.policy },
    { me, domain: 'evaluationPolicy', clientKey },
  )
  const terms = { ...input, ...spanOf(input) }
  return proposeBy(ctx, EVALUATION_POLICIES, {
    row,
    same: ['fromOn', 'policy', 'replaces'],
    dates: publishedEvaluationPolicyDates({ limit: MOST_OF_SCOPE }),
    errorsBeside: (published) => [...evaluationTermErrors(ctx, terms), ...overlapErrors(published, terms)],
    insert: insertEvaluationPolicy(row),
  })
}

/** What a policy is held against before it is proposed, and again before it is published. */
export const evaluationTermErrors = (
  { clock }: Pick<Context, 'clock'>,
  { policy, ...span }: Span & Pick<EvaluationPolicyInput, 'policy'>,
): readonly FieldError[] => [
  ...dayErrors(clock.now(), span, BY_THEIR_DAY),
  ...evaluationPolicyContradictions(policy).map((each) => ({ ...each, pointer: `/policy${each.pointer}` })),
]

const BY_THEIR_DAY = {
  zh: '服务按其当日的规则评价和整改，已办的不再变动。',
  en: 'a service goes by the policy of its day, and none that was given changes.',
}
