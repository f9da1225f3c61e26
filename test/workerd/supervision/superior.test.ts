import { oversightJobsOf } from '@tongban/services'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { drainDue } from '../../../packages/services/src/outbox/drain-due.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  type Citizen,
  coldIsolate,
  DB,
  logged,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
} from '../../region.ts'
import { openPlatform } from '../../report-platform.ts'

/** Reports to the superior platform: made from the events, carried until there is a receipt, sent again by an operator. */

const HOUR_MS = 3_600_000
const SUPERIOR = {
  TONGBAN_SUPERIOR_URL: 'https://superior.example.cn/reports',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({
    superior: { keyId: 'region-510116/2026', key: btoa('a-key-of-the-superior-platform-32b') },
  }),
}
const desk = coldIsolate(SUPERIOR)

type Report = { id: string; form: string; caseNumber: string; seq: number; record: Record<string, unknown> }
const platform = openPlatform<Report>(SUPERIOR.TONGBAN_SUPERIOR_URL)
const { attempts, taken } = platform

const report = async () => oversightJobsOf(await clockContext(SUPERIOR)).reportCases()
const carry = async () => drainDue(await clockContext(SUPERIOR))
const rows = async () =>
  (
    await DB.prepare('SELECT * FROM superior_reports ORDER BY case_number, seq, form').all<
      Record<string, string | number | null>
    >()
  ).results
const states = async () => (await rows()).map(({ form, state }) => `${form} ${state}`)

