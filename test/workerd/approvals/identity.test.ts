import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  DESIGN,
  handIn,
  officialToken,
  readAs,
  somebody,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import { citizen, coldIsolate, DB, logged, must, NOW, tokenOf, worker } from '../../region.ts'

/** Who sees the full identity of an applicant, and how the applicant comes to know of it. */

const EMAIL = 'demo-person@example.invalid'
let mine: Case
let token = ''

beforeAll(async () => {
  vi.setSystemTime(NOW)
  mine = await handIn((who) =>
    advertising(who, {
      contact: { phone: '13800000001', email: EMAIL, address: '四川省成都市双流区演示路 9 号' },
    }),
  )
  token = await tokenOf(mine.owner)
})
beforeEach(() => {
  vi.setSystemTime(NOW)
})

const at = (below = '', { number } = mine) => `/approvals/v1/cases/${number}${below}`
const read = (as: string, body: object = { reason: 'verifyIdentity' }, send = worker, theCase = mine) =>
  ask(send, as, 'POST', at('/identity', theCase), body)
const timelineOf = ({ body }: Answered) =>
  Array.isArray(body.timeline) ? (body.timeline as { type: string; by: string; reasons: string[] }[]) : []
const readingsIn = async (theCase = mine) =>
  timelineOf(must(await ask(worker, await tokenOf(theCase.owner), 'GET', at('', theCase)), 200)).filter(
    ({ type }) => type === 'identityRead',
  )

test('is a full identity shown to the handler, as an event with role, post and reason the applicant sees?', async () => {
  const before = (await readingsIn()).length
  const { body } = must(await read(await officialToken('handler'), { reason: 'contactApplicant' }), 200)
  expect(body).toMatchObject({
    applicant: { name: mine.owner.name, idNumber: mine.owner.idNumber },
    contact: { phone: '13800000001', email: EMAIL },
    readAt: NOW,
  })
  const after = await readingsIn()
  expect(after.length - before).toBe(1)
  expect(after.at(-1)).toMatchObject({ by: 'official', zh: '查看完整身份信息', at: NOW })
  const { results } = await DB.prepare('SELECT data FROM case_events WHERE case_number = ? AND seq = ?')
    .bind(mine.number, body.seq)
    .all<{ data: string }>()
  expect(JSON.parse(results[0]?.data ?? '')).toEqual({
    role: 'handler',
    department: 'city-management',
    post: expect.any(String),
    reasons: ['contactApplicant'],
  })
})

test.each([
  ['no reason', {}],
  ['words instead of a reason', { reason: '想看一下' }],
  ['more than a reason', { reason: 'verifyIdentity', note: 'x' }],
])('is nothing shown and nothing written for %s?', async (_, body) => {
  const before = (await readingsIn()).length
  const refused = await read(await officialToken('handler'), body)
  expect([refused.status, refused.body.code]).toEqual([422, 'invalidInput'])
  expect(refused.text).not.toContain(mine.owner.idNumber)
  expect((await readingsIn()).length).toBe(before)
})

test('does an official of another department find no case, and does supervision not read identities?', async () => {
  expect((await read(await officialToken('handler', { department: 'transport' }))).status).toBe(404)
  for (const role of ['supervisor', 'auditor', 'head', 'admin'] as const)
    expect((await read(await officialToken(role))).status).toBe(403)
  expect((await read(token)).status).toBe(403)
})

test('is it possible in a case that is closed, and does it change nothing of it?', async () => {
  const other = await handIn(advertising)
  const owner = await tokenOf(other.owner)
  must(await ask(worker, owner, 'POST', at('/withdraw', other)), 200)
  const before = must(await ask(worker, owner, 'GET', at('', other)), 200).body
  must(await read(await officialToken('chief'), { reason: 'serveDocument' }, worker, other), 200)
  const after = must(await ask(worker, owner, 'GET', at('', other)), 200).body
  const { timeline: _a, ...rest } = after
  const { timeline: _b, ...was } = before
  expect(rest).toEqual(was)
  expect(await readingsIn(other)).toHaveLength(1)
})

test('when another step comes first, is the reading recorded behind it all the same?', async () => {
  const other = await handIn(advertising)
  const handler = await officialToken('handler')
  let done = false
  const between = meddle(DB, async (trip) => {
    if (trip < 3 || done) return
    done = true
    await read(await officialToken('chief'), { reason: 'verifyIdentity' }, worker, other)
  })
  must(await read(handler, { reason: 'serveDocument' }, coldIsolate({ DB: between }), other), 200)
  expect(done).toBe(true)
  expect(await readingsIn(other)).toHaveLength(2)
})

