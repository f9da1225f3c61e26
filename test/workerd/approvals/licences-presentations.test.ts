import { afterEach, expect, test, vi } from 'vitest'
import { asApp, asHolder, asRole, issueKeyTo, issueTo, redeem, shown } from '../../issued-licences.ts'
import { expectRefused } from '../../refusal.ts'
import { citizen, DB, everyRow, logged, must, NOW, worker } from '../../region.ts'

const owner = citizen('1980-01-02', 501)
const other = citizen('1981-01-02', 502, '演示丙')
const MINUTE_MS = 60_000
const codeOf = (answer: { body: Record<string, unknown> }) => String(answer.body.code)
/** What became of the codes by which its holder showed this licence. */
const mine = async (licence: string) => {
  const { body } = must(await asHolder(owner, 'GET', '/licences/v1/presentations'), 200)
  return readList(body.presentations).filter(({ identifier }) => identifier === licence)
}
/** Guarantee: the door answers by its contract. */
const readList = (list: unknown) => list as readonly Record<string, unknown>[]

afterEach(() => {
  vi.setSystemTime(NOW)
})

test('does a code show the licence once, with the claims agreed to and no others, and is it kept as a hash alone?', async () => {
  const { identifier } = await issueTo(owner)
  const answer = must(await shown(owner, identifier, ['holderIdKind']), 201)
  expect(answer.body).toMatchObject({
    createdAt: NOW,
    expiresAt: NOW + MINUTE_MS,
    refreshAt: NOW + MINUTE_MS / 2,
  })
  const code = codeOf(answer)
  expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  expect(answer.body.url).toBe(`HTTP://REGION.TEST/L/${code}`)
  expect(String(answer.body.qr)).toMatch(/^<svg [^>]+>.*<\/svg>$/)
  expect(JSON.stringify(await everyRow()) + logged.join()).not.toContain(code)

  const verdict = must(await redeem(code), 200)
  expect(verdict.body).toMatchObject({ valid: true, state: 'valid', reasons: [], licence: { identifier } })
  const named = readList(answer.body.claims).map(({ name }) => name)
  // What was agreed to, beside what a business licence never hides; never the number of its holder.
  expect(named).toContain('holderIdKind')
  expect(named).not.toContain('holderIdNumber')
  const claims = Object.keys(Object(verdict.body.claims))
  expect(claims.filter((name) => !named.includes(name))).toEqual([])
  expect(claims).toContain('holderIdKind')
  expect(verdict.text).not.toContain(owner.idNumber)

  const again = must(await redeem(code), 200)
  expect(again.body).toMatchObject({
    valid: false,
    licence: null,
    claims: {},
    reasons: [{ code: 'presentation:used' }],
  })
  expect(again.text).toContain('2026-11-23 10:00:00')
})

test('is the holder told who used a code, and that a copy was shown again?', async () => {
  const { identifier } = await issueTo(owner)
  const key = await issueKeyTo(['redeem'])
  const code = codeOf(must(await shown(owner, identifier, []), 201))
  const used = await asApp(key, '/licences/v1/presentations/redeem', { code })
  expect(used.body.valid).toBe(true)
  vi.setSystemTime(NOW + 5000)
  must(await redeem(code), 200)
  must(await redeem(code), 200)
  const [first] = await mine(identifier)
  expect(first).toMatchObject({
    identifier,
    state: 'used',
    usedAt: NOW,
    usedBy: { kind: 'app', zh: '演示银行', purpose: '开户核验营业执照' },
    repeated: 2,
    repeatedAt: NOW + 5000,
    warning: { zh: expect.stringContaining('2026-11-23 10:00:05') },
  })
})

test('of twenty who redeem one code at once, is there one winner, and one record of use?', async () => {
  const { identifier } = await issueTo(owner)
  const code = codeOf(must(await shown(owner, identifier, ['holderIdNumber']), 201))
  const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(code)))
  expect(answers.filter(({ body }) => body.valid === true)).toHaveLength(1)
  expect(answers.filter(({ text }) => text.includes(owner.idNumber))).toHaveLength(1)
  const losers = answers.filter(({ body }) => body.valid !== true)
  for (const { status, body } of losers)
    expect([status, readList(body.reasons)[0]?.code]).toEqual([200, 'presentation:used'])
  const { body } = must(await asHolder(owner, 'GET', `/licences/v1/licences/${identifier}/uses`), 200)
  expect(body.uses).toMatchObject([{ way: 'code', reason: 'public', by: { kind: 'nobody' }, state: 'valid' }])
  const [first] = await mine(identifier)
  expect(first).toMatchObject({ repeated: 19 })
})

