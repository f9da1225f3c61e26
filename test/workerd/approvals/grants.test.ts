import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import hygieneRules from '../../../packages/catalogue/src/items/hygiene-permit-cancellation/rules.dmn?raw'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  deliver,
  everyRow,
  must,
  NOW,
  newcomer,
  nextKey,
  precheck,
  publish,
  RULES,
  rulesOf,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** What is granted once is never approved a second time: one after the other, at once, or by somebody else's hand. */

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

const applyAs = async (person: Citizen, change = {}, send = worker) =>
  must(await apply(await tokenOf(person), allowance(person, change), nextKey(), send), 201)
const outcomesOf = (answers: readonly Answered[]) => answers.map(({ body }) => body.outcome).toSorted()
const grantsOf = async (...answers: readonly Answered[]) => {
  const numbers: unknown[] = answers.map(({ body }) => body.caseNumber)
  const rows = (await everyRow()).grants ?? []
  return rows.filter((row) => numbers.includes(Reflect.get(Object(row), 'case_number')))
}
const agentFor = (agent: Citizen) => ({
  representation: {
    kind: 'agent',
    name: agent.name,
    matters: ['申领高龄老人津贴'],
    powers: '代为提交和签收',
    from: '2026-01-01',
    until: '2026-12-31',
    authorityNumber: 'WT-0001',
  },
})

test('is a second application after a grant referred to a person, with the number of the first case?', async () => {
  const person = await newcomer()
  const first = await applyAs(person)
  expect(first.body.outcome).toBe('approve')
  const second = await applyAs(person)
  expect(second.body).toMatchObject({
    outcome: 'refer',
    state: 'inReview',
    result: null,
    dueOn: '2026-11-30',
    reasons: [
      {
        rule: 'S6',
        code: 'alreadyGranted',
        basis: '本地配置',
        text: expect.stringContaining(`办件编号 ${first.body.caseNumber}`),
        english: expect.stringContaining(`case ${first.body.caseNumber}`),
      },
    ],
  })
  expect(await grantsOf(first, second)).toMatchObject([
    { item_code: 'elderly-allowance', case_number: first.body.caseNumber, granted_at: NOW },
  ])
  const path = `/approvals/v1/cases/${second.body.caseNumber}/explanation`
  const explained = must(await ask(worker, await tokenOf(person), 'GET', path), 200)
  expect(explained.body).toMatchObject({ replays: true, held: [{ rule: 'S6' }] })
})

test('does the pre-check tell the same as the application that follows?', async () => {
  const person = await newcomer()
  await applyAs(person)
  const before = must(await precheck(await tokenOf(person), allowance(person)), 200)
  const after = await applyAs(person)
  expect([before.body.outcome, before.body.reasons]).toEqual([after.body.outcome, after.body.reasons])
  expect(rulesOf(before)).toEqual(['S6'])
})

test.each([2, 5])(
  'of %i applications at once under different keys, is exactly one granted?',
  async (many) => {
    const person = await newcomer()
    const answers = await Promise.all(Array.from({ length: many }, () => applyAs(person, {}, coldIsolate())))
    expect(outcomesOf(answers)).toEqual(['approve', ...Array.from({ length: many - 1 }, () => 'refer')])
    for (const answer of answers) {
      if (answer.body.outcome === 'refer') expect(rulesOf(answer)).toEqual(['S6'])
    }
    expect(new Set(answers.map(({ body }) => body.caseNumber)).size).toBe(many)
    expect(await grantsOf(...answers)).toHaveLength(1)
  },
)

test('when another is granted between read and write, is it decided once more and nothing of the first kept?', async () => {
  const person = await newcomer()
  let rival: Answered | undefined
  const { counted, taken } = countTrips(DB)
  const between = meddle(counted as D1Database, async (trip) => {
    if (trip === 2) rival = await applyAs(person)
  })
  const key = nextKey()
  const token = await tokenOf(person)
  const beaten = must(await apply(token, allowance(person), key, coldIsolate({ DB: between })), 201)
  expect(taken()).toBe(4)
  expect([rival?.body.outcome, beaten.body.outcome, rulesOf(beaten)]).toEqual(['approve', 'refer', ['S6']])
  const { cases, decisions, documents } = await everyRow()
  for (const rows of [cases, decisions, documents]) {
    const own = rows?.filter((row) => Reflect.get(Object(row), 'case_number') === beaten.body.caseNumber)
    expect(own).toHaveLength(1)
  }
  const again = must(await apply(token, allowance(person), key), 201)
  expect([again.body.caseNumber, again.headers.get('Idempotency-Replayed')]).toEqual([
    beaten.body.caseNumber,
    'true',
  ])
})

