import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { databaseWith, NOW, region } from '../test/region.ts'
import { callerKey, LIMIT_PERIOD_SECONDS } from './caller-key.ts'
import { readinessOf } from './readiness.ts'

describe('what reaches the Worker behind the gateway?', () => {
  test('the same address, method, headers and bytes, under an id made by the gateway', async () => {
    const { ask, sent } = region()
    const answer = await ask('/approvals/v1/applications?a=%E7%8E%8B', {
      method: 'POST',
      headers: { Authorization: 'Bearer x', 'X-Request-Id': 'from-outside', 'Idempotency-Key': 'k' },
      body: '{"name":"𠮷"}',
    })
    expect([answer.status, answer.text]).toEqual([201, 'approvals'])
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      url: 'https://region.test/approvals/v1/applications?a=%E7%8E%8B',
      method: 'POST',
      body: '{"name":"𠮷"}',
    })
    expect(sent[0]?.headers.get('Authorization')).toBe('Bearer x')
    expect(sent[0]?.headers.get('X-Request-Id')).toBe('made-0')
    expect(answer.headers.get('X-Request-Id')).toBe('made-0')
  })

  test('nothing that only the gateway may say', async () => {
    const { ask, sent } = region()
    const headers = { 'X-Tongban-Actor': 'admin', 'x-tongban-region': '1', 'X-Tongban-Caller': 'another' }
    await ask('/supervision/v1/jobs', { headers: { ...headers, 'cf-connecting-ip': '203.0.113.9' } })
    const kept = [...(sent[0]?.headers ?? [])].filter(([name]) => name.startsWith('x-tongban'))
    // Its own word on who is calling, by which guesses are counted.
    expect(kept).toEqual([['x-tongban-caller', '203.0.113.9']])
  })

  test('nothing over 1 MiB, whatever length is stated', async () => {
    const { ask, sent } = region()
    const body = 'a'.repeat(1_048_577)
    for (const headers of [{}, { 'Content-Length': '10' }]) {
      const { status, body: problem } = await ask('/approvals/v1/applications', {
        method: 'POST',
        body,
        headers,
      })
      expect([status, problem]).toMatchObject([413, { code: 'bodyTooLarge' }])
    }
    expect(sent).toEqual([])
    await ask('/approvals/v1/applications', { method: 'POST', body: body.slice(1) })
    expect(sent[0]?.body).toHaveLength(1_048_576)
  })

  test.each([
    ['/approvals/v1/rules', 'rules'],
    ['/approvals/v1/rules/1/approve', 'rules'],
    ['/approvals/v1/replay', 'rules'],
    ['/approvals/v1/rulesx', 'approvals'],
    ['/approvals/v1/items', 'overviews'],
    ['/approvals/v1/items/elderly-allowance/precheck', 'approvals'],
    ['/approvals/v1/items/elderly-allowance/rules', 'overviews'],
    ['/approvals/v1/items/elderly-allowance/rules/try', 'overviews'],
    ['/approvals/v1/rulebook', 'overviews'],
    ['/approvals/v1/RULES', 'approvals'],
    ['/approvals/v1//rules', 'approvals'],
    ['/approvals/v1/cases', 'overviews'],
    ['/approvals/v1/cases/5101162026112300000015', 'casework'],
    ['/approvals/v1/cases/5101162026112300000015/explanation', 'approvals'],
    ['/approvals/v1/cases/5101162026112300000015/sign', 'casework'],
  ])('of the templates that fit %s the most precise: %s', async (path, worker) => {
    expect((await region().ask(path)).text).toBe(worker)
  })

  test('only what is below its own prefix', async () => {
    const { ask, sent } = region()
    for (const path of ['/approvalsx', '/jobs/run', '/Approvals/v1/items']) {
      expect(await ask(path)).toMatchObject({ status: 404, body: { code: 'notFound' } })
    }
    expect(sent).toEqual([])
  })
})

