/**
 * What people read beside the rows of a plan: rule id, texts, basis, cure. Taken from the annotations of the tables,
 * so that the published page, the notice and the explanation say the same words.
 */
import type { Json } from '@tongban/kernel'
import type { Node, Plan, PlanDecision, Row, Table } from '../plan/plan.ts'
import { fieldsOf } from '../plan/type.ts'

export type Text = { readonly zh: string; readonly en: string }
export type BookRow = {
  readonly rule: string | null
  readonly text: Text
  readonly basis: string
  readonly cure: Text | null
  /** What is so instead where the row does not hold; `null` where the value itself says it. */
  readonly notSo: Text | null
  /** What a row of the result grants, with places for its values. */
  readonly granted: Text | null
  /** What the applicant can do next, of a row of the outcome. */
  readonly next: Text | null
}
export type BookTable = {
  readonly table: Table
  readonly decision: PlanDecision
  readonly rows: readonly BookRow[]
}
export type RuleBook = ReadonlyMap<string, BookTable>

/** The COLLECT table of what stands against approval. */
export const HINDRANCES = 'hindrances'
/** Other names a rule set uses; any decision called `result` or `result…` is a result. */
export const COMPETENCE = 'competence'
export const OUTCOME = 'outcome'
export const isResult = (name: string) => name.startsWith('result')

/** Names of the annotation columns a published table carries. */
const NOTES = {
  text: ['说明', 'English'],
  cure: ['补正', 'To hand in'],
  notSo: ['无此情形', 'Not so'],
  granted: ['准予内容', 'Granted'],
  next: ['下一步', 'Next'],
} as const
const BASIS = '依据'

const books = new WeakMap<Plan, RuleBook>()

/** The book of a plan; made once per plan. */
export function ruleBookOf(plan: Plan): RuleBook {
  const made = books.get(plan)
  if (made !== undefined) return made
  const book = new Map<string, BookTable>()
  for (const decision of plan.decisions) {
    const table = tableOf(decision)
    if (table !== undefined)
      book.set(decision.name, { table, decision, rows: table.rows.map((row) => bookRow(table, row)) })
  }
  books.set(plan, book)
  return book
}

function tableOf({ body }: PlanDecision): Table | undefined {
  const node = unwrap(body)
  return node.k === 'table' ? node.table : undefined
}

/** An expression below the type checks the compiler may have wrapped it in. */
const unwrap = (node: Node): Node => (node.k === 'conform' ? unwrap(node.of) : node)

function bookRow(table: Table, row: Row): BookRow {
  const note = (name: string) => row.notes[table.annotations.indexOf(name)] ?? ''
  const text = ([zh, en]: readonly [string, string]): Text => ({ zh: note(zh), en: note(en) })
  const textOrNone = (names: readonly [string, string]) => (text(names).zh === '' ? null : text(names))
  return {
    rule: ruleOf(table, row),
    text: text(NOTES.text),
    basis: note(BASIS),
    cure: textOrNone(NOTES.cure),
    notSo: textOrNone(NOTES.notSo),
    granted: textOrNone(NOTES.granted),
    next: textOrNone(NOTES.next),
  }
}

function ruleOf(table: Table, row: Row): string | null {
  const at = table.outputs.findIndex((output) => output.name === 'rule')
  const node = row.outputs[at]?.e
  const value = node === undefined ? undefined : unwrap(node)
  return value?.k === 'lit' && typeof value.v === 'string' ? value.v : null
}

/** Fills `{eligibleOn}` from the row's dates and `{parameters.x}` from the values bound at publication. */
export function fill(text: string, values: { readonly [name: string]: Json | undefined }): string {
  return text.replaceAll(/\{([\w.]+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined || value === null ? whole : String(value)
  })
}

/** The values bound at publication, as `parameters.x`. */
export function boundValues(plan: Plan): BoundValues {
  const made = boundOf.get(plan) ?? valuesBound(plan)
  boundOf.set(plan, made)
  return made
}

type BoundValues = { readonly [name: string]: Json | undefined }
const boundOf = new WeakMap<Plan, BoundValues>()

function valuesBound(plan: Plan): BoundValues {
  const parameters = plan.constants.parameters
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return {}
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`parameters.${name}`, value]))
}

const openInputs = new WeakMap<Plan, ReadonlySet<string>>()

/** Whether the plan has an open input, or a part of one, of this name. */
export function takes(plan: Plan, name: string): boolean {
  const names = openInputs.get(plan) ?? openPaths(plan)
  openInputs.set(plan, names)
  return names.has(name)
}

function openPaths(plan: Plan): ReadonlySet<string> {
  const open = plan.inputs.filter(({ name }) => !Object.hasOwn(plan.constants, name))
  return new Set(
    open.flatMap(({ name, type }) => [
      name,
      ...(fieldsOf(type) ?? []).map((field) => `${name}.${field.name}`),
    ]),
  )
}
