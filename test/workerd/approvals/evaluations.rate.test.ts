import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { countTrips } from '../../counted-database.ts'
import { ask, official } from '../../kit.ts'
import { AMEND, atWindow, countOf, kept, RATE, READ, rateAs, rating, served } from '../../rated.ts'
import {
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** Ratings by the holder of a token: once, by anybody who was given it, and by nobody else. */
const DAY_MS = 86_400_000
const minute = () => vi.setSystemTime(Date.now() + 60_000)

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
afterEach(() => {
  minute()
})

test('does the token of the answer rate the service, with no sign-in, in one read and one write?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  const about = must(await ask(send, null, 'POST', READ, { token }), 200)
  expect(about.body).toMatchObject({
    item: { code: 'elderly-allowance' },
    kind: { code: 'decision' },
    servedOn: '2026-11-23',
    state: 'open',
    region: null,
  })
  expect(about.body.levels).toHaveLength(5)
  expect(taken()).toBe(1)
  const given = must(await rateAs(null, rating(token, { text: '办得快，谢谢！👍🏽' }), RATE, send), 201)
  expect(taken()).toBe(2)
  expect(given.body).toMatchObject({ revision: 1, level: { code: 5 }, options: ['510', '517'], order: null })
  const row = await DB.prepare('SELECT * FROM evaluations WHERE case_number = ?').bind(caseNumber).first()
  expect(row).toMatchObject({
    region: '',
    service_number: 1,
    revision: 1,
    level: 5,
    channel: 'web',
    evaluator: null,
    window: null,
    visit: null,
    served_on: '2026-11-23',
    has_text: 1,
    department: 'civil-affairs',
  })
  const text = await DB.prepare('SELECT text_enc FROM evaluation_texts').first<{ text_enc: string }>()
  expect(text?.text_enc).toMatch(/^v1\./)
  const after = must(await ask(worker, null, 'POST', READ, { token }), 200)
  expect(after.body).toMatchObject({ state: 'rated', amendable: true })
})

test('is a rating read again by whoever gave it alone: by the token, or signed in where it was said signed in or anonymously?', async () => {
  const person = await newcomer()
  const signedIn = await tokenOf(person)
  const stranger = await tokenOf(await newcomer())
  const readBy = async (by: string | null, token: string) =>
    must(await rateAs(by, { token }, READ), 200).body.ratings
  const said = [
    { revision: 1, level: { code: 5 }, text: '办得快', options: [{ code: '510' }, { code: '517' }] },
  ]
  const give = async (by: string | null, anonymous: boolean) => {
    const { token } = await served(person)
    expect(await readBy(signedIn, token)).toEqual([])
    must(await rateAs(by, rating(token, { text: '办得快', anonymous })), 201)
    minute()
    return token
  }
  const byToken = await give(null, false)
  expect(await readBy(null, byToken)).toMatchObject(said)
  for (const token of [await give(null, true), await give(signedIn, false)]) {
    expect(await readBy(signedIn, token)).toMatchObject(said)
    expect(await readBy(null, token)).toEqual([])
  }
  expect(await readBy(signedIn, byToken)).toMatchObject(said)
  expect(await readBy(stranger, byToken)).toEqual([])
  // The hotline reads out what it is about, and not what was said.
  expect(await readBy(await sign('hotline-reads', official('hotline')), byToken)).toEqual([])
  must(
    await rateAs(null, { ...rating(byToken, { level: 4, options: [] }), anonymous: undefined }, AMEND),
    201,
  )
  expect(await readBy(null, byToken)).toMatchObject([
    ...said,
    { revision: 2, level: { code: 4 }, text: null },
  ])
})

test('is the same application again answered the same token, and no official any?', async () => {
  const person = await newcomer()
  const { token } = await served(person)
  expect(token).toMatch(/^[0-9A-Z]{22}-1(-[0-9A-Z]{4}){4}$/)
  const list = must(await ask(worker, await tokenOf(person), 'GET', '/evaluations/v1/invitations'), 200)
  expect(list.body).toMatchObject({
    services: [{ token, state: 'open', serviceNumber: 1, rating: null }],
    next: null,
  })
  const other = must(
    await ask(worker, await tokenOf(await newcomer()), 'GET', '/evaluations/v1/invitations'),
    200,
  )
  expect(other.body.services).toEqual([])
})

