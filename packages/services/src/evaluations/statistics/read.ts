import {
  COUNT_NAMES,
  type CountName,
  DICTIONARIES,
  type EvaluationCounts,
  type EvaluationFigures,
  evaluationFigures,
  RATING_CHANNELS,
  STATISTIC_DEFINITIONS,
  type StatisticDefinition,
} from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type CountKey,
  type CountQuery,
  type CountRow,
  evaluationCountGroups,
  evaluationCursors,
  evaluationTopOptions,
  keyParts,
  type OptionCountRow,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { NOT_OURS, openPlace, sealPlace } from '../../lists/cursor.ts'
import { named } from '../../supervision/clocks/view.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { type Asked, askStatistics, type Grouping, type StatisticsQuery } from './ask.ts'
import { CURSOR_NAMES, countedUntil } from './sources.ts'

/**
 * The statistics of evaluations as officials see them: oversight of all departments, others of their own. Read from the
 * roll-ups alone, each group in order of its code; with the figures goes what they mean and until when everything is counted.
 */
export type TopOption = Coded & { readonly n: number }
export type StatisticsGroup = {
  readonly department: Coded | null
  /** Null: not told apart, or given at none. */
  readonly window: string | null
  readonly item: Coded | null
  readonly channel: Coded | null
  readonly month: string | null
  readonly counts: EvaluationCounts
  readonly figures: EvaluationFigures
  /** Ticked most in ratings that count; null where they are not kept: window and item together, or either by channel. */
  readonly options: readonly TopOption[] | null
}
export type StatisticsPage = {
  readonly region: string
  readonly groupBy: Grouping
  readonly from: string
  readonly until: string
  /** 截至: everything written before is counted. Null: it is still being counted. */
  readonly asOf: number | null
  readonly total: StatisticsGroup
  readonly groups: readonly StatisticsGroup[]
  readonly definitions: readonly StatisticDefinition[]
  readonly cursor: string | null
}

const TOP = 5
const MOST_ROWS = 1000

export async function readStatistics(
  ctx: Context,
  query: StatisticsQuery,
  /** A list as CSV has no column for them. */
  withOptions = true,
): Promise<Result<StatisticsPage, Failure>> {
  const asked = askStatistics(ctx, query)
  if (!asked.ok) return asked
  const { groups, total, groupBy } = asked.value
  const place = JSON.stringify(['evaluationStatistics', groupBy, groups])
  const after = await openAfter(ctx, query.cursor, place, asked.value)
  if (!after.ok) return after
  const { limit } = query
  const [cursors, [sum], rows] = await ctx.database.read([
    evaluationCursors({ names: CURSOR_NAMES }),
    evaluationCountGroups(COUNT_NAMES, total, { after: null, limit: 1 }),
    evaluationCountGroups(COUNT_NAMES, groups, { after: after.value, limit: limit + 1 }),
  ])
  if (sum === undefined) throw new Error('a sum is one row')
  const shown = groupBy === 'region' ? [] : rows.slice(0, limit)
  const options = withOptions ? await topOptions(ctx, asked.value, shown) : null
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    region: ctx.region.code,
    groupBy,
    from: groups.from,
    until: groups.until,
    asOf: countedUntil(cursors),
    total: groupView(ctx, asked.value, sum, options?.total ?? null, 'region'),
    groups: shown.map((row) =>
      groupView(
        ctx,
        asked.value,
        row,
        options?.groups?.filter(isOf(groups.grouping, row.key)) ?? null,
        groupBy,
      ),
    ),
    definitions: STATISTIC_DEFINITIONS,
    cursor:
      last === undefined
        ? null
        : await sealPlace(ctx.keys, JSON.stringify(keyParts(groups.grouping, last.key)), place),
  })
}

