/**
 * What one evaluation notes besides its values. A model has one, reset at the start of each evaluation: an
 * evaluation is synchronous and never overlaps another. Without a trace nothing is allocated for it.
 */

import { equal, type Truth } from '../values/compare.ts'
import { isContext, isList, type Value } from '../values/value.ts'
import { weightOf } from '../values/weight.ts'
import type { Frame } from './env.ts'
import type { CompiledTable } from './table.ts'

export type EvaluationError = {
  readonly decision: string
  readonly table: string | null
  readonly code: 'severalRowsHit' | 'rowsDisagree' | 'tooManySteps' | 'givenWrongType'
  /** Rule ids, where rows are to blame. */
  readonly rules: readonly string[]
  readonly zh: string
  readonly en: string
}

/** State of a row in a trace: a hit, undecided, not reached, or else the index of its first failing column. */
export const HIT = -1
export const UNSURE = -2

/** One table as it was evaluated: the number of the table, the state of each row, and the frame it saw. */
export type Pass = { readonly table: number; readonly rows: readonly number[]; readonly frame: Frame }

const TEXTS: Record<EvaluationError['code'], readonly [zh: string, en: string]> = {
  severalRowsHit: [
    '唯一命中的决策表有多行同时命中，结果为空；请修正规则。',
    'Several rows of a UNIQUE table hit, so there is no result; correct the rules.',
  ],
  rowsDisagree: [
    '任一命中的决策表各行结果不一致，结果为空；请修正规则。',
    'The rows that hit in an ANY table disagree, so there is no result; correct the rules.',
  ],
  tooManySteps: [
    '循环次数超过上限，结果为空；请缩小范围。',
    'A loop exceeds the limit, so there is no result; narrow its range.',
  ],
  givenWrongType: [
    '给定的决策值类型不符，按未知处理。',
    'The value given for a decision has the wrong type; it counts as unknown.',
  ],
}

/** Steps one evaluation may take: loop bodies, filtered elements, calls of knowledge models, elements of lists. */
export const MAX_STEPS = 100_000
/** The longest text an evaluation may make. */
const MAX_TEXT = 100_000

/** An evaluation that takes more than it may is ended at once, whatever stands in the rules. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps'
}

export class Run {
  errors: EvaluationError[] | null = null
  trace: Pass[] | null = null
  decision = ''
  /** Steps the loops of this evaluation have taken together. */
  steps = 0
  readonly tables: CompiledTable[] = []

  /** Counts work that rules can multiply; ends the evaluation when there is too much of it. */
  spend(steps: number): void {
    this.steps += steps
    if (this.steps > MAX_STEPS) throw new OutOfSteps('the rules take more steps than an evaluation may')
  }

  /** The same for a value that was made or is walked: a list or context costs a step for all it holds. */
  spendOn(value: Value): Value {
    if (typeof value === 'object') {
      if (value !== null && (isList(value) || isContext(value))) this.spend(weightOf(value))
    } else if (typeof value === 'string' && value.length > MAX_TEXT)
      throw new OutOfSteps('the rules make too long a text')
    return value
  }

  /** Whether two values are equal; lists and contexts are compared part by part, each a step. */
  areEqual(a: Value, b: Value): Truth {
    this.spendOn(a)
    return equal(a, b)
  }

  /** The number a table goes by in traces. */
  register(table: CompiledTable): number {
    this.tables.push(table)
    return this.tables.length - 1
  }

  error(code: EvaluationError['code'], table: string | null, rules: readonly string[]): void {
    const [zh, en] = TEXTS[code]
    this.errors ??= []
    this.errors.push({ decision: this.decision, table, code, rules, zh, en })
  }
}
