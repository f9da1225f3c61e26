import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BODY, ORDER_ANSWER, ORDERS_TAG, orderParams, STEP_FAILURES, stepText } from './words.ts'

export const returnRectification = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/return',
    summary: { zh: '退回整改', en: 'Return to be mended' },
    description: {
      zh: '回访发现未整改到位的，退回重新整改。',
      en: 'Where the call-back found it not mended.',
    },
    tag: ORDERS_TAG,
    rights: BODY,
    params: orderParams,
    body: z.strictObject({ text: stepText }).meta({ id: 'RectificationReturn' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'returned' },
      text: body.text,
      files: [],
    }),
)
