import { expect, test } from 'vitest'
import { httpSource } from './http-source.ts'
import type { Answer } from './local-server.fixture.ts'
import type { UnavailableReason } from './source.ts'
import { expectSoundRequests, json, KEY, NOW, QUERY, RIGHT, raw, register } from './source-server.fixture.ts'

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** Name of the misbehaviour, the server's answers, the reason, and how often it is asked. */
const CASES: readonly (readonly [string, readonly [Answer, ...Answer[]], UnavailableReason, number])[] = [
  ['silent', [() => undefined], 'timeout', 2],
  ['silent after its headers', [(response) => response.writeHead(200).flushHeaders()], 'timeout', 2],
  ['dripping', [drip], 'timeout', 2],
  ['answering 500 twice', [raw('', {}, 500)], 'status', 2],
  ['answering 404', [json(RIGHT, {}, 404)], 'status', 1],
  ['answering 429', [json(RIGHT, {}, 429)], 'status', 1],
  ['answering 204', [raw('', {}, 204)], 'status', 1],
  ['answering 401', [raw('', {}, 401)], 'refused', 1],
  ['answering 403', [raw('', {}, 403)], 'refused', 1],
  ['redirecting', [raw('', { location: '/elsewhere' }, 302), json(RIGHT)], 'refused', 1],
  ['redirecting with its method', [raw('', { location: '/elsewhere' }, 308), json(RIGHT)], 'refused', 1],
  ['closing the connection', [(response) => response.destroy()], 'network', 2],
  ['cutting its answer short', [cutShort], 'network', 2],
  ['answering with more than the cap, chunked', [oversized], 'tooLarge', 1],
  ['answering without end', [endless], 'tooLarge', 1],
  ['answering one byte over the cap', [raw(' '.repeat(65_537))], 'tooLarge', 1],
  ['answering HTML', [raw('<html></html>', { 'content-type': 'text/html' })], 'badAnswer', 1],
  ['answering JSON as text', [json(RIGHT, { 'content-type': 'text/plain' })], 'badAnswer', 1],
  ['answering in GBK', [json(RIGHT, { 'content-type': 'application/json; charset=gbk' })], 'badAnswer', 1],
  ['answering half a JSON', [raw('{"record":')], 'badAnswer', 1],
  ['answering nothing', [raw('')], 'badAnswer', 1],
  [
    'answering bytes that are not UTF-8',
    [raw(Buffer.from('{"record":{"birthDate":"\xff"},"sourceAt":1}', 'latin1'))],
    'badAnswer',
    1,
  ],
  ['answering a list', [json([RIGHT])], 'badAnswer', 1],
  ['answering a record of the wrong type', [json({ ...RIGHT, record: 'x' })], 'badAnswer', 1],
  ['answering a list as record', [json({ ...RIGHT, record: [] })], 'badAnswer', 1],
  ['leaving the record out', [json({ sourceAt: NOW })], 'badAnswer', 1],
  ['leaving the source time out', [json({ record: null })], 'badAnswer', 1],
  [
    'giving a source time without offset',
    [json({ ...RIGHT, sourceAt: '2026-11-23T10:00:00' })],
    'badAnswer',
    1,
  ],
  ['giving a source time on no day', [json({ ...RIGHT, sourceAt: '2026-02-30T10:00:00Z' })], 'badAnswer', 1],
  ['giving a negative source time', [json({ ...RIGHT, sourceAt: -1 })], 'badAnswer', 1],
  ['giving a source time beyond time', [json({ ...RIGHT, sourceAt: 9e15 })], 'badAnswer', 1],
  ['adding a field', [json({ ...RIGHT, note: 'x' })], 'badAnswer', 1],
  ['sending an infinite number', [raw(`{"record":{"birthDate":1e999},"sourceAt":${NOW}}`)], 'badAnswer', 1],
  ['sending a lone surrogate', [raw(`{"record":{"birthDate":"\\ud800"},"sourceAt":${NOW}}`)], 'badAnswer', 1],
  ['nesting to the cap', [raw(deep(32_000))], 'badAnswer', 1],
  [
    'nesting a fact to the cap',
    [raw(`{"record":{"birthDate":${deep(32_000)}},"sourceAt":${NOW}}`)],
    'badAnswer',
    1,
  ],
  ['answering about another person', [json({ ...RIGHT, subjectDigest: '0'.repeat(64) })], 'badAnswer', 1],
  [
    'sending the digest of another body',
    [json(RIGHT, { 'content-digest': 'sha-256=:AAAA:' })],
    'badAnswer',
    1,
  ],
]

