/** A decision table (DMN 1.5 §8) to a node: columns, rows, hit policy, each cell checked against its column. */

import { requireAllowed } from '../feel/check.ts'
import { checkTest } from '../feel/check-test.ts'
import { isOrdered, mathType } from '../feel/operators.ts'
import { parseTests } from '../feel/parse.ts'
import type { Scope, Typed } from '../feel/scope.ts'
import { attempt } from '../feel/stop.ts'
import type {
  Cell,
  HitPolicy,
  InputColumn,
  Node,
  OutputCell,
  OutputColumn,
  Row,
  Table,
} from '../plan/plan.ts'
import { bare, elementOf, fieldOf, fits, nameOfType, type Type } from '../plan/type.ts'
import { child, children, type Element, text } from '../xml/element.ts'
import { CAPS } from './caps.ts'
import type { Journal } from './journal.ts'
import { type Desk, isFeel, REFUSED, readText } from './logic.ts'
import type { Place } from './refusal.ts'

const POLICIES: Record<string, HitPolicy> = {
  UNIQUE: 'U',
  ANY: 'A',
  PRIORITY: 'P',
  FIRST: 'F',
  'RULE ORDER': 'R',
  'OUTPUT ORDER': 'O',
  COLLECT: 'C',
}
const AGGREGATIONS: Record<string, HitPolicy> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }
const MANY: ReadonlySet<HitPolicy> = new Set(['R', 'O', 'C'])
const SUMMED: ReadonlySet<HitPolicy> = new Set(['C+', 'C<', 'C>'])

function hitPolicy(logic: Element, place: Place, journal: Journal): HitPolicy {
  const name = text(logic, 'hitPolicy') ?? 'UNIQUE'
  const aggregation = text(logic, 'aggregation')
  const policy = name === 'COLLECT' && aggregation !== null ? AGGREGATIONS[aggregation] : POLICIES[name]
  if (policy !== undefined) return policy
  journal.refuse(place, 'hitPolicyUnknown', aggregation === null ? name : `${name} ${aggregation}`)
  return 'U'
}

export function readTable(desk: Desk, logic: Element, place: Place, scope: Scope, wanted: Type): Typed {
  const { journal } = desk
  const hit = hitPolicy(logic, place, journal)
  const tooLarge = sizeOver(logic)
  if (tooLarge !== null) {
    journal.refuse(place, 'tableTooLarge', tooLarge)
    return REFUSED
  }
  const inputs = children(logic, 'input').map((input, at) => readInput(desk, input, at, place, scope))
  const outputClauses = children(logic, 'output')
  const rule = MANY.has(hit) ? (elementOf(wanted) ?? wanted) : wanted
  const outputs = outputClauses.map((output, at) => {
    const column = inputs.length + at + 1
    return readOutput(
      desk,
      output,
      { ...place, cell: { row: 0, column } },
      scope,
      rule,
      outputClauses.length === 1,
    )
  })
  const rules = children(logic, 'rule')
  if (rules.length === 0) journal.refuse(place, 'tableEmpty')
  checkOutputs(journal, place, hit, outputs)
  const scopes = inputs.map((input) => scope.with('?', input.type))
  const rows = rules.map((one, at) => readRow(desk, one, at + 1, place, scope, inputs, scopes, outputs))
  const table: Table = {
    name: tableName(desk, place.element),
    id: text(logic, 'id'),
    hit,
    inputs,
    outputs,
    annotations: children(logic, 'annotation').map((one) => text(one, 'name') ?? ''),
    rows,
  }
  return { node: { k: 'table', table }, type: tableType(hit, outputs) }
}

