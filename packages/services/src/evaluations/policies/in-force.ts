import {
  type EvaluationPolicy,
  STANDARD_EVALUATION_POLICY,
  STANDARD_EVALUATION_POLICY_ID,
} from '@tongban/evaluations'
import type { CivilDate } from '@tongban/kernel'
import type { PublishedEvaluationPolicyRow } from '@tongban/store'

/**
 * The policy of evaluations that a service of a day goes by: the published one of that day, else the standard. The rows are
 * those of `publishedEvaluationPolicies`, read in the batch of whoever asks.
 */
export type PolicyInForce = { readonly id: string; readonly policy: EvaluationPolicy }

const STANDARD: PolicyInForce = { id: STANDARD_EVALUATION_POLICY_ID, policy: STANDARD_EVALUATION_POLICY }

export function evaluationPolicyOn(
  rows: readonly PublishedEvaluationPolicyRow[],
  day: CivilDate,
): PolicyInForce {
  const row = rows.find(({ fromOn, untilOn }) => fromOn <= day && (untilOn === null || untilOn >= day))
  return row === undefined ? STANDARD : { id: row.id, policy: asPolicy(row.policy) }
}

/** What a policy from before says nothing of is as in the standard. */
export const asPolicy = (text: string): EvaluationPolicy => ({
  ...STANDARD_EVALUATION_POLICY,
  ...termsIn(text),
})
/** Guarantee: the text was checked and written by `proposeEvaluationPolicy`. */
const termsIn = (text: string) => JSON.parse(text) as Partial<EvaluationPolicy>