test.each(CASES)('is a source %s unavailable, with its reason?', async (_what, answers, reason, attempts) => {
  const server = await register(...answers)
  expect(await server.read()).toEqual({ source: 'population', state: 'unavailable', reason })
  expectSoundRequests(server, attempts)
})

test('is a source that is down unavailable?', async () => {
  const server = await register(json(RIGHT))
  await server.close()
  expect(await server.read()).toEqual({ source: 'population', state: 'unavailable', reason: 'network' })
  expectSoundRequestLimits(server.limits)
})

test('is the time of a dripping source bounded over both attempts?', async () => {
  const server = await register(drip)
  const startedAt = performance.now()
  await server.read()
  // Two limits of 200 ms here; the drip itself would go on for 5 s.
  expect(performance.now() - startedAt).toBeLessThan(1_500)
})

test('does a wrong key come back as refused, and is the signature what the source judged?', async () => {
  const server = await register(json(RIGHT))
  const key = Buffer.from('another-synthetic-key-of-the-same-length').toString('base64')
  expect(await server.read(QUERY, { key })).toMatchObject({ reason: 'refused' })
  expect(server.faults).toEqual(['signature'])
})

test('is a query in the name of another source a bug?', async () => {
  const server = await register(json(RIGHT))
  await expect(server.read({ ...QUERY, source: 'pension' })).rejects.toThrow('reached population')
  expect(server.received).toEqual([])
})

const SOUND = {
  name: 'population',
  url: 'https://register.example/facts',
  keyId: 'k1',
  key: KEY.toString('base64'),
}

test.each([
  ['http outside development', { url: 'http://register.example/facts' }, ['url']],
  ['a password in the URL', { url: 'https://u:p@register.example/facts' }, ['url']],
  ['a query', { url: 'https://register.example/facts?token=1' }, ['url']],
  ['no URL', { url: 'register.example' }, ['url']],
  ['another scheme', { url: 'file:///etc/hosts' }, ['url']],
  ['a short key', { key: btoa('x'.repeat(31)) }, ['key']],
  ['a key that is no base64', { key: '***' }, ['key']],
  ['a key id with a quote', { keyId: 'a"b' }, ['keyId']],
  ['no name and no key', { name: '', key: '' }, ['name', 'key']],
])('is a configuration with %s refused, naming the field and not its value?', (_what, change, fields) => {
  const made = httpSource({ ...SOUND, ...change }, { clock: { now: () => NOW } }, 'production')
  expect(made).toMatchObject({ ok: false, failure: { code: 'sourceMisconfigured', fields } })
  for (const value of Object.values(change)) {
    if (value !== '') expect(JSON.stringify(made)).not.toContain(value)
  }
})

test('is a sound configuration accepted in production?', () => {
  expect(httpSource(SOUND, { clock: { now: () => NOW } }, 'production')).toMatchObject({ ok: true })
})

function expectSoundRequestLimits(limits: readonly number[]) {
  expect(limits).toEqual([2_000, 2_000])
}

function drip(response: Parameters<Answer>[0]) {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

function cutShort(response: Parameters<Answer>[0]) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"record":', () => response.destroy())
}

function oversized(response: Parameters<Answer>[0]) {
  response.writeHead(200, { 'content-type': 'application/json' })
  for (let index = 0; index < 70; index += 1) response.write(' '.repeat(1024))
  response.end()
}

function endless(response: Parameters<Answer>[0]) {
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(16_384)));
  }
  response.on('drain', more)
  more()
}