test('are a Worker’s own headers kept and the missing ones added?', async () => {
  const { ask } = region()
  const { headers } = await ask('/approvals/v1/applications')
  expect(headers.get('Content-Security-Policy')).toBe('policy of approvals')
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  const page = await ask('/accessibility')
  expect(page.headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  )
  expect(page.headers.get('Access-Control-Allow-Origin')).toBeNull()
  const asset = await ask('/site.css')
  expect([asset.text, asset.headers.get('X-Frame-Options')]).toEqual(['css', 'DENY'])
})

test('does a Worker that is down give a 503 and a log line without what it said of a person?', async () => {
  const broken = {
    fetch: async () => {
      throw new Error('no such person 王小明 510116195001010018')
    },
  }
  const { ask, logged } = region({ APPROVALS: broken })
  const { status, body, headers } = await ask('/approvals/v1/applications', {
    headers: { 'Accept-Language': 'en' },
  })
  expect([status, body]).toMatchObject([503, { code: 'unavailable', title: 'Temporarily unavailable' }])
  expect(headers.get('Retry-After')).toBe('5')
  expect(logged[0]).toMatchObject({ level: 'error', route: '/approvals/*', message: 'no such person · #' })
})

describe('who is held back in a flood?', () => {
  test('the fourth request of an address, but not a probe', async () => {
    const { ask, keys, sent } = region()
    const headers = { 'cf-connecting-ip': '203.0.113.9' }
    for (const _ of [1, 2, 3]) expect((await ask('/approvals/v1/applications', { headers })).status).toBe(201)
    const { status, body, headers: answered } = await ask('/approvals/v1/applications', { headers })
    expect([status, body]).toMatchObject([429, { code: 'tooManyRequests' }])
    expect(answered.get('Retry-After')).toBe(String(LIMIT_PERIOD_SECONDS))
    expect((await ask('/healthz', { headers })).status).toBe(200)
    expect((await ask('/readyz', { headers })).status).toBe(200)
    expect([sent.length, keys]).toEqual([3, Array(4).fill('203.0.113.9')])
  })

  test('nobody where the platform has no limiter', async () => {
    const { ask } = region({ RATE_LIMIT: undefined })
    for (const _ of [1, 2, 3, 4, 5]) expect((await ask('/approvals/v1/applications')).status).toBe(201)
  })

  test('the period told is the one configured', () => {
    const toml = readFileSync('wrangler.toml', 'utf8')
    expect(toml).toContain(`period = ${LIMIT_PERIOD_SECONDS} }`)
  })

  test.each([
    [undefined, 'unknown'],
    ['', 'unknown'],
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ])('%s counts as %s', (address, key) => {
    expect(callerKey(address)).toBe(key)
  })
})

