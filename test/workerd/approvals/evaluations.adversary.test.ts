import { eraseCaseContent, evaluationsOfDepartment, evaluationsOfRegion, openDatabase } from '@tongban/store'
import { beforeAll, expect, test, vi } from 'vitest'
import { asApp, issueKeyTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { AMEND, READ, rateAs, rating, served, servedAtWindow } from '../../rated.ts'
import {
  asEvaluator,
  contacted,
  HEAD,
  ORDERS,
  RECTIFIER,
  ratedBadly,
  replied,
  rowsOf,
  sendReview,
  signIn,
} from '../../rectified.ts'
import { DB, must, NOW, newcomer, publish, RULES, sign, tokenOf, worker } from '../../region.ts'

/** What somebody would try who wants a bad rating gone, or wants to know who gave it. */
const BAD = { level: 1, options: ['115'], text: '态度差', anonymous: true }
const PRINT = '/evaluations/v1/invitations/print'

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})

test('is what was rated by a sign-in amended, read or gone on with by nobody who holds the token alone?', async () => {
  const person = await newcomer()
  const { token } = await served(person)
  const own = await tokenOf(person)
  must(await rateAs(own, rating(token, BAD)), 201)
  const good = { token, level: 5, options: ['510'], channel: 'web' }
  expect((await rateAs(null, good, AMEND)).status).toBe(403)
  expect((await rateAs(null, rating(token, BAD))).status).toBe(409)
  expect(
    (
      await rateAs(
        await sign('hot-1', official('hotline', 'services')),
        { ...good, channel: 'hotline' },
        AMEND,
      )
    ).status,
  ).toBe(403)
  expect((await asEvaluator('read', { token })).status).toBe(403)
  expect((await asEvaluator('supplement', { token, text: '其实很好' })).status).toBe(403)
  expect(must(await ask(worker, null, 'POST', READ, { token }), 200).body).toMatchObject({ amendable: false })
  expect(must(await ask(worker, own, 'POST', READ, { token }), 200).body).toMatchObject({ amendable: true })
  expect((await asEvaluator('read', { token }, own)).status).toBe(200)
  must(await rateAs(own, good, AMEND), 201)
})

const PAD = { terminal: { department: 'services', window: 'window' } }
/** What the pad at the window holds of this case. */
async function tokenAtWindow(pad: Awaited<ReturnType<typeof issueKeyTo>>, caseNumber: string) {
  const waiting = must(await asApp(pad, '/evaluations/v1/invitations'), 200)
  return (
    (waiting.body.services as { token: string }[]).find(({ token }) => token.startsWith(caseNumber))?.token ??
    ''
  )
}

test('does the token alone turn a bad rating good, also where it was rated by the token alone?', async () => {
  const person = await newcomer()
  const { token } = await served(person)
  must(await rateAs(null, rating(token, { ...BAD, anonymous: false })), 201)
  const amended = (level: number) => ({ token, level, options: [], channel: 'web' })
  for (const level of [3, 4, 5])
    expect((await rateAs(null, amended(level), AMEND)).body.code).toBe('notAllowed')
  expect((await rateAs(await tokenOf(await newcomer()), amended(5), AMEND)).status).toBe(403)
  must(await rateAs(await tokenOf(person), amended(5), AMEND), 201)
  // To lower it, or to say more, the token is enough.
  const other = await served(await newcomer())
  must(await rateAs(null, rating(other.token)), 201)
  must(await rateAs(null, { ...amended(1), token: other.token }, AMEND), 201)
})

test('does staff with the tokens of a terminal go on with what was said of a service at a window?', async () => {
  const pad = await issueKeyTo(['evaluate'], PAD)
  for (const [send, channel] of [
    [(body: object, path: string) => asApp(pad, path, body), 'pad'],
    [(body: object, path: string) => rateAs(null, body, path), 'qr'],
  ] as const) {
    const person = await newcomer()
    const own = await tokenOf(person)
    const token = await tokenAtWindow(pad, await servedAtWindow(person))
    const bad = rating(token, { ...BAD, channel })
    must(await send(bad, '/evaluations/v1/evaluations'), 201)
    // What was lost on the way is answered again, and a minute later nobody finds out by trying.
    expect((await send(bad, '/evaluations/v1/evaluations')).status).toBe(201)
    vi.setSystemTime(Date.now() + 61_000)
    expect((await send(bad, '/evaluations/v1/evaluations')).status).toBe(409)
    for (const level of [1, 2, 5])
      expect((await rateAs(null, { token, level, options: [], channel: 'web' }, AMEND)).status).toBe(403)
    expect((await asEvaluator('read', { token })).status).toBe(403)
    expect((await asEvaluator('rate', { token, grade: 'satisfied' })).status).toBe(403)
    expect(must(await ask(worker, null, 'POST', READ, { token }), 200).body).toMatchObject({
      amendable: false,
    })
    must(await asEvaluator('read', { token }, own), 200)
    vi.setSystemTime(NOW)
  }
})

test('does a window learn by printing which of its services was rated, on that day or later?', async () => {
  const pad = await issueKeyTo(['evaluate'], PAD)
  const [rated, silent] = [
    await tokenAtWindow(pad, await servedAtWindow(await newcomer())),
    await tokenAtWindow(pad, await servedAtWindow(await newcomer())),
  ]
  const print = (token: string) => asApp(pad, PRINT, { token })
  const page = must(await print(rated), 200)
  must(await rateAs(null, rating(rated, BAD)), 201)
  expect((await print(rated)).text).toBe(page.text)
  vi.setSystemTime(NOW + 86_400_000)
  const [one, other] = [await print(rated), await print(silent)]
  vi.setSystemTime(NOW)
  expect([one.status, one.body.detail]).toEqual([409, other.body.detail])
})

