/** The rules as people read them: every table with its cell texts and notes, and every expression as written. */
import type { Json } from '@tongban/kernel'
import type { HitPolicy, Plan, Table } from '../plan/plan.ts'
import { nameOfType } from '../plan/type.ts'
import { tablesOf } from '../plan/walk.ts'

export type PrintedColumn = { readonly label: string; readonly text: string; readonly type: string }
export type PrintedRow = {
  readonly rule: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly notes: readonly string[]
  readonly description: string | null
}
export type PrintedTable = {
  readonly name: string
  readonly hitPolicy: HitPolicy
  readonly zh: string
  readonly en: string
  readonly inputs: readonly PrintedColumn[]
  readonly outputs: readonly PrintedColumn[]
  readonly annotations: readonly string[]
  readonly rows: readonly PrintedRow[]
  /** The result when no row hits, one text for each output column; null when none is given. */
  readonly otherwise: readonly string[] | null
}

export const HIT_POLICY_TEXTS: Record<HitPolicy, { readonly zh: string; readonly en: string }> = {
  U: { zh: '唯一命中：至多一行成立', en: 'unique: at most one row holds' },
  A: { zh: '任一命中：成立各行结果相同', en: 'any: all rows that hold agree' },
  P: { zh: '优先命中：取优先级最高的结果', en: 'priority: the result of highest priority' },
  F: { zh: '首行命中：取自上而下第一行', en: 'first: the first row that holds, from the top' },
  R: { zh: '全部命中：按行序列出', en: 'rule order: all rows that hold, in order of rows' },
  O: { zh: '全部命中：按结果优先级列出', en: 'output order: all rows that hold, by priority of result' },
  C: { zh: '全部命中：逐一列出', en: 'collect: all rows that hold' },
  'C+': { zh: '全部命中：结果相加', en: 'collect: the sum of the results' },
  'C<': { zh: '全部命中：取最小', en: 'collect: the smallest result' },
  'C>': { zh: '全部命中：取最大', en: 'collect: the largest result' },
  'C#': { zh: '全部命中：计数', en: 'collect: how many rows hold' },
}

function printTable(table: Table): PrintedTable {
  const otherwise = table.outputs.map((output) => output.otherwise?.text ?? '')
  return {
    name: table.name,
    hitPolicy: table.hit,
    ...HIT_POLICY_TEXTS[table.hit],
    inputs: table.inputs.map((input) => ({
      label: input.label,
      text: input.text,
      type: nameOfType(input.type),
    })),
    outputs: table.outputs.map((output) => ({
      label: output.label,
      text: output.name,
      type: nameOfType(output.type),
    })),
    annotations: table.annotations,
    rows: table.rows.map((row) => ({
      rule: row.id,
      inputs: row.cells.map((cell) => cell.text),
      outputs: row.outputs.map((output) => output.text),
      notes: row.notes,
      description: row.description,
    })),
    otherwise: otherwise.some((text) => text !== '') ? otherwise : null,
  }
}

export const printPlan = (plan: Plan): readonly PrintedTable[] => tablesOf(plan).map(printTable)

export type PrintedExpression = { readonly name: string; readonly label: string; readonly text: string }

/** Decisions that are one expression, in the order of evaluation. */
export function printExpressions(plan: Plan): readonly PrintedExpression[] {
  return plan.decisions.flatMap(({ name, label, text }) => (text === null ? [] : [{ name, label, text }]))
}

/** The values bound at publication, such as a region's parameters 本地配置. */
export const printConstants = (plan: Plan): { readonly [input: string]: Json } => plan.constants
