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
import { regionNameOf } from './region.ts'
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
    '尚未达到起领年龄（70周岁）：2027年6月1日达到年龄，2027年4月1日起可以申请。',
  ])
  expect(told.wouldHaveChanged).toEqual({
    zh: '如果在2027年4月1日或以后申请，而其他情况不变，本申请会当即获批。',
    en: 'If the application were made on 1 April 2027 or later, and all else were the same, the application would have been approved at once.',
  })
  expect(told.notHeld.find(({ rule }) => rule === 'E4')).toMatchObject({
    zh: '没有“申请人已在本地区领取高龄津贴”的情形：现领津贴为“没有”。',
    en: 'Not the case that “The applicant already draws this allowance here”: allowance drawn now: “none”.',
  })
  expect(told.next[0]).toEqual({ zh: '2027年4月1日起可以申请。', en: 'You can apply from 1 April 2027.' })
})

const explained = async (code: string, name: string) => {
  const { made, model } = await dated(code, name)
  return explain(made, model.plan, itemOf(code).facts, regionNameOf)
}

test('is what did not hold told by what is so, with the dates compared?', async () => {
  const told = await explained('elderly-allowance', '1954-05-06 出生，户籍在本地')
  const of = (rule: string) => told.notHeld.find((row) => row.rule === rule)
  expect(of('E2')).toMatchObject({
    situation: { zh: '尚未达到起领年龄（70周岁）。' },
    zh: '没有此情形：收件日（2026年11月23日）不早于最早可申请之日（2024年3月6日）。',
  })
  expect(of('E3')?.zh).toBe('没有此情形：登记的生存状态为“在世”。')
  expect(of('E6')?.zh).toBe('没有此情形：已填写“收款账户”。')
  expect(of('E8')?.zh).toBe('没有此情形：证件号码中的出生日期与人口登记一致。')
  expect(of('G5')?.zh).toBe('没有此情形：实名等级（L2 已核对姓名和号码）不低于“L2 已核对姓名和号码”。')
  const permit = await explained('hygiene-permit-cancellation', '没有印章，经营者只有 L2')
  expect(permit.notHeld.find(({ rule }) => rule === 'K4')?.zh).toBe(
    '没有“许可证已被撤销、吊销或注销”的情形：许可证状态为“有效”。',
  )
})

test('is anything in any explanation called not met that merely did not hold, or told twice alike?', async () => {
  for (const [code, cases] of Object.entries(CASES))
    for (const { name } of cases.cases) {
      const told = await explained(code, name)
      const lines = told.notHeld.map(({ zh }) => zh)
      expect(new Set(lines).size, code).toBe(lines.length)
      const text = JSON.stringify([told.notHeld, told.unsure])
      expect(text).not.toMatch(/不符合|属实|某日|undefined|\{\w/)
    }
})

test('which facts are shown to one who applies for himself, and as what?', async () => {
  const told = await explained('elderly-allowance', '1954-05-06 出生，户籍在本地')
  const names = told.facts.map(({ name }) => name)
  for (const name of ['authority.verified', 'guardian.idNumber', 'representation.until'])
    expect(names).not.toContain(name)
  const of = (name: string) => told.facts.find((fact) => fact.name === name)
  expect(of('lifeStatus')).toMatchObject({
    status: { code: 'known', zh: '已核实' },
    source: 'population',
    sourceName: { zh: '人口登记', en: 'population register' },
  })
  expect(of('payee.account')).toMatchObject({ status: { code: 'known', zh: '申请人填报' } })
  const agent = await explained('elderly-allowance', '代理人委托书经电子核验，当日届满')
  expect(agent.facts.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'authority.verified',
      'representation.until',
      'representation.authorityComplete',
    ]),
  )
  const gone = await explained('graduate-settlement', '学历登记数据已过 8 天')
  expect(gone.facts.find(({ name }) => name === 'education.level')?.status.zh).toBe('数据已超过时效')
})

test.each([
  [
    'elderly-allowance',
    '1954-05-06 出生，户籍在本地',
    '自2026年11月起每月发放高龄津贴200元；2034年5月起调整为每月300元，无需再申请。',
    'From November 2026 an allowance of 200 yuan a month is paid; from May 2034 it is 300 yuan, without a new application.',
  ],
  [
    'elderly-allowance',
    '1926-11-23 出生',
    '自2026年11月起每月发放高龄津贴1000元。',
    'From November 2026 an allowance of 1000 yuan a month is paid.',
  ],
  [
    'sole-trader-registration',
    '含后置许可项目',
    '准予登记为个体工商户，成立日期为2026年11月23日；其中“食品销售”取得许可后方可经营。',
    'Registered as a sole trader, founded on 23 November 2026; “食品销售” may be carried on once a permit is had.',
  ],
  [
    'sole-trader-registration',
    '名称可用',
    '准予登记为个体工商户，成立日期为2026年11月23日。',
    'Registered as a sole trader, founded on 23 November 2026.',
  ],
])('what does %s grant: %s?', async (code, name, zh, en) => {
  expect((await explained(code, name)).granted).toEqual({ zh, en })
})

test('is a grant put into words exactly where there is one?', async () => {
  for (const [code, cases] of Object.entries(CASES))
    for (const { name, expected } of cases.cases) {
      const { granted } = await explained(code, name)
      expect([name, granted === null]).toEqual([name, expected.outcome !== 'approve'])
      expect(`${granted?.zh ?? ''}${granted?.en ?? ''}`).not.toMatch(/[{}[\]]|null|undefined/)
    }
})

test('is it said whose matter it is where another region is competent?', async () => {
  const told = await explained('elderly-allowance', '户籍在 500112，向 510116 提出')
  expect(told.held).toEqual([
    expect.objectContaining({
      rule: 'E1',
      code: 'competentElsewhere',
      zh: '户籍不在本地区，由户籍所在地民政部门办理。该地区为重庆市渝北区（区划代码 500112）。',
      basis: '行政许可法第三十二条第一款第二项（参照）；当地办法',
    }),
  ])
  const chosen = await explained('unemployment-registration', '选择常住地，常住 500112')
  expect(chosen.held[0]?.zh).toContain('500112')
})

test('what is promised to one who has to hand something in?', async () => {
  const benefit = await explained('elderly-allowance', '没有账户')
  expect(benefit.outcome.zh).toBe('需要补正：所缺的一次性列明如下。')
  expect(benefit.next.at(-1)?.zh).toMatch(/^目前还不能在线补交：请撤回本申请，补齐材料后重新申请/)
  const registration = await explained('sole-trader-registration', '签名无效')
  expect(registration.outcome.zh).toBe('申请退回更正：须更正的内容一次性列明如下。')
  expect(registration.next.at(-1)?.zh).toMatch(/更正后重新提交/)
  expect(JSON.stringify([registration.outcome, registration.next])).not.toContain('补正')
})

test('is a term of the catalogue proposed where the scope has none?', async () => {
  const { made } = await dated('sole-trader-registration', '经营范围只有一个目录外用语')
  expect(made.counterfactual).toMatchObject({ kind: 'found' })
  expect(made.counterfactual).toMatchObject({
    zh: expect.stringContaining('“经营范围”选用公布目录中的用语，例如“日用百货销售”'),
  })
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
