import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listSuperiorReports, REPORT_READERS } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { REPORTS_TAG, reportQuery, reportsSchema } from './words.ts'

export const listReports = endpoint(
  {
    method: 'get',
    path: '/v1/reports/superior',
    summary: { zh: '向上级平台的上报', en: 'Reports to the superior platform' },
    description: {
      zh: '新的在前，只有编号、状态、回执，不含上报内容。',
      en: 'The newest first: numbers, states and receipts, without what they say.',
    },
    tag: REPORTS_TAG,
    rights: REPORT_READERS,
    query: reportQuery,
    answer: {
      status: 200,
      description: { zh: '上报及回执', en: 'reports and receipts' },
      schema: reportsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listSuperiorReports(context, query)
    if (!page.ok) return page
    const { cursor, ...rest } = page.value
    return ok({ ...rest, next: nextPage('/supervision/v1/reports/superior', query, cursor) })
  },
)
