/**
 * Reads every decision table of a plan before it is published: combinations no row answers, rows that contradict each
 * other, rows that are never reached, rows twice, results never given. Exact over the values of the columns; each
 * finding with one concrete witness. What cannot be decided within the budget is said to be not decided.
 * 依法行政: a rule that gives two answers, or none, is no ground for a decision.
 */
import type { Json } from '@tongban/kernel'
import { bindInputs, loadPlan, type Model } from '../closures/model.ts'
import type { InputColumn, Plan, Table } from '../plan/plan.ts'
import { tablesOf } from '../plan/walk.ts'
import { ruleBookOf } from '../second-approval/rule-book.ts'
import { equal } from '../values/compare.ts'
import { toJson } from '../values/to-json.ts'
import type { Value } from '../values/value.ts'
import { Candidates } from './candidates.ts'
import { type Context, contextOf, decisionOf } from './context.ts'
import {
  type Budget,
  disjointed,
  eachOverlap,
  type Uncovered,
  uncoveredByCount,
  uncoveredBySplitting,
  widen,
} from './cover.ts'
import type { Finding, RowName, Severity, TableReport } from './finding.ts'
import type { Box } from './grid.ts'
import { Meanings } from './meaning.ts'
import { type AnalysisOptions, LISTED, nullableBy, STEPS, TRIALS } from './options.ts'
import { compareOutputs, deadOutputs, type Given, outputsOf } from './outputs.ts'
import { SpaceBuilder } from './space.ts'
import type { Space } from './space-shape.ts'
import { Applications, describeRegion, nested, type Witness } from './witness.ts'

const MOST_GAPS = 5
/** Overlapping pairs and additional boxes up to which counting beats splitting. */
const FEW = 300
const MOST_MORE = 2000
/** Policies under which one row answers, so that there must be one. */
const ANSWERING: ReadonlySet<Table['hit']> = new Set(['U', 'A', 'P', 'F'])

export function analyse(plan: Plan, options: AnalysisOptions = {}): readonly TableReport[] {
  const context = contextOf(plan, new Meanings(), options)
  // Made when the first finding asks for a witness: most tables have none.
  let made: Tools | undefined
  const tools = (): Tools => {
    made ??= { model: loadPlan(plan), candidates: new Candidates([plan], nullableBy(options)) }
    return made
  }
  return tablesOf(plan).map((table) => {
    const report = new TableAnalysis(table, context, tools, options).report()
    const isAnswered = report.complete === 'yes' || report.complete === 'byDefault'
    const isClear = (table.hit !== 'U' && table.hit !== 'A') || report.overlaps.pairs === 0
    if (isAnswered && isClear) context.answered.add(table.name)
    return report
  })
}

/** A result is worked out only for an application that is approved. */
export function restriction(plan: Plan, table: Table): (input: InputColumn) => readonly Value[] | undefined {
  const name = decisionOf(plan, table)?.name
  return (input) =>
    name?.startsWith('result') === true && input.e.k === 'var' && input.e.n === 'outcome'
      ? ['approve']
      : undefined
}

/** What is taken as given when the decision is evaluated by itself. */
export function givenFor(plan: Plan, decision: string): { readonly given?: { readonly outcome: 'approve' } } {
  const isAfter = decision.startsWith('result') && plan.decisions.some(({ name }) => name === 'outcome')
  return isAfter ? { given: { outcome: 'approve' } } : {}
}

/** A row as people find it: its place, its id, and the rule it carries. */
export function nameRow(plan: Plan, table: Table, row: number): RowName {
  const book = [...ruleBookOf(plan).values()].find((one) => one.table === table)
  return { row, id: table.rows[row]?.id ?? `row ${row + 1}`, rule: book?.rows[row]?.rule ?? null }
}

type Tools = { readonly model: Model; readonly candidates: Candidates }

class TableAnalysis {
  private readonly table: Table
  private readonly context: Context
  private readonly tools: () => Tools
  private readonly options: AnalysisOptions
  private readonly space: Space
  private readonly rows: readonly (readonly Box[])[]
  private readonly owners: readonly number[]
  private readonly boxes: readonly Box[]
  private readonly given: readonly Given[]
  private readonly tooMany: readonly number[]
  private readonly findings: Finding[] = []
  private readonly unreached = new Set<number>()
  private applications: Applications | null = null
  private unlisted = 0
  /** Searches for applications left in this table; each costs time, and the first are as good as the last. */
  private searches = 200

