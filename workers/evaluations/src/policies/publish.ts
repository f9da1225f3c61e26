import { policyParams } from '@tongban/kernel/policy-words'
import { publishEvaluationPolicyOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedEvaluationPolicySchema, POLICIES_TAG, POLICY_DESK } from './words.ts'

export const publishAnEvaluationPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies/{id}/publish',
    summary: { zh: '公布评价规则', en: 'Publish a policy of evaluations' },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    params: policyParams,
    answer: {
      status: 200,
      description: { zh: '已公布', en: 'published' },
      schema: datedEvaluationPolicySchema,
    },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => publishEvaluationPolicyOf(context, params.id),
)
