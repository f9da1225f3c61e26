/** Explanation, counterfactual and replay over every case of every item. */
import {
  counterfactual,
  type DecisionRecord,
  decide,
  explain,
  type Model,
  record,
  replay,
} from '@tongban/decisions/runtime'
import { describe, expect, test } from 'vitest'
import type { DatedCase, DatedCases } from './dated-case.ts'
import { CASES } from './items/cases.ts'
import { boundPlan, itemOf, modelOf, NOW, settledFacts } from './rules.fixture.ts'

async function recordOf(
  code: string,
  cases: DatedCases,
  dated: DatedCase,
): Promise<{ made: DecisionRecord; model: Model }> {
  const item = itemOf(code)
  const model = await modelOf(code, cases, dated)
  const { receivedOn } = dated
  const decision = decide({ model, facts: settledFacts(item, cases, dated), receivedOn })
  const found = counterfactual({ model, definitions: item.facts, decision, receivedOn })
  const made = record({
    item: { code, version: item.taskVersion },
    rulesHash: 'hash of the plan',
    receivedOn,
    decidedAt: NOW,
    decision,
    counterfactual: found,
  })
  return { made, model }
}

const dated = (code: string, name: string) => {
  const cases = CASES[code]
  const found = cases?.cases.find((each) => each.name === name)
  if (cases === undefined || found === undefined) throw new Error(`no case ${code} ${name}`)
  return recordOf(code, cases, found)
}

describe.each(Object.entries(CASES))('%s', (code, cases) => {
  const { facts: definitions } = itemOf(code)

  test('does every record replay bit for bit, also after storage?', async () => {
    for (const each of cases.cases) {
      const { made, model } = await recordOf(code, cases, each)
      const stored: DecisionRecord = JSON.parse(JSON.stringify(made))
      expect(replay(stored, model.plan)).toEqual({ equal: true })
    }
  })

  test('does every change proposed really lead to approval?', async () => {
    let found = 0
    for (const each of cases.cases) {
      const { made, model } = await recordOf(code, cases, each)
      const { counterfactual: answer } = made
      expect(answer.kind === 'notNeeded').toBe(made.outcome === 'approve')
      if (answer.kind !== 'found') continue
      found += 1
      const wait = answer.changes.find((change) => change.kind === 'wait')
      const facts = made.facts.map((fact) => {
        const change = answer.changes.find((one) => one.kind === 'fact' && one.name === fact.name)
        return change?.kind === 'fact' ? { ...fact, status: 'known' as const, value: change.to } : fact
      })
      const receivedOn = wait?.kind === 'wait' ? wait.until : made.receivedOn
      expect(decide({ model, facts, receivedOn }).outcome).toBe('approve')
      const own = new Map(definitions.map((definition) => [definition.name, definition.own]))
      for (const change of answer.changes) if (change.kind === 'fact') expect(own.get(change.name)).toBe(true)
      expect(answer.zh).toMatch(/^如果.+，而其他情况不变，本申请会当即获批。$/)
    }
    expect(found).toBeGreaterThan(3)
  })

  test('is every row of the table accounted for in words, with nothing personal bare?', async () => {
    for (const each of cases.cases) {
      const { made, model } = await recordOf(code, cases, each)
      const told = explain(made, model.plan, definitions)
      const rows = made.trace.hindrances ?? []
      const held = rows.filter((state) => state === true).length
      if (made.outcome !== 'elsewhere')
        expect(told.notHeld.length + told.unsure.length + held).toBe(rows.length)
      const text = JSON.stringify(told)
      expect(text).not.toMatch(/\{\w+(\.\w+)?\}/)
      expect(text).not.toContain('110105194912310021')
      expect(text).not.toContain('6222000000000000')
      for (const row of told.notHeld) expect([row.zh, row.en, row.situation.zh, row.basis]).not.toContain('')
      for (const step of told.next) expect([step.zh, step.en]).not.toContain('')
      expect(told.next.length).toBeGreaterThan(0)
    }
  })
})

test('how does the explanation of a person too young read?', async () => {
  const { made, model } = await dated('elderly-allowance', '1957-06-01 出生，尚未达到年龄')
  const told = explain(made, model.plan, itemOf('elderly-allowance').facts)
  expect(told.held.map(({ zh }) => zh)).toEqual([
    '尚未达到起领年龄（70周岁）：2027-06-01 达到年龄，2027-04-01 起可以申请。',
  ])
  expect(told.wouldHaveChanged).toEqual({
    zh: '如果在 2027-04-01 或以后申请，而其他情况不变，本申请会当即获批。',
    en: 'If the application were made on 2027-04-01 or later, and all else were the same, the application would have been approved at once.',
  })
  expect(told.notHeld.find(({ rule }) => rule === 'E4')).toMatchObject({
    zh: '此情形的条件是：“现领津贴”为“本地区”；本申请不符合，实际为“没有”。',
    en: 'Condition: “allowance drawn now” is “this region”; that is not so here (it is “none”).',
  })
  expect(told.next[0]).toEqual({ zh: '2027-04-01 起可以申请。', en: 'You can apply from 2027-04-01.' })
})

test('is the smallest change found where two are needed?', async () => {
  const { made } = await dated('elderly-allowance', '没有账户')
  expect(made.counterfactual).toMatchObject({
    kind: 'found',
    changes: [{ name: 'payee.account' }, { name: 'payee.holderMatches', to: true }],
    zh: '如果填写“收款账号”，并且“收款账户为本人户名”为“是”，而其他情况不变，本申请会当即获批。',
  })
})

test('is it said when nothing is the applicant’s to change?', async () => {
  const { made } = await dated('elderly-allowance', '没有账户且登记已去世')
  expect(made.counterfactual).toMatchObject({ kind: 'none', complete: true, blockers: ['E3'] })
  const away = await dated('elderly-allowance', '户籍在 500112，向 510116 提出')
  expect(away.made.counterfactual).toMatchObject({ kind: 'none', blockers: ['E1'] })
})

test('is a difference named when facts, rules or answer were altered?', async () => {
  const { made, model } = await dated('elderly-allowance', '1954-05-06 出生，户籍在本地')
  const { plan } = model
  const facts = made.facts.map((fact) => (fact.name === 'lifeStatus' ? { ...fact, value: 'dead' } : fact))
  expect(replay({ ...made, facts }, plan)).toMatchObject({ equal: false, difference: 'outcome' })
  expect(replay({ ...made, result: { result: { amountYuan: 300 } } }, plan)).toMatchObject({
    difference: 'result',
  })
  const other = await boundPlan('elderly-allowance', '510116', { amount70: 250 })
  expect(replay(made, other)).toMatchObject({ equal: false, difference: 'result' })
})

test('is a wrongly typed value an unknown of its fact, never a coercion?', async () => {
  const cases = CASES['sole-trader-registration']
  if (cases === undefined) throw new Error('no cases')
  const item = itemOf('sole-trader-registration')
  const model = await modelOf('sole-trader-registration', cases)
  const wrong = { 'scope.terms': [{ term: 5, kind: 'general' }] }
  const decision = decide({
    model,
    facts: settledFacts(item, cases, { facts: wrong }),
    receivedOn: '2026-11-23',
  })
  expect(decision.facts.find(({ name }) => name === 'scope.terms')?.status).toBe('wrongType')
  expect([decision.outcome, decision.hindrances.map(({ rule }) => rule)]).toEqual(['refer', ['U.scope']])
})
