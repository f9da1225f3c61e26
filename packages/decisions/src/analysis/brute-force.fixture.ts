/** For tests: the same questions answered by trying every combination of values with the engine's own cells. */
import type { Json } from '@tongban/kernel'
import { compileBinder } from '../closures/bind.ts'
import { compileCell, HOLDS } from '../closures/cell.ts'
import { Env, Layout } from '../closures/env.ts'
import { Run } from '../closures/run.ts'
import type { Plan, Table } from '../plan/plan.ts'
import type { Value } from '../values/value.ts'
import { type Kind, VALUES } from './tables.fixture.ts'

export function tableOf(plan: Plan): Table {
  const body = plan.decisions[0]?.body
  if (body?.k !== 'table') throw new Error('no table')
  return body.table
}

export type Combination = {
  readonly inputs: Readonly<Record<string, Json>>
  readonly hits: readonly number[]
}

/** Every combination with the rows that hit. */
export function combinations(plan: Plan, kinds: readonly Kind[]): readonly Combination[] {
  const table = tableOf(plan)
  const columns = table.inputs.map((input, at) => {
    const env = new Env(new Layout(), new Run(), new Map(), new Map())
    const slot = env.layout.next()
    const bind = compileBinder(input.type, env)
    const cells = table.rows.map((row) => {
      const cell = row.cells[at]
      return cell?.tests === undefined ? null : compileCell(cell, slot, env)
    })
    return VALUES[kinds[at] ?? 'number'].map((json) => {
      const value = bind(json, '', { errors: [], missing: [] })
      const frame: Value[] = []
      frame[slot] = value
      let mask = 0
      for (const [row, cell] of cells.entries())
        if (cell === null || cell.test(frame) === HOLDS) mask |= 1 << row
      return { json: json as Json, mask }
    })
  })
  let made: { inputs: Record<string, Json>; mask: number }[] = [
    { inputs: {}, mask: 2 ** table.rows.length - 1 },
  ]
  for (const [at, values] of columns.entries())
    made = made.flatMap(({ inputs, mask }) =>
      values.map((value) => ({ inputs: { ...inputs, [`x${at}`]: value.json }, mask: mask & value.mask })),
    )
  return made.map(({ inputs, mask }) => ({
    inputs,
    hits: table.rows.flatMap((_, row) => (((mask >>> row) & 1) === 1 ? [row] : [])),
  }))
}

export const kindsOf = (plan: Plan): readonly Kind[] =>
  plan.inputs.map(({ type }): Kind => {
    if (type === 'number' || type === 'date' || type === 'string' || type === 'boolean') return type
    return typeof type === 'object' && 'list' in type ? 'list' : 'enumeration'
  })