describe('is the region ready?', () => {
  const env = { TONGBAN_LAST_MIGRATION: '0002_third.sql' }
  const checksOf = async (database: object, change: object = {}) => {
    const { status, body } = await region({ DB: database, ...change }).ask('/readyz')
    return [status, body]
  }
  const passed = { database: 'ok', migrations: 'ok', calendar: 'ok', licences: 'ok' }

  test('with a database that has every migration in a year whose calendar is published', async () => {
    expect(await checksOf(databaseWith('0002_third.sql'))).toEqual([200, { ready: true, checks: passed }])
  })
  test('not while licences cannot be signed, for want of keys or of an answer', async () => {
    const failed = [503, { ready: false, checks: { ...passed, licences: 'failed' } }]
    const without = { fetch: async () => Response.json({ code: 'licencesNotConfigured' }, { status: 503 }) }
    expect(await checksOf(databaseWith('0002_third.sql'), { LICENCES: without })).toEqual(failed)
    const broken = { fetch: async () => Promise.reject(new Error('no such Worker')) }
    expect(await checksOf(databaseWith('0002_third.sql'), { LICENCES: broken })).toEqual(failed)
  })
  test('also where it issues none, and then all but licences is served', async () => {
    const { ask, sent } = region({ LICENCES: undefined, RATE_LIMIT: undefined })
    const { status, body } = await ask('/readyz')
    expect([status, body]).toEqual([200, { ready: true, checks: { ...passed, licences: 'absent' } }])
    for (const path of ['/licences/v1/verify', '/licences/trust-bundle', '/admin/v1/api-keys']) {
      const refused = await ask(path, { headers: { 'Accept-Language': 'en' } })
      expect([refused.status, refused.body]).toMatchObject([503, { code: 'licencesNotConfigured' }])
      expect(refused.text).toContain('LICENCES')
    }
    expect((await ask('/approvals/v1/applications')).status).toBe(201)
    expect(sent).toHaveLength(1)
    expect((await region({ LICENCES: undefined }).ask('/openapi.json')).status).toBe(200)
  })
  test('not while a migration is missing', async () => {
    const failed = [503, { ready: false, checks: { ...passed, migrations: 'failed' } }]
    expect(await checksOf(databaseWith('0001_second.sql'))).toEqual(failed)
    expect(await checksOf(databaseWith(null))).toEqual(failed)
  })
  test('not while the database is out of reach, and the answer does not say why', async () => {
    const down = {
      prepare: () => ({
        first: async () => {
          throw new Error('D1_ERROR: Network connection lost.')
        },
      }),
    }
    expect(await checksOf(down)).toEqual([
      503,
      { ready: false, checks: { ...passed, database: 'failed', migrations: 'failed' } },
    ])
  })
  test('not in a year whose working days are not published, by the civil date of Shanghai', async () => {
    const at = async (iso: string) =>
      (await readinessOf({ ...env, DB: databaseWith('0002_third.sql') }, Date.parse(iso), () => undefined))
        .checks.calendar
    expect(await at('2026-12-31T15:59:59Z')).toBe('ok')
    expect(await at('2026-12-31T16:00:00Z')).toBe('failed')
  })
  test('the migration waited for is the newest there is', () => {
    const newest = readdirSync('migrations')
      .filter((name) => name.endsWith('.sql'))
      .toSorted()
      .at(-1)
    expect(readFileSync('wrangler.toml', 'utf8')).toContain(`TONGBAN_LAST_MIGRATION = "${newest}"`)
  })
})

test('does the health answer tell this process from another?', async () => {
  const { ask } = region()
  const { status, body, headers } = await ask('/healthz')
  expect([status, body]).toEqual([
    200,
    { status: 'alive', region: '510116', environment: 'development', bootId: 'boot-1' },
  ])
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect((await ask('/healthz', { method: 'POST' })).status).toBe(405)
})

describe('what is in the API document of the region?', () => {
  test('the paths and schemas of every Worker and the gateway’s own', async () => {
    const { body } = await region().ask('/openapi.json')
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/healthz': {},
        '/readyz': {},
        '/approvals/v1/things': {},
        '/casework/v1/things': {},
        '/rules/v1/things': {},
        '/supervision/v1/things': {},
      },
      components: {
        schemas: {
          GatewayHealth: {},
          approvalsThing: {},
          caseworkThing: {},
          rulesThing: {},
          supervisionThing: {},
        },
      },
    })
  })
  test('a clash is an error, not a loss', async () => {
    const same = {
      fetch: async () =>
        Response.json({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/a': { get: {} } } }),
    }
    const { ask, logged } = region({ APPROVALS: same, SUPERVISION: same })
    expect((await ask('/openapi.json')).status).toBe(500)
    expect(logged[0]?.message).toBe('two Workers describe /a get')
  })
})

describe('what do the pages show?', () => {
  test('Chinese first, English on request, and that development data have no effect', async () => {
    const { ask } = region()
    const zh = await ask('/accessibility')
    expect(zh.text).toMatch(/^<!doctype html><html lang="zh-CN">/)
    expect(zh.text).toContain('演示数据，不具效力')
    expect(zh.text).toContain('href="/docs/"')
    const en = await ask('/accessibility?lang=en', { headers: { 'Accept-Language': 'zh-CN' } })
    expect(en.text).toContain('<html lang="en">')
    expect(en.text).toContain('What does not')
  })
  test('no such word in production', async () => {
    const { ask } = region({ TONGBAN_ENVIRONMENT: 'production' })
    expect((await ask('/accessibility')).text).not.toContain('演示数据')
  })
  test('every problem under the address its type names', async () => {
    const { ask } = region()
    const { text } = await ask('/docs/problems')
    for (const code of ['notAllowed', 'internal', 'stillRunning']) expect(text).toContain(`id="${code}"`)
  })
  test('a region’s name is text, not markup', async () => {
    const { ask } = region({ TONGBAN_REGION_NAME: '<script>x</script>' })
    expect((await ask('/accessibility')).text).not.toContain('<script>')
  })
})

