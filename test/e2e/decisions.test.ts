import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsWithRules } from '../../scripts/demo/publish.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { firstOfMonth } from '../../scripts/seed/day.ts'
import type { Person } from '../../scripts/seed/person.ts'
import { DEMO_ACCOUNT, DEMO_PERMIT } from '../../scripts/seed/registries.ts'
import type { Answered } from '../kit.ts'
import { A, B, type Body, peopleAndBodies, type Region, rulesOf, startedRegion, today } from './region.ts'

const run = promisify(execFile)

/** The main job, from the rules published by two people to the explained decision, in two regions side by side. */
const here = peopleAndBodies(A, 40)
const there = peopleAndBodies(B)
let a: Region
let b: Region

beforeAll(async () => {
  ;[a, b] = await Promise.all([startedRegion(A, here.people), startedRegion(B, there.people)])
})
afterAll(() => Promise.all([a, b].map((region) => region.close())))

const { people, bodyOf, newcomer } = here
const applied = (person: Person, change: Partial<Body> = {}) => a.applyAs(person, bodyOf(person, change))
/** What an answer says of the matter itself, alike for pre-check and application. */
const said = ({ body: { outcome, reasons, result } }: Answered) => ({ outcome, reasons, result })
const AT_ONCE = ['received', 'accepted', 'granted']
const monthsLater = (day: string, months: number) => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

test('are the rules of all five items published, each by two people, and readable by anyone?', async () => {
  for (const region of [a, b]) {
    const codes = itemsWithRules()
    expect(codes.length).toBe(5)
    for (const code of codes) {
      const { status, body } = await region.call(null, 'GET', `/approvals/v1/items/${code}/rules`)
      expect([status, body.state, body.effectiveOn]).toEqual([200, 'published', today])
      expect(body.approvedBy).not.toBe(body.draftedBy)
      const file = await region.call(null, 'GET', `/approvals/v1/items/${code}/rules/dmn`)
      expect(file.text).toContain('<definitions')
      const text = await region.call(null, 'GET', `/approvals/v1/items/${code}/rules/text`)
      expect(text.text).toContain(String(body.hash))
    }
  }
})

test('can the one who drafted rules not publish them, nor an administrator?', async () => {
  const dmn = (await a.call(null, 'GET', '/approvals/v1/items/elderly-allowance/rules/dmn')).text
  const draft = { itemCode: 'elderly-allowance', effectiveOn: monthsLater(today, 1), dmn, note: '试验 test' }
  const [one, two, admin] = [await a.as('publisher', '1'), await a.as('publisher', '2'), await a.as('admin')]
  const { body } = await a.call(one, 'POST', '/approvals/v1/rules', draft)
  const step = (token: string, verb: string) =>
    a.call(token, 'POST', `/approvals/v1/rules/${body.id}/${verb}`)
  expect((await step(one, 'submit')).status).toBe(200)
  expect((await step(one, 'approve')).body.code).toBe('secondPersonNeeded')
  expect((await step(admin, 'approve')).body.code).toBe('notAllowed')
  expect((await step(two, 'approve')).body).toMatchObject({ state: 'published', version: 2 })
  const inForce = await a.call(null, 'GET', '/approvals/v1/items/elderly-allowance/rules')
  expect(inForce.body.version).toBe(1)
})

