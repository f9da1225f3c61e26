import { amendRating } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { amendBody, GIVEN, GIVEN_FAILURES, RATINGS_TAG } from './words.ts'

export const amendARating = endpoint(
  {
    method: 'post',
    path: '/v1/evaluations/amend',
    summary: { zh: '修改或者补充评价', en: 'Amend or supplement a rating' },
    description: {
      zh: '期限内一次；前后两次都保留，以后一次为准。',
      en: 'Once, within the time for it; both are kept, and the later counts.',
    },
    tag: RATINGS_TAG,
    rights: ['anyone', { app: 'evaluate' }],
    body: amendBody,
    answer: GIVEN,
    failures: GIVEN_FAILURES,
  },
  async ({ context, body }) => amendRating(context, body),
)
