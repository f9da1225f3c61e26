import { date, unaryTest } from 'feelin'
import {
  FORTY_TABLES,
  type FortyCase,
  type NeutralTable,
} from '../../packages/decisions/src/forty-rules.fixture.ts'
import type { FortyAnswer } from '../../packages/decisions/src/forty-rules-oracle.fixture.ts'
import { type Contestant, isDate, type Test } from './contestant.ts'

/**
 * feelin through its public API, which parses a cell whenever it is asked. The table loop around it is the shortest
 * possible: a row ends at its first failing cell, FIRST ends at its first row, and no trace is kept.
 */
export const feelin: Contestant = {
  name: 'feelin',
  says: 'cells as FEEL text through its public API, minimal table loop, no trace; inputs converted before',
  open(cases) {
    const contexts = cases.map(contextOf)
    return { answer: () => contexts.map(decide) }
  },
}

type Values = Record<string, unknown>

function contextOf(one: FortyCase): Values {
  return Object.fromEntries(
    Object.entries(one).map(([name, value]) => [name, isDate(value) ? date(value) : value]),
  )
}

const literal = (value: boolean | string | number) =>
  isDate(value) ? `date("${value}")` : JSON.stringify(value)

/** A test as the text of a DMN cell. */
function cellText(test: Test): string {
  if ('is' in test) return literal(test.is)
  if ('atLeast' in test) return `>= ${literal(test.atLeast)}`
  if ('below' in test) return `< ${literal(test.below)}`
  if ('from' in test) return `[${literal(test.from)}..${literal(test.to)}]`
  if ('oneOf' in test) return test.oneOf.map(literal).join(', ')
  if ('noneOf' in test) return `not(${test.noneOf.map(literal).join(', ')})`
  return `list contains(?, "${test.has}")`
}

type Cells = readonly { readonly name: string; readonly text: string }[]
type Table = { readonly rows: readonly { readonly cells: Cells; readonly give: string | number }[] }

const cellsOf = ({ rows }: NeutralTable): Table => ({
  rows: rows.map(({ when, give }) => ({
    cells: Object.entries(when).map(([name, test]) => ({ name, text: cellText(test) })),
    give,
  })),
})
const [standing, points, outcome] = FORTY_TABLES.map(cellsOf)

const holds = (cells: Cells, values: Values) =>
  cells.every(({ name, text }) => unaryTest(text, { ...values, '?': values[name] }).value === true)

function first(table: Table | undefined, values: Values): string {
  return String(table?.rows.find(({ cells }) => holds(cells, values))?.give)
}

function sum(table: Table | undefined, values: Values): number | null {
  const hits = table?.rows.filter(({ cells }) => holds(cells, values)) ?? []
  return hits.length === 0 ? null : hits.reduce((total, { give }) => total + Number(give), 0)
}

function decide(values: Values): FortyAnswer {
  const group = first(standing, values)
  const score = sum(points, values)
  return {
    standing: group,
    points: score,
    outcome: first(outcome, { ...values, standing: group, points: score }),
  }
}