test('does a code open up to its last millisecond and no longer?', async () => {
  const { identifier } = await issueTo(owner)
  const [early, late] = [
    codeOf(must(await shown(owner, identifier), 201)),
    codeOf(must(await shown(owner, identifier), 201)),
  ]
  vi.setSystemTime(NOW + MINUTE_MS - 1)
  expect((await redeem(early)).body.valid).toBe(true)
  vi.setSystemTime(NOW + MINUTE_MS)
  const answer = must(await redeem(late), 200)
  expect(answer.body).toMatchObject({ valid: false, claims: {}, reasons: [{ code: 'presentation:expired' }] })
  expect(answer.text).toContain('10:01:00')
  // Nothing was used.
  const shownTwice = await mine(identifier)
  expect(shownTwice.map(({ state }) => state).sort()).toEqual(['expired', 'used'])
  expect(shownTwice.find(({ state }) => state === 'expired')).toMatchObject({ usedAt: null, repeated: 0 })
})

test('are a thousand guesses limited for their caller, and for no other?', async () => {
  const { identifier } = await issueTo(owner)
  const code = codeOf(must(await shown(owner, identifier), 201))
  const from = (caller: string) => ({ 'X-Tongban-Caller': caller })
  const guess = (at: number) => redeem(String(at).padStart(26, '0'), worker, from('192.0.2.1'))
  const statuses: number[] = []
  for (let at = 0; at < 1000; at += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, by) => guess(at + by)))
    statuses.push(...answers.map(({ status }) => status))
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.filter((status) => status === 429)).toHaveLength(980)
  // Whoever guessed is not told that this one is right, and does not use it up.
  const limited = await redeem(code, worker, from('192.0.2.1'))
  expect([limited.status, limited.body.code, limited.headers.get('Retry-After')]).toEqual([
    429,
    'tooManyRequests',
    '60',
  ])
  expect((await redeem(code, worker, from('192.0.2.2'))).body.valid).toBe(true)
  vi.setSystemTime(NOW + MINUTE_MS)
  expect((await guess(0)).status).toBe(200)
  const stored = await DB.prepare('SELECT bucket FROM attempts').all<{ bucket: string }>()
  expect(JSON.stringify(stored.results)).not.toContain('192.0.2')
})

test.each(['x', ' ', '中文', '0'.repeat(27), "' OR 1=1 --", 'ILOU'.repeat(7)])(
  'is %j answered as a code there is not?',
  async (code) => {
    const answer = await redeem(code, worker, { 'X-Tongban-Caller': `198.51.100.${code.length}` })
    expect([answer.status, answer.body.valid]).toEqual([200, false])
    expect(answer.body.reasons).toMatchObject([{ code: 'presentation:unknown' }])
  },
)

test('does an official have to say what for, with the case that is handled?', async () => {
  const { identifier } = await issueTo(owner)
  const code = codeOf(must(await shown(owner, identifier), 201))
  const path = '/licences/v1/presentations/redeem'
  const asOfficial = (use?: object) =>
    asRole('handler', 'health', 'POST', path, use === undefined ? { code } : { code, use })
  for (const use of [
    undefined,
    { reason: 'handleCase' },
    { reason: 'curious' },
    { reason: 'audit', caseNumber: '5101162026112300000010' },
  ])
    await expectRefused(() => asOfficial(use), [422, 'invalidInput'], [code])
  expect((await asOfficial({ reason: 'inspection' })).body).toMatchObject({ valid: true })
  const { body } = must(await asHolder(owner, 'GET', `/licences/v1/licences/${identifier}/uses`), 200)
  expect(body.uses).toMatchObject([
    { way: 'code', reason: 'inspection', caseNumber: null, by: { kind: 'official', department: 'health' } },
  ])
  // The auditor reads it, the official who used it does not, and nobody else's holder.
  const uses = `/licences/v1/licences/${identifier}/uses`
  expect((await asRole('auditor', 'services', 'GET', uses)).status).toBe(200)
  expect((await asRole('handler', 'health', 'GET', uses)).status).toBe(403)
  expect((await asHolder(other, 'GET', uses)).status).toBe(404)
})

