/**
 * A calendar opened for reckoning: per year the count of working days before each day, built when first asked for.
 * A year without a published arrangement is reckoned by the plain week and the statutory holidays with a fixed solar
 * date (《全国年节及纪念日放假办法》 2), and every answer that touches it is `provisional`. 春节, 清明, 端午 and 中秋
 * follow the moon and the sun and are not guessed; neither are 调休 days. A later notice may still move the last days
 * of December (those of 2019 and 2023 did): that is a new version, and deadlines are derived again.
 */
import { type CivilDate, type FieldError, ok, type Result } from '@tongban/kernel'
import { type CalendarData, type Overrides, readOverrides } from './calendar-data.ts'
import { dayNumber, FIRST_YEAR, fromDayNumber, LAST_YEAR, weekdayOf, yearOf } from './civil-date.ts'

export type YearTable = {
  readonly year: number
  readonly provisional: boolean
  /** Day number of 1 January. */
  readonly firstDay: number
  /** before[i] = working days among the first i days of the year; one entry more than the year has days. */
  readonly before: Uint16Array
  /** Offsets from 1 January of the year's working days, ascending. */
  readonly workdays: Uint16Array
}

export type Calendar = {
  readonly version: string
  readonly region: string | null
  /** Years whose arrangement is published, ascending. */
  readonly publishedYears: readonly number[]
  /** Throws RangeError outside 1900–2199. */
  readonly year: (year: number) => YearTable
}

export type DayKind = { readonly workday: boolean; readonly provisional: boolean }

/** The calendar, or every place where its data is faulty. */
export function openCalendar(data: CalendarData): Result<Calendar, readonly FieldError[]> {
  const overrides = readOverrides(data)
  if (!overrides.ok) return overrides
  const publishedYears = Object.keys(data.years)
    .filter((year) => (data.years[year]?.length ?? 0) > 0)
    .map(Number)
  const tables = new Map<number, YearTable>()
  const year = (wanted: number): YearTable => {
    const known = tables.get(wanted)
    if (known !== undefined) return known
    const made = makeYear(wanted, overrides.value, !publishedYears.includes(wanted))
    tables.set(wanted, made)
    return made
  }
  return ok({ version: data.version, region: data.region, publishedYears, year })
}

function makeYear(year: number, overrides: Overrides, provisional: boolean): YearTable {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw new RangeError(`the calendar reckons ${FIRST_YEAR}–${LAST_YEAR}, not ${year}`)
  const firstDay = Date.UTC(year, 0, 1) / 86_400_000
  const length = Date.UTC(year + 1, 0, 1) / 86_400_000 - firstDay
  const before = new Uint16Array(length + 1)
  const workdays: number[] = []
  for (let offset = 0; offset < length; offset++) {
    const day = firstDay + offset
    const isWork = overrides.get(day) ?? (weekdayOf(day) <= 5 && !(provisional && isFixedHoliday(day)))
    before[offset + 1] = workdays.length + (isWork ? 1 : 0)
    if (isWork) workdays.push(offset)
  }
  return { year, provisional, firstDay, before, workdays: Uint16Array.from(workdays) }
}

/** 元旦, 劳动节 (two days since 2025), 国庆节. */
function isFixedHoliday(day: number): boolean {
  const date = fromDayNumber(day)
  const monthDay = date.slice(5)
  return FIXED_HOLIDAYS.has(monthDay) || (monthDay === '05-02' && yearOf(date) >= 2025)
}
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '10-01', '10-02', '10-03'])

/** Whether work is done on this day, and whether that is only provisional. */
export function isWorkday(calendar: Calendar, date: CivilDate): DayKind {
  const table = calendar.year(yearOf(date))
  const offset = dayNumber(date) - table.firstDay
  return {
    workday: entry(table.before, offset + 1) > entry(table.before, offset),
    provisional: table.provisional,
  }
}

/** Guarantee: throws where the index lies outside, so a fault of reckoning never becomes a date. */
export function entry(array: Uint16Array, index: number): number {
  const value = array[index]
  if (value === undefined) throw new RangeError(`no entry ${index}`)
  return value
}
