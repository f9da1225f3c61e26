import { readTransfer } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { transferParam, transferSchema } from './schema.ts'

export const readOneTransfer = endpoint(
  {
    method: 'get',
    prefix: '/exchange',
    path: '/v1/transfers/{id}',
    summary: { zh: '待转入的证照', en: 'A licence offered to this region' },
    description: {
      zh: '仅限本地区有权决定的部门；未答复前可见证照内容。',
      en: 'For the department that decides on it; with what is offered, until it is answered.',
    },
    tag: TAGS.transfers,
    rights: [{ role: 'handler' }, { role: 'chief' }, { role: 'head' }, 'standIn'],
    params: transferParam,
    answer: { status: 200, description: { zh: '转移事项', en: 'the transfer' }, schema: transferSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readTransfer(context, params.id),
)
