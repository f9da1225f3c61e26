import { readStatistics, statisticsCsv } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS, STATISTICS_READERS, STATISTICS_TAG, statisticsCsvQuery } from './words.ts'

export const readTheStatisticsAsCsv = csvList({
  path: '/v1/statistics.csv',
  summary: { zh: '好差评统计，CSV', en: 'Statistics of evaluations as CSV' },
  description: {
    zh: `筛选条件与统计相同，每次至多 ${CSV_ROWS} 组，末行为合计；还有下一页时在 Link 响应头给出地址。`,
    en: `The filters of the statistics, ${CSV_ROWS} groups a request, the total last; the Link header names the next page where there is one.`,
  },
  tag: STATISTICS_TAG,
  rights: STATISTICS_READERS,
  query: statisticsCsvQuery,
  rows: CSV_ROWS,
  read: (context, query) => readStatistics(context, query, false),
  csv: statisticsCsv,
  file: ({ groupBy }) => `evaluations-${groupBy}`,
})
