import { addDays, civilDate, civilDateAt } from '@tongban/calendar'
import { findItem } from '@tongban/catalogue'
import { type CivilDate, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import type { OverviewFilters } from '@tongban/store'
import { daysIn, type OverviewPeriod, sameLengthBefore } from '@tongban/supervision'
import { bulletinReader } from '../bulletins/readers.ts'
import type { Context } from '../context.ts'

/** What is asked of an overview, checked against who asks: supervision sees the region, the head of a department their own. */
export type OverviewQuery = {
  /** Days, both included; the last thirty where none is given. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly department?: string | undefined
  readonly item?: string | undefined
  readonly channel?: string | undefined
  /** Code of the other region. */
  readonly partner?: string | undefined
}
export type OverviewAsked = {
  readonly filters: OverviewFilters
  readonly period: OverviewPeriod
  readonly previous: OverviewPeriod
}

const STANDARD_DAYS = 30
/** A quarter: the roll-ups are by the day, and a longer span would be read for as long as it takes. */
export const MOST_DAYS = 92

export function askOverview(
  ctx: Pick<Context, 'actor' | 'clock' | 'region'>,
  query: OverviewQuery,
): Result<OverviewAsked, Failure> {
  const department = departmentOfOverview(ctx, query.department)
  if (!department.ok) return department
  const today = civilDateAt(ctx.clock.now())
  const until = query.to === undefined ? today : civilDate(query.to)
  const from = query.from === undefined ? standardFrom(until) : civilDate(query.from)
  if (until === undefined || from === undefined) return fail({ code: 'invalidInput', errors: [NOT_A_PERIOD] })
  const period = { from, until }
  const errors = errorsOf(query, period, today)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const { item = null, channel = null, partner = null } = query
  return ok({
    filters: { department: department.value, item, channel, partner },
    period,
    previous: sameLengthBefore(period),
  })
}

const standardFrom = (until: CivilDate | undefined) =>
  until === undefined ? undefined : addDays(until, 1 - STANDARD_DAYS)

/** Null: all departments. */
function departmentOfOverview(
  { actor, region }: Pick<Context, 'actor' | 'region'>,
  asked: string | undefined,
): Result<string | null, Failure> {
  const reader = bulletinReader(actor)
  if (!reader.ok) return reader
  const { official, seesAll } = reader.value
  if (!seesAll)
    return asked === undefined || asked === official.department ? ok(official.department) : OWN_ALONE
  if (asked === undefined || region.departments.some(({ code }) => code === asked)) return ok(asked ?? null)
  return fail({ code: 'invalidInput', errors: [NO_DEPARTMENT] })
}

function errorsOf({ item }: OverviewQuery, period: OverviewPeriod, today: CivilDate): readonly FieldError[] {
  const days = daysIn(period)
  return [
    ...(days < 1 || days > MOST_DAYS || period.until > today ? [NOT_A_PERIOD] : []),
    ...(item === undefined || findItem(item, today).ok ? [] : [NO_ITEM]),
  ]
}

const OWN_ALONE = fail({
  code: 'notAllowed',
  need: '监察员、审计员、政府负责人；部门负责人看本部门 supervisor, auditor, governmentHead; the head of a department its own',
} as const)
const NO_DEPARTMENT: FieldError = {
  pointer: '/query/department',
  zh: '没有这个部门，请使用部门编码。',
  en: 'There is no such department; use its code.',
}
const NO_ITEM: FieldError = {
  pointer: '/query/item',
  zh: '没有这个事项，请使用事项代码。',
  en: 'There is no such item; use its code.',
}
const NOT_A_PERIOD: FieldError = {
  pointer: '/query/to',
  zh: `止日不早于起日、不晚于今日，至多${MOST_DAYS}日。`,
  en: `The last day is not before the first nor after today, and there are ${MOST_DAYS} at most.`,
}
