/** What rows give, in a form that can be compared. */
import { canonicalJson } from '@tongban/kernel'
import type { Row, Table } from '../plan/plan.ts'
import { elementOf, fieldOf, type Type } from '../plan/type.ts'
import { equal } from '../values/compare.ts'
import { toJson } from '../values/to-json.ts'
import type { Value } from '../values/value.ts'
import type { Context } from './context.ts'
import { decisionOf } from './context.ts'

export type Given = {
  /** The same text for the same outputs. */
  readonly key: string
  /** Whether nothing of it depends on inputs. */
  readonly constant: boolean
}

export function outputsOf(row: Row, { constants, meaning }: Context): Given {
  let constant = true
  const parts = row.outputs.map(({ e }) => {
    const value = constants.of(e)
    if (value !== undefined) return `= ${canonicalJson(toJson(value))}`
    constant = false
    return `# ${meaning.nameOf(e)}`
  })
  return { key: parts.join('\n'), constant }
}

export function compareOutputs(a: Given, b: Given): 'same' | 'different' | 'mayDiffer' {
  if (a.key === b.key) return 'same'
  return a.constant && b.constant ? 'different' : 'mayDiffer'
}

export type DeadOutput = { readonly output: string; readonly value: Value }

/** Declared results that no row which can be reached gives. */
export function deadOutputs(
  table: Table,
  context: Context,
  reached: (row: number) => boolean,
): readonly DeadOutput[] {
  const { constants, possible, plan } = context
  const declared = decisionOf(plan, table)?.type
  const many = table.hit === 'C' || table.hit === 'R' || table.hit === 'O'
  const element = declared === undefined ? undefined : many ? elementOf(declared) : declared
  if (table.hit.length > 1) return []
  return table.outputs.flatMap((output, at) => {
    const type: Type | undefined =
      table.outputs.length === 1 ? element : element && fieldOf(element, output.name)
    const values =
      output.values?.of.flatMap((node) => constants.of(node) ?? []) ??
      possible.allowedValues(output.type) ??
      (type === undefined ? undefined : possible.allowedValues(type))
    if (values === undefined) return []
    const nodes = table.rows.flatMap((row, place) => (reached(place) ? (row.outputs[at]?.e ?? []) : []))
    const given = [...nodes, ...(output.otherwise === undefined ? [] : [output.otherwise.e])].map((e) =>
      possible.valuesOf(e),
    )
    if (given.includes(undefined)) return []
    const all = given.flatMap((list) => list ?? [])
    return values
      .filter((value) => value !== null && !all.some((other) => equal(other, value) === true))
      .map((value) => ({ output: output.name, value }))
  })
}
