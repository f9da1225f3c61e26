/**
 * The values of one column cut into cells at the places where a test changes its answer: within a cell all tests of
 * the tables give the same. Every cell has a value that stands for it. Null is a cell of its own.
 */
import { compare, equal, order } from '../values/compare.ts'
import { add, divide, exact } from '../values/number.ts'
import { CivilDate, DaysDuration, isNum, MonthsDuration, type Num, type Value } from '../values/value.ts'
import type { Cells, Span } from './grid.ts'

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='
/** A test against values that are known and not null. */
export type ValueTest =
  | { readonly kind: 'op'; readonly op: CompareOp; readonly value: Value }
  | {
      readonly kind: 'range'
      readonly lo: Value
      readonly hi: Value
      readonly loIn: boolean
      readonly hiIn: boolean
    }

export type AxisSketch = {
  readonly type: 'boolean' | 'string' | 'number' | 'date' | 'days' | 'months' | 'given'
  readonly nullable: boolean
  readonly whole: boolean
  /** All values but null, where they are few. */
  readonly finite: readonly Value[] | undefined
  readonly tests: readonly ValueTest[]
  /** Whether a value is allowed by the column's type. */
  readonly allows: (value: Value) => boolean
}

/** What stands for a text that no rule names. */
export const OTHER_TEXT = '（其他）'

const ORDERED = new Set<CompareOp>(['<', '<=', '>', '>='])

export class ValueAxis {
  readonly atoms: readonly Value[]
  /** Cell of null, or -1 where it cannot occur. */
  readonly nullAt: number
  /** Whether a cell stands for any text no rule names, or for any value at all. */
  readonly otherAt: number
  private readonly points: readonly Value[]
  private readonly pointAt: readonly number[]
  private readonly gapAt: readonly number[]
  /** Cells that come before a point; null where the cells have no order. */
  private readonly before: readonly number[] | null
  private readonly count: number
  private readonly texts = new Map<Value, number>()

  constructor(sketch: AxisSketch) {
    const listed = sketch.type === 'boolean' ? (sketch.finite ?? [true, false]) : sketch.finite
    const isOrdered = sketch.tests.some((test) => test.kind === 'range' || ORDERED.has(test.op))
    const cuts = sketch.tests.flatMap((test) => (test.kind === 'op' ? [test.value] : [test.lo, test.hi]))
    const atoms: Value[] = []
    const pointAt: number[] = []
    const gapAt: number[] = []
    this.otherAt = -1
    if (listed !== undefined || sketch.type === 'given' || (sketch.type === 'string' && !isOrdered)) {
      this.points = distinct(listed ?? cuts)
      this.before = null
      for (const point of this.points) pointAt.push(atoms.push(point) - 1)
      if (listed === undefined)
        this.otherAt = atoms.push(sketch.type === 'given' ? [] : other(this.points)) - 1
    } else {
      this.points = distinct(cuts).sort((a, b) => order(a, b) ?? 0)
      const before: number[] = []
      for (let at = 0; at <= this.points.length; at += 1) {
        const between = representative(sketch, this.points[at - 1], this.points[at])
        const hasGap = between !== undefined && sketch.allows(between)
        gapAt.push(hasGap ? atoms.push(between) - 1 : -1)
        const point = this.points[at]
        if (point === undefined) continue
        before.push(atoms.length)
        const exists = (!sketch.whole || typeof point === 'number') && sketch.allows(point)
        pointAt.push(exists ? atoms.push(point) - 1 : -1)
      }
      this.before = before
    }
    this.count = atoms.length
    this.pointAt = pointAt
    this.gapAt = gapAt
    this.nullAt = sketch.nullable ? atoms.push(null) - 1 : -1
    this.atoms = atoms
    for (const [at, point] of this.points.entries())
      if (typeof point === 'string' || typeof point === 'boolean') this.texts.set(point, at)
  }

  /** The cells, null apart, for which a test holds. */
  cellsOf(test: ValueTest): Cells {
    if (this.before === null) {
      if (test.kind === 'op' && test.op === '=') return spanOf(this.locate(test.value))
      const cells: Span[] = []
      for (let at = 0; at < this.count; at += 1) if (holds(test, this.atoms[at] ?? null)) cells.push([at, at])
      return union(cells)
    }
    if (test.kind === 'op') return this.cellsOfOp(test.op, test.value)
    return intersection(
      this.cellsOfOp(test.loIn ? '>=' : '>', test.lo),
      this.cellsOfOp(test.hiIn ? '<=' : '<', test.hi),
    )
  }

  private cellsOfOp(op: CompareOp, value: Value): Cells {
    const at = this.pointOf(value)
    const start = this.before?.[at] ?? 0
    const end = start + ((this.pointAt[at] ?? -1) < 0 ? 0 : 1)
    const span = (lo: number, hi: number): Cells => (lo <= hi ? [[lo, hi]] : [])
    const last = this.count - 1
    switch (op) {
      case '=':
        return span(start, end - 1)
      case '!=':
        return union([...span(0, start - 1), ...span(end, last)])
      case '<':
        return span(0, start - 1)
      case '<=':
        return span(0, end - 1)
      case '>':
        return span(end, last)
      case '>=':
        return span(start, last)
    }
  }

  /** All cells but null that are not among these. */
  complement(cells: Cells): Cells {
    return complementOf(cells, this.count)
  }

