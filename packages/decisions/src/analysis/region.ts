/**
 * Where two versions of a table answer differently: regions in which each version's answer is settled and the two are
 * not the same. Only rows that differ can make a difference, so only what they cover is looked at.
 */
import type { HitPolicy } from '../plan/plan.ts'
import { type Budget, minus } from './cover.ts'
import type { Box, Grid } from './grid.ts'
import { compareOutputs, type Given } from './outputs.ts'

export type Side = {
  readonly hit: HitPolicy
  readonly boxes: readonly Box[]
  readonly owners: readonly number[]
  readonly given: readonly Given[]
  /** Place of each row in the order in which rows are taken: of the table, or of its output values. */
  readonly ranks: readonly number[]
  /** What it gives when no row hits. */
  readonly otherwise: string | null
}

/** Rows that answer in a region. `problem`: the policy gives no result, because several rows hit or they disagree. */
export type Answer = {
  readonly rows: readonly number[]
  readonly key: string
  readonly problem: boolean
  readonly constant: boolean
}
export type Changed = {
  readonly region: Box
  readonly old: Answer
  readonly now: Answer
  readonly outputs: 'different' | 'mayDiffer'
}
export type Compared = {
  readonly changed: readonly Changed[]
  readonly total: number
  readonly decided: boolean
  readonly involved: readonly [ReadonlySet<number>, ReadonlySet<number>]
}

type Near = readonly number[]
const MOST_PARTS = 20_000
/** Other rows may yet make up for what one row adds or leaves out. */
const FOLDED: ReadonlySet<HitPolicy> = new Set(['C+', 'C<', 'C>'])
/** Every row that hits counts by itself, so rows that are the same in both versions cancel out. */
export const COLLECTING: ReadonlySet<HitPolicy> = new Set(['C', 'C+', 'C<', 'C>', 'C#'])

export class Comparison {
  private readonly grid: Grid
  private readonly sides: readonly [Side, Side]
  private readonly budget: Budget
  private readonly most: number
  private readonly changed: Changed[] = []
  /** Rows of each version that answer in some region where the answers differ. */
  private readonly involved: readonly [Set<number>, Set<number>] = [new Set(), new Set()]
  private total = 0

  constructor(grid: Grid, sides: readonly [Side, Side], budget: Budget, most: number) {
    this.grid = grid
    this.sides = sides
    this.budget = budget
    this.most = most
  }

  /** `roots` are the boxes of the rows that differ; no part is looked at twice, nor one behind `walls`. */
  run(roots: readonly Box[], walls: readonly Box[]): Compared {
    let decided = true
    const done: Box[] = [...walls]
    for (const root of roots) {
      const all = [this.sides[0].boxes, this.sides[1].boxes].map((boxes) => boxes.map((_, at) => at))
      const parts = minus(this.grid, root, done, MOST_PARTS) ?? [root]
      for (const part of parts) decided = this.search(part, all[0] ?? [], all[1] ?? []) && decided
      done.push(root)
    }
    return { changed: this.changed, total: this.total, decided, involved: this.involved }
  }

  /** False when the budget ran out. */
  private search(region: Box, near: Near, nearNow: Near): boolean {
    this.budget.left -= 1
    if (this.budget.left < 0) return false
    const old = this.touching(this.sides[0], near, region)
    const now = this.touching(this.sides[1], nearNow, region)
    const [before, after] = [
      this.settled(this.sides[0], old, region),
      this.settled(this.sides[1], now, region),
    ]
    if (before !== null && after !== null) {
      this.compare(region, before, after)
      return true
    }
    const pivot = this.pivot(this.sides[0], old, region) ?? this.pivot(this.sides[1], now, region)
    if (pivot === undefined) return true
    const rest = region.slice()
    let decided = true
    for (let axis = 0; axis < this.grid.sizes.length; axis += 1) {
      for (const part of this.grid.outside(rest, pivot, axis))
        decided = this.search(part, old, now) && decided
      this.grid.clip(rest, pivot, axis)
    }
    return this.search(rest, old, now) && decided
  }

  private touching(side: Side, near: Near, region: Box): Near {
    return near.filter((at) => {
      const box = side.boxes[at]
      return box !== undefined && this.grid.intersects(box, region)
    })
  }

  private covers(side: Side, at: number, region: Box): boolean {
    const box = side.boxes[at]
    return box !== undefined && this.grid.contains(box, region)
  }

  private pivot(side: Side, near: Near, region: Box): Box | undefined {
    const at = near.find((one) => !this.covers(side, one, region))
    return at === undefined ? undefined : side.boxes[at]
  }

  /** The answer of a version when it is the same all over the region, else null. */
  private settled(side: Side, near: Near, region: Box): Answer | null {
    if (side.hit === 'F' || side.hit === 'P') {
      const best = near.reduce<number | undefined>(
        (first, at) => (first === undefined || this.rank(side, at) < this.rank(side, first) ? at : first),
        undefined,
      )
      if (best === undefined) return nothing(side)
      return this.covers(side, best, region) ? answerOf(side, [side.owners[best] ?? 0]) : null
    }
    if (near.some((at) => !this.covers(side, at, region))) return null
    const rows = [...new Set(near.map((at) => side.owners[at] ?? 0))].sort((a, b) => a - b)
    return rows.length === 0 ? nothing(side) : answerOf(side, rows)
  }

  private rank(side: Side, at: number): number {
    return side.ranks[side.owners[at] ?? 0] ?? 0
  }

  private compare(region: Box, old: Answer, now: Answer): void {
    if (old.key === now.key) return
    this.total += 1
    for (const row of old.rows) this.involved[0].add(row)
    for (const row of now.rows) this.involved[1].add(row)
    if (this.changed.length >= this.most) return
    const isFolded = FOLDED.has(this.sides[1].hit) || FOLDED.has(this.sides[0].hit)
    const outputs = !isFolded && compareOutputs(old, now) === 'different' ? 'different' : 'mayDiffer'
    this.changed.push({ region, old, now, outputs })
  }
}

const nothing = (side: Side): Answer => ({
  rows: [],
  key: side.otherwise ?? (side.hit === 'C' || side.hit === 'R' || side.hit === 'O' ? '' : 'null'),
  problem: false,
  constant: true,
})

/** What the rows that hit amount to, as a text to compare by. */
function answerOf(side: Side, rows: readonly number[]): Answer {
  const given = rows.map((row) => side.given[row] ?? { key: '', constant: false })
  const constant = given.every((one) => one.constant)
  const keys = given.map(({ key }) => key)
  const isClash = side.hit === 'U' ? rows.length > 1 : side.hit === 'A' && new Set(keys).size > 1
  if (isClash) return { rows, key: 'null', problem: true, constant: true }
  if (side.hit === 'R') return { rows, key: keys.join('\n\n'), problem: false, constant }
  if (side.hit === 'O') {
    const ordered = rows.toSorted((a, b) => (side.ranks[a] ?? 0) - (side.ranks[b] ?? 0))
    return {
      rows,
      key: ordered.map((row) => side.given[row]?.key ?? '').join('\n\n'),
      problem: false,
      constant,
    }
  }
  if (side.hit === 'A' || side.hit === 'U' || side.hit === 'F' || side.hit === 'P')
    return { rows, key: keys[0] ?? '', problem: false, constant }
  if (side.hit === 'C#') return { rows, key: `${rows.length}`, problem: false, constant: true }
  // Collected: the same rows in another order say the same.
  return { rows, key: keys.toSorted().join('\n\n'), problem: false, constant }
}
