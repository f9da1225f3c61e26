import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { readStatistics, statisticsCsv } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CSV_ROWS, STATISTICS_READERS, STATISTICS_TAG, statisticsCsvQuery } from './words.ts'

export const readTheStatisticsAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/statistics.csv',
    summary: { zh: '好差评统计，CSV', en: 'Statistics of evaluations as CSV' },
    description: {
      zh: `筛选条件与统计相同，每次至多 ${CSV_ROWS} 组，末行为合计；还有下一页时在 Link 响应头给出地址。`,
      en: `The filters of the statistics, ${CSV_ROWS} groups a request, the total last; the Link header names the next page where there is one.`,
    },
    tag: STATISTICS_TAG,
    rights: STATISTICS_READERS,
    query: statisticsCsvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const page = await readStatistics(context, query, false)
    if (!page.ok) return page
    const next = nextPage('/evaluations/v1/statistics.csv', query, page.value.cursor)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', `attachment; filename="evaluations-${query.groupBy}.csv"`)
    return ok(statisticsCsv(page.value, language))
  },
)