test('of fifty who use one token at once, does one alone win?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, at) => rateAs(null, rating(token, { text: `第${at}次` }))),
  )
  const statuses = sent.map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  expect(statuses.filter((status) => ![201, 409, 429].includes(status))).toEqual([])
  expect(await countOf(`evaluations WHERE case_number = '${caseNumber}'`)).toBe(1)
  expect(await countOf(`evaluation_texts WHERE case_number = '${caseNumber}'`)).toBe(1)
})

test('is the same rating sent again answered the same, and another one refused?', async () => {
  const { token } = await served(await newcomer())
  const body = rating(token, { text: '不错', options: ['517', '510'] })
  const first = must(await rateAs(null, body), 201)
  const again = must(await rateAs(null, { ...body, options: ['510', '517'] }), 201)
  expect(again.body).toEqual(first.body)
  for (const change of [
    { level: 4, options: [] },
    { text: '很好' },
    { anonymous: true },
    { options: ['510'] },
  ]) {
    const other = await rateAs(null, { ...body, ...change })
    expect([other.status, other.body.code]).toEqual([409, 'alreadyRated'])
  }
})

test('does a bad rating open an order in its batch, and does anybody who follows it hold its number?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const given = must(await rateAs(null, rating(token, { level: 1, options: ['115'], anonymous: true })), 201)
  expect(given.body.order).toMatch(/^ZG510116/)
  const order = await DB.prepare('SELECT * FROM rectifications WHERE case_number = ?')
    .bind(caseNumber)
    .first()
  expect(order).toMatchObject({
    number: given.body.order,
    source: 'rating',
    source_id: given.body.id,
    state: 'open',
  })
  expect(
    must(await rateAs(null, rating(token, { level: 1, options: ['115'], anonymous: true })), 201).body,
  ).toEqual(given.body)
})

test('is a token that was forged, of another case, of another service or of no case at all told apart by nobody?', async () => {
  const [mine, other] = [await served(await newcomer()), await served(await newcomer())]
  const proof = mine.token.slice(-19)
  const wrong = [
    `${mine.token.slice(0, -1)}${mine.token.endsWith('0') ? '1' : '0'}`,
    `${other.caseNumber}-1-${proof}`,
    `${mine.caseNumber}-2-${proof}`,
    `5101162026112399999990-1-${proof}`,
  ]
  const before = await kept()
  const said: unknown[] = []
  for (const token of wrong)
    for (const [path, body] of [
      [RATE, rating(token)],
      [AMEND, { token, level: 5, channel: 'web' }],
      [READ, { token }],
    ] as const) {
      const { status, body: problem } = await rateAs(null, body, path)
      const { requestId: _, ...told } = problem
      said.push([status, told])
    }
  expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(said[0]).toMatchObject([404, { code: 'notFound' }])
  expect(await kept()).toEqual(before)
})

test('are guesses of one caller limited, and is the true token of another caller still good?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const asCaller = (caller: string, body: unknown) =>
    ask(worker, null, 'POST', RATE, body, { 'X-Tongban-Caller': caller })
  const statuses: number[] = []
  for (let tries = 0; tries < 25; tries += 1)
    statuses.push(
      (await asCaller('198.51.100.7', rating(`${caseNumber}-1-${'0'.repeat(12)}${1000 + tries}`))).status,
    )
  expect(statuses.filter((status) => status === 404)).toHaveLength(20)
  expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429])
  expect((await asCaller('198.51.100.7', rating(token))).status).toBe(429)
  expect((await asCaller('203.0.113.9', rating(token))).status).toBe(201)
})

