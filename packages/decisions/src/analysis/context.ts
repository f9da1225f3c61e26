/** One plan as the analysis reads it. */
import type { Plan, Table } from '../plan/plan.ts'
import { Constants } from './constants.ts'
import type { Meaning, Meanings } from './meaning.ts'
import { type AnalysisOptions, nullableBy } from './options.ts'
import { Possible } from './possible.ts'

export type Context = {
  readonly plan: Plan
  readonly constants: Constants
  readonly meaning: Meaning
  readonly possible: Possible
  /** Names of tables found to answer always; filled in the order of the plan. */
  readonly answered: Set<string>
}

export function contextOf(plan: Plan, meanings: Meanings, options: AnalysisOptions): Context {
  const constants = new Constants(plan)
  const answered = new Set<string>()
  const whole = new Set(options.whole ?? [])
  const possible = new Possible(plan, constants, {
    nullable: nullableBy(options),
    whole: (path) => whole.has(path),
    answered,
  })
  return { plan, constants, meaning: meanings.of(plan), possible, answered }
}

/** The decision a table stands for by itself; undefined for a table within a knowledge model or a larger expression. */
export function decisionOf(plan: Plan, table: Table): Plan['decisions'][number] | undefined {
  return plan.decisions.find(({ body }) => {
    let node = body
    while (node.k === 'conform') node = node.of
    return node.k === 'table' && node.table === table
  })
}
