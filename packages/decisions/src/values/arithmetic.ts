/** FEEL's + - * / ** on every pair of kinds the standard defines (DMN 1.5 tables 50 to 56); any other pair is null. */
import type { MathOp } from '../plan/plan.ts'
import { addMonths, civil, civilDay } from './civil.ts'
import { add, divide, exact, multiply, power, subtract } from './number.ts'
import { DAY_MS, instant, splitInstant } from './temporal.ts'
import {
  CivilDate,
  DateTime,
  DaysDuration,
  isNum,
  MonthsDuration,
  type Num,
  Time,
  Unknown,
  unite,
  type Value,
} from './value.ts'

const NUMBERS: Record<MathOp, (a: Num, b: Num) => Num | null> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
}

const days = (ms: number) => (Number.isSafeInteger(ms) ? new DaysDuration(ms) : null)
const months = (count: number) => (Number.isSafeInteger(count) ? new MonthsDuration(count) : null)
const dateOn = (day: number | null) => {
  if (day === null) return null
  return Math.abs(civil(day).year) <= 999_999_999 ? new CivilDate(day) : null
}

/** A moment so much later; `by` is what to add. */
function later(moment: CivilDate | DateTime | Time, by: DaysDuration | MonthsDuration): Value {
  if (moment instanceof Time) {
    if (by instanceof MonthsDuration) return null
    return new Time((((moment.ms + by.ms) % DAY_MS) + DAY_MS) % DAY_MS, moment.offset)
  }
  if (by instanceof MonthsDuration) {
    const day = addMonths(moment.day, by.months)
    if (day === null) return null
    return moment instanceof CivilDate ? new CivilDate(day) : new DateTime(day, moment.ms, moment.offset)
  }
  if (moment instanceof CivilDate) return dateOn(moment.day + Math.floor(by.ms / DAY_MS))
  const { day, ms } = splitInstant(instant(moment.day, moment.ms, null) + by.ms)
  const { year, month, day: ofMonth } = civil(day)
  return civilDay(year, month, ofMonth) === null ? null : new DateTime(day, ms, moment.offset)
}

const negative = (by: DaysDuration | MonthsDuration) =>
  by instanceof MonthsDuration ? new MonthsDuration(0 - by.months) : new DaysDuration(0 - by.ms)

const isMoment = (value: Value): value is CivilDate | DateTime | Time =>
  value instanceof CivilDate || value instanceof DateTime || value instanceof Time
const isDuration = (value: Value): value is DaysDuration | MonthsDuration =>
  value instanceof DaysDuration || value instanceof MonthsDuration

/** Distance between two moments; a date counts as its midnight, and a local moment has none to a zoned one. */
function distance(a: CivilDate | DateTime | Time, b: CivilDate | DateTime | Time): Value {
  if (a instanceof Time || b instanceof Time) {
    if (!(a instanceof Time && b instanceof Time) || (a.offset === null) !== (b.offset === null)) return null
    return days(instant(0, a.ms, a.offset) - instant(0, b.ms, b.offset))
  }
  const offsetOf = (moment: CivilDate | DateTime) => (moment instanceof DateTime ? moment.offset : null)
  if ((offsetOf(a) === null) !== (offsetOf(b) === null)) return null
  const at = (moment: CivilDate | DateTime) =>
    instant(moment.day, moment instanceof DateTime ? moment.ms : 0, offsetOf(moment))
  return days(at(a) - at(b))
}

function scaled(duration: DaysDuration | MonthsDuration, factor: Num, op: '*' | '/'): Value {
  const amount = duration instanceof MonthsDuration ? duration.months : duration.ms
  const result = NUMBERS[op](amount, factor)
  if (result === null) return null
  const whole = exact(result).trunc().toNumber() + 0
  return duration instanceof MonthsDuration ? months(whole) : days(whole)
}

function durations(op: MathOp, a: DaysDuration | MonthsDuration, b: DaysDuration | MonthsDuration): Value {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) {
    if (op === '+') return months(a.months + b.months)
    if (op === '-') return months(a.months - b.months)
    return op === '/' ? divide(a.months, b.months) : null
  }
  if (a instanceof DaysDuration && b instanceof DaysDuration) {
    if (op === '+') return days(a.ms + b.ms)
    if (op === '-') return days(a.ms - b.ms)
    return op === '/' ? divide(a.ms, b.ms) : null
  }
  return null
}

export function calculate(op: MathOp, a: Value, b: Value): Value {
  if (isNum(a) && isNum(b)) return NUMBERS[op](a, b)
  if (a instanceof Unknown) return b instanceof Unknown ? unite(a, b) : a
  if (b instanceof Unknown) return b
  if (typeof a === 'string' && typeof b === 'string') return op === '+' ? a + b : null
  if (isMoment(a)) {
    if (isDuration(b)) return op === '+' ? later(a, b) : op === '-' ? later(a, negative(b)) : null
    return isMoment(b) && op === '-' ? distance(a, b) : null
  }
  if (isDuration(a)) {
    if (isMoment(b)) return op === '+' ? later(b, a) : null
    if (isDuration(b)) return durations(op, a, b)
    return isNum(b) && (op === '*' || op === '/') ? scaled(a, b, op) : null
  }
  return isNum(a) && isDuration(b) && op === '*' ? scaled(b, a, '*') : null
}

export function opposite(value: Value): Value {
  if (isNum(value)) return multiply(value, -1)
  if (isDuration(value)) return negative(value)
  return value instanceof Unknown ? value : null
}
