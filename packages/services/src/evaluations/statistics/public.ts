import {
  averageOf,
  COUNT_NAMES,
  evaluationFigures,
  isLevel,
  LEAST_SHOWN,
  LEVEL_NUMBERS,
  type Levels,
  levelsOf,
  mergeSmall,
  RATING_CHANNELS,
  type ShownRow,
  shownTable,
} from '@tongban/evaluations'
import { type Rate, rateOf } from '@tongban/kernel'
import {
  type CountQuery,
  type CountRow,
  evaluationCountGroups,
  evaluationCursors,
  evaluationTopOptions,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { named } from '../../supervision/clocks/view.ts'
import { type Coded, departmentOf } from '../../supervision/notices/coded.ts'
import { allCounts, optionNamed, type TopOption } from './read.ts'
import { CURSOR_NAMES, countedUntil } from './sources.ts'

/**
 * The public cut as it is made of one month, which is done once (`frozen.ts`): one table of departments by level with its totals. It is the only table of levels
 * that is published, and there are no spans of months, so that no two answers can be subtracted from one another. Counts of
 * items, windows and channels by level would each be a second view of the same cells. Whatever else is told is either not
 * about levels or follows from what the table shows.
 */
export type PublicLine = {
  /** One; several where they are merged. */
  readonly departments: readonly Coded[]
  readonly invited: number
  readonly rated: number
  readonly valid: number
  readonly levels: { readonly [L in keyof Levels]: number | null }
  readonly satisfaction: Rate | null
  readonly bad: Rate | null
  readonly average: number | null
  readonly response: Rate
}
export type PublicCut = {
  /** Null: fewer than five ratings in the whole region. */
  readonly all: PublicLine | null
  readonly departments: readonly PublicLine[]
  /** Null: several channels with few ratings together. */
  readonly channels: readonly { readonly channel: Coded | null; readonly rated: number }[]
  readonly options: readonly TopOption[]
  /** Null where they would tell withheld levels. */
  readonly orders: {
    readonly opened: number
    readonly onTime: Rate
    readonly callBack: Rate
    readonly upheld: number
  } | null
  readonly excluded: number
  readonly defaults: number
  readonly passedOn: number
  readonly findings: number
}

const MOST_ROWS = 1000
const TOP = 10

/** What is published of a month as everything stands now; and until when all is counted. */
export async function makePublicCut(
  ctx: Pick<Context, 'database' | 'region'>,
  month: string,
): Promise<{ readonly cut: PublicCut; readonly countedUntil: number | null }> {
  const query = (grouping: CountQuery['grouping']): CountQuery => ({
    ...{ grain: 'department', grouping, from: month, until: month },
    ...{ department: null, window: null, itemCode: null, channel: null },
  })
  const every = { after: null, limit: MOST_ROWS }
  const [cursors, [sum], departments, channels, ticked] = await ctx.database.read([
    evaluationCursors({ names: CURSOR_NAMES }),
    evaluationCountGroups(COUNT_NAMES, query('all'), every),
    evaluationCountGroups(COUNT_NAMES, query('place'), every),
    evaluationCountGroups(['rated'], query('channel'), { ...every, after: [''] }),
    evaluationTopOptions(query('all'), { first: [], last: [], top: MOST_ROWS, limit: MOST_ROWS }),
  ])
  const all = allCounts(sum?.counts ?? {})
  const shown = shownTable(departments.map((row) => ({ code: row, counts: countsOf(row) })))
  const { onTime, callBack } = evaluationFigures(all)
  const line = lineOf(ctx)
  const cut: PublicCut = {
    all: shown === null ? null : line(shown.totals, departments),
    departments: shown === null ? [] : shown.rows.map((row) => line(row, row.codes)),
    channels: shown === null ? [] : channelsOf(channels),
    options: shown === null ? [] : optionsOf(shown.totals, ticked),
    orders:
      shown === null || !isTold(shown.totals, [1, 2])
        ? null
        : { opened: all.opened, onTime, callBack, upheld: all.upheld },
    excluded: all.excluded,
    defaults: all.defaults,
    passedOn: all.passedOn,
    findings: all.findings,
  }
  return { cut, countedUntil: countedUntil(cursors) }
}

/** In the order of the levels, 5 first. */
function countsOf({ counts }: CountRow): readonly number[] {
  const levels = levelsOf(allCounts(counts))
  return LEVEL_NUMBERS.map((level) => levels[level])
}

/** Whether the sum of some levels follows from what is shown: all of them are, or all that is withheld is among them, or none. */
function isTold({ counts }: ShownRow<unknown>, levels: readonly number[]): boolean {
  const withheld = LEVEL_NUMBERS.filter((_, at) => counts[at] === null)
  const within = withheld.filter((level) => levels.includes(level))
  return within.length === 0 || within.length === withheld.length
}

const lineOf =
  (ctx: Pick<Context, 'region'>) =>
  (row: ShownRow<CountRow>, rows: readonly CountRow[]): PublicLine => {
    const truth = rows.map(({ counts }) => allCounts(counts))
    const sum = (of: (counts: (typeof truth)[number]) => number) =>
      truth.reduce((all, each) => all + of(each), 0)
    const levels = levelsTold(row)
    const invited = sum((counts) => counts.invited)
    const rated = sum((counts) => counts.rated)
    const bad = sum(({ level1, level2 }) => level1 + level2)
    const told = isTold(row, [1, 2])
    return {
      departments: row.codes.map(({ key }) => departmentOf(ctx, key.department)),
      invited,
      rated,
      valid: row.total,
      levels,
      satisfaction: told ? rateOf(row.total - bad, row.total) : null,
      bad: told ? rateOf(bad, row.total) : null,
      average: isWhole(levels) ? averageOf(levels) : null,
      response: rateOf(rated, invited),
    }
  }

const levelsTold = ({ counts: [five, four, three, two, one] }: ShownRow<unknown>): PublicLine['levels'] => ({
  1: one ?? null,
  2: two ?? null,
  3: three ?? null,
  4: four ?? null,
  5: five ?? null,
})
const isWhole = (levels: PublicLine['levels']): levels is Levels =>
  Object.values(levels).every((n) => n !== null)

/** Ratings by channel, few of them together. */
function channelsOf(rows: readonly CountRow[]): PublicCut['channels'] {
  const merged = mergeSmall(
    rows.map(({ key, counts }) => ({ codes: [key.channel], counts: [counts.rated ?? 0] })),
  )
  return merged
    .map(({ codes: [code = '', ...others], counts: [rated = 0] }) => ({
      channel: others.length > 0 ? null : named(code, RATING_CHANNELS),
      rated,
    }))
    .filter(({ rated }) => rated >= LEAST_SHOWN)
}

/** The options ticked most, of levels that are shown: how often one was ticked is a bound of its level. */
function optionsOf(
  row: ShownRow<CountRow>,
  ticked: readonly { readonly code: string; readonly n: number }[],
): readonly TopOption[] {
  const isShown = (code: string) => {
    const level = Math.floor(Number(code) / 100)
    return isLevel(level) && row.counts[LEVEL_NUMBERS.indexOf(level)] !== null
  }
  return ticked
    .filter(({ code, n }) => n >= LEAST_SHOWN && isShown(code))
    .slice(0, TOP)
    .map(({ code, n }) => ({ ...optionNamed(code), n }))
}
