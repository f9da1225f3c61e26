/**
 * How much a value is when it is walked from end to end: itself and everything it holds, what is held twice counted
 * twice. Lists that hold each other grow by a power with every level while only a few elements are made; whatever
 * compares, copies or prints them walks it all.
 */
import { isContext, isList, type Value } from './value.ts'

const weights = new WeakMap<object, number>()

export function weightOf(value: Value): number {
  if (value === null || typeof value !== 'object') return 1
  if (!isList(value) && !isContext(value)) return 1
  const held = weights.get(value)
  if (held !== undefined) return held
  let weight = 1
  let isFlat = true
  for (const part of value.values()) {
    if (isFlat && typeof part === 'object' && (isList(part) || (part !== null && isContext(part))))
      isFlat = false
    weight += isFlat ? 1 : weightOf(part)
  }
  // A flat list is counted again as quickly as it is looked up.
  if (!isFlat) weights.set(value, weight)
  return weight
}