test('is one device limited to a household’s ratings a minute, and kept as a digest alone?', async () => {
  const device = 'device-of-somebody-1234'
  const statuses: number[] = []
  for (let nth = 0; nth < 12; nth += 1) {
    const { token } = await served(await newcomer())
    statuses.push((await rateAs(null, rating(token, { device }))).status)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429])
  expect(JSON.stringify(await kept())).not.toContain(device)
  expect(await countOf('(SELECT device FROM evaluations WHERE device IS NOT NULL GROUP BY device)')).toBe(1)
})

/** One service that nothing sound is said of until the end. */
let waiting: string | undefined
let beforeRefusals: Awaited<ReturnType<typeof kept>> | undefined
async function unused(): Promise<string> {
  if (waiting === undefined) {
    waiting = (await served(await newcomer())).token
    beforeRefusals = await kept()
  }
  return waiting
}

test.each([
  ['a token that is none', { token: 'abc' }, '/token'],
  ['level 6', { level: 6 }, '/level'],
  ['level 0', { level: 0 }, '/level'],
  ['half a level', { level: 4.5 }, '/level'],
  ['an option of another level', { options: ['108'] }, '/options/0'],
  ['an option that was retired', { options: ['501'] }, '/options/0'],
  ['an option twice', { options: ['510', '510'] }, '/options/1'],
  ['a channel that is none', { channel: 'fax' }, '/channel'],
  ['the channel of a pad', { channel: 'pad' }, '/channel'],
  ['the channel of the hotline', { channel: 'hotline' }, '/channel'],
  ['501 characters', { text: '好'.repeat(501) }, '/text'],
  ['501 surrogate pairs', { text: '👍'.repeat(501) }, '/text'],
  ['a control character', { text: 'a\u0007b' }, '/text'],
  ['a device of 101 characters', { device: 'x'.repeat(101) }, '/device'],
  ['its own instant', { at: 1 }, '/at'],
  ['its own evaluator', { evaluator: 'me' }, '/evaluator'],
  ['no word of anonymity', { anonymous: undefined }, '/anonymous'],
])('is %s refused in words?', async (_what, change, pointer) => {
  const answer = await rateAs(null, rating(await unused(), change))
  expect([answer.status, answer.body.code]).toEqual([422, 'invalidInput'])
  expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })])
})

test.each([
  [
    'half a surrogate pair',
    (token: string) => JSON.stringify(rating(token)).replace('"web"', '"web","text":"\\ud83d"'),
    422,
  ],
  ['2 MB of text', (token: string) => JSON.stringify(rating(token, { text: 'x'.repeat(2_000_000) })), 413],
])('is %s refused before anything is looked up?', async (_what, bodyOf, status) => {
  expect((await rateAs(null, bodyOf(await unused()))).status).toBe(status)
})

test('is nothing stored of all that was refused, and is the token as good as before?', async () => {
  const token = await unused()
  expect(await kept()).toEqual(beforeRefusals)
  must(await rateAs(null, rating(token)), 201)
})

test.each([
  ['markup', '<script>alert(1)</script> & <b>好</b>'],
  ['500 surrogate pairs', '👍'.repeat(500)],
  ['families and flags', '👨‍👩‍👧‍👦🇨🇳'],
])('are words with %s kept as they were said, and read again?', async (_what, text) => {
  const person = await newcomer()
  const { token } = await served(person)
  must(await rateAs(await tokenOf(person), rating(token, { text })), 201)
  const list = must(await ask(worker, await tokenOf(person), 'GET', '/evaluations/v1/invitations'), 200)
  expect(list.body.services).toMatchObject([{ state: 'rated', rating: { text, level: { code: 5 } } }])
})

