/** The shape of a supported function. */
import type { Type } from '../plan/type.ts'
import { isList, type List, type Value } from '../values/value.ts'

export type Parameter = { readonly name: string; readonly type: Type; readonly optional?: true }
export type FeelFunction = {
  readonly name: string
  readonly params: readonly Parameter[]
  /** The last parameter may be given any number of times. */
  readonly rest?: true
  /** A type, or: the element type of the first argument, or: the type of the first argument. */
  readonly result: Type | 'element' | 'same'
  /** It can answer although an argument holds something unknown. */
  readonly lenient?: true
  readonly run: (...args: readonly Value[]) => Value
}

/** The only argument if it is a list, else all arguments: `sum(1, 2)` is `sum([1, 2])`. */
export function spread(args: readonly Value[]): List {
  const [only] = args
  return args.length === 1 && only !== undefined && isList(only) ? only : args
}

/** A list as it is, any other value as a list of itself, null as null. */
export function listOf(value: Value | undefined): List | null {
  if (value === undefined || value === null) return null
  return isList(value) ? value : [value]
}
