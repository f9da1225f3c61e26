import {
  type DifferenceReport,
  type FactDefinition,
  report as inWords,
  type Names,
  type Plan,
  type TableDifference,
} from '@tongban/decisions'
import { type Totals, totalsInWords } from './totals.ts'

/**
 * What has to be explained before a version is published: each thing that was changed and has an effect, and each way
 * in which past cases come out differently. What merely follows from a change (a row or an expression whose parameter
 * moved) is in the report's lines and is not asked for twice. 个人信息保护法 24: whoever is treated differently is told why.
 */
export type Difference = {
  /** Names the difference in an explanation, such as `parameter:parameters.amount70`. */
  readonly id: string
  readonly zh: string
  readonly en: string
  /** How many past cases it concerns; null where it is a change of the rules themselves. */
  readonly cases: number | null
}

type Part = readonly [id: string, part: Partial<DifferenceReport>]

export function differencesOf(
  plan: Plan,
  difference: DifferenceReport | null,
  totals: Totals,
  definitions: readonly FactDefinition[],
  names: Names = {},
): readonly Difference[] {
  const changes = difference === null || difference.equal ? [] : partsOf(difference)
  return [
    ...changes.map(([id, part]) => ({ id, ...said(plan, part, definitions, names), cases: null })),
    ...Object.entries(totals.groups).map(([id, group]) => {
      const lines = totalsInWords(plan, { ...totals, groups: { [id]: group }, outcomes: {}, rules: {} })
      const example = lines.find(({ kind }) => kind === 'flip')
      return {
        id,
        zh: `${group.cases} 件既往办件会有不同结果，例如：${example?.zh ?? ''}`,
        en: `${group.cases} past cases would come out differently, for example: ${example?.en ?? ''}`,
        cases: group.cases,
      }
    }),
  ]
}

const UNCHANGED: DifferenceReport = {
  parameters: [],
  inputs: { added: [], removed: [] },
  expressions: [],
  tables: [],
  equal: false,
}

function said(
  plan: Plan,
  part: Partial<DifferenceReport>,
  definitions: readonly FactDefinition[],
  names: Names,
) {
  const { lines } = inWords(plan, { difference: { ...UNCHANGED, ...part }, definitions, names })
  return { zh: lines.map(({ zh }) => zh).join(''), en: lines.map(({ en }) => en).join(' ') }
}

function partsOf({ parameters, inputs, expressions, tables }: DifferenceReport): readonly Part[] {
  const causes: readonly Part[] = [
    ...parameters.map((one): Part => [`parameter:${one.path}`, { parameters: [one] }]),
    ...inputs.added.map((name): Part => [`input:+${name}`, { inputs: { added: [name], removed: [] } }]),
    ...inputs.removed.map((name): Part => [`input:-${name}`, { inputs: { added: [], removed: [name] } }]),
    ...expressions
      .filter(({ from, to }) => from !== to)
      .map((one): Part => [`expression:${one.name}`, { expressions: [one] }]),
    ...tables.flatMap(changedParts),
  ]
  if (causes.length > 0) return causes
  // A difference without a change it could follow from is explained by itself rather than passed over.
  return tables.flatMap((table): readonly Part[] =>
    table.regions > 0 ? [[`treated:${table.table}`, { tables: [table] }]] : [],
  )
}

function changedParts(table: TableDifference): readonly Part[] {
  if (table.kind !== 'compared') return [[`table:${table.table}`, { tables: [table] }]]
  const { hit, decided, rows } = table
  const only = (part: Partial<TableDifference>): Partial<DifferenceReport> => ({
    tables: [{ ...table, ...STILL, hit: { from: hit.to, to: hit.to }, ...part }],
  })
  return [
    ...(hit.from === hit.to ? [] : [[`hitPolicy:${table.table}`, only({ hit })] satisfies Part]),
    ...(decided ? [] : [[`notDecided:${table.table}`, only({ decided })] satisfies Part]),
    ...rows
      .filter(({ parts }) => parts.length === 0 || parts.some((part) => part !== 'meaning'))
      .map(
        (row): Part => [
          `row:${table.table}/${row.row.rule ?? row.row.id}/${row.kind}`,
          only({ rows: [row] }),
        ],
      ),
  ]
}

const STILL = { rows: [], withoutEffect: [], treated: [], regions: 0, decided: true } as const
