import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listRatings } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { RATING_READERS, RATINGS_TAG, ratingsQuery, ratingsSchema } from './words.ts'

export const listAllRatings = endpoint(
  {
    method: 'get',
    path: '/v1/evaluations',
    summary: { zh: '评价列表', en: 'Ratings' },
    description: {
      zh: '最近的在前。部门看本部门的评价，监察员、审计员、回访员看全部。不含个人信息；匿名评价不显示办件和时刻。',
      en: 'The latest first; a department its own, oversight all. Nothing personal; of an anonymous rating no case and no instant.',
    },
    tag: RATINGS_TAG,
    rights: RATING_READERS,
    query: ratingsQuery,
    answer: { status: 200, description: { zh: '一页评价', en: 'a page of ratings' }, schema: ratingsSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listRatings(context, query)
    if (!page.ok) return page
    const { ratings, cursor } = page.value
    return ok({ ratings, next: nextPage('/evaluations/v1/evaluations', query, cursor) })
  },
)
