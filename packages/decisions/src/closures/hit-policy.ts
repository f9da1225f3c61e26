/**
 * The hit policies (DMN 1.5 §8.2.10). Undecided rows: a plain COLLECT gives the rows that certainly hit (the trace
 * names the others); every other policy gives unknown wherever an undecided row could change the answer.
 */
import type { HitPolicy } from '../plan/plan.ts'
import { calculate } from '../values/arithmetic.ts'
import { order } from '../values/compare.ts'
import { Unknown, unite, type Value } from '../values/value.ts'
import type { Frame } from './env.ts'
import { compareRanks } from './priority.ts'
import type { Run } from './run.ts'
import { type CompiledRow, type CompiledTable, whyUnsure } from './table.ts'

type Settle = (
  table: CompiledTable,
  hits: readonly CompiledRow[],
  unsure: readonly CompiledRow[] | null,
  frame: Frame,
  run: Run,
) => Value

function blame(rows: readonly CompiledRow[], frame: Frame): Unknown {
  return rows.map((row) => whyUnsure(row, frame)).reduce(unite)
}

const nothing = (table: CompiledTable, frame: Frame): Value =>
  table.otherwise === null ? null : table.otherwise(frame)

/** The value when it is the same whichever undecided rows hit, else unknown. */
function unlessOther(value: Value, rows: readonly CompiledRow[] | null, frame: Frame, run: Run): Value {
  if (rows === null) return value
  const others = rows.filter((row) => run.areEqual(row.value(frame), value) !== true)
  return others.length === 0 ? value : blame(others, frame)
}

const unique: Settle = (table, hits, unsure, frame, run) => {
  const [hit] = hits
  if (hits.length > 1) {
    run.error(
      'severalRowsHit',
      table.name,
      hits.map((row) => row.id),
    )
    return null
  }
  if (unsure !== null) return blame(unsure, frame)
  return hit === undefined ? nothing(table, frame) : hit.value(frame)
}

const anyHit: Settle = (table, hits, unsure, frame, run) => {
  const [hit] = hits
  const value = hit === undefined ? nothing(table, frame) : hit.value(frame)
  if (hits.some((row) => run.areEqual(row.value(frame), value) === false)) {
    run.error(
      'rowsDisagree',
      table.name,
      hits.map((row) => row.id),
    )
    return null
  }
  return unlessOther(value, unsure, frame, run)
}

/** Undecided rows after the first hit are not handed in. */
const first: Settle = (table, hits, unsure, frame, run) => {
  const [hit] = hits
  if (unsure === null) return hit === undefined ? nothing(table, frame) : hit.value(frame)
  return unlessOther(hit === undefined ? nothing(table, frame) : hit.value(frame), unsure, frame, run)
}

const rankOf = (row: CompiledRow, frame: Frame) => row.rank?.(frame) ?? []
const byRank = (rows: readonly CompiledRow[], frame: Frame) =>
  [...rows].sort((a, b) => compareRanks(rankOf(a, frame), rankOf(b, frame)))

const priority: Settle = (table, hits, unsure, frame, run) => {
  const [best] = byRank(hits, frame)
  if (best === undefined) return unlessOther(nothing(table, frame), unsure, frame, run)
  const higher = unsure?.filter((row) => compareRanks(rankOf(row, frame), rankOf(best, frame)) < 0)
  return unlessOther(
    best.value(frame),
    higher === undefined || higher.length === 0 ? null : higher,
    frame,
    run,
  )
}

const list = (table: CompiledTable, rows: readonly CompiledRow[], frame: Frame): Value => {
  if (rows.length > 0) return rows.map((row) => row.value(frame))
  return table.otherwise === null ? [] : [table.otherwise(frame)]
}

const ruleOrder: Settle = (table, hits, unsure, frame) =>
  unsure === null ? list(table, hits, frame) : blame(unsure, frame)

const outputOrder: Settle = (table, hits, unsure, frame) =>
  unsure === null ? list(table, byRank(hits, frame), frame) : blame(unsure, frame)

const collect: Settle = (table, hits, _unsure, frame) => list(table, hits, frame)

const count: Settle = (_table, hits, unsure, frame) => (unsure === null ? hits.length : blame(unsure, frame))

/** Folds the values that hit; undecided rows leave it unknown. */
function folding(fold: (total: Value, value: Value) => Value): Settle {
  return (table, hits, unsure, frame) => {
    if (unsure !== null) return blame(unsure, frame)
    const [hit] = hits
    if (hit === undefined) return nothing(table, frame)
    let total = hit.value(frame)
    for (let at = 1; at < hits.length; at += 1) total = fold(total, hits[at]?.value(frame) ?? null)
    return total
  }
}

const extreme = (sign: 1 | -1) =>
  folding((best, value) => {
    if (best instanceof Unknown) return value instanceof Unknown ? unite(best, value) : best
    if (value instanceof Unknown) return value
    const rank = order(value, best)
    return rank === null ? null : rank * sign > 0 ? value : best
  })

export const POLICY: Record<HitPolicy, Settle> = {
  U: unique,
  A: anyHit,
  P: priority,
  F: first,
  R: ruleOrder,
  O: outputOrder,
  C: collect,
  'C+': folding((total, value) => calculate('+', total, value)),
  'C<': extreme(-1),
  'C>': extreme(1),
  'C#': count,
}