/** What of the table is beyond its limit, or null. Rows of another length than the headings count as they are. */
function sizeOver(logic: Element): string | null {
  const columns = children(logic, 'input').length + children(logic, 'output').length
  if (columns > CAPS.tableColumns) return `${columns} > ${CAPS.tableColumns}`
  const cells = children(logic, 'rule').reduce(
    (sum, rule) => sum + children(rule, 'inputEntry').length + children(rule, 'outputEntry').length,
    0,
  )
  return cells > CAPS.tableCells ? `${cells} > ${CAPS.tableCells}` : null
}

function tableName(desk: Desk, wanted: string): string {
  let name = wanted
  for (let count = 2; desk.tables.has(name); count += 1) name = `${wanted} ${count}`
  desk.tables.add(name)
  return name
}

function tableType(hit: HitPolicy, outputs: readonly OutputColumn[]): Type {
  if (hit === 'C#') return 'number'
  const [only] = outputs
  const one: Type =
    outputs.length === 1 && only !== undefined
      ? only.type
      : { context: outputs.map((output) => ({ name: output.name, type: output.type })) }
  return MANY.has(hit) ? { list: one } : one
}

function readInput(desk: Desk, input: Element, at: number, place: Place, scope: Scope): InputColumn {
  const here: Place = { ...place, cell: { row: 0, column: at + 1 } }
  const expression = child(input, 'inputExpression')
  const source = text(expression, 'text')
  const typed =
    expression !== undefined && isFeel(desk, expression, here) ? readText(desk, source, here, scope) : REFUSED
  const own = desk.types.of(text(expression, 'typeRef'), here)
  if (!fits(own, typed.type)) {
    desk.journal.refuse(here, 'typeWrong', `${source}: ${nameOfType(typed.type)} ≠ ${nameOfType(own)}`)
  }
  const narrowed = bare(typed.type) === 'Any' ? own : typed.type
  return {
    id: text(input, 'id'),
    label: text(input, 'label') ?? source ?? '',
    text: source ?? '',
    type: desk.types.narrowed(narrowed, child(input, 'inputValues'), here),
    e: typed.node,
  }
}

function readOutput(
  desk: Desk,
  output: Element,
  place: Place,
  scope: Scope,
  wanted: Type,
  single: boolean,
): OutputColumn {
  const name = text(output, 'name') ?? ''
  const reference = text(output, 'typeRef')
  const inherited = single ? wanted : (fieldOf(wanted, name) ?? 'Any')
  const type = reference === null ? inherited : desk.types.of(reference, place)
  const source = text(child(output, 'outputValues'), 'text')
  const narrowed = desk.types.narrowed(type, child(output, 'outputValues'), place)
  const otherwise = text(child(output, 'defaultOutputEntry'), 'text')
  return {
    name,
    label: text(output, 'label') ?? name,
    type: narrowed,
    ...values(narrowed, source),
    ...(otherwise === null
      ? {}
      : { otherwise: { text: otherwise, e: outputNode(desk, otherwise, narrowed, place, scope) } }),
  }
}

/** The output values in their order, when they are a plain list of values. */
function values(type: Type, source: string | null): { values?: { text: string; of: Node[] } } {
  const narrowed = elementOf(type) ?? type
  const allowed = typeof narrowed === 'object' && 'allowed' in narrowed ? narrowed.allowed : undefined
  if (allowed === undefined) return {}
  const of = allowed.tests.flatMap((test) => (test.u === 'op' && test.op === '=' ? [test.e] : []))
  return of.length === allowed.tests.length ? { values: { text: source ?? allowed.text, of } } : {}
}

function checkOutputs(
  journal: Journal,
  place: Place,
  hit: HitPolicy,
  outputs: readonly OutputColumn[],
): void {
  if (outputs.length === 0) journal.refuse(place, 'tableWithoutOutput')
  if (outputs.length > 1) {
    if (outputs.some((output) => output.name === '')) journal.refuse(place, 'outputNameMissing')
    const names = outputs.map((output) => output.name)
    const twice = names.find((name, at) => names.indexOf(name) !== at)
    if (twice !== undefined) journal.refuse(place, 'nameTwice', twice)
    if (SUMMED.has(hit)) journal.refuse(place, 'aggregationWrong', `${hit}, ${outputs.length}`)
  }
  const [only] = outputs
  if (only !== undefined && outputs.length === 1 && !canAggregate(hit, only.type)) {
    journal.refuse(place, 'aggregationWrong', `${hit}, ${nameOfType(only.type)}`)
  }
  if ((hit === 'P' || hit === 'O') && outputs.every((output) => output.values === undefined)) {
    journal.refuse(place, 'priorityMissing')
  }
}

