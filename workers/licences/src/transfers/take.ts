import { takeTransfer } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { transferParam, transferSchema } from './schema.ts'

/** Served beside the issuer keys: taking over issues a licence, and the Worker that talks to partners signs none. */
export const takeOneTransfer = endpoint(
  {
    method: 'post',
    prefix: '/exchange',
    path: '/v1/transfers/{id}/take',
    summary: { zh: '转入证照', en: 'Take a licence over' },
    description: {
      zh: '即时核验转出地区的证照，签发本地区的证照，并告知转出地区注销原证照；三者同时成立。已取消的、已答复的答复 409。',
      en: 'Verifies the licence of the other region now, issues one of this region in its place, and tells that region to end its own: all of it or nothing. One that was given back or answered is answered 409.',
    },
    tag: TAGS.transfers,
    rights: [{ role: 'handler' }, { role: 'chief' }, { role: 'head' }, 'standIn'],
    params: transferParam,
    answer: { status: 200, description: { zh: '转移事项', en: 'the transfer' }, schema: transferSchema },
    failures: ['notFound', 'stepNotPossible', 'unavailable'],
  },
  async ({ context, params }) => takeTransfer(context, params.id),
)
