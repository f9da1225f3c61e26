/** What one evaluation answers. Values, and the trace if asked for, are put into words only when they are read. */
import type { Json } from '@tongban/kernel'
import { toJson } from '../values/to-json.ts'
import { type Unknown, unknownWithin, type Value } from '../values/value.ts'
import { type EvaluationError, HIT, type Pass, UNSURE } from './run.ts'
import { type CompiledTable, whyUnsure } from './table.ts'

/** A row of a table in a trace. `column` counts input columns from 0: the first cell that failed. */
export type RuleTrace = { readonly rule: string; readonly row: number } & (
  | { readonly state: 'hit' }
  | { readonly state: 'miss'; readonly column: number }
  | { readonly state: 'unknown'; readonly paths: readonly string[] }
)
export type TableTrace = { readonly table: string; readonly rows: readonly RuleTrace[] }

export type Evaluation = {
  /** Values of the decisions evaluated or given, by name, as JSON. */
  readonly values: { readonly [decision: string]: Json }
  readonly errors: readonly EvaluationError[]
  /** One entry for each table evaluated, in order; empty without a trace. */
  readonly trace: readonly TableTrace[]
  /** The FEEL value; null when the decision was not evaluated. */
  valueOf(decision: string): Value
  /** The inputs that keep a decision, or a part of it, from being known; empty when it is known. */
  unknownOf(decision: string): readonly string[]
}

export class Answer implements Evaluation {
  readonly errors: readonly EvaluationError[]
  private readonly results: readonly (Value | undefined)[]
  private readonly index: ReadonlyMap<string, number>
  private readonly passes: readonly Pass[]
  private readonly tables: readonly CompiledTable[]

  constructor(
    results: readonly (Value | undefined)[],
    index: ReadonlyMap<string, number>,
    errors: readonly EvaluationError[],
    passes: readonly Pass[],
    tables: readonly CompiledTable[],
  ) {
    this.results = results
    this.index = index
    this.errors = errors
    this.passes = passes
    this.tables = tables
  }

  valueOf(decision: string): Value {
    return this.results[this.index.get(decision) ?? -1] ?? null
  }

  unknownOf(decision: string): readonly string[] {
    const found: Unknown | undefined = unknownWithin(this.valueOf(decision))
    return found?.paths ?? []
  }

  get values(): { readonly [decision: string]: Json } {
    const values: Record<string, Json> = {}
    for (const [name, slot] of this.index) {
      const value = this.results[slot]
      if (value !== undefined) values[name] = toJson(value)
    }
    return values
  }

  get trace(): readonly TableTrace[] {
    return this.passes.flatMap((pass) => {
      const table = this.tables[pass.table]
      return table === undefined ? [] : [{ table: table.name, rows: describe(table, pass) }]
    })
  }
}

function describe(table: CompiledTable, pass: Pass): RuleTrace[] {
  return table.rows.map((row, at): RuleTrace => {
    const state = pass.rows[at] ?? HIT
    if (state === HIT) return { rule: row.id, row: at, state: 'hit' }
    if (state !== UNSURE) return { rule: row.id, row: at, state: 'miss', column: state }
    return { rule: row.id, row: at, state: 'unknown', paths: whyUnsure(row, pass.frame).paths }
  })
}
