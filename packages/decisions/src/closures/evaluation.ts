/** What one evaluation answers. Values, and the trace if asked for, are put into words only when they are read. */
import type { Json } from '@tongban/kernel'
import { toJson } from '../values/to-json.ts'
import { unknownWithin, type Value } from '../values/value.ts'
import { type EvaluationError, HIT, type Pass, UNSURE } from './run.ts'
import { type CompiledTable, whyUnsure } from './table.ts'

/** A row of a table in a trace. `column` counts input columns from 0: the first cell that failed. */
export type RuleTrace = { readonly rule: string; readonly row: number } & (
  | { readonly state: 'hit' }
  | { readonly state: 'miss'; readonly column: number }
  | { readonly state: 'unknown'; readonly paths: readonly string[] }
)
export type TableTrace = { readonly table: string; readonly rows: readonly RuleTrace[] }

/** `paths` are the inputs that keep an unsure row from being said. */
type RowVisit = (table: string, row: number, state: number, paths: (row: number) => readonly string[]) => void

export type Evaluation = {
  /** Values of the decisions evaluated or given, by name, as JSON. */
  readonly values: { readonly [decision: string]: Json }
  readonly errors: readonly EvaluationError[]
  /** One entry for each table evaluated, in order; empty without a trace. */
  readonly trace: readonly TableTrace[]
  /** The trace row by row, without making an object of each. `state` is `HIT`, `UNSURE` or the first failing column. */
  eachRow(visit: RowVisit): void
  /** The FEEL value; null when the decision was not evaluated. */
  valueOf(decision: string): Value
  /** The inputs that keep a decision, or a part of it, from being known; empty when it is known. */
  unknownOf(decision: string): readonly string[]
}

const NONE: readonly never[] = []

export class Answer implements Evaluation {
  private readonly frame: readonly Value[]
  private readonly index: ReadonlyMap<string, number>
  /** The decisions that were evaluated; null when all were. */
  private readonly wanted: ReadonlySet<string> | null
  private readonly given: { readonly [decision: string]: unknown } | undefined
  private readonly faults: readonly EvaluationError[] | null
  private readonly passes: readonly Pass[] | null
  private readonly tables: readonly CompiledTable[]

  constructor(
    frame: readonly Value[],
    index: ReadonlyMap<string, number>,
    wanted: ReadonlySet<string> | null,
    given: { readonly [decision: string]: unknown } | undefined,
    faults: readonly EvaluationError[] | null,
    passes: readonly Pass[] | null,
    tables: readonly CompiledTable[],
  ) {
    this.frame = frame
    this.index = index
    this.wanted = wanted
    this.given = given
    this.faults = faults
    this.passes = passes
    this.tables = tables
  }

  get errors(): readonly EvaluationError[] {
    return this.faults ?? NONE
  }

  valueOf(decision: string): Value {
    return this.frame[this.index.get(decision) ?? -1] ?? null
  }

  unknownOf(decision: string): readonly string[] {
    return unknownWithin(this.valueOf(decision))?.paths ?? NONE
  }

  get values(): { readonly [decision: string]: Json } {
    const values: Record<string, Json> = {}
    for (const [name, slot] of this.index) {
      if (this.isKnown(name)) values[name] = toJson(this.frame[slot] ?? null)
    }
    return values
  }

  private isKnown(name: string): boolean {
    if (this.wanted === null || this.wanted.has(name)) return true
    return this.given !== undefined && Object.hasOwn(this.given, name)
  }

  eachRow(visit: RowVisit): void {
    for (const pass of this.passes ?? NONE) {
      const table = this.tables[pass.table]
      if (table === undefined) continue
      const { name, rows } = table
      const paths = (at: number) => {
        const row = rows[at]
        return row === undefined ? NONE : whyUnsure(row, pass.frame).paths
      }
      for (let at = 0; at < rows.length; at += 1) visit(name, at, pass.rows[at] ?? HIT, paths)
    }
  }

  get trace(): readonly TableTrace[] {
    return (this.passes ?? NONE).flatMap((pass) => {
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
