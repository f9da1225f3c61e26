/**
 * How large a type is when it is written out in full, as a plan carries it and as comparisons walk it: types that hold
 * each other twice double with every level, whether they were declared or follow from expressions.
 */
import type { Type } from './type.ts'

export type TypeSize = { readonly parts: number; readonly depth: number }

const ONE: TypeSize = { parts: 1, depth: 1 }
const sizes = new WeakMap<object, TypeSize>()

export function sizeOfType(type: Type): TypeSize {
  if (typeof type === 'string') return ONE
  const held = sizes.get(type)
  if (held !== undefined) return held
  const inner = innerOf(type).map(sizeOfType)
  const own = 'allowed' in type ? type.allowed.tests.length : 0
  const size = {
    parts: inner.reduce((sum, { parts }) => sum + parts, 1 + own),
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
  }
  sizes.set(type, size)
  return size
}

function innerOf(type: Exclude<Type, string>): readonly Type[] {
  if ('list' in type) return [type.list]
  if ('range' in type) return [type.range]
  return 'allowed' in type ? [type.allowed.of] : type.context.map((field) => field.type)
}
