import { type Actor, fail, ok } from '@tongban/kernel'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { bearer, environment, NOW, official, sampleDoor } from '../test/sample-door.ts'
import { createDoor } from './door.ts'
import { endpointsOf } from './endpoint.ts'
import { environmentSchema } from './environment.ts'
import type { Rights } from './rights.ts'

/** What a door makes of the key of an app. */
const SECRET = 'A'.repeat(43)
const asked: string[] = []
const opening: unknown[] = []
const endpoint = endpointsOf<Actor>()
const route = (path: `/${string}`, rights: Rights, prefix?: `/${string}`) =>
  endpoint(
    {
      method: 'get',
      path,
      ...(prefix === undefined ? {} : { prefix }),
      summary: { zh: '示例', en: 'Sample' },
      tag: { zh: '示例', en: 'Sample' },
      rights,
      answer: {
        status: 200,
        description: { zh: '谁', en: 'who' },
        schema: z.object({ kind: z.string(), purpose: z.string().nullable(), caller: z.string().nullable() }),
      },
      failures: [],
    },
    async ({ context, caller }) =>
      ok({ kind: context.kind, purpose: context.kind === 'app' ? context.purpose : null, caller }),
  )

const door = createDoor<z.infer<typeof environmentSchema>, Actor>({
  name: 'keys',
  title: { zh: '示例', en: 'Sample' },
  version: '1',
  environment: environmentSchema,
  apps:
    () =>
    async ({ keyId, secret }, scopes) => {
      asked.push(keyId)
      opening.push(scopes)
      return secret === SECRET
        ? ok({ kind: 'app', subject: keyId, scopes: ['verify'], purpose: '核验' })
        : fail({ code: 'notAuthenticated', reason: 'key' })
    },
  connect:
    () =>
    ({ actor }) =>
      actor,
  endpoints: [
    route('/v1/public', ['anyone']),
    route('/v1/verify', ['anyone', { app: 'verify' }]),
    route('/v1/redeem', ['anyone', { app: 'redeem' }]),
    route('/v1/signed-in', ['applicant']),
    route('/v1/keys', [{ role: 'admin' }], '/admin'),
  ],
  clock: { now: () => NOW },
  log: () => undefined,
})

async function get(path: string, headers: Record<string, string> = {}) {
  const request = new Request(`https://region.test${path}`, { headers })
  const response = await door.fetch(request, environment)
  const body: unknown = await response.json()
  return { status: response.status, headers: response.headers, body }
}
const key = (secret: string, scheme = 'ApiKey') => ({
  Authorization: `${scheme} ${'0'.repeat(20)}.${secret}`,
})

test('does a key open what it was given and what anyone may read, and nothing else?', async () => {
  const opened = async (path: string) => (await get(path, key(SECRET))).status
  expect(await opened('/keys/v1/verify')).toBe(200)
  expect(await opened('/keys/v1/public')).toBe(200)
  expect(await opened('/keys/v1/redeem')).toBe(403)
  expect(await opened('/keys/v1/signed-in')).toBe(403)
  expect(await opened('/admin/v1/keys')).toBe(403)
  expect((await get('/keys/v1/verify', key(SECRET, 'apikey'))).body).toEqual({
    kind: 'app',
    purpose: '核验',
    caller: null,
  })
})

test('is a key’s holder told which scopes open the route, so that no other use of it is counted?', async () => {
  opening.length = 0
  for (const path of ['/keys/v1/verify', '/keys/v1/redeem', '/keys/v1/public', '/keys/v1/signed-in'])
    await get(path, key(SECRET))
  expect(opening).toEqual([['verify'], ['redeem'], ['verify', 'verify:batch', 'redeem', 'evaluate'], []])
})

test('is whoever may not told where to turn, which is not the window for officials and apps?', async () => {
  const told = async (path: string, headers: Record<string, string>) =>
    String(Object((await get(path, headers)).body).detail)
  const app = await told('/keys/v1/redeem', key(SECRET))
  expect([app.includes('受理窗口'), app.includes('管理员')]).toEqual([false, true])
  const chief = await told('/keys/v1/signed-in', await bearer({ claims: official('chief') }))
  expect([chief.includes('受理窗口'), chief.includes('管理员')]).toEqual([false, true])
  expect(await told('/admin/v1/keys', await bearer())).toContain('受理窗口')
})

test('is a key that does not hold refused everywhere, and one without the form not even asked for?', async () => {
  for (const path of ['/keys/v1/verify', '/keys/v1/public']) {
    const { status, headers, body } = await get(path, key('B'.repeat(43)))
    expect([status, headers.get('WWW-Authenticate')]).toEqual([401, 'ApiKey realm="tongban"'])
    expect(body).toMatchObject({ code: 'notAuthenticated', title: 'API 密钥无效' })
  }
  asked.length = 0
  for (const secret of ['', 'short', 'A'.repeat(44), `${'A'.repeat(42)}=`])
    expect((await get('/keys/v1/public', key(secret))).status).toBe(401)
  expect(asked).toEqual([])
})

test('does a token still open, and is a key no way into a door that takes none?', async () => {
  expect((await get('/keys/v1/signed-in', await bearer())).body).toMatchObject({ kind: 'applicant' })
  const request = new Request('https://region.test/sample/v1/notes', { headers: key(SECRET) })
  expect((await sampleDoor.fetch(request, environment)).status).toBe(401)
})

test('is what the gateway says of the caller handed on?', async () => {
  expect((await get('/keys/v1/public', { 'X-Tongban-Caller': '192.0.2.1' })).body).toMatchObject({
    caller: '192.0.2.1',
  })
})

test('does the API document say where a key is taken, and where a route stands?', () => {
  const { components, paths } = door.document()
  expect(components.securitySchemes).toHaveProperty('apiKey')
  expect(sampleDoor.document().components.securitySchemes).not.toHaveProperty('apiKey')
  const security = (path: string) => Object(paths[path]?.get).security
  expect(security('/keys/v1/public')).toEqual([])
  expect(security('/keys/v1/verify')).toEqual([{}, { bearer: [] }, { apiKey: [] }])
  expect(security('/admin/v1/keys')).toEqual([{ bearer: [] }])
  expect(door.routes.map(({ path }) => path)).toContain('/admin/v1/keys')
})
