import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import {
  MENDERS,
  ORDER_ANSWER,
  ORDERS_TAG,
  orderClass,
  orderParams,
  STEP_FAILURES,
  stepFiles,
  stepText,
} from './words.ts'

export const replyToRectification = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/reply',
    summary: { zh: '整改答复', en: 'Mend and reply' },
    description: {
      zh: '写明整改情况和部门认为的性质；性质不改变统计，只有申诉成立才改变。',
      en: 'What was mended, and how the department classes it: the class changes no rate, only an upheld appeal does.',
    },
    tag: ORDERS_TAG,
    rights: MENDERS,
    params: orderParams,
    body: z
      .strictObject({ class: orderClass, text: stepText, files: stepFiles })
      .meta({ id: 'RectificationReply' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'replied', class: body.class },
      text: body.text,
      files: body.files,
    }),
)
