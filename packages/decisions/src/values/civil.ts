/**
 * Civil days by arithmetic alone (proleptic Gregorian), after the usual era computation of 400 years and
 * 146,097 days. No time zone, no clock, no JavaScript Date.
 */
import { CivilDate } from './value.ts'

export type Civil = { readonly year: number; readonly month: number; readonly day: number }

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0)
}

export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civil(dayNumber: number): Civil {
  const shifted = dayNumber + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

/** The day with these parts, or null when there is none; years by FEEL from -999,999,999 to 999,999,999. */
export function civilDay(year: number, month: number, day: number): number | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null
  if (Math.abs(year) > 999_999_999 || month < 1 || month > 12) return null
  return day >= 1 && day <= daysInMonth(year, month) ? dayNumber(year, month, day) : null
}

/** So many months on, at the last day of the month where that month is too short: 2004-02-29 + 216 = 2022-02-28. */
export function addMonths(day: number, months: number): number | null {
  const from = civil(day)
  const index = from.year * 12 + (from.month - 1) + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return civilDay(year, month, Math.min(from.day, daysInMonth(year, month)))
}

/** Whole months from one day to another, towards zero; the remainder is not counted. */
export function monthsBetween(from: number, to: number): number {
  if (to < from) return 0 - monthsBetween(to, from)
  const a = civil(from)
  const b = civil(to)
  const months = (b.year - a.year) * 12 + b.month - a.month
  return b.day < a.day ? months - 1 : months
}

const DATE = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/

/** The date an ISO text names, or null. */
export function dateFromText(text: string): CivilDate | null {
  const parts = DATE.exec(text)
  if (parts === null) return null
  const [, sign, year = '', month, day] = parts
  if ((year.length > 4 && year.startsWith('0')) || (sign === '-' && Number(year) === 0)) return null
  const number = civilDay(Number(year) * (sign === '-' ? -1 : 1), Number(month), Number(day))
  return number === null ? null : new CivilDate(number)
}

const pad = (value: number, digits: number) => String(Math.abs(value)).padStart(digits, '0')

export function dateToText(day: number): string {
  const parts = civil(day)
  return `${parts.year < 0 ? '-' : ''}${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`
}
