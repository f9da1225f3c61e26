/**
 * Boxes on a grid of cells: what a row of a decision table covers. An axis of few cells is held as a bit mask, so that
 * any set of its cells is one box; a longer axis as a span of cells. Pure arithmetic; knows nothing of rules.
 */
export type Span = readonly [lo: number, hi: number]
/** Cells of one axis: spans in order that neither touch nor overlap. */
export type Cells = readonly Span[]
/** Two numbers for each axis: a mask and zero, or the first and last cell. */
export type Box = Int32Array

const MOST_BITS = 30

function bitsOf(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

export class Grid {
  readonly sizes: readonly number[]
  readonly full: Box
  private readonly masked: readonly boolean[]

  constructor(sizes: readonly number[]) {
    this.sizes = sizes
    this.masked = sizes.map((size) => size <= MOST_BITS)
    this.full = new Int32Array(sizes.length * 2)
    for (const [axis, size] of sizes.entries()) {
      this.full[axis * 2] = this.masked[axis] === true ? 2 ** size - 1 : 0
      this.full[axis * 2 + 1] = this.masked[axis] === true ? 0 : size - 1
    }
  }

  /** The boxes of all combinations of cells; an axis not named is free. Undefined when there would be too many. */
  boxes(wanted: ReadonlyMap<number, Cells>, most: number): readonly Box[] | undefined {
    let made: Box[] = [this.full]
    for (const [axis, cells] of wanted) {
      const parts = this.parts(axis, cells)
      if (made.length * parts.length > most) return undefined
      made = made.flatMap((box) =>
        parts.map(([first, second]) => {
          const copy = box.slice()
          copy[axis * 2] = first
          copy[axis * 2 + 1] = second
          return copy
        }),
      )
    }
    return made
  }

  private parts(axis: number, cells: Cells): readonly Span[] {
    if (this.masked[axis] !== true) return cells
    let mask = 0
    for (const [lo, hi] of cells) for (let cell = lo; cell <= hi; cell += 1) mask |= 1 << cell
    return mask === 0 ? [] : [[mask, 0]]
  }

  /** The cells of one axis of a box. */
  cells(box: Box, axis: number): Cells {
    const first = box[axis * 2] ?? 0
    if (this.masked[axis] !== true) return [[first, box[axis * 2 + 1] ?? 0]]
    const found: [number, number][] = []
    for (let cell = 0; cell < (this.sizes[axis] ?? 0); cell += 1) {
      if (((first >>> cell) & 1) === 0) continue
      const last = found.at(-1)
      if (last !== undefined && last[1] === cell - 1) last[1] = cell
      else found.push([cell, cell])
    }
    return found
  }

  holds(box: Box, axis: number, cell: number): boolean {
    const first = box[axis * 2] ?? 0
    if (this.masked[axis] === true) return ((first >>> cell) & 1) === 1
    return cell >= first && cell <= (box[axis * 2 + 1] ?? 0)
  }

  isFree(box: Box, axis: number): boolean {
    return box[axis * 2] === this.full[axis * 2] && box[axis * 2 + 1] === this.full[axis * 2 + 1]
  }

  intersects(a: Box, b: Box): boolean {
    const { masked } = this
    for (let axis = 0, at = 0; axis < masked.length; axis += 1, at += 2) {
      const a0 = a[at] ?? 0
      const b0 = b[at] ?? 0
      if (masked[axis] === true ? (a0 & b0) === 0 : a0 > (b[at + 1] ?? 0) || b0 > (a[at + 1] ?? 0))
        return false
    }
    return true
  }

  contains(outer: Box, inner: Box): boolean {
    for (let axis = 0; axis < this.masked.length; axis += 1)
      if (!this.containsAt(outer, inner, axis)) return false
    return true
  }

  containsAt(outer: Box, inner: Box, axis: number): boolean {
    const at = axis * 2
    const o = outer[at] ?? 0
    const i = inner[at] ?? 0
    if (this.masked[axis] === true) return (i & ~o) === 0
    return o <= i && (outer[at + 1] ?? 0) >= (inner[at + 1] ?? 0)
  }

  /** What two boxes share; they must intersect. */
  meet(a: Box, b: Box): Box {
    const made = a.slice()
    for (let axis = 0; axis < this.masked.length; axis += 1) this.clip(made, b, axis)
    return made
  }

  /** Narrows one axis of `box` to that of `to`, in place. */
  clip(box: Box, to: Box, axis: number): void {
    const at = axis * 2
    if (this.masked[axis] === true) box[at] = (box[at] ?? 0) & (to[at] ?? 0)
    else {
      box[at] = Math.max(box[at] ?? 0, to[at] ?? 0)
      box[at + 1] = Math.min(box[at + 1] ?? 0, to[at + 1] ?? 0)
    }
  }

  /** What is left of `box` on one axis outside `other`, as boxes that are equal on all other axes. */
  outside(box: Box, other: Box, axis: number): readonly Box[] {
    const at = axis * 2
    const made: Box[] = []
    const add = (first: number, second: number) => {
      const copy = box.slice()
      copy[at] = first
      copy[at + 1] = second
      made.push(copy)
    }
    const lo = box[at] ?? 0
    if (this.masked[axis] === true) {
      const rest = lo & ~(other[at] ?? 0)
      if (rest !== 0) add(rest, 0)
      return made
    }
    const hi = box[at + 1] ?? 0
    const from = other[at] ?? 0
    const to = other[at + 1] ?? 0
    if (lo < from) add(lo, Math.min(hi, from - 1))
    if (hi > to) add(Math.max(lo, to + 1), hi)
    return made
  }

  /** Two halves of a box along an axis that has more than one cell. */
  halves(box: Box, axis: number): readonly [Box, Box] {
    const cells = this.cells(box, axis)
    const wanted = Math.ceil(this.length(box, axis) / 2)
    const left = box.slice()
    const right = box.slice()
    if (this.masked[axis] === true) {
      let mask = 0
      let taken = 0
      for (const [lo, hi] of cells)
        for (let cell = lo; cell <= hi && taken < wanted; cell += 1, taken += 1) mask |= 1 << cell
      left[axis * 2] = mask
      right[axis * 2] = (box[axis * 2] ?? 0) & ~mask
    } else {
      left[axis * 2 + 1] = (box[axis * 2] ?? 0) + wanted - 1
      right[axis * 2] = (box[axis * 2] ?? 0) + wanted
    }
    return [left, right]
  }

  /** Number of cells of one axis. */
  length(box: Box, axis: number): number {
    const first = box[axis * 2] ?? 0
    return this.masked[axis] === true ? bitsOf(first) : (box[axis * 2 + 1] ?? 0) - first + 1
  }

  /** Exact number of grid cells. */
  volume(box: Box): bigint {
    let volume = 1n
    for (let axis = 0; axis < this.masked.length; axis += 1) volume *= BigInt(this.length(box, axis))
    return volume
  }

  /** Roughly the number of grid cells two boxes share; only to choose by. */
  shared(a: Box, b: Box): number {
    let volume = 1
    const { masked } = this
    for (let axis = 0, at = 0; axis < masked.length; axis += 1, at += 2) {
      const a0 = a[at] ?? 0
      const b0 = b[at] ?? 0
      volume *=
        masked[axis] === true
          ? bitsOf(a0 & b0)
          : Math.min(a[at + 1] ?? 0, b[at + 1] ?? 0) - Math.max(a0, b0) + 1
    }
    return volume
  }
}
