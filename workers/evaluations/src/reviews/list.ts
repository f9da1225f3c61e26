import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listReviews } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { REVIEW_READERS, REVIEWS_TAG, reviewsQuery, reviewsSchema } from './words.ts'

export const listTheReviews = endpoint(
  {
    method: 'get',
    path: '/v1/reviews',
    summary: { zh: '评议和办不成事反映', en: 'Reviews' },
    description: {
      zh: '最近的在前。申请人看本人的；回访员、监察员、审计员看全部，其他工作人员看本部门。',
      en: 'The latest first. Applicants see their own; whoever calls back, supervises or audits sees all, other officials their own department.',
    },
    tag: REVIEWS_TAG,
    rights: REVIEW_READERS,
    query: reviewsQuery,
    answer: {
      status: 200,
      description: { zh: '一页评议', en: 'a page of reviews' },
      schema: reviewsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listReviews(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/evaluations/v1/reviews', query, cursor) })
  },
)
