import { makeReview } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { REVIEWERS, REVIEWS_TAG, reviewBody, reviewSchema } from './words.ts'

export const makeAReview = endpoint(
  {
    method: 'post',
    path: '/v1/reviews',
    summary: {
      zh: '综合点评、办不成事反映和监督查评',
      en: 'Overall review, what could not be got done, findings',
    },
    description: {
      zh: '综合点评和办不成事由实名申请人提出，办不成事也可以由窗口、热线代为登记；监督查评、体验员、第三方评估由监察员登记。不计入满意率；等级 1、2 和办不成事同时生成整改单。每人每日限量。',
      en: 'Overall reviews and what could not be got done by whoever signed in, the latter also written down by a window or the hotline; findings by a supervisor. In no rate. Levels 1 and 2, and what could not be got done, open a rectification order. So many a day of one person.',
    },
    tag: REVIEWS_TAG,
    rights: REVIEWERS,
    idempotent: true,
    body: reviewBody,
    answer: { status: 201, description: { zh: '已保存', en: 'kept' }, schema: reviewSchema },
    failures: ['notAllowed', 'tooManyRequests', 'idempotencyKeyReused', 'stillRunning'],
  },
  async ({ context, body, idempotencyKey }) => makeReview(context, body, idempotencyKey),
)
