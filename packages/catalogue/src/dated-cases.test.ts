import { describe, expect, test } from 'vitest'
import { CASES } from './items/cases.ts'
import { decideCase, ruleIds } from './rules.fixture.ts'

describe.each(Object.entries(CASES))('does %s decide its dated cases as stated?', (code, cases) => {
  test.each(cases.cases.map((dated) => [dated.name, dated] as const))('%s', async (_name, dated) => {
    const { expected } = dated
    const decision = await decideCase(code, cases, dated)
    expect({ outcome: decision.outcome, rules: ruleIds(decision) }).toEqual({
      outcome: expected.outcome,
      rules: expected.rules,
    })
    expect(decision.result === null).toBe(expected.outcome !== 'approve')
    if (expected.result !== undefined) expect(decision.result?.result).toEqual(expected.result)
    if (expected.codes !== undefined)
      expect(decision.hindrances.flatMap((row) => row.code ?? [])).toEqual(expected.codes)
    if (expected.dates !== undefined) expect(decision.hindrances[0]?.dates).toEqual(expected.dates)
  })
})
