import { expect, test } from 'vitest'
import { contentDigest } from './content-digest.ts'
import { expectSoundRequests, json, NOW, QUERY, RIGHT, raw, register } from './source-server.fixture.ts'

test('is a right answer read, and the question sent with its purpose?', async () => {
  const server = await register(json(RIGHT))
  expect(await server.read()).toEqual({ source: 'population', state: 'answered', ...RIGHT })
  expectSoundRequests(server, 1)
  const { source: _source, ...sent } = QUERY
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual(sent)
})

test('is "no such person" an answer?', async () => {
  const server = await register(json({ record: null, sourceAt: NOW }))
  expect(await server.read()).toEqual({
    source: 'population',
    state: 'answered',
    record: null,
    sourceAt: NOW,
  })
  expectSoundRequests(server, 1)
})

test('is what was not asked for dropped?', async () => {
  const record = {
    birthDate: '1954-01-01',
    ethnicity: 'x',
    payee: { holderMatches: true, account: '6200' },
    constructor: 1,
  }
  const server = await register(raw(`{"record":${JSON.stringify(record)},"sourceAt":${NOW}}`))
  expect(await server.read()).toMatchObject({
    record: { birthDate: '1954-01-01', payee: { holderMatches: true } },
  })
  const reading = await server.read()
  expect(JSON.stringify(reading)).not.toMatch(/ethnicity|account|constructor/)
  expectSoundRequests(server, 2)
})

test('does an old source time pass through untouched, as a number or with any offset?', async () => {
  const old = Date.UTC(2019, 0, 1)
  const server = await register(
    json({ ...RIGHT, sourceAt: old }),
    json({ ...RIGHT, sourceAt: '2019-01-01T08:00:00+08:00' }),
    json({ ...RIGHT, sourceAt: '2019-01-01T00:00:00.000Z' }),
  )
  for (let index = 0; index < 3; index += 1) expect(await server.read()).toMatchObject({ sourceAt: old })
  expectSoundRequests(server, 3)
})

test('is a right digest and a right echo of the subject accepted?', async () => {
  const body = JSON.stringify({
    ...RIGHT,
    // sha256sum of {"idKind":"residentId","idNumber":"51011619540101001X","requestId":"r-1"}
    subjectDigest: 'f53a2830a6692819398e4155466903a322855e2707ddd6d87b839ad2ee24522b',
  })
  const digest = await contentDigest(new TextEncoder().encode(body))
  const server = await register(raw(body, { 'content-digest': digest }))
  expect(await server.read()).toMatchObject({ state: 'answered' })
  expectSoundRequests(server, 1)
})

test.each([
  'application/json;charset=utf-8',
  'application/json; charset="UTF-8"',
  'application/vnd.register+json',
  'Application/JSON',
])('is content type %s JSON?', async (type) => {
  const server = await register(json(RIGHT, { 'content-type': type }))
  expect(await server.read()).toMatchObject({ state: 'answered' })
})

test('is an answer of exactly the cap taken, in many pieces without a length?', async () => {
  const text = JSON.stringify({ ...RIGHT, record: { birthDate: '' } })
  const padded = text.replace('""', `"${'x'.repeat(64 * 1024 - text.length)}"`)
  const server = await register((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    for (let at = 0; at < padded.length; at += 1000) response.write(padded.slice(at, at + 1000))
    response.end()
  })
  expect(padded).toHaveLength(65_536)
  expect(await server.read()).toMatchObject({ state: 'answered' })
  expectSoundRequests(server, 1)
})

test.each([
  ['a 500', raw('', {}, 500)],
  ['a 503', raw('', {}, 503)],
  ['a cut connection', (response: { destroy(): void }) => response.destroy()],
  ['silence', () => undefined],
] as const)('does one retry cure %s?', async (_what, first) => {
  const server = await register(first, json(RIGHT))
  expect(await server.read()).toMatchObject({ state: 'answered', record: RIGHT.record })
  expectSoundRequests(server, 2)
})
