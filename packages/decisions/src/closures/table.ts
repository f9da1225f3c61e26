/**
 * A decision table to a closure. A row with a failing cell misses, whatever else is unknown; a row with no failing
 * but an unknown cell is undecided. The hit policy then says what hits and undecided rows amount to.
 */
import type { InputColumn, Row, Table } from '../plan/plan.ts'
import { Unknown, unite, type Value } from '../values/value.ts'
import { type CellTest, type CompiledCell, compileCell, HOLDS, UNKNOWN } from './cell.ts'
import { type Code, combine, type Env, type Fn, type Frame, fixedCode } from './env.ts'
import { compileNode } from './expression.ts'
import { POLICY } from './hit-policy.ts'
import { rankRow } from './priority.ts'
import { HIT, UNSURE } from './run.ts'

export type CompiledRow = {
  readonly id: string
  readonly tests: readonly CellTest[]
  /** Column of each test. */
  readonly columns: readonly number[]
  readonly cells: readonly CompiledCell[]
  readonly value: Fn
  /** The value when it depends on nothing. */
  readonly fixed: Value | undefined
  /** Places of its outputs in the order of the output values; null where the table has no order. */
  readonly rank: ((frame: Frame) => readonly number[]) | null
}

export type CompiledTable = {
  readonly name: string
  readonly table: Table
  readonly rows: readonly CompiledRow[]
  /** The result when no row hits. */
  readonly otherwise: Fn | null
}

export function compileTable(table: Table, env: Env): Code {
  const columns = table.inputs.map((input) => compileColumn(input, env))
  const rows = table.rows.map((row) => compileRow(table, row, columns, env))
  const compiled: CompiledTable = { name: table.name, table, rows, otherwise: compileOtherwise(table, env) }
  const number = env.run.register(compiled)
  const settle = POLICY[table.hit]
  const worked = columns.flatMap((column) =>
    column.run === null ? [] : [{ slot: column.slot, run: column.run }],
  )
  const firstOnly = table.hit === 'F'
  const { run } = env
  return {
    run: (frame) => {
      for (const column of worked) frame[column.slot] = column.run(frame)
      const { trace } = run
      const states: number[] | null = trace === null ? null : []
      const hits: CompiledRow[] = []
      let unsure: CompiledRow[] | null = null
      for (const row of rows) {
        const state = match(row, frame)
        if (states !== null) states.push(state)
        if (state === HIT) {
          hits.push(row)
          if (firstOnly && states === null) break
        } else if (state === UNSURE && !(firstOnly && hits.length > 0)) {
          if (unsure === null) unsure = []
          unsure.push(row)
        }
      }
      if (trace !== null && states !== null) trace.push({ table: number, rows: states, frame })
      return run.spendOn(settle(compiled, hits, unsure, frame, run))
    },
  }
}

function match(row: CompiledRow, frame: Frame): number {
  const { tests } = row
  let unsure = false
  for (let at = 0; at < tests.length; at += 1) {
    const code = tests[at]?.(frame)
    if (code === HOLDS) continue
    if (code !== UNKNOWN) return row.columns[at] ?? at
    unsure = true
  }
  return unsure ? UNSURE : HIT
}

/** A column that is a plain input is read where the input lies; any other is worked out once into a slot of its own. */
type Column = { readonly slot: number; readonly run: Fn | null }

function compileColumn(input: InputColumn, env: Env): Column {
  const code = compileNode(input.e, env)
  return code.slot === undefined ? { slot: env.layout.next(), run: code.run } : { slot: code.slot, run: null }
}

function compileRow(table: Table, row: Row, columns: readonly Column[], env: Env): CompiledRow {
  const tested = columns.flatMap((column, at) => {
    const cell = row.cells[at]
    return cell?.tests === undefined ? [] : [{ at, cell: compileCell(cell, column.slot, env) }]
  })
  const outputs = row.outputs.map((output) => compileNode(output.e, env))
  const result = assemble(table, outputs)
  return {
    id: row.id,
    tests: tested.map(({ cell }) => cell.test),
    cells: tested.map(({ cell }) => cell),
    columns: tested.map(({ at }) => at),
    value: result.run,
    fixed: result.fixed,
    rank: rankRow(table, outputs, env),
  }
}

/** One output is its value, several are a context of their names. */
function assemble(table: Table, outputs: readonly Code[]): Code {
  const [only] = outputs
  if (outputs.length === 1 && only !== undefined) return only
  const named = table.outputs.map((output, at) => ({
    name: output.name,
    code: outputs[at] ?? fixedCode(null),
  }))
  return combine(outputs, (frame) => new Map(named.map(({ name, code }) => [name, code.run(frame)])))
}

function compileOtherwise(table: Table, env: Env): Fn | null {
  if (table.outputs.every((output) => output.otherwise === undefined)) return null
  const codes = table.outputs.map(({ otherwise }) =>
    otherwise === undefined ? fixedCode(null) : compileNode(otherwise.e, env),
  )
  return assemble(table, codes).run
}

/** The inputs that leave a row undecided. */
export function whyUnsure(row: CompiledRow, frame: Frame): Unknown {
  let found: Unknown | undefined
  for (const cell of row.cells) {
    const value = cell.slow(frame)
    if (value instanceof Unknown) found = found === undefined ? value : unite(found, value)
  }
  return found ?? new Unknown([])
}
