/**
 * Whether boxes cover a region, and a part they leave out. Boxes that do not overlap are counted: the sum of their
 * volumes decides, and halving leads to a missing cell. Overlapping boxes are split within a budget of steps; a
 * budget that runs out is an answer of its own and never stands for "covered".
 */
import type { Box, Grid } from './grid.ts'

export type Budget = { left: number }
export type Uncovered =
  | { readonly found: 'nothing' }
  | { readonly found: 'region'; readonly region: Box }
  | { readonly found: 'notDecided' }

export const COVERED: Uncovered = { found: 'nothing' }
export const NOT_DECIDED: Uncovered = { found: 'notDecided' }

/** For boxes of which no two intersect. */
export function uncoveredByCount(grid: Grid, root: Box, disjoint: readonly Box[]): Uncovered {
  let region = root
  let inside = clipped(grid, region, disjoint)
  if (sum(grid, inside) === grid.volume(region)) return COVERED
  for (let axis = 0; axis < grid.sizes.length; axis += 1) {
    while (grid.length(region, axis) > 1) {
      const [left, right] = grid.halves(region, axis)
      const within = clipped(grid, left, inside)
      if (sum(grid, within) < grid.volume(left)) {
        region = left
        inside = within
      } else {
        region = right
        inside = clipped(grid, right, inside)
      }
    }
  }
  return { found: 'region', region }
}

/** What is left of a box outside others, as boxes that do not overlap; null when these would be too many. */
export function minus(grid: Grid, box: Box, others: readonly Box[], most: number): readonly Box[] | null {
  let parts: readonly Box[] = [box]
  for (const other of others) {
    parts = parts.flatMap((part) => (grid.intersects(part, other) ? without(grid, part, other) : [part]))
    if (parts.length > most) return null
  }
  return parts
}

function without(grid: Grid, box: Box, other: Box): readonly Box[] {
  const left: Box[] = []
  const rest = box.slice()
  for (let axis = 0; axis < grid.sizes.length; axis += 1) {
    left.push(...grid.outside(rest, other, axis))
    grid.clip(rest, other, axis)
  }
  return left
}

/** The same cells as boxes of which no two intersect, when that takes few more; else null. */
export function disjointed(grid: Grid, boxes: readonly Box[], most: number): readonly Box[] | null {
  const made: Box[] = []
  for (const box of boxes) {
    const near = made.filter((other) => grid.intersects(box, other))
    const parts = minus(grid, box, near, most)
    if (parts === null || made.length + parts.length > most) return null
    made.push(...parts)
  }
  return made
}

const clipped = (grid: Grid, region: Box, boxes: readonly Box[]) =>
  boxes.flatMap((box) => (grid.intersects(region, box) ? [grid.meet(region, box)] : []))

function sum(grid: Grid, boxes: readonly Box[]): bigint {
  let total = 0n
  for (const box of boxes) total += grid.volume(box)
  return total
}

/** For any boxes. */
export function uncoveredBySplitting(
  grid: Grid,
  root: Box,
  boxes: readonly Box[],
  budget: Budget,
): Uncovered {
  budget.left -= 1
  if (budget.left < 0) return NOT_DECIDED
  const near: Box[] = []
  let pivot: Box | undefined
  let most = -1
  for (const box of boxes) {
    if (!grid.intersects(root, box)) continue
    if (grid.contains(box, root)) return COVERED
    near.push(box)
    const shared = grid.shared(root, box)
    if (shared > most) {
      most = shared
      pivot = box
    }
  }
  if (pivot === undefined) return { found: 'region', region: root }
  const region = root.slice()
  for (const axis of widestFirst(grid, root, pivot)) {
    for (const part of grid.outside(region, pivot, axis)) {
      const rest = uncoveredBySplitting(grid, part, near, budget)
      if (rest.found !== 'nothing') return rest
    }
    grid.clip(region, pivot, axis)
  }
  return COVERED
}

/** Axes on which the pivot does not fill the region; where it leaves out most comes first, so that least is left. */
function widestFirst(grid: Grid, region: Box, pivot: Box): readonly number[] {
  const axes: { axis: number; kept: number }[] = []
  for (let axis = 0; axis < grid.sizes.length; axis += 1) {
    if (grid.containsAt(pivot, region, axis)) continue
    const part = region.slice()
    grid.clip(part, pivot, axis)
    axes.push({ axis, kept: grid.length(part, axis) / grid.length(region, axis) })
  }
  return axes.sort((a, b) => a.kept - b.kept).map(({ axis }) => axis)
}

/** The region made wider as long as no box touches it, so that it reads as a range and not as a point. */
export function widen(grid: Grid, region: Box, boxes: readonly Box[]): Box {
  let wide = region
  for (let axis = grid.sizes.length - 1; axis >= 0; axis -= 1) {
    const open = wide.slice()
    open[axis * 2] = grid.full[axis * 2] ?? 0
    open[axis * 2 + 1] = grid.full[axis * 2 + 1] ?? 0
    const near = boxes.filter((box) => grid.intersects(open, box))
    if (near.length === 0) {
      wide = open
      continue
    }
    // What no near box touches on this axis is free: subtract each of them from the opened axis.
    let parts: readonly Box[] = [open]
    for (const box of near) parts = parts.flatMap((part) => grid.outside(part, box, axis))
    wide = parts.find((part) => grid.containsAt(part, region, axis)) ?? wide
  }
  return wide
}

/** Every pair of boxes that intersect, in order of the first; `visit` may end the search by returning false. */
export function eachOverlap(
  grid: Grid,
  boxes: readonly Box[],
  visit: (a: number, b: number) => boolean,
): void {
  const axis = sweepAxis(grid, boxes)
  const starts = boxes.map((box) => startOf(grid, box, axis))
  const order = boxes.map((_, at) => at).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0) || a - b)
  for (let i = 0; i < order.length; i += 1) {
    const a = order[i] ?? 0
    const box = boxes[a]
    if (box === undefined) continue
    const end = endOf(grid, box, axis)
    for (let j = i + 1; j < order.length; j += 1) {
      const b = order[j] ?? 0
      const other = boxes[b]
      if (other === undefined || (starts[b] ?? 0) > end) break
      if (grid.intersects(box, other) && !visit(Math.min(a, b), Math.max(a, b))) return
    }
  }
}

const startOf = (grid: Grid, box: Box, axis: number) => grid.cells(box, axis)[0]?.[0] ?? 0
const endOf = (grid: Grid, box: Box, axis: number) => grid.cells(box, axis).at(-1)?.[1] ?? 0

/** The axis along which the boxes are shortest: sweeping along it leaves the fewest pairs to look at. */
function sweepAxis(grid: Grid, boxes: readonly Box[]): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [axis, size] of grid.sizes.entries()) {
    let total = 0
    for (const box of boxes) total += (endOf(grid, box, axis) - startOf(grid, box, axis) + 1) / size
    if (total < least) {
      least = total
      best = axis
    }
  }
  return best
}
