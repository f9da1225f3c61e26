import { civilDate, civilDateAt } from '@tongban/calendar'
import type { FieldError } from '@tongban/kernel'
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

const asMonth = ({ name, fromOn, untilOn }: Period): Month => ({ name, from: fromOn, until: untilOn })

export const NOT_OVER: FieldError = {
  pointer: '/query/month',
  zh: '请填写已经结束的月份，如 2026-10。',
  en: 'Name a month that is over, such as 2026-10.',
}
