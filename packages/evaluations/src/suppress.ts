/**
 * Small cells 小数单元 of a table that anybody may read: rows of levels with their totals, all of which are published. Rows with
 * few ratings are merged upward; counts of 1 to 4 are withheld, and with them as many others as it takes. Zeros are shown, so
 * whoever reads it knows that a withheld count is at least 1: nobody, with all rows and columns, can tell any of them.
 *
 * A table of withheld counts, their rows and columns, is a network of flows; a count can be another one exactly where a cycle
 * of it leads through the cell (Gusfield 1988), so that the check is exact, and what is withheld beside it is such a cycle.
 */
export const LEAST_SHOWN = 5

export type Group<Code> = { readonly code: Code; readonly counts: readonly number[] }
export type ShownRow<Code> = {
  /** More than one: merged. */
  readonly codes: readonly Code[]
  readonly total: number
  /** Null: withheld. */
  readonly counts: readonly (number | null)[]
}
export type ShownTable<Code> = {
  readonly rows: readonly ShownRow<Code>[]
  /** The sums of the columns. */
  readonly totals: ShownRow<Code>
}

/** Null: of all of them together there are too few to show anything. */
export function shownTable<Code>(groups: readonly Group<Code>[]): ShownTable<Code> | null {
  const all = groups.reduce((sum, { counts }) => sum + total(counts), 0)
  if (all < LEAST_SHOWN) return null
  let rows = mergeSmall(groups.map(({ code, counts }) => ({ codes: [code], counts })))
  for (;;) {
    const totals = columnSums(rows)
    const withheld = withhold([...rows.map(({ counts }) => counts), totals])
    if (withheld.ok) {
      const shown = (codes: readonly Code[], counts: readonly number[], at: number): ShownRow<Code> => ({
        codes,
        total: total(counts),
        counts: counts.map((n, column) => (withheld.hidden[at]?.[column] === true ? null : n)),
      })
      return {
        rows: rows.map(({ codes, counts }, at) => shown(codes, counts, at)),
        totals: shown([], totals, rows.length),
      }
    }
    // What no other cell can hide goes up into its neighbour; of the last row its sums are all there is.
    rows = mergeRow(rows, withheld.row)
  }
}

type Row<Code> = { readonly codes: readonly Code[]; readonly counts: readonly number[] }
const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)
const columnSums = <Code>(rows: readonly Row<Code>[]): readonly number[] =>
  rows.reduce<readonly number[]>((sums, { counts }) => counts.map((n, at) => n + (sums[at] ?? 0)), [])

/** Counts of few go into one row; where that is still few, the next smallest go with them. Rows of none tell nothing of anyone. */
export function mergeSmall<Code>(rows: readonly Row<Code>[]): readonly Row<Code>[] {
  const isSmall = ({ counts }: Row<Code>) => total(counts) > 0 && total(counts) < LEAST_SHOWN
  const small = rows.filter(isSmall)
  if (small.length === 0) return rows
  const others = rows.filter((row) => !isSmall(row)).filter(({ counts }) => total(counts) > 0)
  const merged = [...small]
  const bySize = others.toSorted((a, b) => total(a.counts) - total(b.counts))
  // One alone among shown sums would be what is left of them; it takes another with it.
  while (sizeOf(merged) < LEAST_SHOWN && bySize.length > 0) {
    const next = bySize.shift()
    if (next !== undefined) merged.push(next)
  }
  return [...rows.filter((row) => !merged.includes(row)), joined(merged)]
}
const sizeOf = <Code>(rows: readonly Row<Code>[]) => rows.reduce((sum, { counts }) => sum + total(counts), 0)
const joined = <Code>(rows: readonly Row<Code>[]): Row<Code> => ({
  codes: rows.flatMap(({ codes }) => codes),
  counts: columnSums(rows),
})

/** One row with the smallest other that has anything. */
function mergeRow<Code>(rows: readonly Row<Code>[], at: number): readonly Row<Code>[] {
  const filled = rows.filter(({ counts }) => total(counts) > 0)
  const wanted = filled.includes(rows[at] ?? NO_ROW) ? rows[at] : undefined
  const bySize = filled.toSorted((a, b) => total(a.counts) - total(b.counts))
  const first = wanted ?? bySize[0]
  const second = bySize.find((row) => row !== first)
  if (first === undefined || second === undefined) throw new Error('a single row cannot be hidden')
  return [...rows.filter((row) => row !== first && row !== second), joined([first, second])]
}
const NO_ROW: Row<never> = { codes: [], counts: [] }

