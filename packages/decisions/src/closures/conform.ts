/**
 * Whether a value is of a type, allowed values included. An unknown part is taken as of any type: it says nothing
 * yet. Null is a value of every type.
 */
import { bare, type Type } from '../plan/type.ts'
import {
  CivilDate,
  DateTime,
  DaysDuration,
  isContext,
  isList,
  isNum,
  MonthsDuration,
  Range,
  Time,
  Unknown,
  type Value,
} from '../values/value.ts'
import { compileCell, HOLDS, UNKNOWN } from './cell.ts'
import type { Env, Frame } from './env.ts'

export type IsOfType = (value: Value, frame: Frame) => boolean

const SIMPLE: Record<Extract<ReturnType<typeof bare>, string>, (value: Value) => boolean> = {
  Any: () => true,
  null: (value) => value === null,
  number: isNum,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof CivilDate,
  time: (value) => value instanceof Time,
  'date and time': (value) => value instanceof DateTime,
  'days and time duration': (value) => value instanceof DaysDuration,
  'years and months duration': (value) => value instanceof MonthsDuration,
}

export function isOfType(type: Type, env: Env): IsOfType {
  const test = strictly(type, env)
  return (value, frame) => value === null || value instanceof Unknown || test(value, frame)
}

function strictly(type: Type, env: Env): IsOfType {
  if (typeof type === 'string') return SIMPLE[type]
  if ('list' in type) {
    const element = isOfType(type.list, env)
    return (value, frame) => isList(value) && value.every((item) => element(item, frame))
  }
  if ('range' in type) {
    const end = isOfType(type.range, env)
    return (value, frame) => value instanceof Range && end(value.lo, frame) && end(value.hi, frame)
  }
  if ('context' in type) {
    const fields = type.context.map((field) => ({ name: field.name, test: isOfType(field.type, env) }))
    return (value, frame) =>
      isContext(value) &&
      fields.every(({ name, test }) => value.has(name) && test(value.get(name) ?? null, frame))
  }
  const base = isOfType(type.allowed.of, env)
  const slot = env.layout.next()
  const allowed = compileCell(
    { text: type.allowed.text, tests: type.allowed.tests },
    slot,
    env.with('?', slot),
  )
  return (value, frame) => {
    if (!base(value, frame)) return false
    frame[slot] = value
    const code = allowed.test(frame)
    return code === HOLDS || code === UNKNOWN
  }
}

/** The value if it conforms, after DMN's conversions between a value and a list of that one value; else null. */
export function conformer(type: Type, env: Env): (value: Value, frame: Frame) => Value {
  const test = isOfType(type, env)
  const inner = bare(type)
  const wantsList = typeof inner === 'object' && 'list' in inner
  return (value, frame) => {
    if (test(value, frame)) return value
    const [only] = isList(value) ? value : []
    const converted = wantsList ? [value] : isList(value) && value.length === 1 ? (only ?? null) : value
    return converted !== value && test(converted, frame) ? converted : null
  }
}
