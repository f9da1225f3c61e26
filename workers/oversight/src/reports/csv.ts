import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listSuperiorReports, REPORT_READERS, superiorCsv } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { REPORTS_TAG, reportCsvQuery } from './words.ts'

const PATH = '/supervision/v1/reports/superior.csv'

export const listReportsAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/reports/superior.csv',
    summary: { zh: '向上级平台的上报，CSV', en: 'Reports to the superior platform as CSV' },
    description: {
      zh: '筛选条件与列表相同；还有下一页时在 Link 响应头给出地址。',
      en: 'The filters of the list; the Link header names the next page where there is one.',
    },
    tag: REPORTS_TAG,
    rights: REPORT_READERS,
    query: reportCsvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const page = await listSuperiorReports(context, query)
    if (!page.ok) return page
    const next = nextPage(PATH, query, page.value.cursor)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', 'attachment; filename="superior-reports.csv"')
    return ok(superiorCsv(page.value.reports, language))
  },
)
