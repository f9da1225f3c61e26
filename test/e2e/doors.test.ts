import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/region/places.ts'
import { answered, type Region, startRegion } from './region.ts'

/** What a region answers before and beside any case: is it there, is it ready, what can it do, what does it refuse. */
let region: Region

beforeAll(async () => {
  region = await startRegion('500112')
})
afterAll(() => region.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  region.call(null, 'GET', path, undefined, headers)

test('is a region alive but not ready before its database is migrated, and ready after?', async () => {
  expect(await get('/healthz')).toMatchObject({
    status: 200,
    body: { status: 'alive', region: '500112', environment: 'development' },
  })
  const before = await get('/readyz')
  expect([before.status, before.body]).toEqual([
    503,
    { ready: false, checks: { database: 'ok', migrations: 'failed', calendar: 'ok', licences: 'ok' } },
  ])
  await region.migrate()
  const after = await get('/readyz')
  expect([after.status, after.body]).toEqual([
    200,
    { ready: true, checks: { database: 'ok', migrations: 'ok', calendar: 'ok', licences: 'ok' } },
  ])
})

test('is the API document of the region the one in docs, but for the servers?', async () => {
  const { status, body } = await get('/openapi.json')
  const { servers: _, ...document } = body
  expect(status).toBe(200)
  expect(document).toEqual(JSON.parse(readFileSync(resolve(ROOT, 'docs/openapi.json'), 'utf8')))
})

test('is the API page served with all it loads from this origin, and may it load nothing else?', async () => {
  const page = await get('/docs')
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("style-src 'self';")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  const loaded = [...page.text.matchAll(/<(?:script|link)[^>]*? (?:src|href)="([^"]+)"/g)].map(
    ([, path]) => path,
  )
  expect(loaded).toHaveLength(5)
  for (const path of loaded) {
    expect(path).toMatch(/^\/[^/]/)
    expect([path, (await get(path ?? '')).status]).toEqual([path, 200])
  }
  expect(page.text).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/)
})

test.each(['/nothing', '/approvals/v1/nothing', '/supervision/v1/nothing', '/docs/nothing'])(
  'is the unknown path %s a problem that says so in Chinese and in English?',
  async (path) => {
    const [zh, en] = [await get(path), await get(path, { 'accept-language': 'en' })]
    for (const answer of [zh, en]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'notFound'])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    }
    expect(zh.headers.get('content-language')).toBe('zh-CN')
    expect(en.headers.get('content-language')).toBe('en')
    expect(zh.body.title).toMatch(/\p{Script=Han}/u)
    expect(en.body.title).not.toMatch(/\p{Script=Han}/u)
  },
)

test.each([
  ['with its length stated', () => 'x'.repeat(2 * 1024 * 1024)],
  ['without a stated length', () => new Blob(['x'.repeat(2 * 1024 * 1024)]).stream()],
])('is a body of 2 MiB %s refused at the gateway?', async (_, body) => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
  const init = { method: 'POST', headers, body: body(), duplex: 'half' }
  const answer = await answered(fetch(`${region.origin}/approvals/v1/applications`, init))
  expect([answer.status, answer.body.code]).toEqual([413, 'bodyTooLarge'])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('does an item have no rules to show before two people have published them?', async () => {
  const rules = await get('/approvals/v1/items/elderly-allowance/rules')
  expect([rules.status, rules.body.code]).toEqual([404, 'noRulesInForce'])
})

test('is nobody let in where a token is needed?', async () => {
  const jobs = await get('/supervision/v1/jobs')
  expect([jobs.status, jobs.body.code]).toEqual([401, 'notAuthenticated'])
  expect(jobs.headers.get('www-authenticate')).toMatch(/^Bearer/)
})