  constructor(table: Table, context: Context, tools: () => Tools, options: AnalysisOptions) {
    this.table = table
    this.context = context
    this.tools = tools
    this.options = options
    const builder = new SpaceBuilder([context])
    builder.add(table, 0, restriction(context.plan, table))
    this.space = builder.build()
    const made = this.space.tables[0] ?? []
    this.tooMany = made.flatMap((boxes, row) => (boxes === undefined ? [row] : []))
    this.rows = made.map((boxes) => boxes ?? [])
    this.boxes = this.rows.flat()
    this.owners = this.rows.flatMap((boxes, row) => boxes.map(() => row))
    this.given = table.rows.map((row) => outputsOf(row, context))
  }

  report(): TableReport {
    const { table, space } = this
    this.impossibleRows()
    const overlaps = this.overlaps()
    this.duplicates()
    this.shadowedRows()
    const complete = this.gaps(overlaps.disjoint, overlaps.pairs)
    this.deadResults()
    const decision = decisionOf(this.context.plan, table)
    return {
      table: table.name,
      label: decision?.label ?? table.name,
      hit: table.hit,
      rows: table.rows.length,
      columns: table.inputs.length,
      complete,
      overlaps: { pairs: overlaps.pairs, different: overlaps.different },
      unlisted: this.unlisted,
      independent: space.axes.flatMap((axis) =>
        axis.kind === 'relation'
          ? [`${axis.column.text} ⋚ ${axis.to}`]
          : axis.kind === 'condition'
            ? [axis.text]
            : [],
      ),
      given: table.inputs.flatMap((input) => {
        const values = restriction(this.context.plan, table)(input)
        return values === undefined ? [] : [{ column: input.text, value: toJson(values[0] ?? null) }]
      }),
      findings: this.findings,
    }
  }

  private impossibleRows(): void {
    for (const [row, boxes] of this.rows.entries()) {
      if (boxes.length > 0 || this.tooMany.includes(row)) continue
      this.unreached.add(row)
      const column = this.space.blame(this.table, row)
      const isBound = column !== null && this.context.constants.of(column.e) !== undefined
      this.list({
        kind: 'unreachable',
        severity: isBound ? 'note' : 'warning',
        row: this.name(row),
        reason: isBound ? 'switchedOff' : 'impossible',
        column: column === null ? null : column.label,
        by: [],
        witness: null,
      })
    }
    if (this.tooMany.length > 0) this.undecided('overlaps', 'tooManyBoxes', this.tooMany)
  }

  private overlaps(): { pairs: number; different: number; disjoint: boolean } {
    const { table, owners, rows, given } = this
    const seen = new Set<number>()
    let [pairs, different] = [0, 0]
    let disjoint = this.tooMany.length === 0
    const isListed = table.hit === 'U' || table.hit === 'A'
    eachOverlap(this.space.grid, this.boxes, (a, b) => {
      disjoint = false
      const [first, second] = [owners[a] ?? 0, owners[b] ?? 0]
      if (first === second) return true
      if ((rows[first]?.length ?? 0) > 1 || (rows[second]?.length ?? 0) > 1) {
        const key = first * rows.length + second
        if (seen.has(key)) return true
        seen.add(key)
      }
      pairs += 1
      const [one, other] = [given[first], given[second]]
      const outputs = one === undefined || other === undefined ? 'mayDiffer' : compareOutputs(one, other)
      if (outputs !== 'same') different += 1
      if (isListed) this.overlap(a, b, outputs)
      return true
    })
    return { pairs, different, disjoint }
  }

  private overlap(a: number, b: number, outputs: 'same' | 'different' | 'mayDiffer'): void {
    if (this.isFull('overlap')) return
    const { table, space, owners } = this
    const [first, second] = [owners[a] ?? 0, owners[b] ?? 0]
    const region = space.grid.meet(this.boxes[a] ?? space.grid.full, this.boxes[b] ?? space.grid.full)
    const witness = this.witness(region, (hits) => hits.has(first) && hits.has(second))
    const isFault = table.hit === 'U' || outputs !== 'same'
    this.findings.push({
      kind: 'overlap',
      severity: isFault ? faultOf(witness) : 'note',
      rows: [this.name(first), this.name(second)],
      outputs,
      witness,
    })
  }