test('who that signs in may rate: the holder, and nobody beside them?', async () => {
  const person = await newcomer()
  const { token, caseNumber } = await served(person)
  const before = await kept()
  const stranger = await tokenOf(citizen('1960-01-01'))
  expect((await rateAs(stranger, rating(token))).status).toBe(403)
  for (const role of [
    'window',
    'handler',
    'chief',
    'head',
    'supervisor',
    'rectifier',
    'callback',
    'auditor',
    'admin',
  ] as const) {
    const own = await sign(`${role}-x`, official(role))
    for (const path of [RATE, AMEND, READ])
      expect(
        (await rateAs(own, path === READ ? { token } : rating(token), path)).status,
        `${role} ${path}`,
      ).toBe(path === AMEND ? 422 : 403)
    expect((await rateAs(own, { token, level: 5, channel: 'web' }, AMEND)).status).toBe(403)
    expect((await rateAs(own, rating(token, { channel: 'hotline' }))).status).toBe(403)
  }
  expect(await kept()).toEqual(before)
  must(await rateAs(await tokenOf(person), rating(token)), 201)
  const row = await DB.prepare('SELECT evaluator, holder FROM evaluations WHERE case_number = ?')
    .bind(caseNumber)
    .first<{ evaluator: string; holder: string }>()
  expect(row?.evaluator).toBe(row?.holder)
})

test('may the hotline write a rating down, but for its own department?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const own = await sign('hotline-own', official('hotline', 'civil-affairs'))
  expect((await rateAs(own, rating(token, { channel: 'hotline' }))).status).toBe(403)
  const operator = await sign('hotline-1', official('hotline', 'services'))
  must(await rateAs(operator, { token }, READ), 200)
  expect((await rateAs(operator, rating(token))).status).toBe(422)
  must(await rateAs(operator, rating(token, { channel: 'hotline' })), 201)
  const row = await DB.prepare('SELECT channel, entered_by, evaluator FROM evaluations WHERE case_number = ?')
    .bind(caseNumber)
    .first()
  expect(row).toMatchObject({
    channel: 'hotline',
    entered_by: expect.stringMatching(/^[0-9a-f]{32}$/),
    evaluator: null,
  })
})

test('can a service be rated on the last of thirty days, and no later?', async () => {
  const [early, late] = [await served(await newcomer()), await served(await newcomer())]
  const from = Date.now()
  try {
    vi.setSystemTime(Date.UTC(2026, 11, 23, 15, 59, 59))
    must(await rateAs(null, rating(early.token)), 201)
    vi.setSystemTime(Date.UTC(2026, 11, 23, 16))
    const before = await kept()
    const answer = await rateAs(null, rating(late.token))
    expect([answer.status, answer.body.code]).toEqual([409, 'stepNotPossible'])
    expect(answer.body.detail).toContain('2026-12-23')
    expect(await kept()).toEqual(before)
    expect(must(await rateAs(null, { token: late.token }, READ), 200).body).toMatchObject({
      state: 'expired',
    })
  } finally {
    vi.setSystemTime(from)
  }
})

test('is a rating amended once within seven days, both kept, and does one that turns bad open an order?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  const amendment = { token, level: 2, options: ['213'], text: '想了想，还是说一下', channel: 'sms' }
  const early = await rateAs(null, amendment, AMEND)
  expect([early.status, early.body.code]).toEqual([409, 'stepNotPossible'])
  const first = must(await rateAs(null, rating(token)), 201)
  const second = must(await rateAs(null, amendment, AMEND), 201)
  expect(second.body).toMatchObject({ revision: 2, level: { code: 2 }, amendUntilAt: null })
  expect(must(await rateAs(null, amendment, AMEND), 201).body).toEqual(second.body)
  const third = await rateAs(null, { ...amendment, level: 1, options: [] }, AMEND)
  expect([third.status, third.body.code]).toEqual([409, 'alreadyRated'])
  const { results } = await DB.prepare(
    'SELECT revision, level FROM evaluations WHERE case_number = ? ORDER BY revision',
  )
    .bind(caseNumber)
    .all()
  expect(results).toEqual([
    { revision: 1, level: 5 },
    { revision: 2, level: 2 },
  ])
  const order = await DB.prepare('SELECT number, source_id FROM rectifications WHERE case_number = ?')
    .bind(caseNumber)
    .first()
  expect(order).toEqual({ number: second.body.order, source_id: first.body.id })
})

