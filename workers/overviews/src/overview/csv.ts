import { ok } from '@tongban/kernel'
import { OVERVIEW_READERS, overviewCsv, readOverview } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { OVERVIEW_TAG, overviewCsvQuery } from './words.ts'

export const readTheOverviewAsCsv = endpoint(
  {
    method: 'get',
    prefix: '/supervision',
    path: '/v1/overview.csv',
    summary: { zh: '督办台总览的一张表，CSV', en: 'One table of the overview as CSV' },
    description: {
      zh: '筛选与总览相同。table：bar 今日、metrics 比率、load 部门和环节、flows 跨域往来。',
      en: 'The filters of the overview. table: bar, metrics, load, flows.',
    },
    tag: OVERVIEW_TAG,
    rights: OVERVIEW_READERS,
    query: overviewCsvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query: { table, ...query }, language, setHeader }) => {
    const read = await readOverview(context, query)
    if (!read.ok) return read
    setHeader('Content-Disposition', `attachment; filename="overview-${table}.csv"`)
    return ok(overviewCsv(read.value, table, language))
  },
)
