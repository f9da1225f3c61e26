/**
 * Equality and order by FEEL (DMN 1.5 §10.3.2.13): values of different kinds have no order and no equality, the
 * answer is null; an unknown part makes the answer unknown unless the known parts already decide it.
 */
import { compareNumbers } from './number.ts'
import { instant } from './temporal.ts'
import {
  CivilDate,
  type Context,
  DateTime,
  DaysDuration,
  isContext,
  isList,
  isNum,
  type List,
  MonthsDuration,
  Range,
  Time,
  Unknown,
  unite,
  type Value,
} from './value.ts'

export type Truth = boolean | null | Unknown

/** Three-valued "and" with provenance: one false decides, else unknown, else null, else true. */
export function all(truths: Iterable<Truth>): Truth {
  let unsure: Unknown | undefined
  let isNull = false
  for (const truth of truths) {
    if (truth === false) return false
    if (truth === null) isNull = true
    else if (truth !== true) unsure = unsure === undefined ? truth : unite(unsure, truth)
  }
  return unsure ?? (isNull ? null : true)
}

/** Three-valued "or": one true decides. */
export function any(truths: Iterable<Truth>): Truth {
  let unsure: Unknown | undefined
  let isNull = false
  for (const truth of truths) {
    if (truth === true) return true
    if (truth === null) isNull = true
    else if (truth !== false) unsure = unsure === undefined ? truth : unite(unsure, truth)
  }
  return unsure ?? (isNull ? null : false)
}

/** -1, 0, 1 by order; null when the two have no order. Never called with an unknown. */
export function order(a: Value, b: Value): number | null {
  if (isNum(a)) return isNum(b) ? Math.sign(compareNumbers(a, b)) : null
  if (typeof a === 'string') return typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : null
  if (a instanceof CivilDate) return b instanceof CivilDate ? Math.sign(a.day - b.day) : null
  if (a instanceof DateTime) {
    if (!(b instanceof DateTime) || (a.offset === null) !== (b.offset === null)) return null
    return Math.sign(instant(a.day, a.ms, a.offset) - instant(b.day, b.ms, b.offset))
  }
  if (a instanceof Time) {
    if (!(b instanceof Time) || (a.offset === null) !== (b.offset === null)) return null
    return Math.sign(instant(0, a.ms, a.offset) - instant(0, b.ms, b.offset))
  }
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? Math.sign(a.ms - b.ms) : null
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? Math.sign(a.months - b.months) : null
  return null
}

function listsEqual(a: List, b: List): Truth {
  if (a.length !== b.length) return false
  return all(a.map((item, at) => equal(item, b[at] ?? null)))
}

function contextsEqual(a: Context, b: Context): Truth {
  if (a.size !== b.size) return false
  const truths: Truth[] = []
  for (const [name, value] of a) {
    const other = b.get(name)
    if (other === undefined) return false
    truths.push(equal(value, other))
  }
  return all(truths)
}

export function equal(a: Value, b: Value): Truth {
  if (a instanceof Unknown) return b instanceof Unknown ? unite(a, b) : a
  if (b instanceof Unknown) return b
  if (a === null || b === null) return a === b
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : null
  if (isList(a)) return isList(b) ? listsEqual(a, b) : null
  if (isContext(a)) return isContext(b) ? contextsEqual(a, b) : null
  if (a instanceof Range) {
    if (!(b instanceof Range)) return null
    return a.loIn === b.loIn && a.hiIn === b.hiIn ? all([equal(a.lo, b.lo), equal(a.hi, b.hi)]) : false
  }
  const rank = order(a, b)
  return rank === null ? null : rank === 0
}

export function compare(op: '<' | '<=' | '>' | '>=', a: Value, b: Value): Truth {
  if (a instanceof Unknown) return b instanceof Unknown ? unite(a, b) : a
  if (b instanceof Unknown) return b
  const rank = order(a, b)
  if (rank === null) return null
  return op === '<' ? rank < 0 : op === '<=' ? rank <= 0 : op === '>' ? rank > 0 : rank >= 0
}

export function not(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth
}

/** Whether the value lies between the ends. */
export function between(value: Value, lo: Value, hi: Value, loIn: boolean, hiIn: boolean): Truth {
  return all([compare(loIn ? '>=' : '>', value, lo), compare(hiIn ? '<=' : '<', value, hi)])
}

/** A value as a truth: what is neither boolean nor unknown counts as null. */
export function truth(value: Value): Truth {
  return typeof value === 'boolean' || value instanceof Unknown ? value : null
}

/** Membership by FEEL's `in`: of a list, of a range, or of a list of ranges. */
export function within(value: Value, container: Value): Truth {
  if (container instanceof Unknown) return container
  if (container instanceof Range)
    return between(value, container.lo, container.hi, container.loIn, container.hiIn)
  if (!isList(container)) return equal(value, container)
  const found = any(
    container.map((item) => (item instanceof Range ? within(value, item) : equal(value, item))),
  )
  return found === null ? false : found
}
