/**
 * What an applicant could have answered, handed in or shown instead: for each fact that is theirs to change, the
 * values at which the published rules can change their mind.
 */
import type { Json } from '@tongban/kernel'
import { constantsByPath } from '../page/constants-of.ts'
import type { Plan } from '../plan/plan.ts'
import type { FactDefinition, SettledFact } from './fact.ts'

/** Stands for an answer of the applicant's own, whatever it is. */
export const SOME_ANSWER = '（已填写）'

const constants = new WeakMap<Plan, ReadonlyMap<string, readonly Json[]>>()

function constantsFor(plan: Plan, name: string): readonly Json[] {
  const known = constants.get(plan) ?? constantsByPath(plan)
  constants.set(plan, known)
  return known.get(name) ?? []
}

/** Other values of one fact, the nearest first; none where the fact is not the applicant's. */
export function candidatesFor(
  plan: Plan,
  definition: FactDefinition,
  fact: SettledFact,
  receivedOn: string,
): readonly Json[] {
  // A form that differs from the register can be corrected, whoever's fact it is.
  if (fact.status === 'contradictory') return [fact.value]
  if (!definition.own) return []
  const current = fact.status === 'known' ? fact.value : undefined
  const values = valuesOf(plan, definition, current, receivedOn)
  const empty = definition.nullable === true ? [null] : []
  return [...values, ...empty].filter(
    (value) => current === undefined || JSON.stringify(value) !== JSON.stringify(current),
  )
}

function valuesOf(
  plan: Plan,
  { name, type, values, example }: FactDefinition,
  current: Json | undefined,
  receivedOn: string,
): readonly Json[] {
  if (values !== undefined) return values
  switch (type) {
    case 'boolean':
      return [true, false]
    case 'number': {
      const compared = constantsFor(plan, name).filter((value) => typeof value === 'number')
      return [...new Set(compared.flatMap((value) => [value, value - 1, value + 1]))].filter(
        (value) => value >= 0,
      )
    }
    case 'date':
      return [...constantsFor(plan, name).filter((value) => typeof value === 'string'), receivedOn]
    case 'string':
      return current === undefined || current === null ? [SOME_ANSWER] : []
    case 'list':
      return Array.isArray(current) ? otherLists(current, example?.entry) : []
  }
}

const MAX_REMOVALS = 10

/** A list without one of its entries; an empty one could have named something, such as what anybody may choose. */
function otherLists(list: readonly Json[], example: Json = SOME_ANSWER): readonly Json[] {
  if (list.length === 0) return [[example]]
  return list.slice(0, MAX_REMOVALS).map((_, at) => list.toSpliced(at, 1))
}
