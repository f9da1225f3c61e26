import type { Cell, InputColumn, Node, Table, Unary } from '../plan/plan.ts'
import { equal } from '../values/compare.ts'
import { isList } from '../values/value.ts'
import { union, ValueAxis, type ValueTest } from './axis.ts'
import { nameOf, tester, textOf } from './cell-test.ts'
import type { Context } from './context.ts'
import { type Box, type Cells, Grid } from './grid.ts'
import { RELATIONS, type RelationAtom, relation } from './relation.ts'
import type { Axis, Restriction, Space, SpaceColumn } from './space-shape.ts'
import { isOf, subjectOf, type Term, termOf } from './term.ts'
import { ANYTHING, both, MOST_BOXES, type Ways, way } from './ways.ts'

type Draft = {
  readonly column: number
  readonly term: Exclude<Term, { kind: 'value' | 'both' }>
  readonly context: number
  shared: boolean
}

export class SpaceBuilder {
  private readonly contexts: readonly Context[]
  private readonly columns = new Map<number, SpaceColumn>()
  private readonly added: { table: Table; context: number; columns: readonly number[] }[] = []
  /** Value tests of a column, by the meaning of the column. */
  private readonly cuts = new Map<number, ValueTest[]>()
  private readonly needed = new Set<number>()
  private readonly drafts = new Map<string, Draft>()
  /** For each context: two plans may hold the same test and bind other values. */
  private readonly terms: readonly Map<Unary, Term>[]
  private axes: Axis[] = []
  private readonly places = new Map<string, number>()

  constructor(contexts: readonly Context[]) {
    this.contexts = contexts
    this.terms = contexts.map(() => new Map<Unary, Term>())
  }

  add(table: Table, context: number, restrict: Restriction = () => undefined): void {
    const columns = table.inputs.map((input) => this.column(input, context, restrict))
    this.added.push({ table, context, columns })
    const seen = new Set<string>()
    for (const row of table.rows) {
      for (const [at, cell] of row.cells.entries()) {
        const key = `${at} ${cell.text}`
        if (cell.tests === undefined || seen.has(key)) continue
        seen.add(key)
        for (const test of cell.tests)
          this.note(this.termOf(test, columns[at] ?? 0, context), columns[at] ?? 0, context)
      }
    }
  }

  private context(at: number): Context {
    const context = this.contexts[at]
    if (context === undefined) throw new Error('no such context')
    return context
  }

  private column(input: InputColumn, at: number, restrict: Restriction): number {
    const { meaning, possible } = this.context(at)
    const key = meaning.nameOf(input.e)
    const restricted = restrict(input)
    const known = this.columns.get(key)
    const finite = restricted ?? possible.valuesOf(input.e) ?? possible.allowedValues(input.type)
    const nullable = restricted === undefined && possible.mayBeNull(input.e)
    const whole = possible.isWhole(input.e)
    this.columns.set(key, {
      ...(known ?? { context: at, e: input.e, text: input.text, label: input.label, type: input.type }),
      shared: this.contexts.length === 1 || (known !== undefined && (known.shared || known.context !== at)),
      subject: subjectOf(input.type),
      nullable: nullable || known?.nullable === true,
      whole: whole && known?.whole !== false,
      finite:
        known === undefined
          ? finite
          : known.finite === undefined || finite === undefined
            ? undefined
            : [...known.finite, ...finite],
    })
    return key
  }

  private termOf(test: Unary, column: number, context: number): Term {
    const known = this.terms[context]?.get(test)
    if (known !== undefined) return known
    const term = termOf(test, this.columnOf(column).type, this.context(context).constants)
    this.terms[context]?.set(test, term)
    return term
  }

  private columnOf(key: number): SpaceColumn {
    const column = this.columns.get(key)
    if (column === undefined) throw new Error('no such column')
    return column
  }

