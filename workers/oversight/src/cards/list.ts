import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listCards } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CARD_READERS, CARDS_TAG, cardQuery, cardsSchema } from './words.ts'

export const listCardsOf = endpoint(
  {
    method: 'get',
    path: '/v1/cards',
    summary: { zh: '蓝、黄、橙、红牌', en: 'Cards' },
    description: {
      zh: '最近的在前。监察员和审计员看全部，其他工作人员看本部门。',
      en: 'The latest first. Supervision sees all, others their own department.',
    },
    tag: CARDS_TAG,
    rights: CARD_READERS,
    query: cardQuery,
    answer: { status: 200, description: { zh: '一页牌', en: 'a page of cards' }, schema: cardsSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listCards(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/supervision/v1/cards', query, cursor) })
  },
)
