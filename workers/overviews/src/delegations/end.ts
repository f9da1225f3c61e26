import { endDelegationNow } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { DELEGATORS, delegationParam, delegationSchema } from './schema.ts'

export const endOneDelegation = endpoint(
  {
    method: 'post',
    path: '/v1/delegations/{id}/end',
    summary: { zh: '提前终止委托', en: 'End a delegation before its last day' },
    tag: TAGS.delegations,
    rights: [...DELEGATORS, { role: 'window' }],
    params: delegationParam,
    answer: { status: 200, description: { zh: '委托', en: 'the delegation' }, schema: delegationSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => endDelegationNow(context, params.id),
)