type Cell = { readonly row: number; readonly column: number }
type Table = readonly (readonly number[])[]
type Hidden = readonly (readonly boolean[])[]
type Withheld =
  | { readonly ok: true; readonly hidden: Hidden }
  /** The row that nothing can be hidden in. */
  | { readonly ok: false; readonly row: number }

/** Which cells are withheld; the last row of the table is that of the sums. */
function withhold(table: Table): Withheld {
  const hidden = table.map((row) => row.map((n) => n > 0 && n < LEAST_SHOWN))
  const waiting = table.flatMap((row, at) =>
    row.flatMap((_, column) => (hidden[at]?.[column] === true ? [{ row: at, column }] : [])),
  )
  // Each once: what can differ still can when more is withheld.
  for (const told of waiting) {
    if (canDiffer(table, hidden, told)) continue
    const cycle = cheapestCycle(table, hidden, told, true)
    if (cycle === null) return { ok: false, row: told.row }
    for (const cell of cycle) {
      const line = hidden[cell.row]
      if (line === undefined || line[cell.column] === true) continue
      line[cell.column] = true
      waiting.push(cell)
    }
  }
  return { ok: true, hidden }
}

/** Whether a withheld count could be another, all that is shown being as it is and each withheld count 1 at least. */
export const canDiffer = (table: Table, hidden: Hidden, cell: Cell): boolean =>
  cheapestCycle(table, hidden, cell, false) !== null

type Arc = { readonly from: number; readonly to: number; readonly cell: Cell; readonly cost: number }

/**
 * The cells of the cheapest cycle through one: fewest shown cells, the smallest of these first. A count of a row flows from
 * the row to its column, a sum from the column to the row of sums; the other way only while 1 would be left.
 */
function cheapestCycle(
  table: Table,
  hidden: Hidden,
  through: Cell,
  mayHide: boolean,
): readonly Cell[] | null {
  const arcs: Arc[] = []
  for (const [row, counts] of table.entries())
    for (const [column, n] of counts.entries()) {
      const isHidden = hidden[row]?.[column] === true
      // A cell that is all of its row would be told by the sum of the row.
      const isUsable = isHidden || (mayHide && n > 0 && n < total(counts))
      if (!isUsable || (row === through.row && column === through.column)) continue
      const [from, to] = endsOf(table, { row, column })
      const way = { cell: { row, column }, cost: isHidden ? 0 : ONE_MORE + n }
      arcs.push({ ...way, from, to })
      if (n > 1) arcs.push({ ...way, from: to, to: from })
    }
  const [from, to] = endsOf(table, through)
  const more = cheapestPath(arcs, to, from)
  const canBeLess = (table[through.row]?.[through.column] ?? 0) > 1
  const less = canBeLess ? cheapestPath(arcs, from, to) : null
  if (more === null || less === null) return (more ?? less)?.cells ?? null
  return (less.cost < more.cost ? less : more).cells
}
/** Dearer than any count of a table, so that fewer cells come first. */
const ONE_MORE = 2 ** 40

function endsOf(table: Table, { row, column }: Cell): readonly [number, number] {
  const node = table.length + column
  return row === table.length - 1 ? [node, row] : [row, node]
}

type Path = { readonly cost: number; readonly cells: readonly Cell[] }

/** By rounds over all arcs: the network of a table has a few hundred. */
function cheapestPath(arcs: readonly Arc[], from: number, to: number): Path | null {
  const known = new Map<number, Path>([[from, { cost: 0, cells: [] }]])
  for (let changed = true; changed; ) {
    changed = false
    for (const arc of arcs) {
      const before = known.get(arc.from)
      if (before === undefined) continue
      const cost = before.cost + arc.cost
      if (cost >= (known.get(arc.to)?.cost ?? Number.POSITIVE_INFINITY)) continue
      known.set(arc.to, { cost, cells: [...before.cells, arc.cell] })
      changed = true
    }
  }
  return known.get(to) ?? null
}