/** Behind which key the page begins. What came by no channel is in the total, and no group of its own. */
async function openAfter(
  { keys }: Pick<Context, 'keys'>,
  cursor: string | undefined,
  place: string,
  { groups }: Asked,
): Promise<Result<readonly string[] | null, Failure>> {
  if (cursor === undefined) return ok(groups.grouping === 'channel' ? [''] : null)
  const opened = await openPlace(keys, cursor, place)
  if (!opened.ok) return opened
  const parts = partsIn(opened.value)
  return parts === undefined ? fail({ code: 'invalidInput', errors: [NOT_OURS] }) : ok(parts)
}
/** Guarantee: the place was sealed by `readStatistics` as a list of texts, and its seal was checked. */
const partsIn = (text: string) => (text.startsWith('[') ? (JSON.parse(text) as readonly string[]) : undefined)

type TopOptions = {
  readonly total: readonly OptionCountRow[] | null
  readonly groups: readonly OptionCountRow[] | null
}

async function topOptions(
  { database }: Context,
  { groups, total }: Asked,
  shown: readonly CountRow[],
): Promise<TopOptions> {
  const [first, last] = [shown[0], shown.at(-1)]
  const limit = MOST_ROWS
  const ofTotal = !hasOptions(total)
    ? []
    : [evaluationTopOptions(total, { first: [], last: [], top: TOP, limit })]
  const ofGroups =
    !hasOptions(groups) || first === undefined || last === undefined
      ? []
      : [
          evaluationTopOptions(groups, {
            first: keyParts(groups.grouping, first.key),
            last: keyParts(groups.grouping, last.key),
            top: TOP,
            limit,
          }),
        ]
  const rows = await database.read([...ofTotal, ...ofGroups])
  return {
    total: ofTotal.length === 0 ? null : (rows[0] ?? null),
    groups: ofGroups.length === 0 ? null : (rows.at(-1) ?? null),
  }
}

/** They are not kept where window and item meet, and by channel of whole departments only. */
const hasOptions = ({ grain, grouping, channel }: CountQuery): boolean =>
  grain !== 'cell' && (grain === 'department' || (channel === null && grouping !== 'channel'))

const isOf =
  (grouping: Asked['groups']['grouping'], key: CountKey) =>
  (row: OptionCountRow): boolean =>
    keyParts(grouping, row.key).every((part, at) => part === keyParts(grouping, key)[at])

function groupView(
  ctx: Context,
  { groups }: Asked,
  { key, counts }: CountRow,
  options: readonly OptionCountRow[] | null,
  groupBy: Grouping,
): StatisticsGroup {
  const isPlace = groupBy === 'department' || groupBy === 'window' || groupBy === 'item'
  const department = isPlace ? key.department : (groups.department ?? '')
  const window = groupBy === 'window' ? key.window : (groups.window ?? '')
  const item = groupBy === 'item' ? key.itemCode : (groups.itemCode ?? '')
  const channel = groupBy === 'channel' ? key.channel : (groups.channel ?? '')
  const all = allCounts(counts)
  return {
    department: department === '' ? null : departmentOf(ctx, department),
    window: window === '' ? null : window,
    item: item === '' ? null : itemOf(item, ctx.clock.now()),
    channel: channel === '' ? null : named(channel, RATING_CHANNELS),
    month: groupBy === 'month' ? key.month : null,
    counts: all,
    figures: evaluationFigures(all, groupBy === 'channel' || groups.channel !== null),
    options: options?.map(({ code, n }) => ({ ...optionNamed(code), n })) ?? null,
  }
}

/** Guarantee: a field for each name. */
export const allCounts = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(COUNT_NAMES.map((name: CountName) => [name, counts[name] ?? 0])) as EvaluationCounts

/** As the last dictionary that has it calls it. */
export function optionNamed(code: string): Coded {
  const known = [...DICTIONARIES].reverse().flatMap(({ options }) => options)
  const found = known.find((option) => option.code === code)
  return { code, zh: found?.zh ?? code, en: found?.en ?? code }
}