test('is an app without the scope kept out, and its code left unused?', async () => {
  const { identifier } = await issueTo(owner)
  const code = codeOf(must(await shown(owner, identifier), 201))
  const key = await issueKeyTo(['verify', 'verify:batch'])
  const refused = await asApp(key, '/licences/v1/presentations/redeem', { code })
  expect([refused.status, refused.body.code]).toEqual([403, 'notAllowed'])
  expect((await redeem(code)).body.valid).toBe(true)
})

test('can nobody show the licence of another, one that does not hold, or a claim it has not?', async () => {
  const { identifier } = await issueTo(owner)
  await expectRefusedShowing(() => shown(other, identifier), [404, 'notFound'])
  await expectRefusedShowing(() => shown(owner, `${identifier}0`), [404, 'notFound'])
  const before = (await everyRow()).presentations
  const wrong = await shown(owner, identifier, ['holderIdNumber', 'salary'])
  expect([wrong.status, readList(wrong.body.errors)[0]?.pointer]).toEqual([422, '/claims/1'])
  const path = `/licences/v1/licences/${identifier}`
  const order = {
    reason: '试验',
    orderNumber: '双市监罚〔2026〕1号',
    law: { act: '某法', article: '第一条' },
  }
  must(await asRole('chief', 'market', 'POST', `${path}/suspend`, { ...order, ground: 'penalty' }), 200)
  const suspended = await shown(owner, identifier)
  expect([suspended.status, suspended.body.code, suspended.body.state]).toEqual([
    409,
    'stepNotPossible',
    'suspended',
  ])
  expect((await everyRow()).presentations).toEqual(before)
})

test('is no code made of a licence out of its time, nor beyond twenty in a minute?', async () => {
  const { identifier } = await issueTo(owner)
  const set = (from: string, until: string) =>
    DB.prepare('UPDATE licences SET valid_from = ?, valid_until = ? WHERE identifier = ?')
      .bind(from, until, identifier)
      .run()
  vi.setSystemTime(NOW + 10 * MINUTE_MS)
  const before = Object(await everyRow()).presentations
  await set('2026-11-24', '2030-01-01')
  expect((await shown(owner, identifier)).body.state).toBe('notYetValid')
  await set('2020-01-01', '2026-11-22')
  expect((await shown(owner, identifier)).body.state).toBe('lapsed')
  expect((await everyRow()).presentations).toEqual(before)
  await set('2026-11-23', '2026-11-23')
  const statuses = []
  for (let at = 0; at < 19; at += 1) statuses.push((await shown(owner, identifier)).status)
  expect(statuses).toEqual([...Array.from({ length: 18 }, () => 201), 429])
  expect(await mine(identifier)).toHaveLength(18)
})

/** Showing is counted, which is all that is stored. */
async function expectRefusedShowing(
  send: () => ReturnType<typeof shown>,
  [status, code]: readonly [number, string],
) {
  const before = (await everyRow()).presentations
  const answer = await send()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect((await everyRow()).presentations).toEqual(before)
}

test('is a licence that was suspended after it was shown told as suspended, a second later?', async () => {
  // Later than what other tests have read of the status lists.
  const later = NOW + 20 * MINUTE_MS
  vi.setSystemTime(later)
  const { identifier } = await issueTo(owner)
  const code = codeOf(must(await shown(owner, identifier), 201))
  const order = {
    reason: '试验',
    orderNumber: '双市监罚〔2026〕2号',
    law: { act: '某法', article: '第一条' },
  }
  const path = `/licences/v1/licences/${identifier}/suspend`
  must(await asRole('chief', 'market', 'POST', path, { ...order, ground: 'penalty' }), 200)
  vi.setSystemTime(later + 1001)
  expect((await redeem(code)).body).toMatchObject({ valid: false, state: 'suspended' })
})
