/**
 * FEEL values as JSON. Temporal values become ISO texts. A number becomes a JSON number when that number reads back
 * as exactly the same decimal, else its decimal text, so that no digit is ever lost in silence. An unknown part
 * becomes `{ "unknown": [paths] }`.
 */

import type { Json } from '@tongban/kernel'
import { Decimal } from 'decimal.js'
import { dateToText } from './civil.ts'
import { dateTimeToText, durationToText, timeToText } from './temporal.ts'
import {
  CivilDate,
  type Context,
  DateTime,
  Exact,
  isContext,
  isList,
  Range,
  Time,
  Unknown,
  type Value,
} from './value.ts'

function contextToJson(context: Context): Json {
  // A name that would set the prototype is for `fromEntries`, which does not.
  if (context.has('__proto__'))
    return Object.fromEntries([...context].map(([name, value]) => [name, toJson(value)]))
  const json: Record<string, Json> = {}
  for (const [name, value] of context) json[name] = toJson(value)
  return json
}

export function toJson(value: Value): Json {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Decimal) {
    const number = value.toNumber()
    return Number.isFinite(number) && new Exact(number).eq(value) ? number : value.toFixed()
  }
  if (isList(value)) return value.map(toJson)
  if (isContext(value)) return contextToJson(value)
  if (value instanceof Unknown) return { unknown: [...value.paths] }
  if (value instanceof Range)
    return {
      start: toJson(value.lo),
      end: toJson(value.hi),
      startIncluded: value.loIn,
      endIncluded: value.hiIn,
    }
  if (value instanceof CivilDate) return dateToText(value.day)
  if (value instanceof DateTime) return dateTimeToText(value)
  return value instanceof Time ? timeToText(value.ms, value.offset) : durationToText(value)
}
