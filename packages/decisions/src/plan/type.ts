/**
 * The types a rule can speak of: those of FEEL (DMN 1.5 §10.3.2) that the engine supports, as plain JSON, so that
 * a plan can carry them. `Any` stands where nothing is known; `null` is the type of the literal null.
 */
import type { Unary } from './plan.ts'

export const SIMPLE_TYPES = [
  'Any',
  'null',
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
] as const
export type SimpleType = (typeof SIMPLE_TYPES)[number]

export type Field = { readonly name: string; readonly type: Type }
export type Type =
  | SimpleType
  | { readonly list: Type }
  | { readonly range: Type }
  | { readonly context: readonly Field[] }
  /** A type narrowed by allowed values; `text` is as the author wrote it. */
  | { readonly allowed: { readonly of: Type; readonly text: string; readonly tests: readonly Unary[] } }

/** The type without its allowed values. */
export function bare(type: Type): Exclude<Type, { readonly allowed: unknown }> {
  return typeof type === 'object' && 'allowed' in type ? bare(type.allowed.of) : type
}

export function elementOf(type: Type): Type | undefined {
  const inner = bare(type)
  return typeof inner === 'object' && 'list' in inner ? inner.list : undefined
}

export function fieldsOf(type: Type): readonly Field[] | undefined {
  const inner = bare(type)
  return typeof inner === 'object' && 'context' in inner ? inner.context : undefined
}

export function fieldOf(type: Type, name: string): Type | undefined {
  return fieldsOf(type)?.find((field) => field.name === name)?.type
}

/** The type in words, for a message. */
export function nameOfType(type: Type): string {
  const inner = bare(type)
  if (typeof inner === 'string') return inner
  if ('list' in inner) return `list<${nameOfType(inner.list)}>`
  if ('range' in inner) return `range<${nameOfType(inner.range)}>`
  return `context<${inner.context.map((field) => `${field.name}: ${nameOfType(field.type)}`).join(', ')}>`
}

/** Whether a value of type `given` may stand where `wanted` is asked for; `Any` and `null` may always. */
export function fits(wanted: Type, given: Type): boolean {
  const to = bare(wanted)
  const from = bare(given)
  if (to === 'Any' || from === 'Any' || from === 'null' || to === 'null') return true
  if (typeof to === 'string' || typeof from === 'string') return to === from
  if ('list' in to) return 'list' in from && fits(to.list, from.list)
  if ('range' in to) return 'range' in from && fits(to.range, from.range)
  return (
    'context' in from &&
    to.context.every((field) => {
      const other = fieldOf(from, field.name)
      return other !== undefined && fits(field.type, other)
    })
  )
}

/** The narrowest type that holds both; `Any` when they have nothing in common. */
export function join(a: Type, b: Type): Type {
  if (bare(a) === 'null') return b
  if (bare(b) === 'null') return a
  if (fits(a, b)) return bare(a)
  return fits(b, a) ? bare(b) : 'Any'
}