  private note(term: Term, column: number, context: number): void {
    if (term.kind === 'both') {
      for (const one of term.of) this.note(one, column, context)
      return
    }
    if (term.kind === 'value') {
      this.needed.add(column)
      const cuts = this.cuts.get(column) ?? []
      cuts.push(...term.tests)
      this.cuts.set(column, cuts)
      return
    }
    if (term.kind === 'member' && this.columnOf(column).nullable) this.needed.add(column)
    const key = this.keyOf(term, column, context)
    const known = this.drafts.get(key)
    if (known === undefined) {
      const shared = this.contexts.length === 1
      this.drafts.set(key, { column, term, context, shared })
    } else if (known.context !== context) known.shared = true
  }

  private keyOf(term: Draft['term'], column: number, context: number): string {
    const { meaning } = this.context(context)
    if (term.kind === 'relation') return `relation ${column} ${meaning.nameOf(term.of.to)}`
    if (term.kind === 'member') return `member ${column} ${typeof term.member} ${String(term.member)}`
    const { test } = term
    const parts: Node[] = test.u === 'range' ? [test.lo, test.hi] : [test.e]
    const rest = test.u === 'range' ? `${test.loIn} ${test.hiIn}` : test.u === 'op' ? test.op : ''
    return `condition ${column} ${test.u} ${rest} ${parts.map((part) => meaning.nameOf(part)).join(' ')}`
  }

  build(): Space {
    for (const key of this.needed) this.place(`value ${key}`, this.valueAxis(key))
    for (const [key, draft] of this.drafts) this.place(key, this.draftedAxis(draft))
    const grid = new Grid(this.axes.map(({ size }) => size))
    const blamed = new Map<Table['rows'][number], InputColumn>()
    const tables = this.added.map(({ table, context, columns }) => {
      const known = new Map<string, Ways>()
      return table.rows.map((row) => {
        let ways: Ways | undefined = ANYTHING
        for (const [at, cell] of row.cells.entries()) {
          if (cell.tests === undefined) continue
          const key = `${at} ${cell.text}`
          const own = known.get(key) ?? this.waysOf(cell, columns[at] ?? 0, context)
          known.set(key, own)
          const input = table.inputs[at]
          if (own.length === 0 && input !== undefined) blamed.set(row, input)
          ways = ways === undefined ? undefined : both(ways, own)
        }
        return ways === undefined ? undefined : this.boxesOf(ways, grid)
      })
    })
    const blame = (table: Table, row: number) => {
      const given = table.rows[row]
      return (given === undefined ? undefined : blamed.get(given)) ?? null
    }
    return { axes: this.axes, grid, tables, walls: this.walls(grid), blame }
  }

  private walls(grid: Grid): readonly Box[] {
    return this.axes.flatMap((axis, at): readonly Box[] => {
      if (axis.kind !== 'member' && axis.kind !== 'relation') return []
      const of = this.axes.findIndex((other) => other.kind === 'value' && other.column === axis.column)
      const base = this.axes[of]
      if (base?.kind !== 'value' || base.values.nullAt < 0) return []
      const isNull: Cells = [[base.values.nullAt, base.values.nullAt]]
      const isGiven = base.values.complement([])
      const wall = (ofColumn: Cells, own: Cells): readonly Box[] => {
        if (ofColumn.length === 0 || own.length === 0) return []
        const wanted = new Map([
          [of, ofColumn],
          [at, own],
        ])
        return grid.boxes(wanted, MOST_BOXES) ?? []
      }
      if (axis.kind === 'member') return wall(isNull, [[0, 0]])
      const cells = (wanted: readonly RelationAtom[]): Cells =>
        union(axis.atoms.flatMap((atom, cell) => (wanted.includes(atom) ? [[cell, cell] as const] : [])))
      const atGiven: readonly RelationAtom[] = axis.otherNull ? ['both'] : ['both', 'one']
      return [...wall(isNull, cells(['below', 'same', 'above'])), ...wall(isGiven, cells(atGiven))]
    })
  }

