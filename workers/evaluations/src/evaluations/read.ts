import { readRating } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { historySchema, RATING_READERS, RATINGS_TAG, ratingParams } from './words.ts'

export const readARating = endpoint(
  {
    method: 'get',
    path: '/v1/evaluations/{id}',
    summary: { zh: '一件评价', en: 'A rating' },
    description: { zh: '含修改前后两次。', en: 'With its amendment, where there is one.' },
    tag: RATINGS_TAG,
    rights: RATING_READERS,
    params: ratingParams,
    answer: { status: 200, description: { zh: '该评价', en: 'the rating' }, schema: historySchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readRating(context, params.id),
)