  private duplicates(): void {
    const groups = new Map<string, number[]>()
    for (const [row, boxes] of this.rows.entries()) {
      if (boxes.length === 0) continue
      const key = `${boxes
        .map((box) => box.join(','))
        .sort()
        .join(';')}\n${this.given[row]?.key ?? ''}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
    for (const group of groups.values()) {
      if (group.length < 2 || this.isFull('duplicate')) continue
      const region = this.rows[group[0] ?? 0]?.[0] ?? this.space.grid.full
      const witness = this.witness(region, (hits) => group.every((row) => hits.has(row)))
      this.findings.push({
        kind: 'duplicate',
        severity: 'warning',
        rows: group.map((row) => this.name(row)),
        witness,
      })
    }
  }

  /** Under FIRST and PRIORITY: rows of which nothing is left after those taken before them. */
  private shadowedRows(): void {
    const before = this.takenBefore()
    if (before === null) return
    const { grid } = this.space
    const budget: Budget = { left: this.options.steps ?? STEPS }
    const open: number[] = []
    const { walls } = this.space
    // Under FIRST the rivals of a row are simply all boxes before its own.
    const first = this.table.hit === 'F' ? [...walls, ...this.boxes] : null
    let start = walls.length
    for (const [row, boxes] of this.rows.entries()) {
      if (boxes.length === 0) continue
      const rivals = before(row)
      const others =
        first === null
          ? [...walls, ...rivals.flatMap((rival) => this.rows[rival] ?? [])]
          : first.slice(0, start)
      start += boxes.length
      let state: Uncovered['found'] = 'nothing'
      for (const box of boxes) {
        state = uncoveredBySplitting(grid, box, others, budget).found
        if (state !== 'nothing') break
      }
      if (state === 'notDecided') open.push(row)
      if (state === 'nothing') this.shadowed(row, boxes, rivals)
    }
    if (open.length > 0) this.undecided('unreachable', 'tooManySteps', open)
  }

  private shadowed(row: number, boxes: readonly Box[], rivals: readonly number[]): void {
    this.unreached.add(row)
    if (this.isFull('unreachable')) return
    const { grid } = this.space
    const by = rivals.filter((rival) =>
      (this.rows[rival] ?? []).some((box) => boxes.some((own) => grid.intersects(box, own))),
    )
    const [taker = row] = by
    const own =
      boxes.find((box) => (this.rows[taker] ?? []).some((other) => grid.intersects(box, other))) ?? grid.full
    const other = (this.rows[taker] ?? []).find((box) => grid.intersects(box, own)) ?? own
    this.findings.push({
      kind: 'unreachable',
      severity: 'warning',
      row: this.name(row),
      reason: 'shadowed',
      column: null,
      by: by.map((rival) => this.name(rival)),
      witness: this.witness(grid.meet(own, other), (hits) => hits.has(row) && hits.has(taker)),
    })
  }

  /** The rows taken before a row when both hit; null where the policy has no such order or it is not fixed. */
  private takenBefore(): ((row: number) => readonly number[]) | null {
    const { table } = this
    const all = table.rows.map((_, row) => row)
    if (table.hit === 'F') return (row) => all.slice(0, row)
    if (table.hit !== 'P') return null
    const ranks = table.rows.map((row) =>
      this.rankOf(row.outputs.map(({ e }) => this.context.constants.of(e))),
    )
    const comesBefore = (a: number, b: number): boolean => {
      const [one, other] = [ranks[a], ranks[b]]
      if (one === undefined || other === undefined || one === null || other === null) return false
      const at = one.findIndex((place, index) => place !== other[index])
      return at < 0 ? a < b : (one[at] ?? 0) < (other[at] ?? 0)
    }
    return (row) => all.filter((rival) => rival !== row && comesBefore(rival, row))
  }

  /** Places of a row's outputs among the output values; null when an output is not known beforehand. */
  private rankOf(outputs: readonly (Value | undefined)[]): readonly number[] | null {
    const places: number[] = []
    for (const [at, { values }] of this.table.outputs.entries()) {
      if (values === undefined) continue
      const output = outputs[at]
      if (output === undefined) return null
      const place = values.of.findIndex(
        (node) => equal(this.context.constants.of(node) ?? null, output) === true,
      )
      places.push(place < 0 ? values.of.length : place)
    }
    return places
  }

  private gaps(disjoint: boolean, pairs: number): TableReport['complete'] {
    const { table, space } = this
    if (!ANSWERING.has(table.hit)) return 'notRequired'
    if (table.outputs.some((output) => output.otherwise !== undefined)) return 'byDefault'
    if (this.tooMany.length > 0) {
      this.undecided('gaps', 'tooManyBoxes', this.tooMany)
      return 'notDecided'
    }
    const { grid } = space
    const budget: Budget = { left: this.options.steps ?? STEPS }
    // A table with few overlaps is cut into boxes that do not overlap, which can be counted.
    const all = [...space.walls, ...this.boxes]
    const isDisjoint = disjoint && space.walls.length === 0
    const counted = isDisjoint ? all : pairs > FEW ? null : disjointed(grid, all, all.length + MOST_MORE)
    const boxes = [...(counted ?? all)]
    for (let count = 0; count < MOST_GAPS; count += 1) {
      const found =
        counted !== null
          ? uncoveredByCount(grid, grid.full, boxes)
          : uncoveredBySplitting(grid, grid.full, boxes, budget)
      if (found.found === 'nothing') return count === 0 ? 'yes' : 'no'
      if (found.found === 'notDecided') {
        if (count > 0) return 'no'
        this.undecided('gaps', 'tooManySteps', [])
        return 'notDecided'
      }
      const region = widen(grid, found.region, boxes)
      boxes.push(region)
      const witness = this.witness(region, (hits) => hits.size === 0)
      this.list({ kind: 'gap', severity: faultOf(witness), witness })
    }
    return 'no'
  }

  private deadResults(): void {
    const dead = deadOutputs(this.table, this.context, (row) => !this.unreached.has(row))
    for (const { output, value } of dead)
      this.list({ kind: 'deadOutput', severity: 'note', output, value: toJson(value) })
  }

  private name(row: number): RowName {
    return nameRow(this.context.plan, this.table, row)
  }

  private undecided(
    what: Extract<Finding, { kind: 'notDecided' }>['what'],
    reason: Extract<Finding, { kind: 'notDecided' }>['reason'],
    rows: readonly number[],
  ): void {
    const names = rows.map((row) => this.name(row))
    this.findings.push({ kind: 'notDecided', severity: 'warning', what, reason, rows: names })
  }

  private list(finding: Finding): void {
    if (!this.isFull(finding.kind)) this.findings.push(finding)
  }

  private isFull(kind: Finding['kind']): boolean {
    const isFull = this.findings.filter((one) => one.kind === kind).length >= (this.options.listed ?? LISTED)
    if (isFull) this.unlisted += 1
    return isFull
  }

  /** `confirm` is asked with the rows that hit when the engine evaluates the application. */
  private witness(region: Box, confirm: (hits: ReadonlySet<number>) => boolean): Witness {
    const { plan } = this.context
    const decision = decisionOf(plan, this.table)
    const columns = describeRegion(this.space, region)
    if (decision === undefined || this.searches <= 0)
      return { inputs: null, telling: [], columns, shown: 'columns' }
    this.searches -= 1
    this.applications ??= new Applications(
      this.space,
      [this.context],
      this.tools().candidates,
      this.options.trials ?? TRIALS,
    )
    const inputs = this.applications.find(region, (found) => {
      const hits = this.hitsOf(decision.name, found)
      return hits !== null && confirm(hits)
    })
    const telling = this.applications.telling(region)
    return { inputs, telling, columns, shown: inputs === null ? 'columns' : 'application' }
  }

  /** The rows that hit; null when a row is undecided, which an application that shows something must not be. */
  private hitsOf(decision: string, inputs: Readonly<Record<string, Json>>): ReadonlySet<number> | null {
    const { model } = this.tools()
    const bound = bindInputs(model, nested(new Map(Object.entries(inputs))))
    if (bound.errors.length > 0) return null
    const { trace } = model.evaluate({
      inputs: bound.values,
      decisions: [decision],
      trace: true,
      ...givenFor(this.context.plan, decision),
    })
    const rows = trace.find(({ table }) => table === this.table.name)?.rows
    if (rows === undefined || rows.some(({ state }) => state === 'unknown')) return null
    return new Set(rows.flatMap(({ row, state }) => (state === 'hit' ? [row] : [])))
  }
}

const faultOf = ({ shown }: Witness): Severity => (shown === 'application' ? 'error' : 'warning')