test('is a person of 72 with household here granted 200 yuan at once, and told why?', async () => {
  const person = people.aged72
  const answer = await applied(person)
  expect([answer.status, answer.body]).toMatchObject([
    201,
    {
      state: 'granted',
      outcome: 'approve',
      reasons: [],
      result: {
        amountYuan: 200,
        payableFromOn: firstOfMonth(today, {}),
        nextBandOn: monthsLater(person.birthOn, 80 * 12),
      },
      documents: [{ kind: 'grant' }],
      dueOn: null,
      notice: expect.stringContaining('演示数据，不具效力'),
    },
  ])
  expect(answer.body.elapsedMs).toBeGreaterThanOrEqual(0)
  expect(answer.body.caseNumber).toMatch(new RegExp(`^${A}${today.replaceAll('-', '')}\\d{7}[0-9A-Z]$`))

  const read = await a.readAs(person, answer)
  expect(read.body).toMatchObject({ state: 'granted', department: 'civil-affairs', dueOn: null })
  expect(read.body.timeline).toMatchObject(AT_ONCE.map((type, at) => ({ type, seq: at + 1 })))

  const { body } = await a.readAs(person, answer, '/explanation')
  const rules = await a.call(null, 'GET', '/approvals/v1/items/elderly-allowance/rules')
  expect(body).toMatchObject({
    outcome: { code: 'approve' },
    rules: { version: 1, hash: rules.body.hash },
    replays: true,
    held: [],
    unsure: [],
  })
  expect(body.facts).toContainEqual(
    expect.objectContaining({ name: 'hukouRegion', source: 'population', sourceAt: expect.any(Number) }),
  )
  expect(body.notHeld).toContainEqual(expect.objectContaining({ rule: 'E2', zh: expect.any(String) }))

  const documents = await a.readAs(person, answer, '/documents')
  expect(documents.body.documents).toMatchObject([{ text: expect.stringContaining('每月发放高龄津贴200元') }])
})

test('does a person of 69 learn by pre-check, and again on applying, what is not met and from which day it is?', async () => {
  const person = people.aged69
  const eligibleOn = monthsLater(person.birthOn, 70 * 12)
  const before = await a.precheckAs(person, bodyOf(person))
  expect([before.status, before.body]).toMatchObject([
    200,
    {
      caseNumber: null,
      outcome: 'refer',
      reasons: [
        {
          rule: 'E2',
          code: 'notYetEligible',
          text: expect.stringContaining('70'),
          dates: { eligibleOn, earliestApplicationOn: monthsLater(eligibleOn, -2) },
        },
      ],
    },
  ])
  const answer = await applied(person)
  expect([answer.status, answer.body.state]).toEqual([201, 'inReview'])
  expect(said(answer)).toEqual(said(before))
  const explained = await a.readAs(person, answer, '/explanation')
  expect(explained.body).toMatchObject({ held: [{ rule: 'E2', dates: { eligibleOn } }], replays: true })
})

test('is a person whose household source is down referred to a person, with the due date and its basis, and only while it is down?', async () => {
  const person = people.aged81
  expect((await a.setSource('population', 'unavailable')).status).toBe(200)
  const answer = await applied(person)
  expect((await a.setSource('population', 'available')).status).toBe(200)
  expect(answer.body).toMatchObject({
    state: 'inReview',
    outcome: 'refer',
    dueOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    dueBasis: { kind: 'promise', zh: expect.any(String), en: expect.any(String) },
    documents: [{ kind: 'acceptance' }],
  })
  expect(rulesOf(answer)).toEqual(['U.birthDate', 'U.hukouRegion', 'U.lifeStatus'])
  const read = await a.readAs(person, answer)
  expect(read.body).toMatchObject({ state: 'inReview', dueOn: answer.body.dueOn })
  expect(read.body.limits).toContainEqual(
    expect.objectContaining({ step: 'decision', running: true, dueOn: answer.body.dueOn, amount: 5 }),
  )
  const explained = await a.readAs(person, answer, '/explanation')
  expect(explained.body.facts).toContainEqual(
    expect.objectContaining({
      name: 'hukouRegion',
      status: expect.objectContaining({ code: 'unavailable' }),
    }),
  )
  expect((await applied(person)).body).toMatchObject({ outcome: 'approve', result: { amountYuan: 300 } })
})

