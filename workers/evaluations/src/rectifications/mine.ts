import { readMyOrder, takeEvaluatorStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { gradeBody, keyOf, MY_FAILURES, MY_ORDER, ORDERS_TAG, readMineBody, supplementBody } from './words.ts'

/** The evaluator's part, by the token of the rating or the sign-in of the review. */
export const readMyRectification = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/read',
    summary: { zh: '我的评价整改到哪一步', en: 'How the mending of my rating stands' },
    description: {
      zh: '凭评价码，或者以本人登录凭评议编号。匿名评价人可以看到谁因何查看过身份。',
      en: 'By the token, or signed in with the number of an own review. Whoever rated under seal reads when and why who they are was opened.',
    },
    tag: ORDERS_TAG,
    rights: ['anyone'],
    body: readMineBody,
    answer: MY_ORDER,
    failures: MY_FAILURES,
  },
  async ({ context, body }) => readMyOrder(context, keyOf(body)),
)

export const rateMending = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/rate',
    summary: { zh: '评价整改结果', en: 'Rate the mending' },
    description: {
      zh: '满意、基本满意、不满意；不满意的，重新整改。',
      en: 'Satisfied, basically satisfied, dissatisfied; whoever is dissatisfied opens the next round.',
    },
    tag: ORDERS_TAG,
    rights: ['anyone'],
    body: gradeBody,
    answer: MY_ORDER,
    failures: MY_FAILURES,
  },
  async ({ context, body }) =>
    takeEvaluatorStep(context, keyOf(body), { type: 'rated', grade: body.grade, text: body.text }),
)

export const supplementRating = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/supplement',
    summary: { zh: '补充说明', en: 'Supplement what was said' },
    tag: ORDERS_TAG,
    rights: ['anyone'],
    body: supplementBody,
    answer: MY_ORDER,
    failures: MY_FAILURES,
  },
  async ({ context, body }) =>
    takeEvaluatorStep(context, keyOf(body), { type: 'supplemented', text: body.text }),
)