describe('what does the clock do each minute?', () => {
  const controller = { cron: '* * * * *', scheduledTime: NOW }
  test('it tells the job runner', async () => {
    const { gateway, env, jobs } = region()
    await gateway.scheduled(controller, env)
    expect(jobs).toEqual([{ cron: '* * * * *', scheduledAt: NOW }])
  })
  test('a failing job runner fails the run, so that it is seen', async () => {
    const failing = {
      run: async () => {
        throw new Error('no lease')
      },
    }
    const { gateway, env, logged } = region({ JOBS: failing })
    await expect(gateway.scheduled(controller, env)).rejects.toThrow('no lease')
    expect(logged[0]).toMatchObject({ level: 'error', event: 'cron', message: 'no lease' })
  })
})

describe('what is in the log?', () => {
  test('the kind of route, never the path, the query or the address of the caller', async () => {
    const { ask, logged } = region()
    await ask('/approvals/v1/cases/510116202611200000001X?name=王小明', {
      headers: { 'cf-connecting-ip': '203.0.113.9' },
    })
    expect(logged).toEqual([
      {
        level: 'info',
        event: 'request',
        worker: 'gateway',
        method: 'GET',
        route: '/approvals/v1/cases/{}/*',
        status: 201,
        ms: 0,
        requestId: 'made-0',
        upstream: 'casework',
        actor: undefined,
        failure: undefined,
      },
    ])
  })
  test.each([
    ['/approvals/v1/items/{code} nobody', { route: '/approvals/v1/items/{code}', actor: 'nobody' }],
    [
      '/approvals/v1/items/{code} official notFound',
      { route: '/approvals/v1/items/{code}', actor: 'official', failure: 'notFound' },
    ],
    ['none', { route: '/approvals/*', actor: undefined }],
  ])('what the Worker notes (%s), which goes no further', async (note, expected) => {
    const telling = { fetch: async () => new Response('x', { headers: { 'X-Tongban-Visit': note } }) }
    const { ask, logged } = region({ APPROVALS: telling })
    const { headers } = await ask('/approvals/v1/applications/GA-01')
    expect(logged[0]).toMatchObject({
      worker: 'gateway',
      upstream: 'approvals',
      requestId: 'made-0',
      ...expected,
    })
    expect([...headers.keys()].filter((name) => name.startsWith('x-tongban'))).toEqual([])
  })
  test('by what the gateway itself refused', async () => {
    const { ask, logged } = region()
    await ask('/approvals/v1/applications', { method: 'POST', body: 'a'.repeat(1_048_577) })
    expect(logged[0]).toMatchObject({ status: 413, failure: 'bodyTooLarge', actor: undefined })
  })
  test('a wrong configuration names the variable', async () => {
    const { ask, logged } = region({ JOBS: undefined, TONGBAN_REGION: 'x' })
    expect((await ask('/')).status).toBe(500)
    expect(logged[0]).toMatchObject({ error: 'EnvironmentError' })
    expect(logged[0]?.message).toMatch(/TONGBAN_REGION.*JOBS/)
  })
})

describe('where does the camera lead whoever scans a one-time code?', () => {
  const CODE = '3ZZZZZZZZZ0123456789ABCDEF'

  test('to a page that says what it is and uses nothing up', async () => {
    const { ask, sent } = region()
    const { status, text, headers } = await ask(`/L/${CODE}`)
    expect(status).toBe(200)
    expect(text).toContain('不会使用该码')
    expect(text).toContain(CODE)
    expect(headers.get('Cache-Control')).toBe('no-store')
    // Its own form states an origin; nobody else is told where one comes from.
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(text).toContain('action="/verify/code"')
    expect(sent).toEqual([])
  })

  test.each(['x', CODE.toLowerCase(), `${CODE}0`, '%3Cscript%3E'])('%s is no code', async (text) => {
    const { ask } = region()
    expect(await ask(`/L/${text}`)).toMatchObject({ status: 404, body: { code: 'notFound' } })
  })
})
