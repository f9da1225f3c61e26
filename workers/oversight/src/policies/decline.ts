import { policyParams } from '@tongban/kernel/policy-words'
import { declinePolicyOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedPolicySchema, POLICIES_TAG, POLICY_DESK } from './words.ts'

export const declineSupervisionPolicy = endpoint(
  {
    method: 'post',
    path: '/v1/policies/{id}/decline',
    summary: { zh: '退回督办政策', en: 'Decline a policy of supervision' },
    tag: POLICIES_TAG,
    rights: POLICY_DESK,
    params: policyParams,
    answer: { status: 200, description: { zh: '已退回', en: 'declined' }, schema: datedPolicySchema },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => declinePolicyOf(context, params.id),
)
