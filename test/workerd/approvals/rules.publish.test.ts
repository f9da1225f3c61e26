import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Answered, ask, official } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  nextKey,
  publish,
  RULES,
  rulesOf,
  settleAllowance,
  sign,
  submitted,
  tokenOf,
  worker,
} from '../../region.ts'

/** Publication by two people, versions by date, and the stop switch. */

const ITEM = 'elderly-allowance'
const DMN = RULES[ITEM]
const aged72 = citizen('1954-05-06')
const aged73 = citizen('1953-05-06')
let first: Answered

beforeAll(async () => {
  first = must(await publish(ITEM, DMN), 200)
  await settleAllowance(aged72, aged73)
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

/** Somebody else each time, since nobody is granted the allowance twice. */
async function decide(send = worker, person?: Citizen) {
  const applicant = person ?? (await newcomer())
  return must(await apply(await tokenOf(applicant), allowance(applicant), nextKey(), send), 201)
}
const amountOf = ({ body }: Answered) => Reflect.get(Object(body.result), 'amountYuan')
const approve = (id: string, subject = 'publisher-2', role: Parameters<typeof official>[0] = 'publisher') =>
  asOfficial(role, 'POST', `/approvals/v1/rules/${id}/approve`, undefined, subject)
const turn = (act: 'stop' | 'resume', subject: string, role: Parameters<typeof official>[0] = 'publisher') =>
  asOfficial(role, 'POST', `/approvals/v1/rules/${first.body.id}/${act}`, { reason: '试验' }, subject)
const eventsOf = async (id: string) =>
  (
    await DB.prepare('SELECT type FROM rule_events WHERE rule_id = ? ORDER BY seq').bind(id).all()
  ).results.map((row) => row.type)

test('can whoever drafted or submitted a version not approve it, and can another publisher?', async () => {
  const id = await submitted(ITEM, DMN)
  const own = await approve(id, 'publisher-1')
  expect([own.status, own.body.code]).toEqual([409, 'secondPersonNeeded'])
  const published = must(await approve(id), 200)
  expect(published.body).toMatchObject({
    state: 'published',
    draftedBy: 'publisher-1',
    submittedBy: 'publisher-1',
    approvedBy: 'publisher-2',
    approvedAt: NOW,
  })
})

test('can a submitter who is not the drafter approve no more than the drafter?', async () => {
  const draft = must(
    await asOfficial('publisher', 'POST', '/approvals/v1/rules', {
      itemCode: ITEM,
      effectiveOn: '2026-11-23',
      dmn: DMN,
      note: '',
    }),
    201,
  )
  const id = String(draft.body.id)
  must(
    await asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/submit`, undefined, 'publisher-2'),
    200,
  )
  expect((await approve(id, 'publisher-2')).body.code).toBe('secondPersonNeeded')
  expect((await approve(id, 'publisher-1')).body.code).toBe('secondPersonNeeded')
  must(await approve(id, 'publisher-3'), 200)
})

test.each(['admin', 'handler', 'chief', 'head', 'supervisor', 'auditor'] as const)(
  'can an official who is %s, and no publisher, not approve?',
  async (role) => {
    const id = await submitted(ITEM, DMN)
    expect((await approve(id, 'somebody', role)).status).toBe(403)
    expect(await eventsOf(id)).toEqual(['drafted', 'submitted'])
  },
)

test('can a draft be approved before it is submitted, or twice?', async () => {
  const draft = must(
    await asOfficial('publisher', 'POST', '/approvals/v1/rules', {
      itemCode: ITEM,
      effectiveOn: '2026-11-23',
      dmn: DMN,
      note: '',
    }),
    201,
  )
  const early = await approve(String(draft.body.id))
  expect([early.status, early.body.code]).toEqual([409, 'stepNotPossible'])
  const id = await submitted(ITEM, DMN)
  must(await approve(id), 200)
  expect((await approve(id, 'publisher-3')).status).toBe(409)
  expect((await asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/submit`)).status).toBe(409)
})

test('can a version be approved after the day on which it was to take effect?', async () => {
  const id = await submitted(ITEM, DMN)
  vi.setSystemTime(NOW + 24 * 3_600_000)
  const late = await approve(id)
  expect([late.status, late.body.code]).toEqual([409, 'stepNotPossible'])
})

