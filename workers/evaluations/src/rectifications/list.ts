import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listOrders, ORDER_READERS } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ORDERS_TAG, ordersQuery, ordersSchema } from './words.ts'

export const listRectifications = endpoint(
  {
    method: 'get',
    path: '/v1/rectifications',
    summary: { zh: '整改单', en: 'Rectification orders' },
    description: {
      zh: '最近的在前。回访员、监察员、审计员看全部，其他工作人员看本部门。匿名评价对被评价部门不显示办件编号和时刻。',
      en: 'The latest first. Whoever calls back, supervises or audits sees all, others their own department. Of an anonymous rating the department rated sees no case number and no instant.',
    },
    tag: ORDERS_TAG,
    rights: ORDER_READERS,
    query: ordersQuery,
    answer: {
      status: 200,
      description: { zh: '一页整改单', en: 'a page of orders' },
      schema: ordersSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listOrders(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/evaluations/v1/rectifications', query, cursor) })
  },
)
