import { type Calendar, civilDateAt, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import {
  type BulletinLineRow,
  bulletinLines,
  bulletinsOut,
  countBulletinLines,
  type LineSpan,
} from '@tongban/store'
import {
  type BulletinContent,
  type BulletinKind,
  LINE_LISTS,
  type LineCounts,
  type LineList,
  lateLine,
  type Overdue,
  type OwedLine,
  type Period,
  periodBefore,
} from '@tongban/supervision'
import type { Context } from '../context.ts'

/**
 * The lines 通报 of a bulletin. A case that is late without a reason goes into it; one whose reason a reviewer accepted is
 * listed apart. A line that was written only after the bulletin of its period was out is carried into the next that is not, so
 * that each is in one of them: the bulletin of a period takes what was written after the last that could have had it.
 */
export const PAGE_OF_LINES = 500
/** How many periods back a line may come late. */
const PERIODS_BACK = { daily: 31, monthly: 12 } as const satisfies Record<BulletinKind, number>
/** Versions of so many periods. */
const MOST_BULLETINS = 1_000

type Spans = { readonly own: LineSpan; readonly carried: readonly LineSpan[] }
type Ctx = Pick<Context, 'database'>

/** What a bulletin of that period drawn up at that instant covers. */
async function spansOf(ctx: Ctx, kind: BulletinKind, period: Period, asOf: EpochMs): Promise<Spans> {
  const written = asOf + 1
  const earlier: Period[] = []
  for (let at = periodBefore(kind, period); earlier.length < PERIODS_BACK[kind]; at = periodBefore(kind, at))
    earlier.unshift(at)
  const [out] = await ctx.database.read([
    bulletinsOut({ kind, from: earlier[0]?.name ?? period.name, until: period.name, limit: MOST_BULLETINS }),
  ])
  const known = out.filter((each) => each.asOf < asOf)
  const carried = earlier.flatMap((each): readonly LineSpan[] => {
    // While its own bulletin is a draft, that follows.
    if (!known.some(({ period: of }) => of === each.name)) return []
    const last = Math.max(...known.filter(({ period: of }) => of >= each.name).map((one) => one.asOf))
    return [{ ...spanOf(each), since: last + 1, written }]
  })
  return { own: { ...spanOf(period), since: startOfDayAt(period.fromOn), written }, carried }
}
const spanOf = ({ fromOn, untilOn }: Period) => ({ from: startOfDayAt(fromOn), until: endOfDayAt(untilOn) })

type Which = { readonly span: LineSpan; readonly explained: 0 | 1 }
/** A list of a bulletin, as pages of spans. What is carried and was explained is listed as explained. */
const partsOf = ({ own, carried }: Spans): Readonly<Record<LineList, readonly Which[]>> => ({
  lines: [{ span: own, explained: 0 }],
  explained: [own, ...carried].map((span) => ({ span, explained: 1 })),
  carried: carried.map((span) => ({ span, explained: 0 })),
})

const FIRST = { afterDueAt: Number.MIN_SAFE_INTEGER, afterKind: '', afterSubject: '', afterKey: '' }
const placeAfter = ({ dueAt, kind, subject, clockKey }: BulletinLineRow) => ({
  afterDueAt: dueAt,
  afterKind: kind,
  afterSubject: subject,
  afterKey: clockKey,
})

/** Page after page of one list, each no longer than one statement answers. */
async function* pagesOf(ctx: Ctx, parts: readonly Which[]): AsyncGenerator<readonly BulletinLineRow[]> {
  for (const { span, explained } of parts) {
    let place = FIRST
    for (let more = true; more; ) {
      const [rows] = await ctx.database.read([
        bulletinLines({ ...span, explained, ...place, limit: PAGE_OF_LINES }),
      ])
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      more = last !== undefined && rows.length === PAGE_OF_LINES
      if (last !== undefined) place = placeAfter(last)
    }
  }
}

/** What the content of a bulletin says of its lines: the first of each list, and how many more there are. */
export async function collectLines(
  ctx: Ctx,
  kind: BulletinKind,
  period: Period,
  asOf: EpochMs,
): Promise<{ readonly [L in LineList]: readonly OwedLine[] } & { readonly more: LineCounts }> {
  const parts = partsOf(await spansOf(ctx, kind, period, asOf))
  const [lines, explained, carried] = await Promise.all(LINE_LISTS.map((list) => firstOf(ctx, parts[list])))
  return {
    lines: lines?.first ?? [],
    explained: explained?.first ?? [],
    carried: carried?.first ?? [],
    more: { lines: lines?.more ?? 0, explained: explained?.more ?? 0, carried: carried?.more ?? 0 },
  }
}

async function firstOf(ctx: Ctx, parts: readonly Which[]) {
  const first: OwedLine[] = []
  for await (const rows of pagesOf(ctx, parts)) {
    first.push(...rows.slice(0, PAGE_OF_LINES - first.length).map(owedLine))
    if (first.length === PAGE_OF_LINES) break
  }
  if (first.length < PAGE_OF_LINES) return { first, more: 0 }
  const counts = await ctx.database.read(parts.map(({ span }) => countBulletinLines(span)))
  const all = parts.reduce(
    (sum, { explained }, at) => sum + (counts[at]?.find((each) => each.explained === explained)?.n ?? 0),
    0,
  )
  return { first, more: Math.max(0, all - first.length) }
}

/** The lines that a bulletin has no room for, page by page: written by the same instant, and not withdrawn since. */
export async function* linesBeyond(
  ctx: Ctx & Pick<Context, 'calendar'>,
  { kind, period, asOf }: Pick<BulletinContent, 'kind' | 'period' | 'asOf'>,
  list: LineList,
  listed: readonly Overdue[],
): AsyncGenerator<readonly Overdue[]> {
  const parts = partsOf(await spansOf(ctx, kind, period, asOf))[list]
  const named = new Set(listed.map(nameOf))
  const today = civilDateAt(asOf)
  for await (const rows of pagesOf(ctx, parts))
    yield rows.map((row) => lateAsOf(row, ctx.calendar, today)).filter((each) => !named.has(nameOf(each)))
}
const nameOf = ({ kind, subject, step, basis, dueOn }: Overdue): string =>
  [kind, subject, step, basis, dueOn].join(' ')
const lateAsOf = (row: BulletinLineRow, calendar: Calendar, today: CivilDate): Overdue =>
  lateLine(owedLine(row), calendar, today)

function owedLine({ stoppedAt, dueAt: _, clockKey: __, ...line }: BulletinLineRow): OwedLine {
  return { ...line, endedOn: stoppedAt === null ? null : civilDateAt(stoppedAt) }
}
