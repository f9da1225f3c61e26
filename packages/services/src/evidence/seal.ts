import { addDays, civilDate, civilDateAt, endOfDayAt } from '@tongban/calendar'
import {
  type AuditKeys,
  type DayStatement,
  dayDigest,
  FIRST,
  keyOf,
  leafOf,
  PAGE_SIZE,
  RECORD_KINDS,
  type RecordKind,
  rootOf,
  type SealedLeaf,
  sign,
} from '@tongban/evidence'
import type { CivilDate } from '@tongban/kernel'
import {
  insertEvidenceDay,
  insertEvidencePage,
  insertEvidenceSpan,
  lastEvidenceDay,
  lastEvidencePage,
  type PlainRow,
  pageRootsOfDay,
  plainRowsAfter,
  type Statement,
} from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Seals civil days that are over: one Merkle root over every record that is new, chained to the day before and signed.
 * A day holds the rows behind those of the day before, in the order they were written, up to the first row of a later
 * day; so a day sealed late has the root it would have had in time. Page by page: a run that ends in the middle is gone
 * on with by the next, and of two runs at once the second loses by the primary key.
 */
/** A run does a bounded amount: a day of a million records takes several. */
const MAX_PAGES = 60
const MAX_DAYS = 31

/** Of each kind, the last row that was taken. */
type Through = readonly number[]
type Begun = {
  readonly on: CivilDate
  readonly previous: string
  readonly through: Through
  readonly pages: number
}

export async function sealDays(ctx: Context): Promise<string> {
  const { auditKeys: keys } = ctx
  if (keys === null) throw new Error('this Worker holds no audit key')
  const today = civilDateAt(ctx.clock.now())
  let pagesLeft = MAX_PAGES
  const sealed: string[] = []
  let begun = await whereToGoOn(ctx, today)
  while (begun.on < today && sealed.length < MAX_DAYS) {
    const step = await sealDay(ctx, keys, begun, pagesLeft)
    if (step === 'taken') return `${said(sealed)}, another run is at it`
    pagesLeft -= step.pages
    if (step.next === null) return `${said(sealed)}, ${begun.on} to be gone on with`
    sealed.push(begun.on)
    begun = step.next
  }
  return said(sealed)
}

const said = (days: readonly string[]) =>
  days.length === 0 ? 'nothing to seal' : `sealed ${days.join(', ')}`

/** The first day that is not sealed, and how far it has come. A region without records begins with yesterday. */
async function whereToGoOn(ctx: Context, today: CivilDate): Promise<Begun> {
  const [[day], [page], ...firsts] = await ctx.database.read([
    lastEvidenceDay({}),
    lastEvidencePage({}),
    ...RECORD_KINDS.map((kind) => plainRowsAfter(kind, { after: 0, limit: 1 })),
  ])
  const firstAt = Math.min(...firsts.map((rows) => asPlain(rows)[0]?.at ?? Number.POSITIVE_INFINITY))
  const firstOn = Number.isFinite(firstAt) ? civilDateAt(firstAt) : addDays(today, -1)
  const on = day === undefined ? firstOn : addDays(checked(day.on), 1)
  const isBegun = page !== undefined && page.on === on
  return {
    on,
    previous: day?.digest ?? FIRST,
    through: isBegun ? readThrough(page.through) : readThrough(day?.through ?? null),
    pages: isBegun ? page.page + 1 : 0,
  }
}

type Step = { readonly pages: number; readonly next: Begun | null }

