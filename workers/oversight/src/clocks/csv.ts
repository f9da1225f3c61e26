import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { clocksCsv, LIST_READERS, listClocks } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { CLOCKS_TAG, clockCsvQuery } from './words.ts'

export const listWatchedClocksAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/clocks.csv',
    summary: { zh: '监察时限，CSV', en: 'Watched clocks as CSV' },
    description: {
      zh: `筛选条件与列表相同，每次至多 ${CSV_ROWS} 行；还有下一页时在 Link 响应头给出地址。`,
      en: `The filters of the list, ${CSV_ROWS} rows a request; the Link header names the next page where there is one.`,
    },
    tag: CLOCKS_TAG,
    rights: LIST_READERS,
    query: clockCsvQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const page = await listClocks(context, query)
    if (!page.ok) return page
    const next = nextPage('/supervision/v1/clocks.csv', query, page.value.cursor)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', `attachment; filename="clocks-${query.due ?? query.status}.csv"`)
    return ok(clocksCsv(page.value.clocks, language))
  },
)
