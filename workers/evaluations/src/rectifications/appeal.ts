import { takeOrderDeed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import {
  appealClass,
  MENDERS,
  ORDER_ANSWER,
  ORDERS_TAG,
  orderParams,
  STEP_FAILURES,
  stepFiles,
  stepText,
} from './words.ts'

export const appealRating = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/appeal',
    summary: { zh: '申诉', en: 'Appeal' },
    description: {
      zh: '被评价部门认为误评、恶意评价或者超出职责范围的，附证据申诉，一单一次；申诉不停止联系和整改。',
      en: 'Where the department holds it misjudged, malicious or beyond its remit: with evidence, once for an order. It stops neither contact nor mending.',
    },
    tag: ORDERS_TAG,
    rights: MENDERS,
    params: orderParams,
    body: z
      .strictObject({ class: appealClass, text: stepText, files: stepFiles })
      .meta({ id: 'RectificationAppeal' }),
    answer: ORDER_ANSWER,
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) =>
    takeOrderDeed(context, params.number, {
      act: { type: 'appealed', class: body.class },
      text: body.text,
      files: body.files,
    }),
)