  private boxesOf(ways: Ways, grid: Grid): readonly Box[] | undefined {
    const made: Box[] = []
    for (const way of ways) {
      const cells = new Map([...way].map(([key, wanted]) => [this.placeOf(key), wanted] as const))
      const boxes = grid.boxes(cells, MOST_BOXES)
      if (boxes === undefined || made.length + boxes.length > MOST_BOXES) return undefined
      made.push(...boxes)
    }
    return made
  }

  private place(key: string, axis: Axis): void {
    this.places.set(key, this.axes.push(axis) - 1)
  }

  private placeOf(key: string): number {
    const at = this.places.get(key)
    if (at === undefined) throw new Error(`no axis ${key}`)
    return at
  }

  private valueAxis(key: number): Axis {
    const column = this.columnOf(key)
    const { env } = this.context(column.context).constants
    const { type, subject } = column
    const narrowed = typeof type === 'object' && 'allowed' in type ? type.allowed : undefined
    const terms = (narrowed?.tests ?? []).map((test) =>
      termOf(test, type, this.context(column.context).constants),
    )
    const isPlain = narrowed !== undefined && terms.every((term) => term.kind === 'value')
    const limits = isPlain ? terms.flatMap((term) => (term.kind === 'value' ? term.tests : [])) : []
    const allowed = isPlain ? tester({ text: narrowed.text, tests: narrowed.tests }, env) : undefined
    const values = new ValueAxis({
      type: subject,
      nullable: column.nullable,
      whole: column.whole,
      finite: subject === 'given' ? undefined : column.finite,
      tests: [...(this.cuts.get(key) ?? []), ...(column.finite === undefined ? limits : [])],
      allows: (value) => allowed === undefined || allowed(value) === true,
    })
    return {
      kind: 'value',
      column,
      version: column.shared ? null : column.context,
      values,
      size: values.atoms.length,
      probes: [{ context: column.context, node: column.e }],
      locate: ([value = null]) =>
        value === null || subject === 'given' || isOf(subject, value) ? values.locate(value) : -1,
    }
  }

  private draftedAxis({ column: key, term, context, shared }: Draft): Axis {
    const column = this.columnOf(key)
    const version = shared ? null : context
    const base = { context: column.context, node: column.e }
    if (term.kind === 'member')
      return {
        kind: 'member',
        column,
        version,
        member: term.member,
        size: 2,
        probes: [base],
        locate: ([list = null]) =>
          isList(list) && list.some((item) => equal(item, term.member) === true) ? 0 : 1,
      }
    if (term.kind === 'relation') return this.relationAxis(column, term.of.to, context, version)
    const node: Node = { k: 'in', v: column.e, tests: [term.test], local: '?' }
    return {
      kind: 'condition',
      column,
      version,
      text: textOf(term.test, this.added),
      size: 3,
      probes: [{ context, node }],
      locate: ([truth = null]) => (truth === true ? 0 : truth === false ? 1 : 2),
    }
  }

  private relationAxis(column: SpaceColumn, to: Node, context: number, version: number | null): Axis {
    const { possible } = this.context(context)
    const otherNull = possible.mayBeNull(to)
    const isOrdered = column.subject !== 'boolean' && column.subject !== 'given'
    const atoms: RelationAtom[] = ['below', 'same']
    if (isOrdered) atoms.push('above')
    if (column.nullable || otherNull) atoms.push('one')
    if (column.nullable && otherNull) atoms.push('both')
    return {
      kind: 'relation',
      column,
      version,
      atoms,
      otherNull,
      to: nameOf(to),
      size: atoms.length,
      probes: [
        { context: column.context, node: column.e },
        { context, node: to },
      ],
      locate: ([a = null, b = null]) => atoms.indexOf(relation(a, b)),
    }
  }

