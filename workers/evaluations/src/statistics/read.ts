import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { readStatistics } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { STATISTICS_READERS, STATISTICS_TAG, statisticsQuery, statisticsSchema } from './words.ts'

export const readTheStatistics = endpoint(
  {
    method: 'get',
    path: '/v1/statistics',
    summary: { zh: '好差评统计', en: 'Statistics of evaluations' },
    description: {
      zh: '按服务发生之月统计，口径随结果给出。监察员、审计员、政府负责人看全部，其他工作人员看本部门。按渠道分组时不计算评价率。',
      en: 'By the month of the service, each figure with its definition. Oversight sees all, others their own department. There is no response rate by channel.',
    },
    tag: STATISTICS_TAG,
    rights: STATISTICS_READERS,
    query: statisticsQuery,
    answer: {
      status: 200,
      description: { zh: '合计和一页分组', en: 'the total and a page of groups' },
      schema: statisticsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await readStatistics(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/evaluations/v1/statistics', query, cursor) })
  },
)
