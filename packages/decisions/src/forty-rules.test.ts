import { expect, test } from 'vitest'
import { FORTY_INPUTS, FORTY_TABLES, fortyCases, fortyRulesXml } from './forty-rules.fixture.ts'
import { fortyOracle } from './forty-rules-oracle.fixture.ts'
import { bindInputs, compileDmn, loadPlan } from './index.ts'

async function load() {
  const plan = await compileDmn(fortyRulesXml())
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  return loadPlan(JSON.parse(JSON.stringify(plan.value)))
}

test('is it the model of 40 rules, three tables and 15 inputs?', () => {
  expect(Object.keys(FORTY_INPUTS)).toHaveLength(15)
  expect(FORTY_TABLES.map((table) => table.rows.length)).toEqual([14, 16, 10])
  expect(new Set(FORTY_TABLES.flatMap((table) => table.columns)).size).toBe(17)
})

test('do 100,000 seeded cases give what the hand-written rules give, with and without a trace?', async () => {
  const model = await load()
  const outcomes = new Map<string, number>()
  for (const one of fortyCases(100_000, 20_261_123)) {
    const { values, errors } = bindInputs(model, one)
    expect(errors).toHaveLength(0)
    const wanted = fortyOracle(one)
    const plain = model.evaluate({ inputs: values })
    const traced = model.evaluate({ inputs: values, trace: true })
    const same =
      plain.valueOf('standing') === wanted.standing &&
      plain.valueOf('points') === wanted.points &&
      plain.valueOf('outcome') === wanted.outcome &&
      traced.valueOf('outcome') === wanted.outcome &&
      traced.valueOf('points') === wanted.points
    if (!same) expect({ one, ...traced.values }).toEqual({ one, ...wanted })
    outcomes.set(wanted.outcome, (outcomes.get(wanted.outcome) ?? 0) + 1)
  }
  expect([...outcomes.keys()].sort()).toEqual(['approve', 'refer', 'supplement'])
}, 60_000)

test('does every row hit in some case, so that no row is dead?', async () => {
  const model = await load()
  const hit = new Set<string>()
  for (const one of fortyCases(20_000, 7)) {
    const { values } = bindInputs(model, one)
    for (const table of model.evaluate({ inputs: values, trace: true }).trace) {
      const hits = table.rows.filter((row) => row.state === 'hit')
      for (const row of table.table === 'points' ? hits : hits.slice(0, 1)) hit.add(row.rule)
    }
  }
  expect(hit.size).toBe(40)
}, 60_000)
