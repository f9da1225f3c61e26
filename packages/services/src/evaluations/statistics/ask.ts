import { civilDateAt } from '@tongban/calendar'
import { monthOf } from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { CountGrain, CountGrouping, CountQuery } from '@tongban/store'
import type { Context } from '../../context.ts'
import { departmentShown } from '../../supervision/supervised.ts'

/** What is asked of the statistics, checked against who asks, as a question to the roll-ups. */
export const GROUPINGS = ['region', 'department', 'window', 'item', 'channel', 'month'] as const
export type Grouping = (typeof GROUPINGS)[number]

export type StatisticsQuery = {
  readonly groupBy: Grouping
  /** Months, both included; the current one where none is given. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly department?: string | undefined
  readonly window?: string | undefined
  readonly item?: string | undefined
  readonly channel?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type Asked = {
  readonly groupBy: Grouping
  readonly groups: CountQuery
  /** All that the filters leave, in one. */
  readonly total: CountQuery
}

const MOST_MONTHS = 120

export function askStatistics(
  ctx: Pick<Context, 'actor' | 'clock' | 'region'>,
  query: StatisticsQuery,
): Result<Asked, Failure> {
  const department = departmentShown(ctx, query.department)
  if (!department.ok) return department
  const now = monthOf(civilDateAt(ctx.clock.now()))
  const until = query.until ?? (query.from !== undefined && query.from > now ? query.from : now)
  const from = query.from ?? until
  if (from > until || monthsBetween(from, until) >= MOST_MONTHS)
    return fail({ code: 'invalidInput', errors: [NOT_A_SPAN] })
  const { groupBy, window = null, item = null, channel = null } = query
  if (window !== null && department.value === null)
    return fail({ code: 'invalidInput', errors: [WHOSE_WINDOW] })
  const filters = { from, until, department: department.value, window, itemCode: item, channel }
  const grainOf = (byWindow: boolean, byItem: boolean): CountGrain => {
    if (byWindow && byItem) return 'cell'
    if (byWindow) return 'window'
    return byItem ? 'item' : 'department'
  }
  const isBy = (name: Grouping) => groupBy === name
  return ok({
    groupBy,
    groups: {
      ...filters,
      grouping: GROUPING_OF[groupBy],
      grain: grainOf(window !== null || isBy('window'), item !== null || isBy('item')),
    },
    total: { ...filters, grouping: 'all', grain: grainOf(window !== null, item !== null) },
  })
}

const GROUPING_OF: Readonly<Record<Grouping, CountGrouping>> = {
  region: 'all',
  department: 'place',
  window: 'place',
  item: 'place',
  channel: 'channel',
  month: 'month',
}

/** Whole months from one to the other, of the form `YYYY-MM`. */
function monthsBetween(from: string, until: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return count(until) - count(from)
}

const NOT_A_SPAN = {
  pointer: '/query/until',
  zh: `截止月份不能早于起始月份，最多${MOST_MONTHS}个月。`,
  en: `The last month is not before the first, and there are ${MOST_MONTHS} at most.`,
}
const WHOSE_WINDOW = {
  pointer: '/query/department',
  zh: '按窗口筛选时请同时指明部门：各部门的窗口编号可能相同。',
  en: 'With a window name its department: windows of several departments may be called the same.',
}