test('is a person not accepted where the household is not, with the remedies, and accepted where it is?', async () => {
  const stranger = people.elsewhere
  const answer = await applied(stranger)
  expect([answer.status, answer.body]).toMatchObject([
    201,
    { state: 'notAccepted', outcome: 'notAccepted', dueOn: null, documents: [{ kind: 'notAccepted' }] },
  ])
  const { body } = await a.readAs(stranger, answer, '/documents')
  expect(body.documents).toMatchObject([{ text: expect.stringMatching(/行政复议[\s\S]*提起行政诉讼/) }])
  await b.deliver([
    {
      source: 'population',
      records: [
        {
          keys: [stranger.idNumber],
          record: { birthDate: stranger.birthOn, hukouRegion: B, lifeStatus: 'alive' },
          hoursAgo: 0,
        },
      ],
    },
    {
      source: 'payeeAccount',
      records: [{ keys: [stranger.idNumber, DEMO_ACCOUNT], record: { holderMatches: true }, hoursAgo: 0 }],
    },
  ])
  const atHome = await b.applyAs(stranger, bodyOf(stranger))
  // Competent there, but the age is another in that region.
  expect([atHome.body.state, atHome.body.outcome, rulesOf(atHome)]).toEqual(['inReview', 'refer', ['E2']])
})

type Referral = {
  readonly item: string
  readonly who: keyof typeof people
  readonly rules: readonly string[]
  readonly change?: Partial<Body>
}
const REFERRED: readonly Referral[] = [
  { item: 'elderly-allowance', who: 'dead', rules: ['E3'] },
  { item: 'elderly-allowance', who: 'granted', rules: ['E4'] },
  { item: 'elderly-allowance', who: 'stale', rules: ['U.birthDate', 'U.hukouRegion', 'U.lifeStatus'] },
  { item: 'graduate-settlement', who: 'partTime', rules: ['D2'] },
  { item: 'unemployment-registration', who: 'insured', rules: ['R3'] },
  { item: 'sole-trader-registration', who: 'barred', rules: ['B7'] },
  {
    item: 'hygiene-permit-cancellation',
    who: 'permitHolder',
    rules: ['K3'],
    change: {
      form: {
        permitNumber: DEMO_PERMIT,
        ground: 'other',
        applicantIs: 'holder',
        original: 'electronicOnly',
      },
    },
  },
]
test.each(REFERRED)('is $item accepted and referred to a person for $who because of $rules?', async (row) => {
  const { item, who, rules, change = {} } = row
  const answer = await applied(people[who], change)
  expect([bodyOf(people[who]).itemCode, answer.body.outcome, rulesOf(answer)]).toEqual([item, 'refer', rules])
  expect(answer.body).toMatchObject({ state: 'inReview', result: null, dueOn: expect.any(String) })
  const { body } = await a.readAs(people[who], answer, '/explanation')
  expect(body).toMatchObject({ replays: true, outcome: { code: 'refer' } })
})

const APPROVED: readonly (readonly [item: string, who: keyof typeof people, result: object])[] = [
  [
    'elderly-allowance',
    'aged100',
    { amountYuan: 1000, payableFromOn: firstOfMonth(today, {}), nextBandOn: null },
  ],
  ['graduate-settlement', 'graduate', { validUntilOn: monthsLater(today, 6), reportWithinDays: 3 }],
  [
    'unemployment-registration',
    'unemployed',
    { effectiveOn: today, certificate: '就业创业证', reportEveryMonths: 6 },
  ],
  ['sole-trader-registration', 'operator', { foundedOn: today, postApprovalTerms: [] }],
  ['hygiene-permit-cancellation', 'permitHolder', { cancelledOn: today, linkedPermits: [] }],
]
test.each(APPROVED)('is %s approved for %s with its result?', async (item, who, result) => {
  const person = people[who]
  const answer = await applied(person)
  expect([bodyOf(person).itemCode, answer.status, answer.body.state]).toEqual([item, 201, 'granted'])
  expect([answer.body.result, answer.body.reasons]).toEqual([result, []])
  const read = await a.readAs(person, answer)
  expect(read.body.timeline).toMatchObject(AT_ONCE.map((type) => ({ type })))
})

