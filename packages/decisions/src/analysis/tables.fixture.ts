/** For tests: plans of one table, made at random from a seed, over inputs of all kinds the analysis tells apart. */
import type { Cell, HitPolicy, InputColumn, Node, Plan, Row, Table, Unary } from '../plan/plan.ts'
import { PLAN_FORMAT } from '../plan/plan.ts'
import type { Type } from '../plan/type.ts'
import { dateToText } from '../values/civil.ts'

export type Kind = 'number' | 'date' | 'string' | 'enumeration' | 'boolean' | 'list'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const num = (n: number): Node => ({ k: 'num', v: String(n) })
const text = (v: string): Node => ({ k: 'lit', v })
const day = (n: number): Node => ({ k: 'temporal', type: 'date', v: dateToText(n) })
const ENUMERATED = ['a', 'b', 'c'] as const

const allowed: Type = {
  allowed: {
    of: 'string',
    text: '"a","b","c"',
    tests: ENUMERATED.map((v) => ({ u: 'op', op: '=', e: text(v) })),
  },
}
const TYPES: Record<Kind, Type> = {
  number: 'number',
  date: 'date',
  string: 'string',
  enumeration: allowed,
  boolean: 'boolean',
  list: { list: 'string' },
}

const written = (test: Unary): string => JSON.stringify(test)
export const cell = (tests: readonly Unary[], not = false): Cell => ({
  text: `${not ? 'not ' : ''}${tests.map(written).join(', ')}`,
  tests,
  ...(not ? { not } : {}),
})
export const ANY: Cell = { text: '-' }

export function columnOf(kind: Kind, name: string): InputColumn {
  return { id: null, label: name, text: name, type: TYPES[kind], e: { k: 'var', n: name } }
}

export function planOf(
  kinds: readonly Kind[],
  hit: HitPolicy,
  rows: readonly Row[],
  more: Partial<Table> = {},
): Plan {
  const names = kinds.map((_, at) => `x${at}`)
  const table: Table = {
    name: 'table',
    id: null,
    hit,
    inputs: kinds.map((kind, at) => columnOf(kind, names[at] ?? '')),
    outputs: [{ name: 'out', label: 'out', type: 'number' }],
    annotations: [],
    rows,
    ...more,
  }
  return {
    format: PLAN_FORMAT,
    name: 'random',
    namespace: 'random',
    inputs: kinds.map((kind, at) => ({ name: names[at] ?? '', id: null, type: TYPES[kind] })),
    functions: [],
    decisions: [
      {
        name: 'table',
        id: null,
        label: 'table',
        description: null,
        type: 'Any',
        requires: names,
        text: null,
        body: { k: 'table', table },
      },
    ],
    constants: {},
  }
}

export const rowOf = (at: number, cells: readonly Cell[], gives: number): Row => ({
  id: `r${at + 1}`,
  cells,
  outputs: [{ text: String(gives), e: num(gives) }],
  notes: [],
  description: null,
})

/** Small domains with their neighbours: every value at which an answer can change, and those between. */
export const VALUES: Record<Kind, readonly (null | boolean | number | string | readonly string[])[]> = {
  number: [null, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4],
  date: [null, ...[-1, 0, 1, 2, 3, 4].map((n) => dateToText(20_000 + n))],
  string: [null, '', 'a', 'a ', 'b', 'b ', 'c', 'c ', 'zz'],
  enumeration: [null, 'a', 'b', 'c'],
  boolean: [null, true, false],
  list: [null, [], ['p'], ['q'], ['p', 'q'], ['z']],
}

const OPS = ['=', '!=', '<', '<=', '>', '>='] as const

export class RandomTables {
  private readonly random: () => number

