import { bare, type SimpleType, type Type } from '../plan/type.ts'
import { isNum, type Value } from '../values/value.ts'

export const isNarrow = (type: Type) => typeof type === 'object' && 'allowed' in type

export function simple(type: Type | undefined): SimpleType | undefined {
  const inner = type === undefined ? undefined : bare(type)
  return typeof inner === 'string' ? inner : undefined
}

export function constantType(value: Value | undefined): Type | undefined {
  if (value === undefined || value === null) return undefined
  if (isNum(value)) return 'number'
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : undefined
}

export const isDuration = (type: SimpleType | undefined) =>
  type === 'days and time duration' || type === 'years and months duration'

export function mathType(l: SimpleType | undefined, op: string, r: SimpleType | undefined): Type | undefined {
  if (l === 'number' && r === 'number') return 'number'
  if (op === '*' && isDuration(l) && r === 'number') return l
  if (op === '*' && isDuration(r) && l === 'number') return r
  if (op !== '+' && op !== '-') return undefined
  if (l === 'date' && isDuration(r)) return 'date'
  if (l === 'date' && r === 'date' && op === '-') return 'days and time duration'
  if (isDuration(l) && l === r) return l
  return undefined
}

export function joined(parts: readonly (readonly Value[] | undefined)[]): readonly Value[] | undefined {
  if (parts.includes(undefined)) return undefined
  return [...new Set(parts.flatMap((part) => part ?? []))]
}
