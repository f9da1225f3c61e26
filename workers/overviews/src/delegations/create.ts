import { createDelegation } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { DELEGATORS, delegationInput, delegationSchema } from './schema.ts'

export const delegateRole = endpoint(
  {
    method: 'post',
    path: '/v1/delegations',
    summary: { zh: '委托代签', en: 'Delegate a role for some days' },
    description: {
      zh: '由岗位本人或者本部门负责人委托本部门办理业务的工作人员，写明起止日；不得转委托，同一人不能签两次。',
      en: 'By the holder or the head of the department, to an official of it who handles cases, from and until a day. It is not delegated again, and one person still signs once.',
    },
    tag: TAGS.delegations,
    rights: DELEGATORS,
    idempotent: true,
    body: delegationInput,
    answer: { status: 201, description: { zh: '委托', en: 'the delegation' }, schema: delegationSchema },
    failures: ['notFound', 'idempotencyKeyReused', 'stillRunning'],
  },
  async ({ context, body, idempotencyKey }) => createDelegation(context, body, idempotencyKey),
)
