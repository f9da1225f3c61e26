import { expect, test } from 'vitest'
import type { SettledFact } from './fact.ts'
import type { DecisionRecord } from './record.ts'
import { openedRecord, storedRecord } from './stored-record.ts'

const decidedAt = Date.parse('2026-11-23T09:00:00+08:00')
const fact = (name: string, over: Partial<SettledFact> = {}): SettledFact => ({
  name,
  status: 'known',
  value: '在世',
  source: 'population',
  sourceAt: decidedAt - 1000,
  fetchedAt: decidedAt,
  zh: `${name} 中文`,
  en: `${name} English`,
  ...over,
})
const recorded: DecisionRecord = {
  format: 'decision-record/2',
  item: { code: 'elderly-allowance', version: 1 },
  rulesHash: '0'.repeat(64),
  receivedOn: '2026-11-23',
  decidedAt,
  facts: [
    fact('lifeStatus'),
    fact('hukouRegion', { status: 'stale', fetchedAt: decidedAt - 5, zh: '旧名称', en: 'former label' }),
    fact('payee', { value: null, sourceAt: null }),
  ],
  extra: [],
  outcome: 'refer',
  competent: { here: true, rule: null },
  hindrances: [],
  result: null,
  unknownFacts: ['hukouRegion'],
  trace: {},
  counterfactual: { kind: 'notNeeded' },
}
const labels = ['lifeStatus', 'hukouRegion', 'payee'].map((name) => fact(name))
const overJson = () => JSON.parse(JSON.stringify(storedRecord(recorded)))

test('is a stored record opened again as the very same record?', () => {
  expect(openedRecord(overJson(), labels)).toEqual(recorded)
})

test('does a label the decision has spoken stay, and the others come from the item?', () => {
  const { facts } = openedRecord(overJson(), [])
  expect(facts.map(({ zh }) => zh)).toEqual(['lifeStatus', '旧名称', 'payee'])
  expect(JSON.stringify(overJson())).not.toContain('lifeStatus 中文')
})

test('is a record of another format refused?', () => {
  expect(() => openedRecord({ ...overJson(), format: 'decision-record/1' }, labels)).toThrow(
    'decision-record/1',
  )
})
