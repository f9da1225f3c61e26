/**
 * Reckoning in working days 工作日 (行政许可法 82: working days, without statutory holidays). The day of the event is
 * day 0 and is not counted (民法典 201); a count covers the days after `start` up to and including `end`, that is
 * the interval (start, end], so that `workdaysBetween(s, addWorkdays(s, n)) = n`. Every answer says whether it touches
 * a year whose arrangement is not published. No loop over days: a step is a look-up, a year is one step.
 */
import type { CivilDate } from '@tongban/kernel'
import { dayNumber, fromDayNumber, yearOf } from './civil-date.ts'
import { type Calendar, entry, isWorkday, type YearTable } from './open-calendar.ts'

export type DueDay = { readonly on: CivilDate; readonly provisional: boolean }
export type WorkdayCount = { readonly workdays: number; readonly provisional: boolean }

/** The `n`-th working day after `from`; `from` itself for n = 0. `n` is a whole number, 0 or more. */
export function addWorkdays(calendar: Calendar, from: CivilDate, n: number): DueDay {
  assertCount(n)
  if (n === 0) return { on: from, provisional: false }
  let table = yearAfter(calendar, from)
  let provisional = table.provisional
  let wanted = entry(table.before, dayNumber(from) + 1 - table.firstDay) + n
  while (wanted > table.workdays.length) {
    wanted -= table.workdays.length
    table = calendar.year(table.year + 1)
    provisional ||= table.provisional
  }
  return { on: fromDayNumber(table.firstDay + entry(table.workdays, wanted - 1)), provisional }
}

/**
 * The `n`-th working day before `date`, for warnings "n working days before"; `date` itself for n = 0.
 * Where `date` is a working day, `workdaysBetween(workdayBefore(date, n), date) = n`.
 */
export function workdayBefore(calendar: Calendar, date: CivilDate, n: number): DueDay {
  assertCount(n)
  if (n === 0) return { on: date, provisional: false }
  let table = yearBefore(calendar, date)
  let provisional = table.provisional
  let wanted = entry(table.before, dayNumber(date) - table.firstDay) - n
  while (wanted < 0) {
    table = calendar.year(table.year - 1)
    provisional ||= table.provisional
    wanted += table.workdays.length
  }
  return { on: fromDayNumber(table.firstDay + entry(table.workdays, wanted)), provisional }
}

/** Working days in (start, end]; the negative of (end, start] when `end` lies before `start`. */
export function workdaysBetween(calendar: Calendar, start: CivilDate, end: CivilDate): WorkdayCount {
  if (end < start) {
    const { workdays, provisional } = workdaysBetween(calendar, end, start)
    return { workdays: 0 - workdays, provisional }
  }
  if (end === start) return { workdays: 0, provisional: false }
  const last = yearOf(end)
  let table = yearAfter(calendar, start)
  let provisional = table.provisional
  let workdays = -entry(table.before, dayNumber(start) + 1 - table.firstDay)
  while (table.year < last) {
    workdays += table.workdays.length
    table = calendar.year(table.year + 1)
    provisional ||= table.provisional
  }
  return { workdays: workdays + entry(table.before, dayNumber(end) - table.firstDay + 1), provisional }
}

/** The first working day after `date`. */
export function nextWorkday(calendar: Calendar, date: CivilDate): DueDay {
  return addWorkdays(calendar, date, 1)
}

/** `date` itself when it is a working day, else the first one after it (民法典 203). */
export function rollToWorkday(calendar: Calendar, date: CivilDate): DueDay {
  const { workday, provisional } = isWorkday(calendar, date)
  if (workday) return { on: date, provisional }
  const next = nextWorkday(calendar, date)
  return { on: next.on, provisional: provisional || next.provisional }
}

/** The year of the day after. */
const yearAfter = (calendar: Calendar, date: CivilDate): YearTable =>
  calendar.year(date.endsWith('-12-31') ? yearOf(date) + 1 : yearOf(date))

/** The year of the day before. */
const yearBefore = (calendar: Calendar, date: CivilDate): YearTable =>
  calendar.year(date.endsWith('-01-01') ? yearOf(date) - 1 : yearOf(date))

function assertCount(n: number): void {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a count of working days: ${n}`)
}
