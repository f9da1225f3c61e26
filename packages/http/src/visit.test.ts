import { expect, test } from 'vitest'
import { bearer, logged, official, send } from '../test/sample-door.ts'
import { needsLine, noteOf, readNote } from './visit.ts'

/** What a Worker says of a request to the gateway, and what it then still writes down itself. */

const THROUGH = { 'X-Tongban-Caller': '192.0.2.1', 'X-Request-Id': 'r1' }
const lines = () => logged.filter(({ event }) => event === 'request')
const asked = async (
  path: string,
  headers: Record<string, string>,
  init: Parameters<typeof send>[1] = {},
) => {
  logged.length = 0
  return send(path, { ...init, headers: { ...THROUGH, ...headers } })
}

test('does a visitor who came through the gateway cost one line, the gateway’s, which is told all?', async () => {
  const { headers, status } = await asked('/sample/v1/notes', {})
  expect([status, lines()]).toEqual([200, []])
  expect(headers.get('X-Tongban-Visit')).toBe('/sample/v1/notes nobody')
  // What the gateway writes on every answer is left to it; the policy is the answer's own.
  expect(headers.get('X-Frame-Options')).toBeNull()
  expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('Cache-Control')).toBe('no-store')
})

test.each([
  ['an unknown path', '/sample/v1/none', 404, 'none unknown notFound'],
  ['a wrong method', '/sample/v1/file', 405, 'none unknown methodNotAllowed'],
  ['a refusal', '/sample/v1/notes', 401, '/sample/v1/notes nobody notAuthenticated'],
])('does %s leave a line here too, and is its code told?', async (_, path, status, note) => {
  const answer = await asked(path, {}, { method: 'POST' })
  expect([answer.status, answer.headers.get('X-Tongban-Visit')]).toEqual([status, note])
  expect(lines()).toMatchObject([{ requestId: 'r1', status, failure: note.split(' ')[2] }])
})

test('does a caller who is known leave a line here too?', async () => {
  const { headers } = await asked('/sample/v1/file', await bearer({ claims: official('auditor') }))
  expect(headers.get('X-Tongban-Visit')).toBe('/sample/v1/file official')
  expect(lines()).toMatchObject([{ actor: 'official', status: 200 }])
})

test('is whoever did not come through the gateway told nothing of it?', async () => {
  logged.length = 0
  const { headers } = await send('/sample/v1/notes')
  expect([headers.get('X-Tongban-Visit'), lines().length]).toEqual([null, 1])
})

test('does a slow or failed answer leave a line?', () => {
  const visited = { route: '/a', actor: 'nobody', failure: undefined }
  expect(needsLine('c', visited, 200, 999)).toBe(false)
  expect(needsLine('c', visited, 200, 1000)).toBe(true)
  expect(needsLine('c', visited, 500, 0)).toBe(true)
  expect(needsLine(null, visited, 200, 0)).toBe(true)
})

test('is a note read as it was written, and anything else not at all?', () => {
  for (const failure of [undefined, 'notFound']) {
    const visited = { route: '/a/{b}', actor: 'app', failure }
    expect(readNote(new Headers({ 'x-tongban-visit': noteOf(visited) }))).toEqual(visited)
  }
  expect(readNote(new Headers())).toBeUndefined()
  expect(readNote(new Headers({ 'x-tongban-visit': 'none' }))).toBeUndefined()
})

test('is a body the gateway has counted still held to the limit of what is asked for, and to strict JSON?', async () => {
  const bytes = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' }
  const large = await asked('/sample/v1/bytes', bytes, { method: 'PUT', body: new Uint8Array(9) })
  expect(large.status).toBe(413)
  const json = {
    'Content-Type': 'application/json',
    'Idempotency-Key': 'key-00001',
    ...(await bearer({ claims: official('window') })),
  }
  const twice = await asked('/sample/v1/notes', json, {
    method: 'POST',
    body: '{"name":"a","pages":1,"pages":2}',
  })
  expect([twice.status, twice.body]).toMatchObject([400, { code: 'notJson' }])
})
