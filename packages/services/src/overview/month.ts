import { addDays, civilDate, civilDateAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs, FieldError } from '@tongban/kernel'
import { monthPeriod, type OverviewPeriod, type Period, periodBefore } from '@tongban/supervision'
import type { Context } from '../context.ts'

/** A month as it is asked for in public, `2026-10`. */
export type Month = OverviewPeriod & { readonly name: string }

/** The one before this where none is asked for. Undefined: not over yet, or no month. */
export function monthThatIsOver(
  { clock }: Pick<Context, 'clock'>,
  asked: string | undefined,
): Month | undefined {
  const now = monthPeriod(civilDateAt(clock.now()))
  const month = asked === undefined ? asMonth(periodBefore('monthly', now)) : monthNamed(asked)
  return month === undefined || month.name >= now.name ? undefined : month
}

export function monthNamed(name: string): Month | undefined {
  const first = civilDate(`${name}-01`)
  return first === undefined ? undefined : asMonth(monthPeriod(first))
}

/** The one after it. */
export const monthAfter = ({ until }: Month): Month => asMonth(monthPeriod(addDays(until, 1)))
export const monthBefore = ({ from }: Month): Month => asMonth(monthPeriod(addDays(from, -1)))

/** The first instant that is no more in it. */
export const endsAt = ({ until }: Month): EpochMs => startOfDayAt(addDays(until, 1))

/** The month of a day. */
export const monthOfDay = (day: CivilDate): Month => asMonth(monthPeriod(day))

const asMonth = ({ name, fromOn, untilOn }: Period): Month => ({ name, from: fromOn, until: untilOn })

export const NOT_OVER: FieldError = {
  pointer: '/query/month',
  zh: '请填写已经结束的月份，如 2026-10。',
  en: 'Name a month that is over, such as 2026-10.',
}
