/** `value.name`: entries of contexts, the same entry of every element of a list, and the parts of dates and durations. */
import { civil } from './civil.ts'
import { divide } from './number.ts'
import {
  CivilDate,
  DateTime,
  DaysDuration,
  isContext,
  isList,
  MonthsDuration,
  Range,
  Time,
  Unknown,
  type Value,
} from './value.ts'

type Parts<T> = Record<string, (value: T) => Value>

const weekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

const ON_DATE: Parts<CivilDate | DateTime> = {
  year: (value) => civil(value.day).year,
  month: (value) => civil(value.day).month,
  day: (value) => civil(value.day).day,
  weekday: (value) => weekday(value.day),
}
const ON_TIME: Parts<Time | DateTime> = {
  hour: (value) => Math.floor(value.ms / 3_600_000),
  minute: (value) => Math.floor(value.ms / 60_000) % 60,
  second: (value) => divide(value.ms % 60_000, 1000),
  'time offset': (value) => (value.offset === null ? null : new DaysDuration(value.offset * 1000)),
}
const ON_MONTHS: Parts<MonthsDuration> = {
  years: (value) => Math.trunc(value.months / 12) + 0,
  months: (value) => (value.months % 12) + 0,
}
const ON_DAYS: Parts<DaysDuration> = {
  days: (value) => Math.trunc(value.ms / 86_400_000) + 0,
  hours: (value) => (Math.trunc(value.ms / 3_600_000) % 24) + 0,
  minutes: (value) => (Math.trunc(value.ms / 60_000) % 60) + 0,
  seconds: (value) => divide(value.ms % 60_000, 1000),
}
const ON_RANGE: Parts<Range> = {
  start: (value) => value.lo,
  end: (value) => value.hi,
  'start included': (value) => value.loIn,
  'end included': (value) => value.hiIn,
}

/** Names of the parts, for the type checker. */
export const PARTS = {
  date: Object.keys(ON_DATE),
  time: Object.keys(ON_TIME),
  'date and time': [...Object.keys(ON_DATE), ...Object.keys(ON_TIME)],
  'years and months duration': Object.keys(ON_MONTHS),
  'days and time duration': Object.keys(ON_DAYS),
  range: Object.keys(ON_RANGE),
} as const

const pick = <T>(parts: Parts<T>, value: T, name: string): Value | undefined =>
  Object.hasOwn(parts, name) ? parts[name]?.(value) : undefined

export function part(value: Value, name: string): Value {
  if (isContext(value)) return value.get(name) ?? null
  if (value === null || value instanceof Unknown) return value
  if (isList(value)) return value.map((item) => part(item, name))
  if (value instanceof CivilDate) return pick(ON_DATE, value, name) ?? null
  if (value instanceof DateTime) return pick(ON_DATE, value, name) ?? pick(ON_TIME, value, name) ?? null
  if (value instanceof Time) return pick(ON_TIME, value, name) ?? null
  if (value instanceof MonthsDuration) return pick(ON_MONTHS, value, name) ?? null
  if (value instanceof DaysDuration) return pick(ON_DAYS, value, name) ?? null
  return value instanceof Range ? (pick(ON_RANGE, value, name) ?? null) : null
}
