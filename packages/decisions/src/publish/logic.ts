/** Boxed expressions (DMN 1.5 §7.3, §10.2.2) to nodes: literal expressions, tables, contexts, lists, relations, invocations. */
import { check } from '../feel/check.ts'
import { checkModelCall, conforming } from '../feel/check-call.ts'
import { parseExpression } from '../feel/parse.ts'
import type { Scope, Typed } from '../feel/scope.ts'
import { attempt } from '../feel/stop.ts'
import type { Entry, Node } from '../plan/plan.ts'
import { fits, join, nameOfType, type Type } from '../plan/type.ts'
import { child, children, type Element, kind, text } from '../xml/element.ts'
import { isFeelLanguage } from '../xml/namespace.ts'
import { CAPS, typeOver } from './caps.ts'
import type { Journal } from './journal.ts'
import type { Place } from './refusal.ts'
import { readTable } from './table.ts'
import type { TextBudget } from './text-budget.ts'
import type { Types } from './types.ts'

export type Desk = {
  readonly journal: Journal
  readonly types: Types
  readonly tables: Set<string>
  /** What expressions may still be read in all. */
  readonly text: TextBudget
}

/** Stands where an expression was refused, so that the rest of the model is still looked at. */
export const REFUSED: Typed = { node: { k: 'lit', v: null }, type: 'Any' }

/** FEEL text of a cell or literal expression. */
export function readText(desk: Desk, source: string | null, place: Place, scope: Scope): Typed {
  if (source === null) {
    desk.journal.refuse(place, 'expressionEmpty')
    return REFUSED
  }
  if (!desk.text.spend(source, place)) return REFUSED
  const expr = desk.journal.take(place, parseExpression(source, scope.names()))
  if (expr === undefined) return REFUSED
  return (
    desk.journal.take(
      place,
      attempt(() => check(expr, scope)),
    ) ?? REFUSED
  )
}

export function isFeel(desk: Desk, element: Element, place: Place): boolean {
  const language = text(element, 'expressionLanguage')
  if (language === null || isFeelLanguage(language)) return true
  desk.journal.refuse(place, 'languageNotSupported', language)
  return false
}

/** `wanted` is what the surroundings declare; a table without types of its own takes it over. */
export function readLogic(desk: Desk, logic: Element, place: Place, scope: Scope, wanted: Type): Typed {
  const read = LOGIC[kind(logic)]
  if (read === undefined) {
    desk.journal.refuse(
      place,
      kind(logic) === 'FunctionDefinition' ? 'notSupported' : 'partNotSupported',
      kind(logic),
    )
    return REFUSED
  }
  const own = desk.types.of(text(logic, 'typeRef'), place)
  const typed = read(desk, logic, place, scope, wanted === 'Any' ? own : wanted)
  const over = typeOver(typed.type)
  if (over === null) return declared(desk, typed, wanted, place)
  desk.journal.refuse(place, 'typeTooLarge', over)
  return REFUSED
}

/** The value as its declaration asks: refused when it never can, checked at run time when it may not. */
export function declared(desk: Desk, typed: Typed, wanted: Type, place: Place): Typed {
  if (wanted === 'Any') return typed
  if (!fits(wanted, typed.type)) {
    desk.journal.refuse(place, 'typeWrong', `${nameOfType(typed.type)} ≠ ${nameOfType(wanted)}`)
    return typed
  }
  return { node: conforming(typed, wanted), type: wanted }
}

type Read = (desk: Desk, logic: Element, place: Place, scope: Scope, wanted: Type) => Typed

const LOGIC: Record<string, Read> = {
  LiteralExpression: (desk, logic, place, scope) =>
    isFeel(desk, logic, place) ? readText(desk, text(logic, 'text'), place, scope) : REFUSED,
  DecisionTable: readTable,
  Context: readContext,
  List: readList,
  Relation: readRelation,
  Invocation: readInvocation,
}

