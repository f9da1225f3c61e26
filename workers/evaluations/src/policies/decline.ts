import { policyParams } from '@tongban/kernel/policy-words'
import { declineEvaluationPolicyOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedEvaluationPolicySchema, POLICIES_TAG, POLICY_DESK } from './words.ts'

export const declineAnEvaluationPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies/{id}/decline',
    summary: { zh: '退回评价规则', en: 'Decline a policy of evaluations' },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    params: policyParams,
    answer: {
      status: 200,
      description: { zh: '已退回', en: 'declined' },
      schema: datedEvaluationPolicySchema,
    },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => declineEvaluationPolicyOf(context, params.id),
)