  /** The cell of a value; -1 when the value cannot occur. */
  locate(value: Value): number {
    if (value === null) return this.nullAt
    if (this.before === null) {
      const known = this.texts.get(value)
      if (known !== undefined) return this.pointAt[known] ?? -1
      const at = this.points.findIndex((point) => equal(point, value) === true)
      return at < 0 ? this.otherAt : (this.pointAt[at] ?? -1)
    }
    const at = this.pointOf(value)
    const point = this.points[at]
    if (point !== undefined && order(point, value) === 0) return this.pointAt[at] ?? -1
    return this.gapAt[at] ?? -1
  }

  /** The first point that is not below the value. */
  private pointOf(value: Value): number {
    let from = 0
    let to = this.points.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((order(this.points[middle] ?? null, value) ?? 0) < 0) from = middle + 1
      else to = middle
    }
    return from
  }
}

function holds(test: ValueTest, value: Value): boolean {
  if (test.kind === 'range')
    return (
      compare(test.loIn ? '>=' : '>', value, test.lo) === true &&
      compare(test.hiIn ? '<=' : '<', value, test.hi) === true
    )
  if (test.op === '=') return equal(value, test.value) === true
  return test.op === '!=' ? equal(value, test.value) === false : compare(test.op, value, test.value) === true
}

const spanOf = (at: number): Cells => (at < 0 ? [] : [[at, at]])

export function union(cells: readonly Span[]): Cells {
  const made: [number, number][] = []
  for (const [lo, hi] of [...cells].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1)
    if (last !== undefined && lo <= last[1] + 1) last[1] = Math.max(last[1], hi)
    else made.push([lo, hi])
  }
  return made
}

export function intersection(a: Cells, b: Cells): Cells {
  return a.flatMap(([lo, hi]) =>
    b.flatMap(([from, to]): Span[] =>
      Math.max(lo, from) <= Math.min(hi, to) ? [[Math.max(lo, from), Math.min(hi, to)]] : [],
    ),
  )
}

export function complementOf(cells: Cells, count: number): Cells {
  const made: Span[] = []
  let next = 0
  for (const [lo, hi] of cells) {
    if (lo > next) made.push([next, lo - 1])
    next = hi + 1
  }
  if (next < count) made.push([next, count - 1])
  return made
}

function distinct(values: readonly Value[]): Value[] {
  const made: Value[] = []
  const texts = new Set<Value>()
  for (const value of values) {
    if (value === null || texts.has(value)) continue
    const isPlain = typeof value !== 'object'
    if (!isPlain && made.some((known) => equal(known, value) === true)) continue
    if (isPlain) texts.add(value)
    made.push(value)
  }
  return made
}

function other(points: readonly Value[]): string {
  let text = OTHER_TEXT
  while (points.includes(text)) text += '…'
  return text
}

/** A value strictly between two points, the plainest; undefined when there is none. */
function representative(sketch: AxisSketch, lo: Value | undefined, hi: Value | undefined): Value | undefined {
  switch (sketch.type) {
    case 'number':
      return numberBetween(sketch.whole, lo, hi)
    case 'date': {
      const day = wholeBetween(dayOf(lo), dayOf(hi), DEFAULT_DAY)
      return day === undefined ? undefined : new CivilDate(day)
    }
    case 'days': {
      const ms = wholeBetween(
        lo instanceof DaysDuration ? lo.ms : undefined,
        hi instanceof DaysDuration ? hi.ms : undefined,
        0,
      )
      return ms === undefined ? undefined : new DaysDuration(ms)
    }
    case 'months': {
      const months = wholeBetween(
        lo instanceof MonthsDuration ? lo.months : undefined,
        hi instanceof MonthsDuration ? hi.months : undefined,
        0,
      )
      return months === undefined ? undefined : new MonthsDuration(months)
    }
    default:
      return textBetween(typeof lo === 'string' ? lo : undefined, typeof hi === 'string' ? hi : undefined)
  }
}

/** 2000-01-01 */
const DEFAULT_DAY = 10_957
const dayOf = (value: Value | undefined) => (value instanceof CivilDate ? value.day : undefined)

function wholeBetween(lo: number | undefined, hi: number | undefined, free: number): number | undefined {
  if (lo === undefined) return hi === undefined ? free : hi - 1
  return hi === undefined || lo + 1 < hi ? lo + 1 : undefined
}

function numberBetween(whole: boolean, lo: Value | undefined, hi: Value | undefined): Value | undefined {
  const from = lo !== undefined && isNum(lo) ? lo : undefined
  const to = hi !== undefined && isNum(hi) ? hi : undefined
  const up = from === undefined ? undefined : exact(from).floor().toNumber() + 1
  if (up === undefined) return to === undefined ? 0 : exact(to).ceil().toNumber() - 1
  if (to === undefined || exact(to).gt(up)) return up
  return whole || from === undefined ? undefined : middle(from, to)
}

function middle(lo: Num, hi: Num): Value {
  const sum = add(lo, hi)
  return sum === null ? null : divide(sum, 2)
}

function textBetween(lo: string | undefined, hi: string | undefined): string | undefined {
  const candidates =
    lo === undefined ? ['', ...(hi === undefined ? [] : [])] : [`${lo} `, `${lo}0`, `${lo}a`, `${lo}\u0000`]
  const fits = (text: string) => (lo === undefined || text > lo) && (hi === undefined || text < hi)
  return candidates.find(fits)
}
