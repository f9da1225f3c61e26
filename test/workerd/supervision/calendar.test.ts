import { exports } from 'cloudflare:workers'
import { decryptField } from '@tongban/privacy'
import { beforeEach, expect, test, vi } from 'vitest'
import { watchCalendar } from '../../../packages/services/src/calendars/missing.ts'
import { recomputeAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { advertising, somebody } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  publish,
  RULES,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** A calendar published while cases are open: two people publish it, every open deadline follows, and none moves in secret. */

const MINUTE_MS = 60_000
const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
/** 2026-12-28, a Monday, 10:00 in Shanghai. */
const LATE = Date.UTC(2026, 11, 28, 2)

const year2027 = (rest: readonly string[], work: readonly string[] = [], issuedOn = '2026-12-28') => ({
  year: 2027,
  notice: { title: `2027年放假安排（试验）${issuedOn}`, number: null, issuedOn, url: null },
  rest,
  work,
})

async function asked(
  subject: string,
  role: 'admin' | 'supervisor',
  method: string,
  path: string,
  body?: unknown,
) {
  const token = await sign(subject, official(role, 'services'))
  const at = `/supervision/v1/calendar${path}`
  return ask((request) => exports.default.fetch(request), token, method, at, body)
}
const propose = (body: unknown, subject = 'admin-1') => asked(subject, 'admin', 'POST', '/arrangements', body)

async function published(body: unknown): Promise<void> {
  const { body: proposed } = must(await propose(body), 201)
  must(await asked('supervisor-1', 'supervisor', 'POST', `/arrangements/${proposed.id}/publish`), 200)
}

let people = 0
/** A case that a person decides: its applicant is not old enough. Answers its number. */
async function referredCase(): Promise<{ caseNumber: string; young: Citizen; dueOn: unknown }> {
  people += 1
  const young = citizen('1958-01-02', 300 + people)
  await settleAllowance(young)
  const token = await tokenOf(young)
  const { body } = must(await apply(token, allowance(young)), 201)
  return { caseNumber: String(body.caseNumber), young, dueOn: body.dueOn }
}
const read = (token: string, caseNumber: string): Promise<Answered> =>
  ask(worker, token, 'GET', `/approvals/v1/cases/${caseNumber}`)

/** The day the lists of officials go by. */
const dueOnOf = async (caseNumber: string) =>
  (
    await DB.prepare('SELECT due_on FROM cases WHERE case_number = ?')
      .bind(caseNumber)
      .first<{ due_on: string }>()
  )?.due_on

async function runUntilDone(change: object = {}): Promise<string[]> {
  const outcomes: string[] = []
  let cursor: string | null = null
  for (let run = 0; run < 6; run += 1) {
    const pass = await recomputeAtWork(await clockContext(change), cursor)
    outcomes.push(pass.outcome)
    cursor = pass.cursor
    vi.setSystemTime(Date.now() + 2 * MINUTE_MS)
  }
  return outcomes
}

const changesOf = async (version: string) => {
  const { body } = must(
    await asked('supervisor-1', 'supervisor', 'GET', `/changes?version=${encodeURIComponent(version)}`),
    200,
  )
  return body.changes
}

beforeEach(async () => {
  vi.setSystemTime(NOW)
  for (const table of ['calendar_arrangements', 'calendar_versions', 'calendar_changes', 'outbox', 'jobs'])
    await DB.exec(`DELETE FROM ${table}`)
})

test('does an arrangement hold only when another official has published it?', async () => {
  const { body } = must(await propose(year2027(['2027-01-01'])), 201)
  expect(body).toMatchObject({ id: 1, state: 'proposed', year: 2027 })
  const before = must(await asked('admin-1', 'admin', 'GET', ''), 200)
  expect(before.body).toMatchObject({ version: 'national-2026-1' })
  expect(before.body.publishedYears).not.toContain(2027)
  const own = must(await asked('both', 'supervisor', 'POST', '/arrangements', year2027(['2027-01-01'])), 201)
  const alone = await asked('both', 'supervisor', 'POST', `/arrangements/${own.body.id}/publish`)
  expect(alone).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
  must(await asked('supervisor-1', 'supervisor', 'POST', '/arrangements/1/publish'), 200)
  must(await asked('supervisor-1', 'supervisor', 'POST', '/arrangements/1/publish'), 200)
  const after = must(await asked('admin-1', 'admin', 'GET', ''), 200)
  expect(after.body).toMatchObject({ version: 'national-2026-1+1' })
  expect(after.body.publishedYears).toContain(2027)
})

test('are days that cannot be refused with a pointer to each?', async () => {
  const answered = await propose(year2027(['2027-02-30', '2026-06-01'], ['2027-05-01']))
  expect(answered.status).toBe(422)
  const bad = await propose(year2027(['2026-06-01', '2027-05-01'], ['2027-05-01']))
  expect(bad).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/years/2027/0/rest/0' }, { pointer: '/years/2027/0/work/0' }] },
  })
  expect(
    (await DB.prepare('SELECT count(*) AS n FROM calendar_arrangements').first<{ n: number }>())?.n,
  ).toBe(0)
})