  private waysOf(cell: Cell, column: number, context: number): Ways {
    const values: { test: Unary; term: Extract<Term, { kind: 'value' }> }[] = []
    const parts: { yes: Ways; no: Ways }[] = []
    for (const test of cell.tests ?? []) {
      const term = this.termOf(test, column, context)
      if (term.kind === 'value') values.push({ test, term })
      else parts.push(this.truthOf(term, test, column, context))
    }
    if (values.length > 0) {
      const { yes, no } = this.valueTruth(values, column, context)
      const key = `value ${column}`
      parts.push({ yes: way(key, yes), no: way(key, no) })
    }
    if (cell.not !== true) return parts.flatMap(({ yes }) => yes)
    return parts.reduce<Ways>((ways, { no }) => both(ways, no) ?? [], ANYTHING)
  }

  /** The cells where one of the tests holds, and those where all of them fail; null may do neither. */
  private valueTruth(
    parts: readonly { test: Unary; term: Extract<Term, { kind: 'value' }> }[],
    column: number,
    context: number,
  ): { yes: Cells; no: Cells } {
    const axis = this.axes[this.placeOf(`value ${column}`)]
    if (axis?.kind !== 'value') throw new Error('no value axis')
    const { values } = axis
    const given = values.complement([])
    const yes = union(
      parts.flatMap(({ term }) => [
        ...term.tests.flatMap((test) => values.cellsOf(test)),
        ...(term.isNull === false ? given : []),
      ]),
    )
    const no = values.complement(yes)
    if (values.nullAt < 0) return { yes, no }
    const ofNull = tester(
      { text: '', tests: parts.map(({ test }) => test) },
      this.context(context).constants.env,
    )(null)
    const atNull: Cells = [[values.nullAt, values.nullAt]]
    return {
      yes: ofNull === true ? union([...yes, ...atNull]) : yes,
      no: ofNull === false ? union([...no, ...atNull]) : no,
    }
  }

  private truthOf(term: Term, test: Unary, column: number, context: number): { yes: Ways; no: Ways } {
    if (term.kind === 'both') {
      const [a, b] = term.of.map((one) => this.truthOf(one, test, column, context))
      if (a === undefined || b === undefined) throw new Error('a range has two ends')
      return { yes: both(a.yes, b.yes) ?? [], no: [...a.no, ...b.no] }
    }
    if (term.kind === 'value') {
      const { values, key } = this.axisOf(column)
      const yes = union(term.tests.flatMap((one) => values.cellsOf(one)))
      return { yes: way(key, yes), no: way(key, values.complement(yes)) }
    }
    const key = this.keyOf(term, column, context)
    if (term.kind === 'member') {
      const has = [new Map<string, Cells>([[key, [[0, 0]]]])]
      const hasNot = [new Map<string, Cells>([[key, [[1, 1]]]])]
      const [yes, no] = term.is ? [has, hasNot] : [hasNot, has]
      if (!this.columnOf(column).nullable) return { yes, no }
      const { values, key: ofColumn } = this.axisOf(column)
      const isGiven = way(ofColumn, values.complement([]))
      return { yes: both(yes, isGiven) ?? [], no: both(no, isGiven) ?? [] }
    }
    if (term.kind === 'condition') return { yes: way(key, [[0, 0]]), no: way(key, [[1, 1]]) }
    const axis = this.axes[this.placeOf(key)]
    const atoms = axis?.kind === 'relation' ? axis.atoms : []
    const cells = (wanted: readonly RelationAtom[]): Cells =>
      union(
        wanted.flatMap((atom) =>
          atoms.includes(atom) ? [[atoms.indexOf(atom), atoms.indexOf(atom)] as const] : [],
        ),
      )
    const { yes, no } = RELATIONS[term.of.op]
    return { yes: way(key, cells(yes)), no: way(key, cells(no)) }
  }

  private axisOf(column: number): { values: ValueAxis; key: string } {
    const key = `value ${column}`
    const axis = this.axes[this.placeOf(key)]
    if (axis?.kind !== 'value') throw new Error('no value axis')
    return { values: axis.values, key }
  }
}
