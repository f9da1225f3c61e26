import type { EvaluationPolicy } from '@tongban/evaluations'
import { type EvaluationPolicyRow, evaluationPolicyById } from '@tongban/store'
import type { PolicyFile } from '../../dated-policies/settle.ts'
import { type PolicyStanding, standingOf } from '../../dated-policies/standing.ts'
import { asPolicy } from './in-force.ts'

/** A policy of evaluations as officials see it. */
export type EvaluationPolicyView = PolicyStanding & { readonly policy: EvaluationPolicy }

export const evaluationPolicyView = (row: EvaluationPolicyRow, me: string): EvaluationPolicyView => ({
  ...standingOf(row, me),
  policy: asPolicy(row.policy),
})

export const EVALUATION_POLICIES: PolicyFile<EvaluationPolicyRow, EvaluationPolicyView> = {
  what: { zh: '评价规则', en: 'policy of evaluations' },
  byId: evaluationPolicyById,
  view: evaluationPolicyView,
}