function readContext(desk: Desk, logic: Element, place: Place, scope: Scope): Typed {
  let inner = scope
  const of: Entry[] = []
  const fields: { name: string; type: Type }[] = []
  let result: Typed | undefined
  const entries = children(logic, 'contextEntry')
  if (entries.length > CAPS.contextEntries) {
    desk.journal.refuse(place, 'contextTooLong', `${entries.length} > ${CAPS.contextEntries}`)
    return REFUSED
  }
  for (const entry of entries) {
    const variable = child(entry, 'variable')
    const name = text(variable, 'name')
    const at: Place = name === null ? place : { element: `${place.element}.${name}` }
    const value = child(entry, 'value')
    if (value === undefined) {
      desk.journal.refuse(at, 'logicMissing')
      continue
    }
    const typed = readLogic(desk, value, at, inner, desk.types.of(text(variable, 'typeRef'), at))
    if (name === null) {
      if (result !== undefined) desk.journal.refuse(place, 'nameMissing')
      result = typed
      continue
    }
    if (fields.some((field) => field.name === name)) desk.journal.refuse(at, 'nameTwice', name)
    of.push({ n: name, v: name, e: typed.node })
    fields.push({ name, type: typed.type })
    inner = inner.with(name, typed.type)
  }
  if (result !== undefined) return { node: { k: 'ctx', of, result: result.node }, type: result.type }
  return { node: { k: 'ctx', of }, type: { context: fields } }
}

function listOf(items: readonly Typed[]): Typed {
  const [first, ...rest] = items.map((item) => item.type)
  const element = first === undefined ? 'Any' : rest.reduce<Type>(join, first)
  return { node: { k: 'list', of: items.map((item) => item.node) }, type: { list: element } }
}

function readList(desk: Desk, logic: Element, place: Place, scope: Scope): Typed {
  return listOf(children(logic, 'elements').map((item) => readLogic(desk, item, place, scope, 'Any')))
}

function readRelation(desk: Desk, logic: Element, place: Place, scope: Scope): Typed {
  const columns = children(logic, 'column').map((column) => ({
    name: text(column, 'name') ?? '',
    type: desk.types.of(text(column, 'typeRef'), place),
  }))
  if (columns.some((column) => column.name === '')) desk.journal.refuse(place, 'nameMissing')
  const rows = children(logic, 'row').map((row, r): Typed => {
    const items = children(row, 'elements')
    if (items.length !== columns.length) {
      desk.journal.refuse(
        { ...place, cell: { row: r + 1, column: items.length } },
        'cellsMissing',
        `${items.length} ≠ ${columns.length}`,
      )
      return REFUSED
    }
    const cells = columns.map((column, c) => {
      const at: Place = { ...place, cell: { row: r + 1, column: c + 1 } }
      const item = items[c]
      return item === undefined ? REFUSED : readLogic(desk, item, at, scope, column.type)
    })
    const of = columns.map(
      (column, c): Entry => ({ n: column.name, v: `.${column.name}`, e: (cells[c] ?? REFUSED).node }),
    )
    const fields = columns.map((column, c) => ({ name: column.name, type: (cells[c] ?? REFUSED).type }))
    return { node: { k: 'ctx', of }, type: { context: fields } }
  })
  return listOf(rows)
}

function readInvocation(desk: Desk, logic: Element, place: Place, scope: Scope): Typed {
  const bindings = children(logic, 'binding')
  if (bindings.length > CAPS.contextEntries) {
    desk.journal.refuse(place, 'contextTooLong', `${bindings.length} > ${CAPS.contextEntries}`)
    return REFUSED
  }
  const called = child(logic, 'calledFunction')
  const name = text(called, 'text')
  const model = name === null ? undefined : scope.functions.get(name)
  if (model === undefined) {
    desk.journal.refuse(place, 'functionUnknown', name ?? '')
    return REFUSED
  }
  let inner = scope
  const bound = new Map<string, Typed>()
  for (const binding of bindings) {
    const parameter = text(child(binding, 'parameter'), 'name') ?? ''
    const formula = child(binding, 'bindingFormula')
    const typed = formula === undefined ? REFUSED : readLogic(desk, formula, place, scope, 'Any')
    // The call is then checked like one written in FEEL, each argument being a name for what was bound.
    bound.set(`#${parameter}`, typed)
    inner = inner.with(`#${parameter}`, typed.type)
  }
  const args = [...bound.keys()].map((key) => ({
    name: key.slice(1),
    e: { k: 'name', s: key.slice(1), n: key } as const,
  }))
  const call = desk.journal.take(
    place,
    attempt(() => checkModelCall({ k: 'call', s: model.name, fn: model.name, args }, model, inner)),
  )
  return call === undefined ? REFUSED : { node: substitute(call.node, bound), type: call.type }
}

/** The arguments in place of the names that stood for them. */
function substitute(node: Node, bound: ReadonlyMap<string, Typed>): Node {
  if (node.k === 'var') return bound.get(node.n)?.node ?? node
  if (node.k === 'conform') return { ...node, of: substitute(node.of, bound) }
  return node.k === 'bkm' ? { ...node, args: node.args.map((arg) => substitute(arg, bound)) } : node
}
