import { policyParams } from '@tongban/kernel/policy-words'
import { readEvaluationPolicy } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedEvaluationPolicySchema, POLICIES_TAG, POLICY_READERS } from './words.ts'

export const readAnEvaluationPolicy = endpoint(
  {
    method: 'get',
    path: '/v1/policies/{id}',
    summary: { zh: '一项评价规则', en: 'A policy of evaluations' },
    tag: POLICIES_TAG,
    rights: POLICY_READERS,
    params: policyParams,
    answer: {
      status: 200,
      description: { zh: '该规则', en: 'the policy' },
      schema: datedEvaluationPolicySchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readEvaluationPolicy(context, params.id),
)
