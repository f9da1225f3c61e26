/**
 * Every supported FEEL function in one table: its parameters, its result and what it does. The checker reads the
 * signatures at publication, the closures call `run`. A function that is not here is refused at publication.
 *
 * Unless `lenient`, a function is not called at all when an argument is unknown or holds an unknown part; its
 * result is then unknown. Arguments of a wrong kind give null.
 */
import { elementOf, nameOfType, type Type } from '../plan/type.ts'
import { CLOCK_FUNCTIONS } from './functions-clock.ts'
import { LIST_FUNCTIONS } from './functions-list.ts'
import { NUMBER_FUNCTIONS } from './functions-number.ts'
import { TEXT_FUNCTIONS } from './functions-text.ts'
import type { FeelFunction } from './signature.ts'

/** `sort` is compiled by itself: its second argument is a function. */
export const SORT = 'sort'

export const FUNCTIONS: ReadonlyMap<string, readonly FeelFunction[]> = grouped([
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...CLOCK_FUNCTIONS,
])

function grouped(functions: readonly FeelFunction[]) {
  const byName = new Map<string, FeelFunction[]>()
  for (const one of functions) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
  return byName
}

/** `name#2` names the second signature of a function that has several. */
export function functionByKey(key: string): FeelFunction | undefined {
  const [name = '', at = '0'] = key.split('#')
  return FUNCTIONS.get(name)?.[Number(at)]
}

/** The type of a call's result. */
export function resultType(signature: FeelFunction, args: readonly Type[]): Type {
  if (signature.result !== 'element' && signature.result !== 'same') return signature.result
  const first = args[0] ?? 'Any'
  if (signature.result === 'same') return first
  return args.length > 1 ? 'Any' : (elementOf(first) ?? first)
}

/** The supported functions with their signatures, for the documentation. */
export function supportedFunctions(): readonly { name: string; signature: string }[] {
  return [...FUNCTIONS.values()].flat().map(({ name, params, rest, result }) => {
    const list = params.map((param) => `${param.name}${param.optional ? '?' : ''}: ${nameOfType(param.type)}`)
    const type =
      result === 'element'
        ? 'an element of the first argument'
        : result === 'same'
          ? 'as the first argument'
          : nameOfType(result)
    return { name, signature: `${name}(${list.join(', ')}${rest ? ', …' : ''}) → ${type}` }
  })
}