test('do the rules of two regions decide the same person differently?', async () => {
  const [local, other] = [newcomer(), there.people.aged72]
  expect(local.birthOn).toBe(other.birthOn)
  expect((await applied(local)).body).toMatchObject({ outcome: 'approve', result: { amountYuan: 200 } })
  const answer = await b.applyAs(other, there.bodyOf(other))
  expect(answer.body).toMatchObject({
    outcome: 'refer',
    reasons: [{ rule: 'E2', dates: { eligibleOn: monthsLater(other.birthOn, 80 * 12) } }],
  })
  const older = there.people.aged81
  expect((await b.applyAs(older, there.bodyOf(older))).body.result).toMatchObject({ amountYuan: 200 })
  const oldest = there.people.aged100
  expect((await b.applyAs(oldest, there.bodyOf(oldest))).body.result).toMatchObject({ amountYuan: 800 })
})

test('is a token of one region worth nothing in the other?', async () => {
  const tokens = [await a.applicant(people.aged72), await a.as('admin'), await a.as('supervisor')]
  const body = bodyOf(people.aged72)
  for (const token of tokens) {
    expect(await b.apply(token, body)).toMatchObject({ status: 401, body: { code: 'notAuthenticated' } })
    expect((await b.call(token, 'GET', '/supervision/v1/jobs')).status).toBe(401)
  }
  const [own] = tokens
  const mine = await applied(people.aged72)
  expect((await b.call(own ?? '', 'GET', `/approvals/v1/cases/${mine.body.caseNumber}`)).status).toBe(401)
})

test('does the other region not know a case of this one, even for the person concerned?', async () => {
  const mine = await applied(people.aged72)
  expect(await b.readAs(people.aged72, mine)).toMatchObject({ status: 404, body: { code: 'notFound' } })
  expect(await a.readAs(people.aged81, mine)).toMatchObject({ status: 404, body: { code: 'notFound' } })
})

test('are 32 people who apply at once all granted, each their own case?', async () => {
  const crowd = Array.from({ length: 32 }, newcomer)
  const answers = await Promise.all(crowd.map((person) => applied(person)))
  expect(answers.map(({ status, body }) => [status, body.state])).toEqual(
    Array.from({ length: 32 }, () => [201, 'granted']),
  )
  expect(new Set(answers.map(({ body }) => body.caseNumber)).size).toBe(32)
})

test('is a person who applies 8 times at once under different keys granted once, and told so for the others?', async () => {
  const person = newcomer()
  const answers = await Promise.all(Array.from({ length: 8 }, () => applied(person)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201))
  const [granted, ...others] = answers.filter(({ body }) => body.outcome === 'approve')
  expect([granted?.body.state, others]).toEqual(['granted', []])
  const referred = answers.filter((answer) => answer !== granted)
  expect(referred.map((answer) => [answer.body.state, rulesOf(answer)])).toEqual(
    Array.from({ length: 7 }, () => ['inReview', ['S6']]),
  )
  const before = await a.precheckAs(person, bodyOf(person))
  expect(said(before)).toEqual(said(referred[0] ?? before))
})

test('is one application sent 8 times at once under one key one case?', async () => {
  const person = newcomer()
  const token = await a.applicant(person)
  const key = crypto.randomUUID()
  const answers = await Promise.all(Array.from({ length: 8 }, () => a.apply(token, bodyOf(person), key)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201))
  expect(new Set(answers.map(({ body }) => body.caseNumber)).size).toBe(1)
})

test('does npm run replay decide all of this again over HTTP, and come to the very same?', async () => {
  const env = { ...process.env, TONGBAN_TOKEN: await a.as('auditor') }
  const script = resolve(ROOT, 'scripts/replay.ts')
  const { stdout } = await run(process.execPath, [script, '--origin', a.origin], { env })
  const [, decisions, equal] =
    /重放 (\d+) 件自动决定.*：(\d+) 件逐位一致，0 件事实已删除，0 件不一致/.exec(stdout) ?? []
  expect(Number(decisions)).toBeGreaterThan(40)
  expect(equal).toBe(decisions)
})
