import type { Unary } from '../plan/plan.ts'
import { compare, equal } from '../values/compare.ts'
import type { Value } from '../values/value.ts'

export type RelationAtom = 'below' | 'same' | 'above' | 'one' | 'both'

export const RELATIONS: Record<
  Extract<Unary, { u: 'op' }>['op'],
  { readonly yes: readonly RelationAtom[]; readonly no: readonly RelationAtom[] }
> = {
  '=': { yes: ['same', 'both'], no: ['below', 'above', 'one'] },
  '!=': { yes: ['below', 'above', 'one'], no: ['same', 'both'] },
  '<': { yes: ['below'], no: ['same', 'above'] },
  '<=': { yes: ['below', 'same'], no: ['above'] },
  '>': { yes: ['above'], no: ['below', 'same'] },
  '>=': { yes: ['above', 'same'], no: ['below'] },
}

export function relation(a: Value, b: Value): RelationAtom {
  if (a === null || b === null) return a === b ? 'both' : 'one'
  if (compare('<', a, b) === true) return 'below'
  if (compare('>', a, b) === true) return 'above'
  return equal(a, b) === true ? 'same' : 'below'
}
