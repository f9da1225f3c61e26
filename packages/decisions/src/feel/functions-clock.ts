/** Conversions to dates, times and durations, and functions on them (DMN 1.5 §10.3.4.1, §10.3.4.9). None knows what time it is now. */
import { ENGLISH_DAYS, ENGLISH_MONTHS } from '@tongban/calendar'
import { civil, civilDay, dateFromText, dayNumber, monthsBetween } from '../values/civil.ts'
import { exact } from '../values/number.ts'
import { dateTimeFromText, durationFromText, timeFromText, timeOf } from '../values/temporal.ts'
import {
  CivilDate,
  DateTime,
  DaysDuration,
  isNum,
  MonthsDuration,
  Time,
  type Value,
} from '../values/value.ts'
import type { FeelFunction, Parameter } from './signature.ts'

const from: Parameter = { name: 'from', type: 'Any' }

const dayOf = (value: Value | undefined): number | null =>
  value instanceof CivilDate || value instanceof DateTime ? value.day : null

function toDate(value: Value | undefined): Value {
  if (typeof value === 'string') return dateFromText(value)
  const day = dayOf(value)
  return day === null ? null : new CivilDate(day)
}

function toTime(value: Value | undefined): Value {
  if (typeof value === 'string') return timeFromText(value)
  if (value instanceof Time) return value
  return value instanceof DateTime ? new Time(value.ms, value.offset) : null
}

function toDateTime(value: Value | undefined): Value {
  if (typeof value === 'string') return dateTimeFromText(value) ?? toDateTime(dateFromText(value))
  if (value instanceof DateTime) return value
  return value instanceof CivilDate ? new DateTime(value.day, 0, null) : null
}

function dateFromParts(year: Value | undefined, month: Value | undefined, day: Value | undefined): Value {
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null
  const number = civilDay(year, month, day)
  return number === null ? null : new CivilDate(number)
}

function timeFromParts(
  hour: Value | undefined,
  minute: Value | undefined,
  second: Value | undefined,
  offset: Value = null,
): Value {
  if (typeof hour !== 'number' || typeof minute !== 'number' || second === undefined || !isNum(second))
    return null
  if (offset !== null && !(offset instanceof DaysDuration)) return null
  return timeOf(hour, minute, exact(second).toNumber(), offset === null ? null : offset.ms / 1000)
}

function months(start: Value | undefined, end: Value | undefined): Value {
  const a = dayOf(start)
  const b = dayOf(end)
  return a === null || b === null ? null : new MonthsDuration(monthsBetween(a, b))
}

/** A function of a date or a date and time. */
const ofDay =
  (run: (day: number) => Value) =>
  (value: Value | undefined): Value => {
    const day = dayOf(value)
    return day === null ? null : run(day)
  }

const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7
const dayOfYear = (day: number) => day - dayNumber(civil(day).year, 1, 1) + 1

/** ISO 8601 week: the week that holds the year's first Thursday is week 1. */
function weekOfYear(day: number): number {
  const thursday = day - weekdayOf(day) + 3
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

export const CLOCK_FUNCTIONS: readonly FeelFunction[] = [
  { name: 'date', params: [from], result: 'date', run: toDate },
  {
    name: 'date',
    params: [
      { name: 'year', type: 'number' },
      { name: 'month', type: 'number' },
      { name: 'day', type: 'number' },
    ],
    result: 'date',
    run: dateFromParts,
  },
  { name: 'time', params: [from], result: 'time', run: toTime },
  {
    name: 'time',
    params: [
      { name: 'hour', type: 'number' },
      { name: 'minute', type: 'number' },
      { name: 'second', type: 'number' },
      { name: 'offset', type: 'days and time duration', optional: true },
    ],
    result: 'time',
    run: timeFromParts,
  },
  { name: 'date and time', params: [from], result: 'date and time', run: toDateTime },
  {
    name: 'date and time',
    params: [
      { name: 'date', type: 'Any' },
      { name: 'time', type: 'time' },
    ],
    result: 'date and time',
    run: (date, time) => {
      const day = dayOf(date)
      return day !== null && time instanceof Time ? new DateTime(day, time.ms, time.offset) : null
    },
  },
  {
    name: 'duration',
    params: [{ name: 'from', type: 'string' }],
    result: 'Any',
    run: (text) => (typeof text === 'string' ? durationFromText(text) : null),
  },
  {
    name: 'years and months duration',
    params: [
      { name: 'from', type: 'Any' },
      { name: 'to', type: 'Any' },
    ],
    result: 'years and months duration',
    run: months,
  },
  {
    name: 'day of week',
    params: [{ name: 'date', type: 'Any' }],
    result: 'string',
    run: ofDay((day) => ENGLISH_DAYS[weekdayOf(day)] ?? null),
  },
  { name: 'day of year', params: [{ name: 'date', type: 'Any' }], result: 'number', run: ofDay(dayOfYear) },
  {
    name: 'month of year',
    params: [{ name: 'date', type: 'Any' }],
    result: 'string',
    run: ofDay((day) => ENGLISH_MONTHS[civil(day).month - 1] ?? null),
  },
  { name: 'week of year', params: [{ name: 'date', type: 'Any' }], result: 'number', run: ofDay(weekOfYear) },
]
