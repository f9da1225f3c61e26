import { expect, test, vi } from 'vitest'
import { asApp, asRole, issueKeyTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import { everyRow, logged, NOW, nextKey, sign, worker } from '../../region.ts'

const KEYS = '/admin/v1/api-keys'
const VERIFY = '/licences/v1/verify'
const NONSENSE = { credential: 'nonsense' }
const admin = (method: string, path: string, body?: unknown) =>
  asRole('admin', 'services', method, path, body)
const HOUR_MS = 3_600_000

test('is a key shown once, kept as a hash, and does it open what it was given?', async () => {
  const key = await issueKeyTo(['verify'])
  const secret = key.authorization.split('.')[1] ?? ''
  expect(key.authorization).toMatch(/^ApiKey [0-9a-f]{20}\.[\w-]{43}$/)
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  const listed = await admin('GET', KEYS)
  expect(listed.status).toBe(200)
  expect(listed.body).toMatchObject({
    apiKeys: [
      { keyId: key.keyId, name: '演示银行', purpose: '开户核验营业执照', usedToday: 1, state: 'inForce' },
    ],
  })
  const stored = JSON.stringify(await everyRow())
  for (const text of [listed.text, stored, ...logged]) expect(text).not.toContain(secret)
})

test('does the same request again make no second key and show no secret?', async () => {
  const clientKey = nextKey()
  const key = await issueKeyTo(['redeem'], {}, clientKey)
  const token = await sign('admin-1', official('admin', 'services'))
  const body = { name: '演示银行', purpose: '开户核验营业执照', scopes: ['redeem'], dailyQuota: 1000 }
  const again = await ask(worker, token, 'POST', KEYS, body, { 'Idempotency-Key': clientKey })
  expect([again.status, again.body.code]).toEqual([409, 'stepNotPossible'])
  expect(again.text).toContain(key.keyId)
  const other = { ...body, dailyQuota: 5 }
  const reused = await ask(worker, token, 'POST', KEYS, other, { 'Idempotency-Key': clientKey })
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotencyKeyReused'])
})

test('is an app without the scope refused, also where anyone may enter?', async () => {
  const key = await issueKeyTo(['redeem'])
  const answer = await asApp(key, VERIFY, NONSENSE)
  expect([answer.status, answer.body.code]).toEqual([403, 'notAllowed'])
  expect(answer.body.detail).toContain('核验证照')
  // What is public stays so, and what is for officials stays theirs.
  expect((await asApp(key, '/licences/trust-bundle')).status).toBe(200)
  expect((await asApp(key, KEYS)).status).toBe(403)
})

test('does a rotated secret open for a day beside the new one, and no longer?', async () => {
  const key = await issueKeyTo(['verify'])
  const rotated = await admin('POST', `${KEYS}/${key.keyId}/rotate`)
  expect(rotated.status).toBe(200)
  const next = { authorization: String(rotated.body.authorization) }
  expect(next.authorization).not.toBe(key.authorization)
  const statuses = async () => [
    (await asApp(key, VERIFY, NONSENSE)).status,
    (await asApp(next, VERIFY, NONSENSE)).status,
  ]
  expect(await statuses()).toEqual([200, 200])
  vi.setSystemTime(NOW + 24 * HOUR_MS - 1)
  expect(await statuses()).toEqual([200, 200])
  vi.setSystemTime(NOW + 24 * HOUR_MS)
  expect(await statuses()).toEqual([401, 200])
  vi.setSystemTime(NOW)
})

test('of two rotations at once, does every secret that was shown open?', async () => {
  const key = await issueKeyTo(['verify'])
  const answers = await Promise.all([1, 2].map(() => admin('POST', `${KEYS}/${key.keyId}/rotate`)))
  const shown = answers.filter(({ status }) => status === 200)
  expect(shown.length).toBeGreaterThan(0)
  for (const { body } of shown)
    expect((await asApp({ authorization: String(body.authorization) }, VERIFY, NONSENSE)).status).toBe(200)
})

test('does a revoked key open nothing from then on, and never again?', async () => {
  const key = await issueKeyTo(['verify'])
  expect((await admin('POST', `${KEYS}/${key.keyId}/revoke`)).body).toMatchObject({ state: 'revoked' })
  const answer = await asApp(key, VERIFY, NONSENSE)
  expect([answer.status, answer.body.code]).toEqual([401, 'notAuthenticated'])
  expect(answer.headers.get('WWW-Authenticate')).toBe('ApiKey realm="tongban"')
  expect((await asApp(key, '/licences/trust-bundle')).status).toBe(401)
  const rotated = await admin('POST', `${KEYS}/${key.keyId}/rotate`)
  expect([rotated.status, rotated.body.code, rotated.body.state]).toEqual([409, 'stepNotPossible', 'revoked'])
})

test('does a key end with its last day?', async () => {
  const key = await issueKeyTo(['verify'], { expiresOn: '2026-11-23' })
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  // 24:00 in Shanghai.
  vi.setSystemTime(Date.UTC(2026, 10, 23, 16))
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(401)
  vi.setSystemTime(NOW)
})

test('is a used-up quota told with the time to wait, and is the next day a new one?', async () => {
  const key = await issueKeyTo(['verify'], { dailyQuota: 3 })
  const answers = await Promise.all(Array.from({ length: 8 }, () => asApp(key, VERIFY, NONSENSE)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429, 429, 429])
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.body.code).toBe('quotaUsedUp')
  // 10:00 to 24:00.
  expect(refused?.headers.get('Retry-After')).toBe(String(14 * 3600))
  vi.setSystemTime(NOW + 14 * HOUR_MS)
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  vi.setSystemTime(NOW)
})

test.each([
  'ApiKey',
  'ApiKey x',
  'ApiKey 00000000000000000000.',
  `ApiKey 00000000000000000000.${'A'.repeat(43)}`,
  `ApiKey 00000000000000000000.${'A'.repeat(5000)}`,
  `ApiKey ' OR 1=1 --.${'A'.repeat(43)}`,
])('is %j refused without anything stored?', async (authorization) => {
  await expectRefused(() => asApp({ authorization }, VERIFY, NONSENSE), [401, 'notAuthenticated'], ['AAAA'])
})

test('is a key no way in to the other Workers?', async () => {
  const key = await issueKeyTo(['verify'])
  const answer = await asApp(key, '/approvals/v1/items')
  expect([answer.status, answer.body.code]).toEqual([401, 'notAuthenticated'])
})

test.each([
  { scopes: [] },
  { scopes: ['everything'] },
  { dailyQuota: 0 },
  { expiresOn: '2026-11-22' },
  { expiresOn: '2026-02-30' },
  { purpose: '' },
  { more: 1 },
])('is a key with %j refused?', async (change) => {
  const token = await sign('admin-1', official('admin', 'services'))
  const body = { name: '演示银行', purpose: '开户核验', scopes: ['verify'], dailyQuota: 10, ...change }
  await expectRefused(
    () => ask(worker, token, 'POST', KEYS, body, { 'Idempotency-Key': nextKey() }),
    [422, 'invalidInput'],
    [],
  )
})