test('of two approvals at once, does one win?', async () => {
  const id = await submitted(ITEM, DMN)
  const path = `/approvals/v1/rules/${id}/approve`
  const ways = await Promise.all(
    ['publisher-2', 'publisher-3', 'publisher-4'].map(async (subject) =>
      ask(coldIsolate(), await sign(subject, official('publisher')), 'POST', path),
    ),
  )
  expect(ways.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  expect(await eventsOf(id)).toEqual(['drafted', 'submitted', 'approved'])
})

test.each([1, 2, 3])('does an approval that comes before trip %i of another leave only one?', async (at) => {
  const id = await submitted(ITEM, DMN)
  const between = meddle(DB, (trip) => (trip === at ? approve(id, 'publisher-2') : undefined))
  const token = await sign('publisher-3', official('publisher'))
  const second = await ask(coldIsolate({ DB: between }), token, 'POST', `/approvals/v1/rules/${id}/approve`)
  expect(second.status).toBe(409)
  expect(await eventsOf(id)).toEqual(['drafted', 'submitted', 'approved'])
  const row = await DB.prepare('SELECT approved_by FROM rule_versions WHERE id = ?').bind(id).first()
  expect(row?.approved_by).toBe('publisher-2')
})

test('is a new version live with the next decision, in an isolate that holds the old one too?', async () => {
  const elsewhere = coldIsolate()
  const before = await decide(elsewhere)
  expect(amountOf(before)).toBe(200)
  must(await publish(ITEM, DMN, { parameters: { amount70: 260 } }), 200)
  expect([amountOf(await decide(elsewhere)), amountOf(await decide())]).toEqual([260, 260])
})

test('are old decisions explained by the version they were made by?', async () => {
  const before = await decide(worker, aged72)
  const amount = amountOf(before)
  must(await publish(ITEM, DMN, { parameters: { amount70: 270 } }), 200)
  const after = await decide(worker, aged73)
  const explain = async (person: Citizen, { body }: Answered) => {
    const path = `/approvals/v1/cases/${body.caseNumber}/explanation`
    return must(await ask(worker, await tokenOf(person), 'GET', path), 200).body
  }
  const [old, young] = [await explain(aged72, before), await explain(aged73, after)]
  expect(old).toMatchObject({ replays: true, result: { result: { amountYuan: amount } } })
  expect(young).toMatchObject({ replays: true, result: { result: { amountYuan: 270 } } })
  const versionOf = (body: Answered['body']) => Reflect.get(Object(body.rules), 'version')
  expect(versionOf(young)).toBe(Number(versionOf(old)) + 1)
})

test('does a version decide from its day on, and not before?', async () => {
  must(await publish(ITEM, DMN, { parameters: { amount70: 210 } }), 200)
  must(await publish(ITEM, DMN, { effectiveOn: '2026-11-24', parameters: { amount70: 280 } }), 200)
  const [one, two] = [await newcomer(), await newcomer()]
  vi.setSystemTime(Date.UTC(2026, 10, 23, 15, 59, 59))
  expect(amountOf(await decide(worker, one))).toBe(210)
  vi.setSystemTime(Date.UTC(2026, 10, 23, 16, 0, 0))
  expect(amountOf(await decide(worker, two))).toBe(280)
  const on = async (day: string) => {
    const { body } = await ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules?on=${day}`)
    return Reflect.get(Object(body.parameters), 'amount70')
  }
  expect([await on('2026-11-23'), await on('2026-11-24')]).toEqual([210, 280])
})

test('can anyone read the rules in force, as tables, as text and as the very file?', async () => {
  const tables = must(await ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules`), 200)
  expect(tables.body.tables).toMatchObject([
    { name: 'competence' },
    { name: 'hindrances' },
    { name: 'outcome' },
    { name: 'result' },
  ])
  const text = must(await ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules/text`), 200)
  expect(text.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(text.text).toContain('高龄老人津贴：自动审批规则')
  expect(text.text).toContain('本地配置')
  const [main = '', appendix = ''] = text.text.split('\n附录：')
  expect(main).toMatch(/E2 尚未达到起领年龄（\d+周岁）。$/m)
  expect(main).not.toContain('某日')
  expect(main).toContain('处理：一次性告知补正')
  expect(main).toMatch(/起领年龄：\d+ 周岁/)
  expect(main).not.toMatch(/hindrances|rule =|duration|parameters\.|\bnull\b/)
  expect(appendix).toContain('minimumAgeOn')
  const english = must(
    await ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules/text`, undefined, {
      'Accept-Language': 'en',
    }),
    200,
  )
  expect(english.text).toContain('Allowance for the very old: rules of automatic decision')
  expect(english.text).toContain('Then: a person decides')
  const file = must(await ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules/dmn`), 200)
  expect(file.text).toBe(DMN)
  const none = await ask(worker, null, 'GET', '/approvals/v1/items/sole-trader-registration/rules')
  expect([none.status, none.body.code]).toEqual([404, 'noRulesInForce'])
})

test('can a version that was cited be read after a later one took its place, and no version that is not published?', async () => {
  const older = must(await publish(ITEM, DMN, { parameters: { amount70: 211 } }), 200)
  must(await publish(ITEM, DMN, { parameters: { amount70: 222 } }), 200)
  const number = Number(older.body.version)
  const read = (part: string, version: number | string) =>
    ask(worker, null, 'GET', `/approvals/v1/items/${ITEM}/rules${part}?version=${version}`)
  expect((await read('', number)).body).toMatchObject({ version: number, parameters: { amount70: 211 } })
  expect((await read('/text', number)).text).toContain('211 元')
  expect((await read('/dmn', number)).text).toBe(DMN)
  const draft = must(
    await asOfficial('publisher', 'POST', '/approvals/v1/rules', {
      itemCode: ITEM,
      effectiveOn: '2026-11-23',
      dmn: DMN,
      note: '',
    }),
    201,
  )
  const hidden = await read('', Number(draft.body.version))
  expect([hidden.status, hidden.body.code]).toEqual([404, 'notFound'])
  expect((await read('', 'first')).body.errors).toMatchObject([{ pointer: '/query/version' }])
})

test('does the stop switch send every application to a person, until two publishers resume?', async () => {
  const elsewhere = coldIsolate()
  expect((await decide(elsewhere)).body.outcome).toBe('approve')
  must(await turn('stop', 'publisher-1'), 200)
  const stopped = await decide(elsewhere)
  expect([stopped.body.outcome, rulesOf(stopped), stopped.body.dueOn]).toEqual([
    'refer',
    ['S1'],
    '2026-11-30',
  ])
  const proposed = must(await turn('resume', 'publisher-2'), 200)
  expect(proposed.body).toMatchObject({ stopped: true, proposal: { by: 'publisher-2', reason: '试验' } })
  expect(rulesOf(await decide(elsewhere))).toEqual(['S1'])
  must(await turn('resume', 'publisher-3'), 200)
  expect((await decide(elsewhere)).body.outcome).toBe('approve')
})

test('can whoever proposed, stopped, or drafted the rules in force not confirm that they go on?', async () => {
  const resume = async (subject: string) => {
    const { status, body } = await turn('resume', subject)
    return [status, body.code, body.stopped]
  }
  must(await turn('stop', 'publisher-4'), 200)
  must(await turn('resume', 'publisher-2'), 200)
  const refused = [409, 'secondPersonNeeded', undefined]
  expect(await resume('publisher-2')).toEqual(refused)
  expect(await resume(' Publisher-2 ')).toEqual(refused)
  expect(await resume('publisher-4')).toEqual(refused)
  // Drafted the version in force.
  expect(await resume('publisher-1')).toEqual(refused)
  // Stopped again: an objection, after which it has to be proposed anew.
  must(await turn('stop', 'supervisor-1', 'supervisor'), 200)
  expect(await resume('publisher-3')).toEqual([200, undefined, true])
  expect(await resume('publisher-2')).toEqual([200, undefined, false])
  expect((await turn('resume', 'publisher-3')).body).toMatchObject({ stopped: false, proposal: null })
})

test('of two who confirm at once, does one resume, and is a proposal made meanwhile not taken for a second one?', async () => {
  must(await turn('stop', 'publisher-4'), 200)
  const path = `/approvals/v1/rules/${first.body.id}/resume`
  const as = async (subject: string) =>
    ask(coldIsolate(), await sign(subject, official('publisher')), 'POST', path, { reason: '试验' })
  const proposals = await Promise.all(['publisher-2', 'publisher-3'].map(as))
  expect(proposals.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(proposals.find(({ status }) => status === 200)?.body.stopped).toBe(true)
  const confirmed = await Promise.all(['publisher-5', 'publisher-6'].map(as))
  expect(confirmed.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await eventsOf(String(first.body.id))).slice(-3)).toEqual(['stopped', 'resumeProposed', 'resumed'])
})

test('may a supervisor stop an item and not resume it, and an admin neither?', async () => {
  must(await turn('stop', 'supervisor-1', 'supervisor'), 200)
  expect((await turn('resume', 'supervisor-2', 'supervisor')).status).toBe(403)
  expect((await turn('stop', 'admin-1', 'admin')).status).toBe(403)
  expect((await turn('resume', 'admin-1', 'admin')).status).toBe(403)
  must(await turn('resume', 'publisher-2'), 200)
  must(await turn('resume', 'publisher-3'), 200)
})

test('does a new version leave a stopped item stopped?', async () => {
  must(await turn('stop', 'publisher-1'), 200)
  must(await publish(ITEM, DMN), 200)
  expect(rulesOf(await decide())).toEqual(['S1'])
  must(await turn('resume', 'publisher-3'), 200)
  must(await turn('resume', 'publisher-2'), 200)
})
