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

const BATCH = '/licences/v1/verify/batch'
const batchOf = (count: number) => ({ items: Array.from({ length: count }, () => NONSENSE) })
const usedOf = async (keyId: string) => {
  const { body } = await admin('GET', KEYS)
  return readKeys(body.apiKeys).find((each) => each.keyId === keyId)?.usedToday
}
/** Guarantee: the door answers by its contract. */
const readKeys = (list: unknown) => list as readonly { keyId: string; usedToday: number }[]

test('does what a key may not do leave its quota alone?', async () => {
  const key = await issueKeyTo(['redeem'], { dailyQuota: 2 })
  for (let at = 0; at < 4; at += 1) expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(403)
  expect((await asApp(key, KEYS)).status).toBe(403)
  expect(await usedOf(key.keyId)).toBe(0)
})

test('does each item of a batch count, and is one that is too large for what is left not handled?', async () => {
  const key = await issueKeyTo(['verify:batch'], { dailyQuota: 10 })
  expect((await asApp(key, BATCH, batchOf(6))).status).toBe(200)
  expect(await usedOf(key.keyId)).toBe(6)
  const refused = await asApp(key, BATCH, batchOf(6))
  expect([refused.status, refused.body.code]).toEqual([429, 'quotaUsedUp'])
  expect(refused.text).toContain('3')
  expect((await asApp(key, BATCH, batchOf(3))).status).toBe(200)
  expect(await usedOf(key.keyId)).toBe(10)
  expect((await asApp(key, BATCH, batchOf(1))).status).toBe(429)
})

test('of many batches at once, are no more items answered than the quota has?', async () => {
  const key = await issueKeyTo(['verify:batch'], { dailyQuota: 20 })
  const answers = await Promise.all(Array.from({ length: 6 }, () => asApp(key, BATCH, batchOf(5))))
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(4)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
})

test('does an administrator change a quota, from the next request on, and nobody else?', async () => {
  const key = await issueKeyTo(['verify'], { dailyQuota: 1 })
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(429)
  const path = `${KEYS}/${key.keyId}/quota`
  const changed = await admin('POST', path, { dailyQuota: 5 })
  expect([changed.status, changed.body.dailyQuota]).toEqual([200, 5])
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  for (const body of [{}, { dailyQuota: 0 }, { dailyQuota: 1.5 }])
    await expectRefused(() => admin('POST', path, body), [422, 'invalidInput'], [])
  expect((await asRole('head', 'market', 'POST', path, { dailyQuota: 5 })).status).toBe(403)
  expect((await admin('POST', `${KEYS}/${'0'.repeat(20)}/quota`, { dailyQuota: 5 })).status).toBe(404)
  await admin('POST', `${KEYS}/${key.keyId}/revoke`)
  expect((await admin('POST', path, { dailyQuota: 6 })).status).toBe(409)
})

test('is what a key has used today told by every answer about it?', async () => {
  const key = await issueKeyTo(['verify'])
  await asApp(key, VERIFY, NONSENSE)
  for (const act of ['rotate', 'quota', 'revoke']) {
    const body = act === 'quota' ? { dailyQuota: 7 } : undefined
    expect((await admin('POST', `${KEYS}/${key.keyId}/${act}`, body)).body.usedToday).toBe(1)
  }
})

test('does a second rotation cut off a secret that was promised a day only where that is said?', async () => {
  const key = await issueKeyTo(['verify'])
  const rotate = (body?: object) => admin('POST', `${KEYS}/${key.keyId}/rotate`, body)
  const first = await rotate()
  const refused = await expectRefused(() => rotate(), [409, 'stepNotPossible'], [])
  expect([refused.body.state, refused.text.includes('endOverlap')]).toEqual(['overlapping', true])
  expect((await rotate({ endOverlap: false })).status).toBe(409)
  expect((await asApp(key, VERIFY, NONSENSE)).status).toBe(200)
  const second = await rotate({ endOverlap: true })
  expect(second.status).toBe(200)
  const opens = async (authorization: unknown) =>
    (await asApp({ authorization: String(authorization) }, VERIFY, NONSENSE)).status
  expect(await opens(key.authorization)).toBe(401)
  expect(await opens(first.body.authorization)).toBe(200)
  expect(await opens(second.body.authorization)).toBe(200)
  expect((await rotate({ more: 1 })).status).toBe(422)
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
