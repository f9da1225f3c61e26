import { applyD1Migrations, type D1Migration, env } from 'cloudflare:test'
import { binding, parseEnv } from '@tongban/http'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { createGateway } from './gateway.tsx'

/**
 * The gateway in workerd with the bindings of the tracked wrangler.toml: its database, assets and limiter are real,
 * the Workers behind it are stood in for by the project's configuration.
 */

const { DB, TEST_MIGRATIONS } = parseEnv(
  z.object({ DB: binding<D1Database>(), TEST_MIGRATIONS: z.array(z.custom<D1Migration>()) }),
  env,
)
const gateway = createGateway({ log: () => undefined })
const development = { ...env, TONGBAN_ENVIRONMENT: 'development' }

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await gateway.fetch(new Request(`https://region.test${path}`, { headers }), development)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('is it ready only once the database has every migration?', async () => {
  const before = await ask('/readyz')
  expect([before.status, JSON.parse(before.text)]).toMatchObject([
    503,
    { checks: { database: 'ok', migrations: 'failed' } },
  ])
  await applyD1Migrations(DB, TEST_MIGRATIONS)
  const after = await ask('/readyz')
  expect(JSON.parse(after.text)).toMatchObject({ checks: { database: 'ok', migrations: 'ok' } })
})

test('are assets served under the policy of pages, and is a missing one a problem?', async () => {
  const { status, headers } = await ask('/docs/')
  expect([status, headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'")
  expect((await ask('/docs/none.js')).status).toBe(404)
})

test('is an address that floods held back by the platform’s limiter, and no other?', async () => {
  const flood = { 'cf-connecting-ip': '203.0.113.9' }
  const refused = async () => {
    // The limit counts in windows of ten seconds, so a flood may be let through two of them in part.
    for (let round = 0; round < 130; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/site.css', flood)))
      const found = answers.find(({ status }) => status !== 200)
      if (found) return found
    }
    return undefined
  }
  const { status, headers } = (await refused()) ?? {}
  expect([status, headers?.get('Retry-After')]).toEqual([429, '10'])
  expect((await ask('/site.css', { 'cf-connecting-ip': '203.0.113.10' })).status).toBe(200)
}, 30_000)
