import { type ConditionProperties, Engine, type RuleProperties } from 'json-rules-engine'
import {
  FORTY_TABLES,
  type FortyCase,
  type NeutralTable,
} from '../../packages/decisions/src/forty-rules.fixture.ts'
import type { FortyAnswer } from '../../packages/decisions/src/forty-rules-oracle.fixture.ts'
import { type Contestant, isDate, type Test } from './contestant.ts'

/**
 * json-rules-engine, one engine per table, made once. Its comparisons know numbers only, so that dates are turned into
 * numbers beforehand. FIRST is done its own way: a priority for each row and a stop at the first hit, which is faster
 * than asking all rows and taking the first.
 */
export const jsonRules: Contestant = {
  name: 'json-rules-engine',
  says: 'one engine per table, made before; dates as numbers, converted before; its own result objects are its trace',
  open(cases) {
    const facts = cases.map(factsOf)
    return {
      async answer() {
        const answers: FortyAnswer[] = []
        for (const each of facts) answers.push(await decide(each))
        return answers
      },
    }
  },
}

type Facts = Record<string, unknown>
type Constant = boolean | string | number

const asNumber = (iso: string) => Number(iso.replaceAll('-', ''))
const constant = (value: Constant): Constant => (isDate(value) ? asNumber(value) : value)
const factsOf = (one: FortyCase): Facts =>
  Object.fromEntries(
    Object.entries(one).map(([name, value]) => [name, isDate(value) ? asNumber(value) : value]),
  )

function conditionsOf(fact: string, test: Test): ConditionProperties[] {
  if ('is' in test) return [{ fact, operator: 'equal', value: constant(test.is) }]
  if ('atLeast' in test) return [{ fact, operator: 'greaterThanInclusive', value: constant(test.atLeast) }]
  if ('below' in test) return [{ fact, operator: 'lessThan', value: constant(test.below) }]
  if ('oneOf' in test) return [{ fact, operator: 'in', value: test.oneOf }]
  if ('noneOf' in test) return [{ fact, operator: 'notIn', value: test.noneOf }]
  if ('has' in test) return [{ fact, operator: 'contains', value: test.has }]
  return [
    { fact, operator: 'greaterThanInclusive', value: constant(test.from) },
    { fact, operator: 'lessThanInclusive', value: constant(test.to) },
  ]
}

function engineOf(table: NeutralTable | undefined): Engine {
  const { rows = [], hit = 'FIRST' } = table ?? {}
  const rules = rows.map(({ when, give }, row): RuleProperties => {
    const all = Object.entries(when).flatMap(([name, test]) => conditionsOf(name, test))
    const priority = hit === 'FIRST' ? rows.length - row : 1
    return { conditions: { all }, priority, event: { type: 'hit', params: { give } } }
  })
  const engine = new Engine(rules)
  if (hit === 'FIRST') engine.on('hit', () => engine.stop())
  return engine
}
const [standing, points, outcome] = FORTY_TABLES.map(engineOf)

async function hits(engine: Engine | undefined, facts: Facts): Promise<(string | number)[]> {
  const { events } = (await engine?.run(facts)) ?? { events: [] }
  return events.map(({ params }) => params?.give)
}

async function first(engine: Engine | undefined, facts: Facts): Promise<string> {
  const [give] = await hits(engine, facts)
  return String(give)
}

async function sum(engine: Engine | undefined, facts: Facts): Promise<number | null> {
  const found = await hits(engine, facts)
  return found.length === 0 ? null : found.reduce<number>((total, give) => total + Number(give), 0)
}

async function decide(facts: Facts): Promise<FortyAnswer> {
  const group = await first(standing, facts)
  const score = await sum(points, facts)
  return {
    standing: group,
    points: score,
    outcome: await first(outcome, { ...facts, standing: group, points: score }),
  }
}