/** Numbers and durations can be summed; what has an order has a smallest and a largest. */
function canAggregate(hit: HitPolicy, type: Type): boolean {
  if (!SUMMED.has(hit)) return true
  return hit === 'C+' ? mathType('+', type, type) !== undefined && bare(type) !== 'string' : isOrdered(type)
}

function readRow(
  desk: Desk,
  rule: Element,
  row: number,
  place: Place,
  scope: Scope,
  inputs: readonly InputColumn[],
  scopes: readonly Scope[],
  outputs: readonly OutputColumn[],
): Row {
  const inputCells = children(rule, 'inputEntry')
  const outputCells = children(rule, 'outputEntry')
  if (inputCells.length !== inputs.length || outputCells.length !== outputs.length) {
    const detail = `${inputCells.length}+${outputCells.length} ≠ ${inputs.length}+${outputs.length}`
    desk.journal.refuse({ ...place, cell: { row, column: inputCells.length } }, 'cellsMissing', detail)
  }
  return {
    id: text(rule, 'id') ?? `row ${row}`,
    cells: inputs.map((input, at) => {
      const here: Place = { ...place, cell: { row, column: at + 1 } }
      return readCell(desk, inputCells[at], input, here, scopes[at] ?? scope)
    }),
    outputs: outputs.map((output, at) => {
      const here: Place = { ...place, cell: { row, column: inputs.length + at + 1 } }
      return readOutputCell(desk, outputCells[at], output, here, scope)
    }),
    notes: children(rule, 'annotationEntry').map((one) => text(one, 'text') ?? ''),
    description: text(rule, 'description'),
  }
}

/** An empty cell is `-`, as editors leave it. */
function readCell(
  desk: Desk,
  cell: Element | undefined,
  input: InputColumn,
  place: Place,
  /** Where `?` is the value tested. */
  inner: Scope,
): Cell {
  const source = text(cell, 'text')
  if (cell === undefined || source === null || source === '-') return { text: '-' }
  if (!isFeel(desk, cell, place)) return { text: source }
  if (!desk.text.spend(source, place)) return { text: source }
  const parsed = desk.journal.take(place, parseTests(source, inner.names()))
  if (parsed === undefined || parsed.any) return { text: source }
  const tests = desk.journal.take(
    place,
    attempt(() => parsed.tests.map((test) => checkTest(test, input.type, inner))),
  )
  if (tests === undefined) return { text: source }
  return parsed.not ? { text: source, not: true, tests } : { text: source, tests }
}

function outputNode(desk: Desk, source: string | null, type: Type, place: Place, scope: Scope): Node {
  const typed = readText(desk, source, place, scope)
  if (!fits(type, typed.type)) {
    desk.journal.refuse(place, 'typeWrong', `${source}: ${nameOfType(typed.type)} ≠ ${nameOfType(type)}`)
  }
  desk.journal.take(
    place,
    attempt(() => requireAllowed(type, typed.node, source ?? '')),
  )
  return typed.node
}

function readOutputCell(
  desk: Desk,
  cell: Element | undefined,
  output: OutputColumn,
  place: Place,
  scope: Scope,
): OutputCell {
  const source = text(cell, 'text')
  if (cell === undefined || !isFeel(desk, cell, place)) return { text: '', e: REFUSED.node }
  return { text: source ?? '', e: outputNode(desk, source, output.type, place, scope) }
}
