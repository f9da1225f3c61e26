import { civilDateAt, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import {
  clocksOverNow,
  countCards,
  countClocksOver,
  countedDepartments,
  countsOfDepartment,
  type MeasuredRow,
} from '@tongban/store'
import { type BulletinContent, bulletinOf, type Period, periodBefore } from '@tongban/supervision'
import { DEMONSTRATION } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import { collectLines, PAGE_OF_LINES } from './lines.ts'

/**
 * Puts a bulletin together from the roll-ups, the cards and what is over at this instant. Reads a bounded span of each
 * index; a list that is longer than a page is cut and says so, its figures are not.
 */
const MOST_ROWS = 1000
/** Departments whose counts are read in one batch. */
const AT_ONCE = 20

export type Wanted = Pick<BulletinContent, 'kind' | 'period' | 'version' | 'corrects'>

export async function collectBulletin(
  ctx: Context,
  { kind, period, version, corrects }: Wanted,
): Promise<BulletinContent> {
  const now = ctx.clock.now()
  const previousPeriod = periodBefore(kind, period)
  const span = { from: startOfDayAt(period.fromOn), until: endOfDayAt(period.untilOn) }
  const [counted, cards, over, overOf] = await ctx.database.read([
    countedDepartments({ limit: MOST_ROWS }),
    countCards({ ...span, limit: MOST_ROWS }),
    clocksOverNow({ now, limit: PAGE_OF_LINES + 1 }),
    countClocksOver({ now, limit: MOST_ROWS }),
  ])
  const codes = [
    ...ctx.region.departments.map(({ code }) => code),
    ...[...counted, ...overOf, ...cards].map(({ department }) => department),
  ]
  const departments = await countsOf(ctx, [...new Set(codes)].sort(), period, previousPeriod)
  const content = bulletinOf(
    {
      kind,
      region: ctx.region.code,
      period,
      previousPeriod,
      version,
      asOf: now,
      notice: ctx.environment === 'development' ? DEMONSTRATION : null,
      corrects,
      departments: departments.map((each) => ({
        ...each,
        name: nameOf(ctx, each.department),
        overdueNow: overOf.find(({ department }) => department === each.department)?.n ?? 0,
      })),
      cards,
      ...(await collectLines(ctx, kind, period, now)),
      overdue: { lines: over.slice(0, PAGE_OF_LINES), more: over.length > PAGE_OF_LINES },
    },
    ctx.calendar,
    civilDateAt(now),
  )
  return kind === 'daily' ? { ...content, ranking: [] } : content
}

type DepartmentCounts = {
  readonly department: string
  readonly counts: readonly MeasuredRow[]
  readonly previous: readonly MeasuredRow[]
}

async function countsOf(
  { database }: Context,
  codes: readonly string[],
  period: Period,
  before: Period,
): Promise<readonly DepartmentCounts[]> {
  const all: DepartmentCounts[] = []
  for (let at = 0; at < codes.length; at += AT_ONCE) {
    const some = codes.slice(at, at + AT_ONCE)
    const within = ({ fromOn, untilOn }: Period) =>
      some.map((department) =>
        countsOfDepartment({ department, from: fromOn, until: untilOn, limit: MOST_ROWS }),
      )
    const rows = await database.read([...within(period), ...within(before)])
    for (const [index, department] of some.entries()) {
      const counts = whole(rows[index] ?? [])
      all.push({ department, counts, previous: whole(rows[some.length + index] ?? []) })
    }
  }
  return all
}

/** A figure that rests on a part of its rows is none. */
function whole<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length === MOST_ROWS) throw new Error('more different lengths of time than a bulletin counts')
  return rows
}

/** A superior organ to which cases are forwarded is no department of the region's own; its code stands for it. */
const nameOf = ({ region }: Pick<Context, 'region'>, code: string) =>
  region.departments.find((each) => each.code === code)?.name ?? { zh: code, en: code }
