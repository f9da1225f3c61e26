/**
 * A limit 时限 and the day on which it ends. The day of the event is not counted (民法典 201); months end on the
 * corresponding day, or on the month's last where there is none (202); the period ends at 24:00 of its last day, and
 * where the limit says so a last day that is a rest day moves to the next working day (203). Hours run at once (201).
 * Which unit and which roll apply is said by the item with its basis, never assumed here.
 */
import { type CivilDate, type EpochMs, unreachable } from '@tongban/kernel'
import { addDays, addMonths, civilDateAt, endOfDayAt } from './civil-date.ts'
import type { Calendar } from './open-calendar.ts'
import { addWorkdays, type DueDay, rollToWorkday } from './workdays.ts'

/** What happens when the last day of a calendar period is a rest day. */
export type Roll = 'nextWorkday' | 'none'

/** A limit reckoned in days. `instant` 当场: on the day itself. */
export type DayLimit =
  | { readonly unit: 'instant' }
  | { readonly unit: 'workday'; readonly value: number }
  | { readonly unit: 'calendarDay' | 'month'; readonly value: number; readonly roll: Roll }

/** Any limit; `hour` needs the instant of the event and so `dueAt`. */
export type Limit = DayLimit | { readonly unit: 'hour'; readonly value: number }

export type DueInstant = DueDay & {
  /** The first instant that is too late: 24:00 of the last day, or the end of the last hour. */
  readonly at: EpochMs
}

/** The last day of a limit that began with an event on `from`. */
export function dueOn(calendar: Calendar, from: CivilDate, limit: DayLimit): DueDay {
  switch (limit.unit) {
    case 'instant':
      return { on: from, provisional: false }
    case 'workday':
      return addWorkdays(calendar, from, limit.value)
    case 'calendarDay':
      return rolled(calendar, addDays(from, limit.value), limit.roll)
    case 'month':
      return rolled(calendar, addMonths(from, limit.value), limit.roll)
    default:
      return unreachable(limit)
  }
}

/** The last day and the first instant that is too late, of a limit that began with an event at `fromAt`. */
export function dueAt(calendar: Calendar, fromAt: EpochMs, limit: Limit): DueInstant {
  if (limit.unit === 'hour') {
    const at = fromAt + limit.value * 3_600_000
    return { on: civilDateAt(at - 1), at, provisional: false }
  }
  const due = dueOn(calendar, civilDateAt(fromAt), limit)
  return { ...due, at: endOfDayAt(due.on) }
}

const rolled = (calendar: Calendar, on: CivilDate, roll: Roll): DueDay =>
  roll === 'nextWorkday' ? rollToWorkday(calendar, on) : { on, provisional: false }
