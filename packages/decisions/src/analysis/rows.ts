/** Which rows of two versions of a table belong together, and what became of each. */
import { canonicalJson } from '@tongban/kernel'
import type { Row, Table } from '../plan/plan.ts'
import type { Given } from './outputs.ts'

export type RowChange =
  | { readonly kind: 'added'; readonly to: number }
  | { readonly kind: 'removed'; readonly from: number }
  | {
      readonly kind: 'changed'
      readonly from: number
      readonly to: number
      /** What of its text differs, or its place; `meaning`: a value or an expression it speaks of differs. */
      readonly parts: readonly RowPart[]
    }
export type RowPart = 'conditions' | 'results' | 'notes' | 'id' | 'place' | 'meaning'

/** A row with what it means: where it hits, and what it then gives. */
export type Sensed = { readonly row: Row; readonly effect: string; readonly given: Given }

/** Rows are matched by their effect first, then by id; the same place in both orders counts as unmoved. */
export function rowChanges(
  [old, now]: readonly [Table, Table],
  [was, is]: readonly [readonly Sensed[], readonly Sensed[]],
): readonly RowChange[] {
  const pairs = matched(was, is)
  const paired = new Set(pairs.map(([, to]) => to))
  const kept = new Set(pairs.map(([from]) => from))
  const still = unmoved(pairs.map(([, to]) => to))
  return [
    ...old.rows.flatMap((_, from): RowChange[] => (kept.has(from) ? [] : [{ kind: 'removed', from }])),
    ...now.rows.flatMap((_, to): RowChange[] => (paired.has(to) ? [] : [{ kind: 'added', to }])),
    ...pairs.flatMap(([from, to], at): RowChange[] => {
      const parts = partsOf(old, now, from, to)
      const placed: readonly RowPart[] = still.has(at) ? parts : [...parts, 'place']
      const isSame = was[from]?.effect === is[to]?.effect
      const all: readonly RowPart[] = placed.length === 0 && !isSame ? ['meaning'] : placed
      return all.length === 0 ? [] : [{ kind: 'changed', from, to, parts: all }]
    }),
  ]
}

function matched(was: readonly Sensed[], is: readonly Sensed[]): readonly (readonly [number, number])[] {
  const left = new Set(is.keys())
  const found = new Map<number, number>()
  const match = (keyOf: (one: Sensed) => string) => {
    const open = new Map<string, number[]>()
    for (const to of left) {
      const one = is[to]
      if (one !== undefined) open.set(keyOf(one), [...(open.get(keyOf(one)) ?? []), to])
    }
    for (const [from, one] of was.entries()) {
      if (found.has(from)) continue
      const to = open.get(keyOf(one))?.shift()
      if (to === undefined) continue
      found.set(from, to)
      left.delete(to)
    }
  }
  match(({ row, effect }) => `${row.id}\n${effect}`)
  match(({ effect }) => effect)
  match(({ row }) => row.id)
  return [...found].sort(([a], [b]) => a - b)
}

function partsOf(old: Table, now: Table, from: number, to: number): readonly RowPart[] {
  const [a, b] = [old.rows[from], now.rows[to]]
  if (a === undefined || b === undefined) return []
  const parts: RowPart[] = []
  const cells = (table: Table, row: Row) =>
    canonicalJson(
      row.cells
        .flatMap(({ text }, at) => (text === '-' ? [] : [`${table.inputs[at]?.text ?? ''}: ${text}`]))
        .sort(),
    )
  if (cells(old, a) !== cells(now, b)) parts.push('conditions')
  const texts = ({ outputs }: Row) => canonicalJson(outputs.map(({ text }) => text))
  if (texts(a) !== texts(b)) parts.push('results')
  if (canonicalJson([...a.notes, a.description]) !== canonicalJson([...b.notes, b.description]))
    parts.push('notes')
  if (a.id !== b.id) parts.push('id')
  return parts
}

/** Places of a longest run of rows that are in the same order in both versions. */
function unmoved(order: readonly number[]): ReadonlySet<number> {
  const tails: number[] = []
  const before: number[] = []
  for (const [at, value] of order.entries()) {
    let from = 0
    let to = tails.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((order[tails[middle] ?? 0] ?? 0) < value) from = middle + 1
      else to = middle
    }
    before[at] = from > 0 ? (tails[from - 1] ?? -1) : -1
    tails[from] = at
  }
  const run = new Set<number>()
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.add(at)
  return run
}
