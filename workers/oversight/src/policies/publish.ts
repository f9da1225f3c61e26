import { policyParams } from '@tongban/kernel/policy-words'
import { publishPolicyOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedPolicySchema, POLICIES_TAG, POLICY_DESK } from './words.ts'

export const publishSupervisionPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies/{id}/publish',
    summary: { zh: '公布督办政策', en: 'Publish a policy of supervision' },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    params: policyParams,
    answer: { status: 200, description: { zh: '已公布', en: 'published' }, schema: datedPolicySchema },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => publishPolicyOf(context, params.id),
)
