import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ask, official, person } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  citizen,
  coldIsolate,
  DB,
  deliver,
  must,
  NOW,
  newcomer,
  nextKey,
  precheck,
  publish,
  RULES,
  rulesOf,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** Intake and 秒批 through the real door: what a person who meets every condition is answered. */

const aged72 = citizen('1954-05-06')
const nearly70 = citizen('1957-01-10')
const rare = citizen('1946-11-23', 902, '演示𠮷㐂')
const withX = ['910', '911', '912', '913', '914', '915', '916', '917', '918', '919', '920', '921']
  .map((sequence) => citizen('1950-01-02', Number(sequence)))
  .find(({ idNumber }) => idNumber.endsWith('X'))
const agent = citizen('1990-03-04', 903, '演示乙')
const ward = citizen('1953-02-03', 904)
const AUTHORITY = {
  kind: 'agent',
  name: agent.name,
  matters: ['申领高龄老人津贴'],
  powers: '代为提交和签收',
  from: '2026-01-01',
  until: '2026-11-23',
  authorityNumber: 'WT-0001',
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(...[aged72, nearly70, rare, ward, ...(withX ? [withX] : [])])
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

test('is a person of 72 with household here approved 200 yuan a month at once?', async () => {
  const answer = await apply(await tokenOf(aged72), allowance(aged72))
  expect([answer.status, answer.body]).toMatchObject([
    201,
    {
      state: 'granted',
      outcome: 'approve',
      reasons: [],
      result: { amountYuan: 200, payableFromOn: '2026-11-01', nextBandOn: '2034-05-06' },
      licences: [{ type: 'elderly-allowance-certificate', validFrom: '2026-11-23', validUntil: null }],
      documents: [{ kind: 'grant' }],
      dueOn: null,
      elapsedMs: expect.any(Number),
    },
  ])
  const { caseNumber } = answer.body
  expect(caseNumber).toMatch(/^51011620261123\d{7}[0-9A-Z]$/)
  expect(answer.headers.get('Location')).toBe(`/approvals/v1/cases/${caseNumber}`)
  expect(answer.body.notice).toContain('演示数据，不具效力')
  expect(answer.body.next).toMatchObject(
    ['read', 'licence', 'present', 'printLicence', 'explanation', 'refer', 'evaluate'].map((action) => ({
      action,
    })),
  )
  const path = `/approvals/v1/cases/${caseNumber}/documents`
  const { body } = await ask(worker, await tokenOf(aged72), 'GET', path)
  const [document] = body.documents as { text: string }[]
  expect(document?.text).toContain(
    '自2026年11月起每月发放高龄津贴200元；2034年5月起调整为每月300元，无需再申请。',
  )
  expect(document?.text).toMatch(
    /法律依据：《中华人民共和国老年人权益保障法》.*版本 \d+，内容摘要 [0-9a-f]{12}）.*不服本决定的/s,
  )
})

test('are the milliseconds of the answer those from receipt to commit?', async () => {
  const person = await newcomer()
  const slow = { prepare: (sql: string) => DB.prepare(sql), batch: slowBatch(7) }
  const answer = await apply(await tokenOf(person), allowance(person), nextKey(), coldIsolate({ DB: slow }))
  expect(answer.body).toMatchObject({ outcome: 'approve', elapsedMs: 14 })
})

/** Each batch takes so long by the clock of the test. */
const slowBatch = (milliseconds: number) => async (statements: D1PreparedStatement[]) => {
  vi.setSystemTime(Date.now() + milliseconds)
  return DB.batch(statements)
}

test('does the Worker’s entry answer as its door does, where the binding it signs by leads to nobody?', async () => {
  const person = await newcomer()
  const send = (request: Request) => exports.default.fetch(request)
  const answer = await apply(await tokenOf(person), allowance(person), nextKey(), send)
  expect([answer.status, answer.body.outcome, rulesOf(answer)]).toEqual([201, 'refer', ['S9']])
})

test('is a person whose 70th birthday is near approved from the month of the birthday?', async () => {
  const answer = await apply(await tokenOf(nearly70), allowance(nearly70))
  expect(answer.body).toMatchObject({
    outcome: 'approve',
    result: { amountYuan: 200, payableFromOn: '2027-01-01' },
  })
})

test('is a number with a lower-case x taken for the same person?', async () => {
  if (withX === undefined) throw new Error('no number of the sample ends in X')
  const written = { ...withX, idNumber: withX.idNumber.toLowerCase() }
  const token = await tokenOf(withX)
  const first = await apply(token, allowance(written))
  expect([first.status, first.body.outcome]).toEqual([201, 'approve'])
  const again = await apply(await tokenOf(written), allowance(withX))
  expect([again.status, again.body.outcome, rulesOf(again)]).toEqual([201, 'refer', ['S6']])
  const rows = await DB.prepare('SELECT DISTINCT applicant_index FROM cases WHERE case_number IN (?, ?)')
    .bind(first.body.caseNumber, again.body.caseNumber)
    .all()
  expect(rows.results).toHaveLength(1)
})

test('is a name with characters beyond the basic plane taken and kept whole?', async () => {
  const token = await tokenOf(rare)
  const answer = await apply(token, allowance(rare))
  expect([answer.status, answer.body.outcome]).toEqual([201, 'approve'])
  const path = `/approvals/v1/cases/${answer.body.caseNumber}/documents`
  const { body } = await ask(worker, token, 'GET', path)
  expect(body.documents).toMatchObject([{ text: expect.stringContaining('演示𠮷㐂：') }])
})

test('is an application by an agent approved when the authority is complete and verified, and only then?', async () => {
  const principal = await newcomer()
  await deliver('authority', [
    {
      keys: ['elderly-allowance', principal.idNumber, agent.idNumber, 'WT-0001'],
      record: { verified: true },
    },
  ])
  const token = await tokenOf(agent)
  const verified = await apply(token, allowance(principal, { representation: AUTHORITY }))
  expect([verified.status, verified.body.outcome]).toEqual([201, 'approve'])
  const expired = await apply(
    token,
    allowance(aged72, { representation: { ...AUTHORITY, until: '2026-11-22' } }),
  )
  expect([expired.body.outcome, rulesOf(expired)]).toEqual(['supplement', ['G2']])
  const unverified = await apply(token, allowance(nearly70, { representation: AUTHORITY }))
  expect([unverified.body.outcome, rulesOf(unverified)]).toEqual(['refer', ['G3']])
})

test('may the recorded guardian apply, and is the ward alone referred to a person?', async () => {
  await deliver('guardianship', [
    { keys: [ward.idNumber], record: { recorded: true, idNumber: agent.idNumber } },
  ])
  const guarded = await apply(
    await tokenOf(agent),
    allowance(ward, { representation: { kind: 'guardian', name: agent.name } }),
  )
  expect([guarded.status, guarded.body.outcome]).toEqual([201, 'approve'])
  const alone = await apply(await tokenOf(ward), allowance(ward))
  expect([alone.body.outcome, rulesOf(alone)]).toEqual(['refer', ['G1', 'S6']])
  const stranger = await apply(
    await tokenOf(citizen('1985-05-05', 905)),
    allowance(ward, { representation: { kind: 'guardian', name: '演示丙' } }),
  )
  expect([stranger.body.outcome, rulesOf(stranger)]).toEqual(['refer', ['G1']])
})

test('may a window official hand in for a person at the counter, and read what was handed in?', async () => {
  const person = await newcomer()
  const assisted = allowance(person, { representation: { kind: 'staffAssisted' }, channel: 'window' })
  const token = await sign('window-1', official('window', 'services'))
  const answer = await apply(token, assisted)
  expect([answer.status, answer.body.outcome]).toEqual([201, 'approve'])
  const path = `/approvals/v1/cases/${answer.body.caseNumber}`
  expect((await ask(worker, token, 'GET', path)).body).toMatchObject({
    state: 'granted',
    channel: 'window',
    timeline: [{ type: 'received', by: 'official' }, { by: 'machine' }, { by: 'machine' }],
  })
  expect((await asOfficial('window', 'GET', path, undefined, 'window-2')).status).toBe(404)
  expect((await ask(worker, await tokenOf(person), 'GET', path)).status).toBe(200)
})

test('may a handler help where the item is their department’s, and nowhere else?', async () => {
  const assisted = async () => allowance(await newcomer(), { representation: { kind: 'staffAssisted' } })
  const own = await sign('handler-own', official('handler', 'civil-affairs'))
  expect((await apply(own, await assisted())).status).toBe(201)
  const other = await apply(await sign('handler-other', official('handler', 'services')), await assisted())
  expect([other.status, other.body.code]).toEqual([403, 'notAllowed'])
  expect(other.body.detail).toContain('主管部门的经办人')
})

test('is an official who pre-checks for somebody written down, and an applicant who does so for themselves not?', async () => {
  const traces = async () => {
    const fetched = await DB.prepare(
      `SELECT case_number, source, purpose FROM fact_fetches WHERE purpose LIKE 'precheck:%'`,
    ).all<{ case_number: string; source: string; purpose: string }>()
    const read = await DB.prepare(`SELECT * FROM readings WHERE what = 'registers'`).all()
    return { fetched: fetched.results, read: read.results }
  }
  const somebody = await newcomer()
  const own = must(await precheck(await tokenOf(somebody), allowance(somebody)), 200)
  expect(await traces()).toEqual({ fetched: [], read: [] })
  const token = await sign('window-7', official('window', 'services'))
  const assisted = allowance(somebody, { representation: { kind: 'staffAssisted' } })
  const asked = must(await precheck(token, assisted), 200)
  expect({ ...asked.body, elapsedMs: 0 }).toEqual({ ...own.body, elapsedMs: 0 })
  const { fetched, read } = await traces()
  expect(read).toMatchObject([
    {
      actor_kind: 'official',
      roles: 'window',
      department: 'services',
      purpose: 'precheck:elderly-allowance',
    },
  ])
  expect(fetched.map(({ source }) => source)).toContain('population')
  expect(new Set(fetched.map((each) => each.case_number))).toEqual(new Set([read[0]?.case_number]))
  expect(JSON.stringify({ fetched, read })).not.toContain(somebody.idNumber)
})

test('may an applicant call the staff’s help their own?', async () => {
  const assisted = allowance(aged72, { representation: { kind: 'staffAssisted' } })
  expect((await apply(await tokenOf(aged72), assisted)).status).toBe(403)
})

test('is an identity below the level of the item asked to be checked, not refused?', async () => {
  const token = await sign('low', person(aged72.idNumber, 'L1'))
  const answer = await apply(token, allowance(aged72))
  expect([answer.status, answer.body.outcome, rulesOf(answer)]).toEqual([201, 'supplement', ['G5']])
})
