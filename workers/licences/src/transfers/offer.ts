import { offerInput, offerTransfer } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { licenceParam, licenceSchema } from '../licences/schema.ts'
import { TAGS } from '../words.ts'

export const offerLicenceTransfer = endpoint(
  {
    method: 'post',
    path: '/v1/licences/{identifier}/transfer',
    summary: { zh: '向协同地区转出证照', en: 'Offer a licence to a partner region' },
    description: {
      zh: '由签发部门办理，或者由持证人申请；须有生效的协议约定该类证照可转往该地区。提出后证照为“办理转出”，不再使用；转入地区答复后，已转入的注销，不予转入的恢复有效。同一人以同样内容重发，答复原结果。',
      en: 'By the department that issued it, or by its holder; an agreement in force must say that licences of its type may go there. From then on it is being transferred out and used no more; when that region answers it is cancelled if taken over and holds again if not. The same by the same person is answered as done.',
    },
    tag: TAGS.transfers,
    rights: [{ role: 'handler' }, { role: 'chief' }, { role: 'head' }, 'standIn', 'holder'],
    params: licenceParam,
    body: offerInput,
    answer: { status: 200, description: { zh: '证照', en: 'the licence' }, schema: licenceSchema },
    failures: ['erased', 'notFound', 'stepNotPossible', 'notConfigured'],
  },
  async ({ context, params, body }) => offerTransfer(context, params.identifier, body),
)
