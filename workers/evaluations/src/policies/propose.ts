import { proposeEvaluationPolicy } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedEvaluationPolicySchema, evaluationPolicyInput, POLICIES_TAG, POLICY_DESK } from './words.ts'

export const proposeAnEvaluationPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies',
    summary: { zh: '提出评价规则', en: 'Propose a policy of evaluations' },
    description: {
      zh: '由另一人公布后，自 fromOn 起对当日及以后的服务执行。联系、整改、回访、裁定的时限只能缩短；自相矛盾的、与已公布的日期重叠的，逐项说明并退回。',
      en: 'Published by another person it holds for services of fromOn and later. Limits of contact, mending, call-back and judgement are only shortened; what contradicts itself, or overlaps what is published, is refused point by point.',
    },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    idempotent: true,
    body: evaluationPolicyInput,
    answer: {
      status: 201,
      description: { zh: '待公布', en: 'proposed' },
      schema: datedEvaluationPolicySchema,
    },
    failures: ['idempotencyKeyReused', 'stillRunning'],
  },
  async ({ context, body, idempotencyKey }) => proposeEvaluationPolicy(context, body, idempotencyKey),
)