test('does whoever gave the service call back, or judge, what was said of it, in whichever department?', async () => {
  const caseNumber = await servedAtWindow(await newcomer())
  const token = await tokenAtWindow(await issueKeyTo(['evaluate'], PAD), caseNumber)
  const number = String(must(await rateAs(null, rating(token, { ...BAD, anonymous: false })), 201).body.order)
  must(await contacted(number), 200)
  must(await replied(number), 200)
  const send = async (subject: string, department: string) =>
    ask(
      worker,
      await sign(subject, official('callback', department)),
      'POST',
      `${ORDERS}/${number}/call-back`,
      {
        result: 'mended',
        text: '回访过了',
      },
    )
  // The very official who stood at the window.
  expect((await send('window-at-window', 'government')).status).toBe(409)
  // A colleague of the centre that keeps the window.
  expect((await send('callback-7', 'services')).status).toBe(409)
  expect((await send('callback-8', 'government')).status).toBe(200)
})

test('does a list tell by its order when on the day a sealed rating was given?', async () => {
  const given: Record<string, unknown>[] = []
  for (let minute = 1; minute <= 8; minute += 1) {
    vi.setSystemTime(NOW + minute * 60_000)
    const { token } = await served(await newcomer())
    given.push(must(await rateAs(null, rating(token, { ...BAD, anonymous: minute % 2 === 0 })), 201).body)
  }
  vi.setSystemTime(NOW + 3_600_000)
  const orders = must(await ask(worker, await signIn(RECTIFIER), 'GET', `${ORDERS}?limit=100`), 200)
  const ratings = must(
    await ask(worker, await signIn(HEAD), 'GET', '/evaluations/v1/evaluations?limit=100'),
    200,
  )
  vi.setSystemTime(NOW)
  const numbers = (orders.body.rectifications as { number: string }[]).map(({ number }) => number)
  expect(numbers).toEqual(numbers.toSorted().reverse())
  const ids = (ratings.body.ratings as { id: string }[]).map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted().reverse())
  for (const { id, order } of given)
    expect([ids.includes(String(id)), numbers.includes(String(order))]).toEqual([true, true])
})

test('does the list of reports tell a supervisor of the department rated which of its cases was?', async () => {
  const { caseNumber } = await ratedBadly({ anonymous: true })
  const insert = DB.prepare(
    `INSERT INTO evaluation_reports (id, form, case_number, service_number, seq, department, state, made_at)
     VALUES (?, ?, ?, 1, 1, 'civil-affairs', 'waiting', ?)`,
  )
  for (const form of ['service', 'rating']) await insert.bind(`report-${form}`, form, caseNumber, NOW).run()
  const formsFor = async (department: string) => {
    const token = await sign('supervisor-9', official('supervisor', department))
    const path = `/evaluations/v1/reports/national?caseNumber=${caseNumber}`
    return (must(await ask(worker, token, 'GET', path), 200).body.reports as { form: string }[])
      .map(({ form }) => form)
      .toSorted()
  }
  expect(await formsFor('civil-affairs')).toEqual(['service'])
  expect(await formsFor('services')).toEqual(['rating', 'service'])
})

test('is nothing left by which whoever reported a case could be found, once its data are erased?', async () => {
  const person = await newcomer()
  const { caseNumber } = await served(person)
  const body = { kind: 'unable', department: 'civil-affairs', caseNumber, text: '跑了三次没办成' }
  const review = must(await sendReview(await tokenOf(person), body), 201)
  const [before] = await rowsOf(
    'SELECT entered_by, place FROM evaluation_reviews WHERE case_number = ?',
    caseNumber,
  )
  expect(String(before?.place)).toContain(String(before?.entered_by))
  expect((await openDatabase(DB).write([...eraseCaseContent(caseNumber)])).ok).toBe(true)
  expect(
    await rowsOf(
      'SELECT text_enc, entered_by, place FROM evaluation_reviews WHERE case_number = ?',
      caseNumber,
    ),
  ).toEqual([{ text_enc: '', entered_by: `erased:${review.body.id}`, place: `erased:${review.body.id}` }])
})

const PAGE = { department: 'd', from: 0, until: 9, level: null, item: null, window: null, limit: 50 }
test.each(['', 'a'])('is a page of ratings read by its index, after %j?', async (after) => {
  for (const [page, index] of [
    [evaluationsOfDepartment({ ...PAGE, after }), 'evaluations_listed (department=? AND <expr>'],
    [evaluationsOfRegion({ ...PAGE, department: null, after }), 'evaluations_given (<expr>'],
  ] as const) {
    const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${page.sql}`)
      .bind(...page.params)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail).join('\n')
    expect(plan).toContain(index)
    expect(plan).not.toContain('TEMP B-TREE')
  }
})

test.each(['evaluations', 'rectifications'])(
  'is a month at the end of the calendar none for %s?',
  async (list) => {
    const send = async (month: string) =>
      (await ask(worker, await signIn(HEAD), 'GET', `/evaluations/v1/${list}?month=${month}`)).status
    expect([await send('2199-12'), await send('2099-12'), await send('1900-01')]).toEqual([422, 200, 200])
  },
)
