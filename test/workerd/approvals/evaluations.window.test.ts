import { eraseCaseContent } from '@tongban/store'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { asApp, issueKeyTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import {
  AMEND,
  atWindow,
  countOf,
  kept,
  RATE,
  READ,
  rateAs,
  rating,
  served,
  servedAtWindow,
} from '../../rated.ts'
import {
  DB,
  logged,
  must,
  NOW,
  newcomer,
  nextKey,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** Ratings at windows: by the pad that stands there, one for each visit. */
const LIST = '/evaluations/v1/invitations'
const PAD = { department: 'services', window: 'window' }
const padAt = (terminal: object) => issueKeyTo(['evaluate'], { terminal })
type Waiting = { token: string; item: { code: string }; caseNumber: string | null }
const waitingAt = async (pad: Awaited<ReturnType<typeof padAt>>) => {
  const answer = await asApp(pad, LIST)
  expect(answer.status).toBe(200)
  return answer.body.services as Waiting[]
}

let now = NOW
beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
afterEach(() => {
  now += 60 * 60_000
  vi.setSystemTime(now)
})

test('does a pad hold what was done at its window within half an hour, for nobody in particular?', async () => {
  const pad = await padAt(PAD)
  expect(await waitingAt(pad)).toEqual([])
  await served(await newcomer())
  await servedAtWindow(
    await newcomer(),
    await sign('elsewhere', { ...official('window', 'market'), post: 'window' }),
  )
  const older = await servedAtWindow(await newcomer())
  vi.setSystemTime(now + 20 * 60_000)
  const newer = await servedAtWindow(await newcomer())
  const waiting = await waitingAt(pad)
  expect(waiting.map(({ token }) => token.slice(0, 22))).toEqual([newer, older])
  expect(waiting.map(({ caseNumber }) => caseNumber)).toEqual([null, null])
  must(await asApp(pad, RATE, rating(waiting[0]?.token ?? '', { channel: 'pad' })), 201)
  expect((await waitingAt(pad)).map(({ token }) => token.slice(0, 22))).toEqual([older])
  vi.setSystemTime(now + 31 * 60_000)
  expect(await waitingAt(pad)).toEqual([])
})

test('does a pad rate what was done at its own window, and nothing else?', async () => {
  const [pad, elsewhere] = [await padAt(PAD), await padAt({ department: 'market', window: 'handler' })]
  const caseNumber = await servedAtWindow(await newcomer())
  const [{ token } = { token: '' }] = await waitingAt(pad)
  const before = await kept()
  expect((await asApp(elsewhere, RATE, rating(token, { channel: 'pad' }))).status).toBe(403)
  expect((await asApp(pad, RATE, rating(token))).status).toBe(422)
  const online = await served(await newcomer())
  expect((await asApp(pad, RATE, rating(online.token, { channel: 'pad' }))).status).toBe(403)
  expect(await countOf('evaluations')).toBe(before.evaluations?.length)
  must(await asApp(pad, RATE, rating(token, { channel: 'pad', device: 'what the pad says' })), 201)
  const row = await DB.prepare(
    'SELECT channel, entered_by, device, window, visit FROM evaluations WHERE case_number = ?',
  )
    .bind(caseNumber)
    .first()
  expect(row).toMatchObject({
    channel: 'pad',
    entered_by: pad.keyId,
    device: null,
    window: 'services/window',
    visit: expect.stringMatching(/^2026-11-23\/civil-affairs\/services\/window\/[0-9a-f]{32}$/),
  })
  // A self-service terminal takes the token of whoever stands before it.
  const terminal = await padAt({ department: 'services' })
  expect((await asApp(terminal, LIST)).status).toBe(403)
  must(await asApp(terminal, RATE, rating(online.token, { channel: 'selfService' })), 201)
})

test('does the terminal of a window print the receipt of what was done there, and is no official answered a token?', async () => {
  const PRINT = `${LIST}/print`
  const [pad, elsewhere] = [await padAt(PAD), await padAt({ department: 'market', window: 'handler' })]
  const caseNumber = await servedAtWindow(await newcomer())
  const online = await served(await newcomer())
  const [{ token } = { token: '' }] = await waitingAt(pad)
  const page = must(await asApp(pad, PRINT, { token: token.toLowerCase() }), 200)
  expect(/5[0-9A-Z]{21}-1(?:-[0-9A-Z]{4}){4}/.exec(page.text)?.[0]).toBe(token)
  expect(page.text).toContain('<svg')
  expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(logged.some((line) => line.includes('evaluationReceipt') && line.includes(caseNumber))).toBe(true)
  expect(logged.some((line) => line.includes(token))).toBe(false)
  const own = await atWindow()
  expect((await ask(worker, own, 'POST', PRINT, { token })).status).toBe(403)
  expect((await rateAs(own, rating(token))).status).toBe(403)
  for (const [key, other] of [
    [elsewhere, token],
    [pad, online.token],
    [pad, `${token.slice(0, -4)}0000`],
  ] as const)
    expect((await asApp(key, PRINT, { token: other })).status).toBe(404)
  must(await rateAs(null, rating(token, { channel: 'qr' })), 201)
  // Whether it was rated is not told by it.
  expect((await asApp(pad, PRINT, { token })).text).toBe(page.text)
})

test('is one visit of one person at one window on one day rated once, and another day again?', async () => {
  const person = await newcomer()
  const pad = await padAt(PAD)
  // Who has been granted it is referred: a second case of the same visit.
  const [first, second] = [await servedAtWindow(person), await servedAtWindow(person)]
  const waiting = await waitingAt(pad)
  expect(waiting).toHaveLength(1)
  const list = must(await ask(worker, await tokenOf(person), 'GET', LIST), 200)
  const tokens = (list.body.services as Waiting[]).map(({ token }) => token)
  expect(tokens.map((token) => token.slice(0, 22)).toSorted()).toEqual([first, second].toSorted())
  const [one = '', other = ''] = tokens
  const both = await Promise.all([
    rateAs(null, rating(one)),
    rateAs(null, rating(other, { level: 4, options: [] })),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(await waitingAt(pad)).toEqual([])
  const loser = both[0].status === 201 ? other : one
  expect(must(await ask(worker, null, 'POST', READ, { token: loser }), 200).body.state).toBe('visitRated')
  const again = must(await ask(worker, await tokenOf(person), 'GET', LIST), 200)
  expect((again.body.services as { state: string }[]).map(({ state }) => state).toSorted()).toEqual([
    'rated',
    'visitRated',
  ])
  // Amended by the token it was given with, and by no other.
  expect((await rateAs(null, { token: loser, level: 3, channel: 'web' }, AMEND)).status).toBe(409)
  vi.setSystemTime(now + 24 * 60 * 60_000)
  const third = await servedAtWindow(person)
  const next = must(await ask(worker, await tokenOf(person), 'GET', LIST), 200)
  const fresh = (next.body.services as Waiting[]).find(({ token }) => token.startsWith(third))
  must(await rateAs(null, rating(fresh?.token ?? '')), 201)
  now += 24 * 60 * 60_000
})

test('is a pad limited to the ratings that people can give at it in a minute?', async () => {
  const terminal = await padAt({ department: 'services' })
  const statuses: number[] = []
  for (let nth = 0; nth < 12; nth += 1) {
    const { token } = await served(await newcomer())
    statuses.push((await asApp(terminal, RATE, rating(token, { channel: 'selfService' }))).status)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429])
})

test.each([
  ['nowhere', {}, '/terminal'],
  ['in a department there is not', { terminal: { department: 'nowhere' } }, '/terminal/department'],
  ['at a window there is not', { terminal: { department: 'services', window: 'W99' } }, '/terminal/window'],
])('is the key of a terminal that stands %s refused?', async (_what, place, pointer) => {
  const body = { name: '评价器', purpose: '窗口评价', scopes: ['evaluate'], dailyQuota: 1000, ...place }
  const admin = await sign('admin-1', official('admin', 'services'))
  const answer = await ask(worker, admin, 'POST', '/admin/v1/api-keys', body, {
    'Idempotency-Key': nextKey(),
  })
  expect([answer.status, answer.body.code]).toEqual([422, 'invalidInput'])
  expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })])
})

