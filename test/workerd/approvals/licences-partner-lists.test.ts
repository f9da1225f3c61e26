import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ask, type Send } from '../../kit.ts'
import {
  agreedWithPartner,
  PARTNER,
  PARTNER_STATUS,
  partnerAnswers,
  partnerList,
  publishing,
  sentList,
} from '../../partner-status.ts'
import { coldIsolate, DB } from '../../region.ts'

/** Status lists of a partner as this region hands them on: which, of whom, how new, and that nobody chooses what is fetched. */
const AT = '/licences/status/partners'
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)
const get = (path: string, send: Send, headers: Record<string, string> = {}) =>
  ask(send, null, 'GET', path, undefined, headers)
const listing = async (send: Send) => (await get(AT, send)).body.partners
const one = (send: Send, name = '1', region = PARTNER) => get(`${AT}/${region}/${name}`, send)

beforeAll(() => agreedWithPartner())
afterEach(() => vi.mocked(globalThis.fetch).mockRestore())

test('are a partner’s lists named, handed on as they were signed, and kept by caches as long as they say?', async () => {
  const token = await partnerList('1')
  const asked = partnerAnswers(publishing({ 1: token }))
  const send = coldIsolate()
  const named = { uri: `${PARTNER_STATUS}/1`, href: `${AT}/${PARTNER}/1` }
  const partner = { region: PARTNER, issuer: 'http://partner.test/licences', isNewest: true, lists: [named] }
  expect(await listing(send)).toEqual([partner])
  const answers = await Promise.all([one(send), one(send), one(send)])
  expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, token]))
  expect(asked).toEqual([PARTNER_STATUS, `${PARTNER_STATUS}/1`])
  const headers = answers[0].headers
  expect([headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual([
    'application/statuslist+jwt',
    expect.stringMatching(/^public, max-age=(59|60)$/),
  ])
  const unchanged = await get(named.href, send, { 'If-None-Match': headers.get('ETag') ?? '' })
  expect(unchanged.status).toBe(304)
})

test('is nothing fetched that a visitor makes up, however it is written?', async () => {
  const asked = partnerAnswers(publishing({ 1: await partnerList('1') }))
  const send = coldIsolate()
  await listing(send)
  for (const name of [
    '2',
    '999999999',
    'admin',
    '..',
    '%2e%2e',
    '..%2f..%2fadmin',
    '1%3fx=1',
    '1%2f2',
    'http:%2f%2fevil',
  ])
    expect([name, (await one(send, name)).status]).toEqual([
      name,
      expect.toSatisfy((status) => status >= 400 && status < 500),
    ])
  for (const region of ['510116', '110000', 'partner.test', 'http:'])
    expect((await one(send, '1', region)).status).toBeGreaterThanOrEqual(400)
  expect(asked).toEqual([PARTNER_STATUS])
})

test('is what a partner names elsewhere than below its own address left out, and of thousands the first?', async () => {
  const strange = [
    'http://169.254.169.254/latest',
    `${PARTNER_STATUS}/../admin`,
    `${PARTNER_STATUS}/1?x`,
    'http://region.test/licences/status/1',
  ]
  const many = Array.from({ length: 1_000 }, (_, at) => `${PARTNER_STATUS}/${at + 1}`)
  const asked = partnerAnswers(() => Response.json({ status_lists: [...strange, ...many] }))
  const [partner] = (await listing(coldIsolate())) as [{ lists: { uri: string }[] }]
  expect(partner.lists.map(({ uri }) => uri)).toEqual(many.slice(0, 64))
  expect(asked).toHaveLength(1)
})

test('is a new list had ten seconds later, the last one handed on while the partner is away, and none past its end?', async () => {
  let lists = { 1: await partnerList('1') }
  let isAway = false
  partnerAnswers((path) => (isAway ? new Response(null, { status: 503 }) : publishing(lists)(path)))
  const send = coldIsolate()
  const first = lists[1]
  expect((await one(send)).text).toBe(first)
  pass(11_000)
  const renewed = await partnerList('1', [7])
  lists = { 1: renewed }
  expect((await one(send)).text).toBe(renewed)
  isAway = true
  pass(3_600_000)
  const kept = await one(send)
  expect([kept.status, kept.text, kept.headers.get('Cache-Control')]).toEqual([
    200,
    renewed,
    'public, max-age=0',
  ])
  expect(await listing(send)).toMatchObject([{ isNewest: false, lists: [{ uri: `${PARTNER_STATUS}/1` }] }])
  pass(23 * 3_600_000)
  const over = await one(send)
  expect([over.status, over.body.code]).toEqual([503, 'unavailable'])
})

test('is a list that is forged, older than the last, or too large not handed on?', async () => {
  const good = await partnerList('1')
  const [head = '', body = '', signature = ''] = good.split('.')
  const forged = [head, body, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.')
  for (const bad of [
    forged,
    await partnerList('1', [], 'licence'),
    await partnerList('2'),
    'x'.repeat(600_000),
  ]) {
    partnerAnswers((path) => (path === '' ? publishing({ 1: '' })(path) : sentList(bad)))
    expect((await one(coldIsolate())).status).toBe(503)
    vi.mocked(globalThis.fetch).mockRestore()
  }
  let shown = good
  pass(11_000)
  const newer = await partnerList('1', [7])
  partnerAnswers((path) => publishing({ 1: shown })(path))
  const send = coldIsolate()
  shown = newer
  await one(send)
  pass(11_000)
  shown = good
  expect((await one(send)).text).toBe(newer)
})

test('is nothing handed on, and nobody asked, without an agreement in force with a partner that is not suspended?', async () => {
  const asked = partnerAnswers(publishing({ 1: await partnerList('1') }))
  const set = (sql: string) => DB.prepare(sql).run()
  const none = async () => {
    const send = coldIsolate()
    expect([await listing(send), (await one(send)).status]).toEqual([[], 404])
  }
  for (const [sql, back] of [
    ["UPDATE exchange_partners SET state = 'suspended'", "UPDATE exchange_partners SET state = 'active'"],
    [
      "UPDATE exchange_agreements SET ended_on = '2026-01-06'",
      'UPDATE exchange_agreements SET ended_on = NULL',
    ],
    [
      "UPDATE exchange_agreements SET valid_from = '2030-01-01'",
      "UPDATE exchange_agreements SET valid_from = '2026-01-05'",
    ],
    [
      'UPDATE exchange_agreements SET effective_at = NULL',
      'UPDATE exchange_agreements SET effective_at = 1767571200000',
    ],
  ] as const) {
    await set(sql)
    await none()
    await set(back)
  }
  expect(asked).toEqual([])
  // A later version that has begun and was ended leaves none in force.
  await agreedWithPartner({ endedOn: '2026-01-06' }, 2)
  await none()
  await set('DELETE FROM exchange_agreements WHERE version = 2')
  expect(await listing(coldIsolate())).toHaveLength(1)
})
