import { declineInput, declineTransfer } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { transferParam, transferSchema } from './schema.ts'

export const declineOneTransfer = endpoint(
  {
    method: 'post',
    prefix: '/exchange',
    path: '/v1/transfers/{id}/decline',
    summary: { zh: '不予转入', en: 'Decline to take a licence over' },
    description: {
      zh: '写明理由，持证人可以看到；原证照在转出地区恢复有效。',
      en: 'With reasons, which its holder reads; in the other region the licence holds again.',
    },
    tag: TAGS.transfers,
    rights: [{ role: 'handler' }, { role: 'chief' }, { role: 'head' }, 'standIn'],
    params: transferParam,
    body: declineInput,
    answer: { status: 200, description: { zh: '转移事项', en: 'the transfer' }, schema: transferSchema },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => declineTransfer(context, params.id, body),
)
