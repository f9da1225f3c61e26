import { expect, test } from 'vitest'
import { bearer, logged, NOW, official, sampleDoor, send } from '../test/sample-door.ts'

const JSON_HEADERS = { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-00001' }

test('does a visitor reach a public route, with the default of the contract and nothing beyond its schema?', async () => {
  const { status, body, headers } = await send('/sample/v1/notes')
  expect([status, body]).toEqual([200, { limit: 10, greeting: '你好', actor: 'nobody' }])
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(headers.get('Content-Language')).toBe('zh-CN')
  expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
})

test('does a checked body arrive, are characters beyond the BMP counted as one, and is the key handed on?', async () => {
  const name = '𠮷野㐀𠮷野㐀𠮷野㐀'
  const { status, body, headers } = await send('/sample/v1/notes', {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...(await bearer()) },
    body: JSON.stringify({ name, pages: 2 }),
  })
  expect([status, body]).toEqual([201, { name, pages: 2, key: 'key-00001' }])
  expect(headers.get('Location')).toBe('/sample/v1/notes/1')
})

test('does a role that the route names come in, whatever the case of header name and scheme?', async () => {
  const { Authorization } = await bearer({ claims: official('handler', 'window') })
  const { status } = await send('/sample/v1/notes', {
    method: 'POST',
    headers: { ...JSON_HEADERS, authorization: Authorization.replace('Bearer', 'bearer') },
    body: '{"name":"a","pages":1}',
  })
  expect(status).toBe(201)
})

test('is text sent as its own type?', async () => {
  const { text, headers } = await send('/sample/v1/file')
  expect([text, headers.get('Content-Type')]).toEqual(['<a/>', 'application/xml; charset=utf-8'])
})

test('does HEAD answer as GET without a body?', async () => {
  const { status, text } = await send('/sample/v1/notes', { method: 'HEAD' })
  expect([status, text]).toEqual([200, ''])
})

test('is a sane request id of the gateway kept, and another one replaced?', async () => {
  const kept = await send('/sample/v1/notes', { headers: { 'X-Request-Id': '0199-abc' } })
  expect(kept.headers.get('X-Request-Id')).toBe('0199-abc')
  for (const id of ['a'.repeat(65), 'a b', '{"x":1}']) {
    const replaced = await send('/sample/v1/notes', { headers: { 'X-Request-Id': id } })
    expect(replaced.headers.get('X-Request-Id')).toMatch(/^request-\d+$/)
  }
})

test('does the log say what happened without path, query, body or person?', async () => {
  logged.length = 0
  const headers = await bearer({ claims: official('auditor') })
  await send('/sample/v1/notes/1?q=王小明', { headers: { ...headers, 'X-Request-Id': 'r1' } })
  expect(logged).toEqual([
    {
      level: 'info',
      event: 'request',
      worker: 'sample',
      method: 'GET',
      route: '/sample/v1/notes/{number}',
      status: 200,
      ms: 0,
      requestId: 'r1',
      actor: 'official',
      failure: undefined,
    },
  ])
  expect(NOW).toBeGreaterThan(0)
})

test('does the list of routes hold every route with its rights?', () => {
  expect(sampleDoor.routes).toEqual([
    { worker: 'sample', method: 'GET', path: '/sample/v1/notes', rights: ['anyone'] },
    { worker: 'sample', method: 'POST', path: '/sample/v1/notes', rights: ['applicant', { role: 'window' }] },
    {
      worker: 'sample',
      method: 'GET',
      path: '/sample/v1/notes/{number}',
      rights: ['owner', { role: 'auditor' }],
    },
    { worker: 'sample', method: 'GET', path: '/sample/v1/file', rights: ['anyone'] },
    { worker: 'sample', method: 'PUT', path: '/sample/v1/bytes', rights: ['anyone'] },
  ])
})

test('does the API document describe just these routes, its schemas named after the Worker?', async () => {
  const { body } = await send('/sample/openapi.json')
  expect(body).toEqual(sampleDoor.document())
  const document = sampleDoor.document()
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(listed.toSorted()).toEqual(
    sampleDoor.routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  )
  expect(Object.keys(document.components.schemas ?? {})).toEqual(
    expect.arrayContaining(['SampleProblem', 'SampleNote']),
  )
  expect(JSON.stringify(document)).not.toContain('"#/components/schemas/Note"')
  expect(document.paths['/sample/v1/notes']?.post).toMatchObject({
    security: [{ bearer: [] }],
    'x-tongban-rights': ['applicant', { role: 'window' }],
    responses: { 201: {}, 401: {}, 403: {}, 409: {}, 413: {}, 422: {}, 429: {}, 500: {}, 503: {} },
  })
})
