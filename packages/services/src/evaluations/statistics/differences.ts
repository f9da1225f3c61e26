import { type Cell, COUNTS, type CountKind, type CountName, type Tally } from '@tongban/evaluations'
import {
  addEvaluationCounts,
  addOptionCounts,
  type CountGrain,
  dropEmptyOptionCounts,
  type Statement,
} from '@tongban/store'

/**
 * What is added to the roll-ups and taken back from them, summed up before it is written: one row for each place, however
 * many ratings there were of it. The same places are counted in each grain that tells them apart.
 */
const GRAINS = {
  department: ({ department }) => [department, '', ''],
  window: ({ department, window }) => [department, window, ''],
  item: ({ department, itemCode }) => [department, '', itemCode],
  cell: ({ department, window, itemCode }) => [department, window, itemCode],
} as const satisfies Record<CountGrain, (cell: Cell) => readonly string[]>
/** Guarantee: the keys of the table above. */
const GRAIN_NAMES = Object.keys(GRAINS) as readonly CountGrain[]
/** Guarantee: as above. */
const KINDS = Object.keys(COUNTS) as readonly CountKind[]
const PLACE_OF: ReadonlyMap<CountName, { readonly kind: CountKind; readonly at: number }> = new Map(
  KINDS.flatMap((kind) => COUNTS[kind].map((name, at) => [name, { kind, at }] as const)),
)
const MOST_ROWS = 1000

type Counted = { readonly place: readonly string[]; readonly n: number[] }

export class Differences {
  private readonly counts = new Map<CountKind, Map<string, Counted>>(KINDS.map((kind) => [kind, new Map()]))
  private readonly options = new Map<string, Counted>()

  /** What something counts as now, in place of what it counted as before. */
  change(before: Tally | undefined, now: Tally | undefined): void {
    if (before !== undefined) this.add(before, -1)
    if (now !== undefined) this.add(now, 1)
  }

  private add({ cell, counts, options }: Tally, n: number): void {
    for (const grain of GRAIN_NAMES) {
      const place = [grain, ...GRAINS[grain](cell), cell.channel, cell.month]
      const key = place.join('\n')
      for (const name of counts) {
        const column = PLACE_OF.get(name)
        if (column === undefined) throw new Error(`no column counts ${name}`)
        const rows = this.counts.get(column.kind) ?? new Map<string, Counted>()
        const row = rows.get(key) ?? { place, n: COUNTS[column.kind].map(() => 0) }
        rows.set(key, row)
        row.n[column.at] = (row.n[column.at] ?? 0) + n
      }
      if (grain === 'cell') continue
      // By channel they are told apart for the whole of a department only: a quarter of the rows.
      const channel = grain === 'department' ? cell.channel : ''
      const ticked = [grain, ...GRAINS[grain](cell), channel, cell.month]
      for (const code of options) {
        const at = [...ticked, code].join('\n')
        const row = this.options.get(at) ?? { place: [...ticked, code], n: [0] }
        this.options.set(at, row)
        row.n[0] = (row.n[0] ?? 0) + n
      }
    }
  }

  statements(): readonly Statement[] {
    return [
      ...KINDS.flatMap((kind) =>
        slicesOf(this.counts.get(kind)).map((rows) => addEvaluationCounts(COUNTS[kind], rows)),
      ),
      ...slicesOf(this.options).map((rows) => addOptionCounts({ rows })),
      // Only what was taken back can come to nothing.
      ...slicesOf(takenBack(this.options)).map((rows) => dropEmptyOptionCounts({ rows })),
    ]
  }
}

const takenBack = (rows: ReadonlyMap<string, Counted>) =>
  new Map([...rows].filter(([, { n }]) => n.some((each) => each < 0)))

/** As lists that one statement takes; what comes to nothing is left out. */
function slicesOf(rows: ReadonlyMap<string, Counted> = new Map()): readonly string[] {
  const moved = [...rows.values()].filter(({ n }) => n.some((each) => each !== 0))
  return Array.from({ length: Math.ceil(moved.length / MOST_ROWS) }, (_, at) =>
    JSON.stringify(moved.slice(at * MOST_ROWS, (at + 1) * MOST_ROWS).map(({ place, n }) => [...place, ...n])),
  )
}