test('does the order of a bad rating go on when the rating turns good, and learn of it?', async () => {
  const person = await newcomer()
  const { token } = await served(person)
  const first = must(await rateAs(null, rating(token, { level: 1, options: [] })), 201)
  const second = must(await rateAs(await tokenOf(person), { token, level: 5, channel: 'web' }, AMEND), 201)
  expect(second.body.order).toBe(first.body.order)
  const order = await DB.prepare('SELECT state, seq FROM rectifications WHERE number = ?')
    .bind(first.body.order)
    .first()
  expect(order).toEqual({ state: 'open', seq: 2 })
  const { results } = await DB.prepare(
    "SELECT seq, data ->> 'type' AS type, side FROM rectification_steps WHERE order_number = ? ORDER BY seq",
  )
    .bind(first.body.order)
    .all()
  expect(results).toEqual([
    { seq: 1, type: 'opened', side: 'machine' },
    { seq: 2, type: 'supplemented', side: 'evaluator' },
  ])
  const shown = await ask(
    worker,
    await sign('supervisor-1', official('supervisor', 'services')),
    'GET',
    `/evaluations/v1/rectifications/${first.body.order}`,
  )
  expect(must(shown, 200).body).toMatchObject({ state: { code: 'open' } })
})

test('is an amendment after seven days refused?', async () => {
  const { token } = await served(await newcomer())
  must(await rateAs(null, rating(token)), 201)
  const from = Date.now()
  vi.setSystemTime(from + 8 * DAY_MS)
  const late = await rateAs(null, { token, level: 1, channel: 'web' }, AMEND)
  vi.setSystemTime(from)
  expect([late.status, late.body.code]).toEqual([409, 'stepNotPossible'])
})

test('what of ratings do officials read, and what of anonymous ones?', async () => {
  vi.setSystemTime(NOW + 40 * DAY_MS)
  const [open, sealed] = [await served(await newcomer()), await served(await newcomer())]
  must(await rateAs(null, rating(open.token, { text: '请联系我 138 0000 1234' })), 201)
  minute()
  must(await rateAs(null, rating(sealed.token, { anonymous: true, level: 3, options: [] })), 201)
  const handler = await sign('handler-1', official('handler'))
  const path = `${RATE}?month=2027-01&limit=1`
  const first = must(await ask(worker, handler, 'GET', path), 200)
  const second = must(await ask(worker, handler, 'GET', String(first.body.next)), 200)
  expect(second.body.next).toBeNull()
  // Of one day in the order of ids drawn by chance: which was given first is not told.
  type Listed = { id: string; anonymous: boolean }
  const both = [first, second].flatMap(({ body }) => body.ratings as Listed[])
  const shut = both.find(({ anonymous }) => anonymous)
  expect(shut).toMatchObject({ service: null, givenOn: '2027-01-02', level: { code: 3 } })
  expect(both.filter(({ anonymous }) => !anonymous)).toMatchObject([
    { service: { caseNumber: open.caseNumber } },
  ])
  const texts = first.text + second.text
  for (const hidden of [sealed.caseNumber, sealed.token, '1234']) expect(texts).not.toContain(hidden)
  // Neither the place of the page nor the id tells the instant.
  const instants = String(Date.now()).slice(0, 7)
  expect(JSON.stringify([shut, first.body.next])).not.toContain(instants)
  const ids = both.map(({ id }) => id)
  const strange = await sign('handler-2', official('handler', 'market'))
  expect(must(await ask(worker, strange, 'GET', RATE), 200).body.ratings).toEqual([])
  for (const id of ids) {
    expect((await ask(worker, handler, 'GET', `${RATE}/${id}`)).status).toBe(200)
    expect((await ask(worker, strange, 'GET', `${RATE}/${id}`)).status).toBe(404)
  }
  const supervisor = await sign('supervisor-1', official('supervisor', 'services'))
  const all = must(
    await ask(worker, supervisor, 'GET', `${RATE}?level=3&month=2027-01&item=elderly-allowance`),
    200,
  )
  expect(all.body.ratings).toMatchObject([{ id: shut?.id, service: null }])
  expect((await ask(worker, handler, 'GET', `${RATE}?department=market`)).status).toBe(403)
  expect((await ask(worker, await atWindow('hotline'), 'GET', RATE)).status).toBe(403)
})
