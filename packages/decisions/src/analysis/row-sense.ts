import type { Table } from '../plan/plan.ts'
import { equal } from '../values/compare.ts'
import type { Context } from './context.ts'
import type { Box } from './grid.ts'
import { outputsOf } from './outputs.ts'
import type { Side } from './region.ts'
import type { Sensed } from './rows.ts'

/** A row in one line: the cells that ask for something, and what it gives. */
export function rowText(table: Table, at: number): string {
  const row = table.rows[at]
  if (row === undefined) return ''
  const cells = row.cells.flatMap(({ text }, column) =>
    text === '-' ? [] : [`${table.inputs[column]?.text ?? ''}: ${text}`],
  )
  return `${cells.join('; ')} → ${row.outputs.map(({ text }) => text).join(', ')}`
}

export function sense(
  table: Table,
  boxes: readonly (readonly Box[] | undefined)[],
  context: Context,
): readonly Sensed[] {
  return table.rows.map((row, at) => {
    const given = outputsOf(row, context)
    const own = boxes[at]
    const where =
      own === undefined
        ? `too many: ${rowText(table, at)}`
        : own
            .map((box) => box.join(','))
            .sort()
            .join(';')
    return { row, given, effect: `${where}\n${given.key}` }
  })
}

export function otherwiseOf(table: Table, context: Context): string | null {
  if (table.outputs.every(({ otherwise }) => otherwise === undefined)) return null
  const outputs = table.outputs.map(({ otherwise }) => ({
    text: '',
    e: otherwise?.e ?? ({ k: 'lit', v: null } as const),
  }))
  return outputsOf({ id: '', cells: [], outputs, notes: [], description: null }, context).key
}

export function sideOf(
  table: Table,
  rows: readonly Sensed[],
  context: Context,
  boxes: readonly (readonly Box[] | undefined)[],
  only: ReadonlySet<number> | null,
): Side {
  const kept = boxes.flatMap((own, row) =>
    only === null || only.has(row) ? (own ?? []).map((box) => ({ box, row })) : [],
  )
  return {
    hit: table.hit,
    boxes: kept.map(({ box }) => box),
    owners: kept.map(({ row }) => row),
    given: rows.map(({ given }) => given),
    ranks: ranksOf(table, context),
    otherwise: otherwiseOf(table, context),
  }
}

/** The order in which rows are taken: as they stand, or by their outputs' place among the output values. */
function ranksOf(table: Table, { constants }: Context): readonly number[] {
  const places = table.rows.map((row, at) => {
    if (table.hit !== 'P' && table.hit !== 'O') return [at]
    const ranks = table.outputs.flatMap(({ values }, column) => {
      const output = row.outputs[column]
      if (values === undefined || output === undefined) return []
      const value = constants.of(output.e)
      const place = values.of.findIndex((node) => equal(constants.of(node) ?? null, value ?? null) === true)
      return [place < 0 ? values.of.length : place]
    })
    return [...ranks, at]
  })
  const order = places.map((_, at) => at).sort((a, b) => lexical(places[a] ?? [], places[b] ?? []))
  const ranks: number[] = []
  for (const [rank, row] of order.entries()) ranks[row] = rank
  return ranks
}

function lexical(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((place, index) => place !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