test('if the event cannot be written, is nothing shown?', async () => {
  const failing = meddle(DB, (trip) => {
    if (trip > 2) throw new Error('D1_ERROR: Network connection lost.')
    return undefined
  })
  const cut = await read(
    await officialToken('handler'),
    { reason: 'verifyIdentity' },
    coldIsolate({ DB: failing }),
  )
  expect(cut.status).toBeGreaterThanOrEqual(500)
  expect(cut.text).not.toContain(mine.owner.idNumber)
})

test('does whoever reads sixty in an hour wait, and others not?', async () => {
  const busy = await officialToken('handler', { subject: 'busy' })
  const index = await DB.prepare(
    "SELECT subject_index AS i FROM readings WHERE what = 'identity' LIMIT 1",
  ).first('i')
  must(await read(busy), 200)
  const own = await DB.prepare(
    "SELECT subject_index AS i FROM readings WHERE what = 'identity' AND subject_index <> ? ORDER BY reading_id DESC LIMIT 1",
  )
    .bind(index)
    .first('i')
  const rows = Array.from({ length: 59 }, (_, number) =>
    DB.prepare(
      "INSERT INTO readings (reading_id, case_number, what, at, actor_kind, subject_index, purpose) VALUES (?, 'other', 'identity', ?, 'official', ?, 'verifyIdentity')",
    ).bind(`busy-${number}`, NOW - 60_000, own),
  )
  await DB.batch(rows)
  const refused = await read(busy)
  expect([refused.status, refused.body.code, refused.headers.get('Retry-After')]).toEqual([
    429,
    'tooManyRequests',
    String(59 * 60),
  ])
  must(await read(await officialToken('handler')), 200)
  vi.setSystemTime(NOW + 60 * 60_000)
  must(await read(await officialToken('handler', { subject: 'busy' })), 200)
})

test('is nothing shown beyond sixty to whoever asks for many at once?', async () => {
  const hasty = await officialToken('handler', { subject: 'hasty' })
  must(await read(hasty, { reason: 'archiveCase' }), 200)
  const own = await DB.prepare(
    "SELECT subject_index AS i FROM readings WHERE what = 'identity' AND purpose = 'archiveCase'",
  ).first('i')
  // While this one is counted fifty-nine others are on their way; they are written before it is.
  let isWritten = false
  const between = meddle(DB, async (trip) => {
    if (trip < 3 || isWritten) return
    isWritten = true
    const rows = Array.from({ length: 59 }, (_, number) =>
      DB.prepare(
        "INSERT INTO readings (reading_id, case_number, what, at, actor_kind, subject_index, purpose) VALUES (?, 'other', 'identity', ?, 'official', ?, 'verifyIdentity')",
      ).bind(`hasty-${number}`, NOW, own),
    )
    await DB.batch(rows)
  })
  const refused = await read(hasty, { reason: 'verifyIdentity' }, coldIsolate({ DB: between }))
  expect(isWritten).toBe(true)
  expect([refused.status, refused.body.code]).toEqual([429, 'tooManyRequests'])
  expect(refused.text).not.toContain(mine.owner.idNumber)
})

test('do officials read the application with names, numbers and contacts masked, and the applicant as it was?', async () => {
  const shown = must(await ask(worker, await officialToken('handler'), 'GET', at('/application')), 200)
  expect(shown.body).toMatchObject({
    masked: true,
    receivedOn: '2026-11-23',
    application: {
      itemCode: 'outdoor-advertising',
      applicant: { name: '演***人', idNumber: expect.stringMatching(/^519\*{11}.{4}$/) },
      contact: { phone: '138****0001', email: '******', address: '四川省成都市双流区******' },
      form: { site: { address: '演示路 1 号' }, advertisement: { kind: 'wall' } },
    },
  })
  for (const secret of [mine.owner.idNumber, '13800000001', EMAIL]) expect(shown.text).not.toContain(secret)
  const own = must(await ask(worker, token, 'GET', at('/application')), 200)
  expect(own.body).toMatchObject({
    masked: false,
    application: { applicant: { idNumber: mine.owner.idNumber }, contact: { email: EMAIL } },
  })
  const stranger = await tokenOf(citizen('1961-01-01', 956))
  expect((await ask(worker, stranger, 'GET', at('/application'))).status).toBe(404)
  expect(logged.join('\n')).not.toContain(mine.owner.idNumber)
})

test('does an official read numbers and accounts that somebody wrote into the words of a step?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }), somebody())
  const [idNumber, phone] = [theCase.owner.idNumber, '13912345678']
  const words = { materials: [DESIGN], note: `身份证 ${idNumber}，电话 ${phone}` }
  const own = must(await asOwner(theCase, 'supplement', words), 200)
  expect(own.text).toContain(phone)
  const seen = must(await readAs(theCase, 'handler'), 200)
  expect(seen.text).toContain('身份证')
  expect(seen.text).not.toContain(idNumber)
  expect(seen.text).not.toContain(phone)
})