/** Writes the pages of a day that are missing and, with the last one, the day itself. */
async function sealDay(
  ctx: Context,
  keys: AuditKeys,
  begun: Begun,
  pagesLeft: number,
): Promise<Step | 'taken'> {
  let { through, pages } = begun
  for (let written = 0; written < pagesLeft; written += 1) {
    const page = await fillPage(ctx, begun.on, through)
    const root = await rootOf(page.leaves.map(([, , hash]) => hash))
    const isLast = page.leaves.length < PAGE_SIZE
    const statements = page.leaves.length === 0 ? [] : pageRows(begun.on, pages, root, through, page)
    const day = isLast ? await dayRow(ctx, keys, begun, pages, page, root) : null
    const done = await ctx.database.write([...statements, ...(day === null ? [] : [insertEvidenceDay(day)])])
    if (!done.ok) return 'taken'
    through = page.through
    pages += 1
    if (day !== null) {
      const next = { on: addDays(begun.on, 1), previous: day.digest, through, pages: 0 }
      return { pages: written + 1, next }
    }
  }
  return { pages: pagesLeft, next: null }
}

type Page = { readonly leaves: readonly SealedLeaf[]; readonly through: Through }

/** The next leaves of the day, kind by kind, each in the order of writing. One read. */
async function fillPage(ctx: Context, on: CivilDate, from: Through): Promise<Page> {
  const end = endOfDayAt(on)
  const read = await ctx.database.read(
    RECORD_KINDS.map((kind, at) => plainRowsAfter(kind, { after: from[at] ?? 0, limit: PAGE_SIZE })),
  )
  const through = [...from]
  const leaves: Promise<SealedLeaf>[] = []
  for (const [at, kind] of RECORD_KINDS.entries()) {
    for (const row of ofDay(asPlain(read[at] ?? []), end)) {
      if (leaves.length === PAGE_SIZE) break
      leaves.push(sealedLeaf(at, kind, row))
      through[at] = row.row
    }
  }
  return { leaves: await Promise.all(leaves), through }
}

/** Rows up to the first of a later day. */
function ofDay(rows: readonly PlainRow[], end: number): readonly PlainRow[] {
  const later = rows.findIndex(({ at }) => at >= end)
  return later < 0 ? rows : rows.slice(0, later)
}

async function sealedLeaf(at: number, kind: RecordKind, row: PlainRow): Promise<SealedLeaf> {
  return [at, keyOf(kind, row), await leafOf(kind, row)]
}

function pageRows(
  on: string,
  page: number,
  root: string,
  before: Through,
  { leaves, through }: Page,
): Statement[] {
  const spans = RECORD_KINDS.flatMap((kind, at) => {
    const throughRow = through[at] ?? 0
    return throughRow > (before[at] ?? 0) ? [insertEvidenceSpan({ kind, throughRow, on, page })] : []
  })
  const row = { on, page, root, through: JSON.stringify(through), leaves: JSON.stringify(leaves) }
  return [insertEvidencePage(row), ...spans]
}

async function dayRow(
  ctx: Context,
  keys: AuditKeys,
  begun: Begun,
  pages: number,
  page: Page,
  pageRoot: string,
) {
  const { on, previous } = begun
  const [earlier] = await ctx.database.read([pageRootsOfDay({ on })])
  const roots = earlier.map(({ root }) => root)
  const statement: DayStatement = {
    region: ctx.region.code,
    on,
    size: pages * PAGE_SIZE + page.leaves.length,
    root: await rootOf(page.leaves.length === 0 ? roots : [...roots, pageRoot]),
    previous,
    sealedAt: ctx.clock.now(),
  }
  return {
    on,
    size: statement.size,
    root: statement.root,
    previous,
    digest: await dayDigest(statement),
    statement: await sign(keys, 'tongban-day', statement),
    keyId: keys.current,
    sealedAt: statement.sealedAt,
    through: JSON.stringify(page.through),
  }
}

/** Guarantee: `through` was written by `pageRows` or `dayRow` as a list of row numbers. */
const readThrough = (text: string | null): Through =>
  text === null ? RECORD_KINDS.map(() => 0) : (JSON.parse(text) as number[])

/** Guarantee: the statement at this place of the batch was one of plain rows. */
const asPlain = (rows: readonly unknown[]) => rows as readonly PlainRow[]

function checked(on: string): CivilDate {
  const day = civilDate(on)
  if (day === undefined) throw new Error('a sealed day has no date')
  return day
}
