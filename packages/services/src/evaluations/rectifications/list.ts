import { addDays, addMonths, civilDate, civilDateAt } from '@tongban/calendar'
import type { OrderSource, OrderState } from '@tongban/evaluations'
import { type CivilDate, type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import {
  openRectificationPage,
  type RectificationRow,
  rectificationPage,
  rectificationPageOfDepartment,
  type Statement,
} from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { takerOf } from '../../supervision/supervised.ts'
import { orderReader, seesAll } from './standing.ts'
import { type ListedOrder, listedOrder } from './view.ts'

/** One page of orders, the latest first: a department's own, and all for whoever sees to the mending or audits. */
export type OrderQuery = {
  readonly state?: OrderState | undefined
  readonly source?: OrderSource | undefined
  readonly department?: string | undefined
  /** `YYYY-MM` of the day they were opened. */
  readonly month?: string | undefined
  /** Those whose contact or reply came too late, or has not come although it is due. */
  readonly overdue?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type OrderPage = {
  readonly asOf: number
  readonly rectifications: readonly ListedOrder[]
  readonly cursor: string | null
}

export async function listOrders(ctx: Context, query: OrderQuery): Promise<Result<OrderPage, Failure>> {
  const official = orderReader(ctx)
  if (!official.ok) return official
  const department = shownDepartment(ctx, official.value, query.department)
  if (!department.ok) return department
  const { state = null, source = null, limit } = query
  const month = monthOf(query.month)
  if (!month.ok) return month
  const now = ctx.clock.now()
  const isOverdue = query.overdue === true
  const asked = JSON.stringify(['orders', department.value, state, source, query.month ?? null, isOverdue])
  const after = query.cursor === undefined ? ok('') : await openPlace(ctx.keys, query.cursor, asked)
  if (!after.ok) return after
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [rows, delegations] = await ctx.database.read([
    statementFor({
      state,
      source,
      department: department.value,
      from: month.value?.from ?? null,
      until: month.value?.until ?? null,
      overdueAt: isOverdue ? now : null,
      after: after.value,
      limit: limit + 1,
    }),
    delegationsTo(index, civilDateAt(now)),
  ])
  const taker = await takerOf(ctx, official.value, delegations)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    asOf: now,
    rectifications: await Promise.all(shown.map((row) => listedOrder(ctx, row, taker))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, last.number, asked),
  })
}

const OPEN_STATES: readonly string[] = ['open', 'contacted', 'replied', 'calledBack']

function statementFor(filters: Parameters<typeof rectificationPage>[0]): Statement<RectificationRow> {
  if (filters.department !== null) return rectificationPageOfDepartment(filters)
  const isOpen = filters.state !== null && OPEN_STATES.includes(filters.state)
  return isOpen ? openRectificationPage(filters) : rectificationPage(filters)
}

/** The department whose orders and reviews are shown; null: of all of them. */
export function shownDepartment(
  { region }: Pick<Context, 'region'>,
  official: Official,
  asked: string | undefined,
): Result<string | null, Failure> {
  const { department: own } = official
  if (!seesAll(official))
    return asked === undefined || asked === own ? ok(own) : fail({ code: 'notAllowed', need: NEED_ALL })
  if (asked === undefined || region.departments.some(({ code }) => code === asked)) return ok(asked ?? null)
  return fail({ code: 'invalidInput', errors: [NO_DEPARTMENT] })
}
const NEED_ALL = '回访员 callback、监察员 supervisor、审计员 auditor'
const NO_DEPARTMENT = {
  pointer: '/query/department',
  zh: '没有这个部门，请使用部门编码。',
  en: 'There is no such department; use its code.',
}

function monthOf(
  text: string | undefined,
): Result<{ readonly from: CivilDate; readonly until: CivilDate } | null, Failure> {
  if (text === undefined) return ok(null)
  const from = civilDate(`${text}-01`)
  return from === undefined
    ? fail({ code: 'invalidInput', errors: [NO_MONTH] })
    : ok({ from, until: addDays(addMonths(from, 1), -1) })
}
const NO_MONTH = {
  pointer: '/query/month',
  zh: '应为 YYYY-MM 的月份。',
  en: 'Must be a month, YYYY-MM.',
}
