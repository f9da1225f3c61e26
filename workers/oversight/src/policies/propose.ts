import { proposePolicy } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedPolicySchema, POLICIES_TAG, POLICY_DESK, policyInput } from './words.ts'

export const proposeSupervisionPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies',
    summary: { zh: '提出督办政策', en: 'Propose a policy of supervision' },
    description: {
      zh: '由另一人公布后，自 fromOn 起对当日及以后开始的期限执行。自相矛盾的、与已公布的日期重叠的，逐项说明并退回。',
      en: 'Published by another person it holds for clocks that begin on fromOn or later. What contradicts itself, or overlaps what is published, is refused point by point.',
    },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    idempotent: true,
    body: policyInput,
    answer: { status: 201, description: { zh: '待公布', en: 'proposed' }, schema: datedPolicySchema },
    failures: ['idempotencyKeyReused', 'stillRunning'],
  },
  async ({ context, body, idempotencyKey }) => proposePolicy(context, body, idempotencyKey),
)
