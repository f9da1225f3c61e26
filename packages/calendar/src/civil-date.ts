/**
 * Civil days of Asia/Shanghai as day numbers. Pure arithmetic: no time zone of the machine, no local `Date`.
 * Legal time of China is UTC+8 all year since 1992. Summer time was kept in 1986–1991; this module uses +08:00 for
 * every instant, so an instant of those summers within an hour of midnight may name the neighbouring day.
 * The product turns only instants of its own time into days; birth dates come as dates and are not touched by this.
 */
import type { CivilDate, EpochMs } from '@tongban/kernel'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2199
const FIRST_DAY = Date.UTC(FIRST_YEAR, 0, 1) / DAY_MS
const LAST_DAY = Date.UTC(LAST_YEAR, 11, 31) / DAY_MS
const SHAPE = /^(?:19|2[01])\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** Guarantee: `text` names a real day of 1900–2199 as YYYY-MM-DD. */
const brandDate = (text: string) => text as CivilDate

/** The civil date, or `undefined` unless `text` is exactly YYYY-MM-DD and that day exists, 1900–2199. */
export function civilDate(text: string): CivilDate | undefined {
  if (!SHAPE.test(text)) return undefined
  // Every month has the first 28 days; only the others have to be looked for.
  const isReal = Number(text.slice(8)) <= 28 || toText(Date.parse(`${text}T00:00:00Z`)) === text
  return isReal ? brandDate(text) : undefined
}

/** YYYY-MM-DD of a UTC midnight. V8 lets 31 February roll over, so the caller compares. */
function toText(utcMs: number): string {
  return Number.isNaN(utcMs) ? '' : new Date(utcMs).toISOString().slice(0, 10)
}

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4))
const monthOf = (date: CivilDate): number => Number(date.slice(5, 7))
const dayOfMonth = (date: CivilDate): number => Number(date.slice(8, 10))

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, dayOfMonth(date)) / DAY_MS
}

/** The day with this number; throws RangeError outside 1900–2199, which a caller must have excluded. */
export function fromDayNumber(number: number): CivilDate {
  if (!Number.isInteger(number) || number < FIRST_DAY || number > LAST_DAY)
    throw new RangeError(`no civil day ${FIRST_YEAR}–${LAST_YEAR} has the number ${number}`)
  if (number !== latest.number) latest = { number, date: brandDate(toText(number * DAY_MS)) }
  return latest.date
}

/** The day last asked for: today, nearly always, and several times for one request. */
let latest: { readonly number: number; readonly date: CivilDate } = {
  number: 0,
  date: brandDate('1970-01-01'),
}

/** The civil date in Shanghai at an instant. */
export function civilDateAt(at: EpochMs): CivilDate {
  return fromDayNumber(Math.floor((at + SHANGHAI_MS) / DAY_MS))
}

/** Date and time of day in Shanghai at an instant: `2026-11-23 10:00:05`. */
export const civilTimeAt = (at: EpochMs): string =>
  `${civilDateAt(at)} ${new Date(at + SHANGHAI_MS).toISOString().slice(11, 19)}`

/** 00:00 in Shanghai of this day. */
export function startOfDayAt(date: CivilDate): EpochMs {
  return dayNumber(date) * DAY_MS - SHANGHAI_MS
}

/** 24:00 of this day, that is 00:00 of the next: the day is the half-open interval [startOfDayAt, endOfDayAt). */
export function endOfDayAt(date: CivilDate): EpochMs {
  return startOfDayAt(date) + DAY_MS
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** The corresponding day `months` later; where that month has none, its last day (民法典 202). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const month = yearOf(date) * 12 + monthOf(date) - 1 + months
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
  const day = Math.min(dayOfMonth(date), lastDay)
  return fromDayNumber(Date.UTC(Math.floor(month / 12), month % 12, day) / DAY_MS)
}

/** The same day `years` later; 29 February becomes 28 February in a common year. */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, years * 12)
}

/** Calendar days from `start` to `end`; negative when `end` lies before. */
export function daysBetween(start: CivilDate, end: CivilDate): number {
  return dayNumber(end) - dayNumber(start)
}

/** ISO weekday, 1 Monday to 7 Sunday. */
export function weekday(date: CivilDate): number {
  return weekdayOf(dayNumber(date))
}

/** ISO weekday of a day number; day 0 was a Thursday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

/** Negative, zero or positive, for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const isBefore = (a: CivilDate, b: CivilDate): boolean => a < b
export const earliest = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b)
