import { type Failure, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import type { Endpoint, UncheckedCall } from './endpoint.ts'
import type { Language, Said } from './language.ts'
import { nextPage } from './next-page.ts'
import type { Rights } from './rights.ts'

/**
 * A list as CSV (UTF-8 with a byte order mark, as spreadsheets expect it), beside the JSON of the same list: the same
 * filters, so many rows a request, and the next page in the `Link` header (RFC 8288).
 */
type CsvList<Context, Q extends z.ZodObject, Page> = {
  /** Below the Worker's prefix. */
  readonly path: `/${string}.csv`
  readonly summary: Said
  readonly description?: Said
  readonly tag: Said
  readonly rights: Rights
  readonly query: Q
  /** How many rows a request, as the description tells. */
  readonly rows: number
  readonly read: (context: Context, query: z.output<Q>) => Promise<Result<Page, Failure>>
  readonly csv: (page: Page, language: Language) => string
  /** Name of the file, without its ending. */
  readonly file: (query: z.output<Q>) => string
}

/** The function by which a Worker declares such lists; `prefix` is what its addresses begin with. */
export const csvListsOf =
  <Context>(prefix: `/${string}`) =>
  <Q extends z.ZodObject, Page extends { readonly cursor: string | null }>(
    list: CsvList<Context, Q, Page>,
  ): Endpoint<Context> => ({
    contract: {
      method: 'get',
      path: list.path,
      summary: list.summary,
      description: list.description ?? {
        zh: `筛选条件与列表相同，每次至多 ${list.rows} 行；还有下一页时在 Link 响应头给出地址。`,
        en: `The filters of the list, ${list.rows} rows a request; the Link header names the next page where there is one.`,
      },
      tag: list.tag,
      rights: list.rights,
      query: list.query,
      answer: {
        status: 200,
        description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
        schema: z.string(),
        type: 'text/csv',
      },
      failures: [],
    },
    run: async (call) => {
      const query = asChecked<Q>(call)
      const page = await list.read(call.context, query)
      if (!page.ok) return page
      const next = nextPage(`${prefix}${list.path}`, query, page.value.cursor)
      if (next !== null) call.setHeader('Link', `<${next}>; rel="next"`)
      call.setHeader('Content-Disposition', `attachment; filename="${list.file(query)}.csv"`)
      return ok(list.csv(page.value, call.language))
    },
  })

/** Guarantee: the door hands over only a query that has passed the schema of this very contract. */
const asChecked = <Q extends z.ZodObject>(call: UncheckedCall<unknown>) => call.query as z.output<Q>