test('does a provisional deadline follow the calendar that is published later, with both days on a list?', async () => {
  must(await publish('elderly-allowance', RULES['elderly-allowance']), 200)
  vi.setSystemTime(LATE)
  expect(await runUntilDone()).toContain('calendar national-2026-1')
  vi.setSystemTime(LATE)
  const { caseNumber, young, dueOn } = await referredCase()
  // Five working days from 12-28: 29, 30, 31 December, then by the plain week 4 and 5 January 2027.
  expect(dueOn).toBe('2027-01-05')
  await published(year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']))
  vi.setSystemTime(LATE + 2 * MINUTE_MS)
  const outcomes = await runUntilDone(NOTIFIER)
  expect(outcomes).toContain('calendar national-2026-1+1 found')
  expect(outcomes.filter((outcome) => outcome.endsWith('all done'))).toHaveLength(1)
  // 4 January is a day off now: the last day is the 6th.
  const seen = must(await read(await tokenOf(young), caseNumber), 200)
  expect(seen.body.dueOn).toBe('2027-01-06')
  const row = await DB.prepare('SELECT due_on FROM cases WHERE case_number = ?').bind(caseNumber).first()
  expect(row).toEqual({ due_on: '2027-01-06' })
  // The two months of the answer to an application end on a day that is the same; it only became certain.
  expect(await changesOf('national-2026-1+1')).toEqual([
    expect.objectContaining({ caseNumber, moved: 'confirmed', needsNotice: false, notice: null }),
    expect.objectContaining({
      caseNumber,
      step: 'decision',
      binds: 'organ',
      beforeOn: '2027-01-05',
      afterOn: '2027-01-06',
      moved: 'later',
      needsNotice: true,
      notice: expect.any(String),
      overByCalendarOnly: false,
    }),
  ])
  const notices = await DB.prepare(
    "SELECT kind, case_number FROM outbox WHERE kind = 'case.deadlineMoved'",
  ).all()
  expect(notices.results).toEqual([{ kind: 'case.deadlineMoved', case_number: caseNumber }])
  // Done again, it changes nothing.
  await DB.exec("UPDATE calendar_versions SET done_at = NULL WHERE version LIKE '%+1'")
  await runUntilDone(NOTIFIER)
  expect((await DB.prepare('SELECT count(*) AS n FROM calendar_changes').first<{ n: number }>())?.n).toBe(2)
})

test('is a deadline that moves without a notification gateway listed as still to be told?', async () => {
  vi.setSystemTime(LATE)
  await runUntilDone()
  vi.setSystemTime(LATE)
  const { caseNumber, young } = await referredCase()
  await published(year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']))
  vi.setSystemTime(LATE + 2 * MINUTE_MS)
  await runUntilDone()
  expect(await changesOf('national-2026-1+1')).toEqual(
    expect.arrayContaining([expect.objectContaining({ caseNumber, needsNotice: true, notice: null })]),
  )
  // The letter is owed: the case says so, and the better day stays, in the case and in the lists of officials.
  const seen = must(await read(await tokenOf(young), caseNumber), 200)
  expect(seen.body.dueOn).toBe('2027-01-05')
  expect(seen.body.calendarMoves).toEqual([
    expect.objectContaining({
      beforeOn: '2027-01-05',
      afterOn: '2027-01-06',
      isTold: false,
      zh: '放假安排公布或者调整后，“作出决定”的最后一日由2027年1月5日（星期二）变为2027年1月6日（星期三）。尚未通知申请人（本地没有可用的通知渠道），书面告知仍欠；告知以前按较有利的原日期办理。',
    }),
  ])
  expect(await dueOnOf(caseNumber)).toBe('2027-01-05')
  // An isolate that has just started finds the calendar before it in the database.
  const cold = await ask(coldIsolate(), await tokenOf(young), 'GET', `/approvals/v1/cases/${caseNumber}`)
  expect(cold.body.dueOn).toBe('2027-01-05')
})

test('until the notice is recorded, does a day that moves to the applicant’s harm stay, and a better one come at once?', async () => {
  vi.setSystemTime(LATE)
  await runUntilDone()
  vi.setSystemTime(LATE)
  const { caseNumber, young } = await referredCase()
  const token = await tokenOf(young)
  // 4 January off: later, so that the 5th stays while nobody has been told.
  await published(year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']))
  vi.setSystemTime(LATE + 2 * MINUTE_MS)
  expect((await read(token, caseNumber)).body).toMatchObject({ dueOn: '2027-01-05', calendarMoves: [] })
  // Whoever applies from now on is told the new day, and nothing of theirs moves.
  const later = await referredCase()
  expect(later.dueOn).toBe('2027-01-06')
  expect((await read(await tokenOf(later.young), later.caseNumber)).body.dueOn).toBe('2027-01-06')
  await runUntilDone(NOTIFIER)
  const told = must(await read(await tokenOf(young), caseNumber), 200)
  expect(told.body).toMatchObject({
    dueOn: '2027-01-06',
    calendarMoves: [{ isTold: true, afterOn: '2027-01-06' }],
  })
  expect(await dueOnOf(caseNumber)).toBe('2027-01-06')
  // Sunday the 3rd is a working day by the next amendment: earlier for the organ, at once and without a word.
  await published(year2027([], ['2027-01-03'], '2026-12-29'))
  vi.setSystemTime(Date.now() + 2 * MINUTE_MS)
  expect((await read(await tokenOf(young), caseNumber)).body.dueOn).toBe('2027-01-05')
})

test('does the phone an agent wrote down learn of a moved deadline no more than of anything else?', async () => {
  await DB.exec('DELETE FROM outbox')
  vi.setSystemTime(LATE)
  await runUntilDone()
  vi.setSystemTime(LATE)
  const [owner, agent] = [somebody(), somebody()]
  const body = advertising(owner, { representation: { kind: 'agent', name: agent.name } })
  const { caseNumber } = must(await apply(await tokenOf(agent), body), 201).body
  // One more day off than any calendar of the tests before.
  await published(year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05']))
  vi.setSystemTime(LATE + 2 * MINUTE_MS)
  await runUntilDone(NOTIFIER)
  const { results } = await DB.prepare('SELECT id, kind, payload_enc FROM outbox WHERE case_number = ?')
    .bind(caseNumber)
    .all<{ id: string; kind: string; payload_enc: string }>()
  expect(results.map(({ kind }) => kind)).toEqual(['case.moved'])
  const { keys } = await clockContext()
  const [{ id, payload_enc: sealed } = { id: '', payload_enc: '' }] = results
  const opened = await decryptField(keys, { table: 'outbox', column: 'payload_enc', row: id }, sealed)
  expect(opened).toMatchObject({ ok: true })
  for (const told of [String(caseNumber), '广告', '2027-01'])
    expect(JSON.stringify(opened)).not.toContain(told)
})

test('does a preview list what an arrangement would move, before it is proposed and before it is published, and store nothing?', async () => {
  vi.setSystemTime(LATE)
  await runUntilDone()
  vi.setSystemTime(LATE)
  const { caseNumber } = await referredCase()
  const days = year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'])
  const before = await DB.prepare('SELECT due_on, due_at, seq FROM cases WHERE case_number = ?')
    .bind(caseNumber)
    .first()
  const changesOfPreview = async (method: string, path: string, body?: unknown) => {
    const found: object[] = []
    let cursor = ''
    for (let page = 0; page < 20; page += 1) {
      const { body: answer } = must(
        await asked('supervisor-2', 'supervisor', method, `${path}?cursor=${cursor}`, body),
        200,
      )
      expect(answer).toMatchObject({ before: 'national-2026-1', unread: 0 })
      expect(answer.looked).toBeLessThanOrEqual(50)
      if (Array.isArray(answer.changes)) found.push(...answer.changes)
      if (answer.next === null) return found
      cursor = String(answer.next)
    }
    throw new Error('the preview does not end')
  }
  const decision = {
    caseNumber,
    step: 'decision',
    binds: 'organ',
    beforeOn: '2027-01-05',
    afterOn: '2027-01-06',
    moved: 'later',
    needsNotice: true,
    overByCalendarOnly: false,
  }
  expect(await changesOfPreview('POST', '/preview', days)).toContainEqual(decision)
  const { body: proposed } = must(await propose(days), 201)
  const path = `/arrangements/${proposed.id}/preview`
  const previewed = (await changesOfPreview('GET', path)).filter(
    (each) => Object(each).caseNumber === caseNumber,
  )
  expect(previewed).toContainEqual(decision)
  expect(await DB.prepare('SELECT count(*) AS n FROM calendar_changes').first()).toEqual({ n: 0 })
  expect(
    await DB.prepare('SELECT due_on, due_at, seq FROM cases WHERE case_number = ?').bind(caseNumber).first(),
  ).toEqual(before)
  // What is done is what was shown.
  must(await asked('supervisor-1', 'supervisor', 'POST', `/arrangements/${proposed.id}/publish`), 200)
  vi.setSystemTime(LATE + 2 * MINUTE_MS)
  await runUntilDone()
  const done = await changesOf('national-2026-1+1')
  if (!Array.isArray(done)) throw new Error('no list')
  const ofCase = done.filter((each: { caseNumber: string }) => each.caseNumber === caseNumber)
  const shown = ofCase.map(({ notice: _, ...change }: { notice: unknown }) => change)
  expect(shown).toHaveLength(previewed.length)
  expect(shown).toEqual(expect.arrayContaining(previewed))
  const csv = must(
    await asked(
      'supervisor-1',
      'supervisor',
      'GET',
      `/changes.csv?version=${encodeURIComponent('national-2026-1+1')}`,
    ),
    200,
  )
  expect(csv.headers.get('Content-Type')).toContain('text/csv')
  expect(csv.text).toContain(`${caseNumber},作出决定,本机关,2027-01-05,2027-01-06,推后,是,否,否\r\n`)
})

test('is a preview of days that cannot be, or of what nobody proposed, refused?', async () => {
  expect(await asked('s', 'supervisor', 'POST', '/preview', year2027(['2026-06-01']))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/years/2027/0/rest/0' }] },
  })
  expect((await asked('s', 'supervisor', 'GET', '/arrangements/99/preview')).status).toBe(404)
  expect((await asked('s', 'supervisor', 'GET', '/arrangements/1/preview?cursor=x')).status).toBe(422)
})

test('is the finding that a year has no calendar ended with its publication?', async () => {
  await DB.exec('DELETE FROM supervision_findings')
  vi.setSystemTime(LATE)
  await watchCalendar(await clockContext())
  await watchCalendar(await clockContext())
  const ended = async () =>
    (await DB.prepare('SELECT subject, ended_at AS at FROM supervision_findings').all()).results
  expect(await ended()).toEqual([{ subject: '2027', at: null }])
  await published(year2027(['2027-01-01']))
  expect(await ended()).toEqual([{ subject: '2027', at: LATE }])
})
