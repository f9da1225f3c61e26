import {
  type Inclusion,
  keyOf,
  leafText,
  PAGE_SIZE,
  pathOf,
  RECORD_KINDS,
  type RecordKind,
} from '@tongban/evidence'
import {
  type EvidencePageRow,
  evidenceDay,
  evidencePage,
  type PlainRow,
  pageRootsOfDay,
  spanOfRow,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { asLeaves } from './rows.ts'

/**
 * Proofs that rows were there when their day was sealed. A proof is made of the page the row is in and the roots of the
 * day's other pages: three reads, however many rows.
 */
type Asked = { readonly kind: RecordKind; readonly row: PlainRow }

/** For each row its proof, or null where its day is not sealed yet. */
export async function proofsOf(ctx: Context, rows: readonly Asked[]): Promise<readonly (Inclusion | null)[]> {
  if (rows.length === 0) return []
  const spans = await ctx.database.read(rows.map(({ kind, row }) => spanOfRow({ kind, row: row.row })))
  const held = spans.map(([span]) => span)
  const distinct = new Map(held.flatMap((span) => (span ? [[`${span.on}/${span.page}`, span] as const] : [])))
  const pages = await readPages(ctx, [...distinct.values()])
  return Promise.all(
    rows.map(({ kind, row }, at) => {
      const span = held[at]
      const page = span === undefined ? undefined : pages.get(`${span.on}/${span.page}`)
      return page === undefined ? null : proofIn(page, kind, row)
    }),
  )
}

type Page = {
  readonly page: EvidencePageRow
  readonly roots: readonly string[]
  readonly statement: string
}

/** The pages by `day/page`, each with the roots of its day; none of a day that is still being sealed. */
async function readPages(
  ctx: Context,
  places: readonly { readonly on: string; readonly page: number }[],
): Promise<ReadonlyMap<string, Page>> {
  const read = await Promise.all(
    places.map(async ({ on, page: number }): Promise<[string, Page] | null> => {
      const [[page], roots, [day]] = await ctx.database.read([
        evidencePage({ on, page: number }),
        pageRootsOfDay({ on }),
        evidenceDay({ on }),
      ])
      if (page === undefined || day === undefined) return null
      return [`${on}/${number}`, { page, roots: roots.map(({ root }) => root), statement: day.statement }]
    }),
  )
  return new Map(read.filter((each) => each !== null))
}

/** Null where the row is not among the leaves of the page: it was put there later. */
async function proofIn(
  { page, roots, statement }: Page,
  kind: RecordKind,
  row: PlainRow,
): Promise<Inclusion | null> {
  const leaves = asLeaves(page.leaves)
  const leaf = leafText(kind, row)
  const key = keyOf(kind, row)
  const index = leaves.findIndex(([at, name]) => RECORD_KINDS[at] === kind && name === key)
  if (index < 0) return null
  const inPage = await pathOf(
    leaves.map(([, , hash]) => hash),
    index,
  )
  const path = [...inPage, ...(await pathOf(roots, page.page))]
  return { leaf, index: page.page * PAGE_SIZE + index, path, day: statement }
}
