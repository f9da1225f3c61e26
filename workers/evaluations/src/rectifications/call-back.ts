import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import {
  BODY,
  callBackResult,
  ORDER_ANSWER,
  ORDERS_TAG,
  orderParams,
  STEP_FAILURES,
  stepText,
} from './words.ts'

export const callBackEvaluator = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/call-back',
    summary: { zh: '回访', en: 'Call back' },
    description: {
      zh: '由未参与整改的其他部门人员回访。多次未接通的，满三次且在两个以上工作日的，视为已回访。',
      en: 'By somebody of another department who took no part. Three attempts on two working days that nobody answers count as made.',
    },
    tag: ORDERS_TAG,
    rights: BODY,
    params: orderParams,
    body: z.strictObject({ result: callBackResult, text: stepText }).meta({ id: 'RectificationCallBack' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: body.result === 'unreached' ? { type: 'unreached' } : { type: 'calledBack', result: body.result },
      text: body.text,
      files: [],
    }),
)