  constructor(seed: number) {
    this.random = seeded(seed)
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.below(values.length)] ?? values[0]
  }

  private point(kind: Kind): Node {
    if (kind === 'number') return num(this.pick([0, 1, 2, 3]))
    if (kind === 'date') return day(20_000 + this.below(4))
    if (kind === 'boolean') return { k: 'lit', v: this.random() < 0.5 }
    return text(this.pick(['a', 'b', 'c']))
  }

  private test(kind: Kind): Unary {
    if (this.random() < 0.08) return { u: 'op', op: this.pick(['=', '!=']), e: { k: 'lit', v: null } }
    if (kind === 'list') {
      const e: Node = {
        k: 'call',
        fn: 'list contains',
        args: [{ k: 'var', n: '?' }, text(this.pick(['p', 'q']))],
      }
      return { u: 'true', e: this.random() < 0.3 ? { k: 'call', fn: 'not', args: [e] } : e }
    }
    if (kind === 'boolean') return { u: 'op', op: '=', e: this.point(kind) }
    if (kind === 'number' || kind === 'date') {
      if (this.random() < 0.4)
        return {
          u: 'range',
          lo: this.point(kind),
          hi: this.point(kind),
          loIn: this.random() < 0.6,
          hiIn: this.random() < 0.6,
        }
      return { u: 'op', op: this.pick(OPS), e: this.point(kind) }
    }
    const isOrdered = this.random() < 0.1
    return { u: 'op', op: isOrdered ? this.pick(OPS) : this.pick(['=', '=', '=', '!=']), e: this.point(kind) }
  }

  cell(kind: Kind): Cell {
    if (this.random() < 0.3) return ANY
    const count = this.random() < 0.7 ? 1 : 2
    return cell(
      Array.from({ length: count }, () => this.test(kind)),
      this.random() < 0.15,
    )
  }

  plan(hit: HitPolicy): Plan {
    const all: readonly [Kind, ...Kind[]] = ['number', 'date', 'string', 'enumeration', 'boolean', 'list']
    const kinds = Array.from({ length: 1 + this.below(3) }, () => this.pick(all))
    const rows = Array.from({ length: 1 + this.below(5) }, (_, at) =>
      rowOf(
        at,
        kinds.map((kind) => this.cell(kind)),
        this.below(3),
      ),
    )
    return planOf(kinds, hit, rows)
  }

  /** So many rows that do not overlap and leave nothing out, by halving boxes of numbers. */
  disjoint(rows: number, columns: number): Plan {
    const boxes: (readonly (readonly [number, number])[])[] = [
      Array.from({ length: columns }, () => [0, 10_000] as const),
    ]
    while (boxes.length < rows) {
      const [box = []] = boxes.splice(this.below(Math.min(boxes.length, 8)), 1)
      const axis = this.below(columns)
      const [lo = 0, hi = 0] = box[axis] ?? []
      if (hi - lo < 2) {
        boxes.push(box)
        continue
      }
      const middle = lo + 1 + this.below(hi - lo - 1)
      boxes.push(box.with(axis, [lo, middle]), box.with(axis, [middle, hi]))
    }
    return planOf(
      Array.from({ length: columns }, () => 'number' as const),
      'U',
      boxes.map((box, at) =>
        rowOf(
          at,
          box.map(([lo, hi]) => this.span(lo, hi)),
          at % 7,
        ),
      ),
    )
  }

  private span(lo: number, hi: number): Cell {
    const tests: Unary[] = []
    if (lo > 0 && hi < 10_000) tests.push({ u: 'range', lo: num(lo), hi: num(hi), loIn: true, hiIn: false })
    else if (lo > 0) tests.push({ u: 'op', op: '>=', e: num(lo) })
    else if (hi < 10_000) tests.push({ u: 'op', op: '<', e: num(hi) })
    return tests.length === 0 ? ANY : cell(tests)
  }

  /** Rows that overlap a great deal; `last` adds one that takes all the rest. */
  overlapping(rows: number, columns: number, hit: HitPolicy, last: boolean): Plan {
    const made = Array.from({ length: rows - (last ? 1 : 0) }, (_, at) => {
      const cells = Array.from({ length: columns }, () => {
        if (this.random() < 0.35) return ANY
        const lo = this.below(9000)
        return this.span(lo, lo + 1 + this.below(6000))
      })
      return rowOf(at, cells, at % 7)
    })
    const rest = last
      ? [
          rowOf(
            rows - 1,
            Array.from({ length: columns }, () => ANY),
            9,
          ),
        ]
      : []
    return planOf(
      Array.from({ length: columns }, () => 'number' as const),
      hit,
      [...made, ...rest],
    )
  }
}
