import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BODY, ORDER_ANSWER, ORDERS_TAG, orderParams, STEP_FAILURES, stepText } from './words.ts'

export const closeRectification = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/close',
    summary: { zh: '办结', en: 'Close' },
    description: {
      zh: '有答复并且回访之后才能办结。',
      en: 'Only with a reply and a call-back.',
    },
    tag: ORDERS_TAG,
    rights: BODY,
    params: orderParams,
    body: z.strictObject({ text: stepText }).meta({ id: 'RectificationClosing' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'closed' },
      text: body.text,
      files: [],
    }),
)
