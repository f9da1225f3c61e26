import { replayMessage } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { DELIVERIES_TAG, uuidParams } from './words.ts'

export const replayDeliveredMessage = endpoint(
  {
    method: 'post',
    path: '/v1/deliveries/{id}/replay',
    summary: { zh: '重新发送', en: 'Send again' },
    description: {
      zh: '已放弃、回执为未送达或者未确认的，以原编号重新发送；对方凭编号只收一次。',
      en: 'What was given up, failed or never confirmed is sent again under its id, by which the other side takes it in once.',
    },
    tag: DELIVERIES_TAG,
    rights: [{ role: 'admin' }],
    params: uuidParams,
    answer: {
      status: 200,
      description: { zh: '待发送', en: 'waiting to be sent' },
      schema: z.object({ id: z.string(), state: z.string() }),
    },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params }) => replayMessage(context, params.id),
)
