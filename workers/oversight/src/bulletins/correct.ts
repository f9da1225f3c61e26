import { reasonText } from '@tongban/kernel/words'
import { correctBulletin } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinParams, bulletinSchema } from './words.ts'

export const correctOneBulletin = endpoint(
  {
    method: 'post',
    path: '/v1/bulletins/{id}/corrections',
    summary: { zh: '更正已公布的通报', en: 'Correct a published bulletin' },
    description: {
      zh: '按现在的统计起草新的一版，写明所更正的一版和原因；原因随通报公布，不要写入个人信息。原来的一版不变。',
      en: 'Drafts a new version from the figures of now, which names the earlier one and says why. The reason is published with it: write nothing personal. The earlier version stays as it is.',
    },
    tag: BULLETINS_TAG,
    rights: [{ role: 'supervisor' }],
    params: bulletinParams,
    body: z.strictObject({ reason: reasonText(500) }),
    answer: { status: 201, description: { zh: '更正稿', en: 'the draft' }, schema: bulletinSchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => correctBulletin(context, params.id, body.reason),
)