test('are different persons each granted, one after the other and at once?', async () => {
  const people = [await newcomer(), await newcomer(), await newcomer(), await newcomer()]
  const [one, two, ...others] = people
  if (one === undefined || two === undefined) throw new Error('not enough people')
  const answers = [await applyAs(one), await applyAs(two)]
  answers.push(...(await Promise.all(others.map((each) => applyAs(each, {}, coldIsolate())))))
  expect(outcomesOf(answers)).toEqual(['approve', 'approve', 'approve', 'approve'])
  expect(await grantsOf(...answers)).toHaveLength(4)
})

test.each([
  ['asked for a supplement', { form: {} }, 'supplement', null],
  ['asked for a supplement and withdrawn', { form: {} }, 'supplement', 'withdraw'],
  ['referred to a person', { declineAutomaticDecision: true }, 'refer', null],
  ['referred to a person and withdrawn', { declineAutomaticDecision: true }, 'refer', 'withdraw'],
] as const)('does a case that was %s leave the way open?', async (_what, change, outcome, then) => {
  const person = await newcomer()
  const first = await applyAs(person, change)
  expect(first.body.outcome).toBe(outcome)
  if (then !== null) {
    const path = `/approvals/v1/cases/${first.body.caseNumber}/${then}`
    must(await ask(worker, await tokenOf(person), 'POST', path), 200)
  }
  expect(await grantsOf(first)).toEqual([])
  expect((await applyAs(person)).body.outcome).toBe('approve')
})

test('does a grant stand when its applicant refuses the automatic decision afterwards?', async () => {
  const person = await newcomer()
  const first = await applyAs(person)
  const path = `/approvals/v1/cases/${first.body.caseNumber}/refer`
  must(await ask(worker, await tokenOf(person), 'POST', path), 200)
  expect(rulesOf(await applyAs(person))).toEqual(['S6'])
})

test('is staff at the counter told of the grant without its number?', async () => {
  const person = await newcomer()
  const first = await applyAs(person)
  const token = await sign('window-1', official('window', 'services'))
  const assisted = allowance(person, { representation: { kind: 'staffAssisted' }, channel: 'window' })
  const answer = must(await apply(token, assisted), 201)
  expect(rulesOf(answer)).toEqual(['S6'])
  expect(answer.text).not.toContain(String(first.body.caseNumber))
})

test('does a stranger who merely names a person learn nothing of the grant, and a verified agent that there is one?', async () => {
  const person = await newcomer()
  const first = await applyAs(person)
  const agent = citizen('1990-03-04', 903, '演示乙')
  const token = await tokenOf(agent)
  const stranger = must(await precheck(token, allowance(person, agentFor(agent))), 200)
  expect([stranger.body.outcome, stranger.text.includes('S6')]).toEqual(['refer', false])
  await deliver('authority', [
    { keys: ['elderly-allowance', person.idNumber, agent.idNumber, 'WT-0001'], record: { verified: true } },
  ])
  const verified = must(await precheck(token, allowance(person, agentFor(agent))), 200)
  expect(rulesOf(verified)).toEqual(['S6'])
  expect(verified.text).not.toContain(String(first.body.caseNumber))
})

test('is one permit cancelled once, and may its holder have another cancelled?', async () => {
  must(await publish('hygiene-permit-cancellation', hygieneRules), 200)
  const person = await newcomer()
  const [one, two] = ['演卫公证字2026001', '演卫公证字2026002']
  await deliver(
    'licence',
    [one, two].map((number) => ({
      keys: [number],
      record: {
        holderNumber: person.idNumber,
        issuerRegion: '510116',
        state: 'expired',
        validUntil: '2026-10-31',
        linkedPermits: [],
      },
    })),
  )
  for (const source of ['market', 'enforcement']) await deliver(source, [])
  const token = await tokenOf(person, 'L3')
  const cancel = async (permitNumber: string) =>
    must(
      await apply(
        token,
        allowance(person, {
          itemCode: 'hygiene-permit-cancellation',
          situation: 'self',
          form: { permitNumber, ground: 'expired', applicantIs: 'holder', original: 'electronicOnly' },
        }),
      ),
      201,
    )
  expect((await cancel(one)).body.outcome).toBe('approve')
  const again = await cancel(one)
  expect([again.body.outcome, rulesOf(again)]).toEqual(['refer', ['S6']])
  expect((await cancel(two)).body.outcome).toBe('approve')
})

test('can whoever reads the table tell who was granted what?', async () => {
  const person = await newcomer()
  const first = await applyAs(person)
  const [row] = await grantsOf(first)
  expect(Reflect.get(Object(row), 'matter_index')).toMatch(/^[0-9a-f]{32}$/)
  expect(JSON.stringify(row)).not.toContain(person.idNumber)
  const elsewhere = (await everyRow()).cases?.map((each) => Reflect.get(Object(each), 'applicant_index'))
  expect(elsewhere).not.toContain(Reflect.get(Object(row), 'matter_index'))
})
