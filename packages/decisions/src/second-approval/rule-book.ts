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
}
export type BookTable = {
  readonly table: Table
  readonly decision: PlanDecision
  readonly rows: readonly BookRow[]
}
export type RuleBook = ReadonlyMap<string, BookTable>

/** The COLLECT table of what stands against approval. */
export const HINDRANCES = 'hindrances'

/** Names of the annotation columns a published table carries. */
const NOTES = { zh: '说明', en: 'English', basis: '依据', cureZh: '补正', cureEn: 'To hand in' } as const

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
  const cure = { zh: note(NOTES.cureZh), en: note(NOTES.cureEn) }
  return {
    rule: ruleOf(table, row),
    text: { zh: note(NOTES.zh), en: note(NOTES.en) },
    basis: note(NOTES.basis),
    cure: cure.zh === '' ? null : cure,
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
export function boundValues(plan: Plan): { readonly [name: string]: Json | undefined } {
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
