import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listNationalReports, REPORT_READERS } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { nationalQuery, nationalReportsSchema, REPORTS_TAG } from './words.ts'

export const listTheNationalReports = endpoint(
  {
    method: 'get',
    path: '/v1/reports/national',
    summary: { zh: '向国家政务服务平台的评价上报', en: 'Reports to the national platform of evaluations' },
    description: {
      zh: '新的在前，只有编号、状态、回执，不含上报内容。',
      en: 'The newest first: numbers, states and receipts, without what they say.',
    },
    tag: REPORTS_TAG,
    rights: REPORT_READERS,
    query: nationalQuery,
    answer: {
      status: 200,
      description: { zh: '上报及回执', en: 'reports and receipts' },
      schema: nationalReportsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listNationalReports(context, query)
    if (!page.ok) return page
    const { cursor, ...rest } = page.value
    return ok({ ...rest, next: nextPage('/evaluations/v1/reports/national', query, cursor) })
  },
)