test('does an app that may only verify licences stay outside?', async () => {
  const app = await issueKeyTo(['verify'])
  const { token } = await served(await newcomer())
  expect((await asApp(app, RATE, rating(token, { channel: 'selfService' }))).status).toBe(403)
  expect((await asApp(app, READ, { token })).status).toBe(403)
  expect((await asApp(app, LIST)).status).toBe(403)
})

test('is nothing of the person left of a rating once the data of its case are erased?', async () => {
  const person = await newcomer()
  const caseNumber = await servedAtWindow(person)
  const list = must(await ask(worker, await tokenOf(person), 'GET', LIST), 200)
  const [{ token } = { token: '' }] = list.body.services as Waiting[]
  const said = rating(token, { text: '我的话', device: 'mine' })
  const given = must(await rateAs(await tokenOf(person), said), 201)
  await DB.batch(eraseCaseContent(caseNumber).map(({ sql, params }) => DB.prepare(sql).bind(...params)))
  const row = await DB.prepare('SELECT * FROM evaluations WHERE id = ?').bind(given.body.id).first()
  expect(row).toMatchObject({
    holder: `erased:${caseNumber}`,
    evaluator: null,
    device: null,
    visit: null,
    level: 5,
  })
  const text = await DB.prepare('SELECT text_enc FROM evaluation_texts WHERE evaluation = ?')
    .bind(given.body.id)
    .first()
  expect(text).toEqual({ text_enc: '' })
  expect((await rateAs(null, { token }, READ)).status).toBe(404)
  const officialsView = await ask(
    worker,
    await sign('s', official('supervisor', 'services')),
    'GET',
    `${RATE}/${given.body.id}`,
  )
  expect(must(officialsView, 200).body.revisions).toMatchObject([{ text: null }])
  expect(await atWindow()).toBeTruthy()
})