async function as(
  role: 'supervisor' | 'auditor' | 'handler',
  method: string,
  path: string,
): Promise<Answered> {
  const token = await sign(`${role}-s`, official(role, 'services'))
  return ask(desk, token, method, `/supervision/v1/reports/superior${path}`)
}
/** An application that the rules grant at once. */
async function granted(): Promise<{ readonly who: Citizen; readonly number: string }> {
  const who = await newcomer()
  const { body } = must(await apply(await tokenOf(who), allowance(who)), 201)
  return { who, number: String(body.caseNumber) }
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(async () => {
  platform.asNew()
  await DB.batch(
    ['outbox', 'superior_reports', 'event_cursors', 'case_events', 'cases'].map((table) =>
      DB.prepare(`DELETE FROM ${table}`),
    ),
  )
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

test('in a region without a superior platform, is nothing made, and does the job say so?', async () => {
  await granted()
  expect(await oversightJobsOf(await clockContext()).reportCases()).toBe(
    'no superior platform (TONGBAN_SUPERIOR_URL)',
  )
  expect(await rows()).toEqual([])
  const token = await sign('supervisor-s', official('supervisor', 'services'))
  const list = await ask(coldIsolate(), token, 'GET', '/supervision/v1/reports/superior')
  expect(must(list, 200).body).toMatchObject({ configured: false, reports: [] })
})

test('does a case leave as the four tables, each row once, and name its applicant in the receipt alone?', async () => {
  const { who, number } = await granted()
  expect(await report()).toBe('made 5, caught up')
  expect(await states()).toEqual([
    'receipt waiting',
    'acceptance waiting',
    'process waiting',
    'process waiting',
    'result waiting',
  ])
  expect(await carry()).toEqual({ delivered: 5, waiting: 0, dead: 0 })
  const sent = attempts.toSorted((a, b) => a.seq - b.seq || a.form.localeCompare(b.form))
  expect(sent.map(({ form, record }) => [form, record.nodeResult ?? record.doneResult ?? null])).toEqual([
    ['receipt', null],
    ['acceptance', null],
    ['process', 4],
    ['process', 1],
    ['result', 0],
  ])
  expect(sent[0]?.record).toMatchObject({
    projectNo: number,
    areaCode: '510116',
    channel: 'PC_ONLINE',
    userType: 'person',
    userName: who.name,
    userIdNumber: who.idNumber,
    projectType: 1,
    receiveDate: '2026-11-23',
  })
  expect(sent[1]?.record).toMatchObject({
    promiseDay: expect.any(Number),
    promiseType: 'workday',
    deemed: false,
  })
  for (const { record } of sent.slice(1)) {
    expect(JSON.stringify(record)).not.toContain(who.idNumber)
    expect(JSON.stringify(record)).not.toContain(who.name)
  }
  for (const { state, receipt_number } of await rows())
    expect([state, receipt_number]).toEqual(['received', expect.stringMatching(/^R-\d$/)])
})

test('is what waits unreadable in the database, and is nobody in the log?', async () => {
  const { who } = await granted()
  await report()
  platform.manner = () => new Response(null, { status: 400 })
  await carry()
  const outbox = JSON.stringify((await DB.prepare('SELECT * FROM outbox').all()).results)
  for (const secret of [who.idNumber, who.name, who.account]) {
    expect(outbox + JSON.stringify(await rows())).not.toContain(secret)
    expect(logged.join('\n')).not.toContain(secret)
  }
})

test('does a second run, two at once, or a cursor that was lost make no row more?', async () => {
  await granted()
  await Promise.all([report(), report()])
  expect(await rows()).toHaveLength(5)
  expect(await report()).toBe('made 0, caught up')
  const before = await rows()
  await DB.prepare('DELETE FROM event_cursors').run()
  await report()
  expect(await rows()).toEqual(before)
  expect((await DB.prepare('SELECT count(*) AS n FROM outbox').first())?.n).toBe(5)
})

test('is a report whose answer was lost sent again under the same id, and taken in once?', async () => {
  await granted()
  await report()
  // Taken in, and the answer never comes back.
  platform.manner = (each) => {
    taken.set(each.id, each)
    return new Response(null, { status: 502 })
  }
  expect(await carry()).toEqual({ delivered: 0, waiting: 5, dead: 0 })
  expect(new Set(await states())).toEqual(
    new Set(['receipt sent', 'acceptance sent', 'process sent', 'result sent']),
  )
  platform.manner = () => undefined
  vi.setSystemTime(NOW + HOUR_MS)
  expect(await carry()).toEqual({ delivered: 5, waiting: 0, dead: 0 })
  expect([attempts.length, taken.size]).toEqual([10, 5])
  expect((await rows()).every(({ state }) => state === 'received')).toBe(true)
})

test('is what was refused shown with its reason, and sent again only by an operator?', async () => {
  await granted()
  await report()
  platform.manner = ({ id, form }) =>
    form === 'result' ? Response.json({ id, state: 'refused', code: 'E1007' }) : undefined
  await carry()
  vi.setSystemTime(NOW + HOUR_MS)
  expect(await carry()).toEqual({ delivered: 0, waiting: 0, dead: 0 })
  const list = must(await as('supervisor', 'GET', '?state=refused'), 200).body
  expect(list).toMatchObject({
    configured: true,
    reports: [{ form: 'result', state: 'refused', reason: 'E1007' }],
    open: [{ state: 'refused', n: 1 }],
  })
  /** Guarantee: by the contract. */
  const [refused] = list.reports as { readonly id: string }[]
  expect((await as('auditor', 'POST', `/${refused?.id}/replay`)).status).toBe(403)
  platform.manner = () => undefined
  expect(must(await as('supervisor', 'POST', `/${refused?.id}/replay`), 200).body).toMatchObject({
    state: 'waiting',
    reason: null,
  })
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  expect((await as('supervisor', 'POST', `/${refused?.id}/replay`)).status).toBe(404)
})

test('after 72 hours without an answer, is it given up, shown as dead, and revived with a new term?', async () => {
  await granted()
  await report()
  platform.manner = () => new Response(null, { status: 503 })
  for (let hour = 0; hour <= 74; hour += 2) {
    vi.setSystemTime(NOW + hour * HOUR_MS)
    await carry()
  }
  expect(new Set((await rows()).map(({ state, reason }) => `${state} ${reason}`))).toEqual(
    new Set(['dead status 503']),
  )
  const tried = attempts.length
  vi.setSystemTime(NOW + 80 * HOUR_MS)
  await carry()
  expect(attempts).toHaveLength(tried)
  const [row] = await rows()
  must(await as('supervisor', 'POST', `/${row?.id}/replay`), 200)
  await carry()
  expect((await rows()).filter(({ state }) => state === 'sent')).toHaveLength(1)
})

test('does a case that somebody has changed in the database keep no other waiting, and is it shown?', async () => {
  const changed = await granted()
  await granted()
  const stored = await DB.prepare('SELECT application_enc AS text FROM cases WHERE case_number = ?')
    .bind(changed.number)
    .first<{ text: string }>()
  const put = (text: string) =>
    DB.prepare('UPDATE cases SET application_enc = ? WHERE case_number = ?').bind(text, changed.number).run()
  await put('v1.k1.x')
  expect(await report()).toBe('made 10, caught up')
  expect(await carry()).toEqual({ delivered: 9, waiting: 0, dead: 0 })
  const { body } = must(await as('supervisor', 'GET', '?state=refused'), 200)
  expect(body.reports).toMatchObject([{ caseNumber: changed.number, form: 'receipt', reason: 'unreadable' }])
  /** Guarantee: by the contract. */
  const [unmade] = body.reports as { readonly id: string }[]
  expect((await as('supervisor', 'POST', `/${unmade?.id}/replay`)).status).toBe(404)
  // The case was mended: the report is made and goes.
  await put(stored?.text ?? '')
  expect(must(await as('supervisor', 'POST', `/${unmade?.id}/replay`), 200).body.state).toBe('waiting')
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  expect(attempts.at(-1)).toMatchObject({ form: 'receipt', record: { userIdNumber: changed.who.idNumber } })
})

test('is a list read by oversight alone, page by page, and as CSV?', async () => {
  const { number } = await granted()
  await report()
  expect((await as('handler', 'GET', '')).status).toBe(403)
  const first = must(await as('auditor', 'GET', `?caseNumber=${number}&limit=3`), 200).body
  const next = new URL(String(first.next), 'http://region.test')
  const second = must(await as('auditor', 'GET', next.search), 200).body
  /** Guarantee: by the contract. */
  const ids = [first, second].flatMap(({ reports }) => (reports as { id: string }[]).map(({ id }) => id))
  expect([new Set(ids).size, second.next]).toEqual([5, null])
  next.searchParams.set('form', 'result')
  expect((await as('auditor', 'GET', next.search)).status).toBe(422)
  const csv = must(await as('auditor', 'GET', '.csv?form=process'), 200)
  expect(csv.text.split('\r\n').filter((line) => line.includes(number))).toHaveLength(2)
})
