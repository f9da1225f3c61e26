/**
 * The values of FEEL at run time. A number that is a safe integer is a JavaScript number, every other number is a
 * Decimal of 34 digits: one number has one form, so two numbers of different form are never equal. Contexts are
 * Maps, because a Map has no prototype to reach through.
 */
import { Decimal } from 'decimal.js'

/** Decimal arithmetic of IEEE 754 decimal128: 34 digits, half even (DMN 1.5 §10.3.2.3.1). */
export const Exact = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 40,
})

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export class CivilDate {
  readonly day: number
  constructor(day: number) {
    this.day = day
  }
}
/** Milliseconds since midnight; `offset` is the distance to UTC in seconds, or null for a local time. */
export class Time {
  readonly ms: number
  readonly offset: number | null
  constructor(ms: number, offset: number | null) {
    this.ms = ms
    this.offset = offset
  }
}
export class DateTime {
  readonly day: number
  readonly ms: number
  readonly offset: number | null
  constructor(day: number, ms: number, offset: number | null) {
    this.day = day
    this.ms = ms
    this.offset = offset
  }
}
/** A length in milliseconds 天与时间. */
export class DaysDuration {
  readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
}
/** A length in whole months 年与月. */
export class MonthsDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
}
export class Range {
  readonly lo: Value
  readonly hi: Value
  readonly loIn: boolean
  readonly hiIn: boolean
  constructor(lo: Value, hi: Value, loIn: boolean, hiIn: boolean) {
    this.lo = lo
    this.hi = hi
    this.loIn = loIn
    this.hiIn = hiIn
  }
}
/** A value nobody could establish; `paths` are the inputs to blame, sorted, each once. It is not FEEL's null. */
export class Unknown {
  readonly paths: readonly string[]
  constructor(paths: readonly string[]) {
    this.paths = paths
  }
}

export type Num = number | Decimal
export type List = readonly Value[]
export type Context = ReadonlyMap<string, Value>
export type Value =
  | null
  | boolean
  | string
  | Num
  | CivilDate
  | Time
  | DateTime
  | DaysDuration
  | MonthsDuration
  | Range
  | List
  | Context
  | Unknown

/** Marks an input, or a leaf within one, as not established. */
export const unknown = (path: string): Unknown => new Unknown([path])

/** Union of what two unknown values depend on. */
export function unite(a: Unknown, b: Unknown): Unknown {
  if (a === b) return a
  return new Unknown([...new Set([...a.paths, ...b.paths])].sort())
}

export const isNum = (value: Value): value is Num => typeof value === 'number' || value instanceof Decimal
export const isList = (value: Value): value is List => Array.isArray(value)
export const isContext = (value: Value): value is Context => value instanceof Map

/** The first unknown found in the value or in anything it holds, united with all others; undefined when none. */
export function unknownWithin(value: Value): Unknown | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (value instanceof Unknown) return value
  let found: Unknown | undefined
  const parts = isList(value) ? value : isContext(value) ? value.values() : []
  for (const part of parts) {
    const inner = unknownWithin(part)
    if (inner !== undefined) found = found === undefined ? inner : unite(found, inner)
  }
  return found
}
