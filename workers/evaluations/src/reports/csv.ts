import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listNationalReports, nationalCsv, REPORT_READERS } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CSV_ROWS, nationalCsvQuery, REPORTS_TAG } from './words.ts'

const PATH = '/evaluations/v1/reports/national.csv'

export const listTheNationalReportsAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/reports/national.csv',
    summary: {
      zh: '向国家政务服务平台的评价上报，CSV',
      en: 'Reports to the national platform of evaluations as CSV',
    },
    description: {
      zh: `筛选条件与列表相同，每次至多 ${CSV_ROWS} 行；还有下一页时在 Link 响应头给出地址。`,
      en: `The filters of the list, ${CSV_ROWS} rows a request; the Link header names the next page where there is one.`,
    },
    tag: REPORTS_TAG,
    rights: REPORT_READERS,
    query: nationalCsvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const page = await listNationalReports(context, query)
    if (!page.ok) return page
    const next = nextPage(PATH, query, page.value.cursor)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', 'attachment; filename="national-reports.csv"')
    return ok(nationalCsv(page.value.reports, language))
  },
)
