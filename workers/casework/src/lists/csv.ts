import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { casesCsv, LIST_READERS, listCases } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { CSV_ROWS, csvQuery } from './schema.ts'

const CSV_PATH = '/approvals/v1/cases.csv'

export const listCasesAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/cases.csv',
    summary: { zh: '办件列表，CSV', en: 'A list of cases as CSV' },
    description: {
      zh: `筛选条件与列表相同，每次至多 ${CSV_ROWS.most} 行；还有下一页时在 Link 响应头给出地址。`,
      en: `The filters of the list, ${CSV_ROWS.most} rows a request; the Link header names the next page where there is one.`,
    },
    tag: TAGS.lists,
    rights: LIST_READERS,
    query: csvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const page = await listCases(context, query)
    if (!page.ok) return page
    const { cases, cursor } = page.value
    const next = nextPage(CSV_PATH, query, cursor)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', `attachment; filename="cases-${query.list}.csv"`)
    return ok(casesCsv(cases, language))
  },
)
