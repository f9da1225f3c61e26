import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BODY, ORDER_ANSWER, ORDERS_TAG, orderParams, STEP_FAILURES, stepText } from './words.ts'

export const judgeAppeal = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/judge',
    summary: { zh: '裁定申诉', en: 'Judge an appeal' },
    description: {
      zh: '由其他部门裁定。申诉成立的，评价不计入统计，并公开计数。',
      en: 'By another department. An upheld one takes the rating out of the rates, and is counted in public.',
    },
    tag: ORDERS_TAG,
    rights: BODY,
    params: orderParams,
    body: z.strictObject({ upheld: z.boolean(), text: stepText }).meta({ id: 'RectificationJudgement' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'judged', upheld: body.upheld },
      text: body.text,
      files: [],
    }),
)
