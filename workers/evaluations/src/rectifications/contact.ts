import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CONTACTERS, ORDER_ANSWER, ORDERS_TAG, orderParams, STEP_FAILURES, stepText } from './words.ts'

export const contactEvaluator = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/contact',
    summary: { zh: '联系评价人', en: 'Contact the evaluator' },
    description: {
      zh: '实名评价由被评价部门联系；匿名评价由其他部门的整改督促机构联系。',
      en: 'Of a rating under a name by the department rated; of a sealed one by the body that sees to the mending.',
    },
    tag: ORDERS_TAG,
    rights: CONTACTERS,
    params: orderParams,
    body: z
      .strictObject({
        reached: z.boolean().meta({ description: '是否联系上 whether they were reached' }),
        text: stepText,
      })
      .meta({ id: 'RectificationContact' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'contacted', reached: body.reached },
      text: body.text,
      files: [],
    }),
)
