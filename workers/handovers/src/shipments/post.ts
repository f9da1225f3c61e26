import { handedOverParams, partnerQuery, postPapers } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { PAPER_POSTS, papersInput, postingInput, SHIPMENT_ANSWER, SHIPMENTS_TAG } from './words.ts'

export const postCasePapers = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/shipments',
    summary: { zh: '寄送纸质原件', en: 'Post originals on paper' },
    description: {
      zh: '登记要寄给对方地区的纸质材料，按协议约定的工作日计算最迟寄出日。带 posted 的即为已寄出，并告知对方；不带的为待寄出，寄出后再填。',
      en: 'Puts down the papers for the other region, with the last day for posting under the agreement. With posted they are posted, and the other region is told; without it they are to be posted, which is filled in later.',
    },
    tag: SHIPMENTS_TAG,
    rights: PAPER_POSTS,
    params: handedOverParams,
    body: z.strictObject({
      papers: papersInput,
      partner: partnerQuery.shape.partner,
      posted: postingInput.optional(),
    }),
    answer: { ...SHIPMENT_ANSWER, status: 201 },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => postPapers(context, params.caseNumber, body),
)
