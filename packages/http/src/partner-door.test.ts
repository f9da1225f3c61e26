import { type Actor, fail, ok } from '@tongban/kernel'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { environment, NOW } from '../test/sample-door.ts'
import { createDoor } from './door.ts'
import { type Contract, endpointsOf } from './endpoint.ts'
import { environmentSchema } from './environment.ts'
import type { PartnerGate, Signed } from './partner-door.ts'

/** What a door makes of requests that partner regions sign; the signature itself is a word in a header here. */
const endpoint = endpointsOf<Actor>()
const common = {
  summary: { zh: '示例', en: 'Sample' },
  tag: { zh: '示例', en: 'Sample' },
  rights: ['partner'],
  signed: { limitBytes: 100 },
  failures: [],
} as const
const answer = {
  status: 200,
  description: { zh: '谁', en: 'who' },
  schema: z.object({ from: z.string(), keyId: z.string(), got: z.string() }),
} as const
const handled: string[] = []

const endpoints = [
  endpoint(
    { ...common, method: 'post', path: '/cx/1/told', body: z.strictObject({ text: z.string() }), answer },
    async ({ context, signed, body }) => {
      handled.push(body.text)
      if (body.text === 'fall') throw new Error('a bug')
      if (body.text === 'refuse') return fail({ code: 'notFound', what: 'case' })
      return ok({
        from: context.kind === 'partner' ? context.subject : '',
        keyId: signed.keyId,
        got: body.text,
      })
    },
  ),
  endpoint(
    { ...common, method: 'put', path: '/cx/1/bytes', bytes: { limitBytes: 100 }, answer },
    async ({ signed, body }) =>
      ok({ from: signed.partner, keyId: signed.keyId, got: String(body.byteLength) }),
  ),
  endpoint({ ...common, method: 'get', path: '/cx/1/list', answer }, async ({ signed, actor, setHeader }) => {
    setHeader('ETag', '"1"')
    return ok({ from: signed.partner, keyId: actor.kind, got: '' })
  }),
]

const SIGNED: Signed = {
  partner: '500112',
  base: '',
  signature: '',
  keyId: 'key-1',
  nonce: 'n',
  nonceExpiresAt: 0,
  createdAt: 0,
  contentDigest: null,
  manifestDigest: null,
  idempotencyKey: null,
}
const refused = (reason: 'missing' | 'digest') =>
  fail({ code: 'signatureRefused', reason, serverTime: NOW } as const)
let bodiesChecked = 0
const gate: PartnerGate = {
  verify: async ({ headers }) => (headers.get('signature') === 'good' ? ok(SIGNED) : refused('missing')),
  checkBody: async (_, bytes) => {
    bodiesChecked += 1
    return new TextDecoder().decode(bytes).includes('changed') ? refused('digest') : ok(undefined)
  },
  sign: async (_, response) => {
    const headers = new Headers(response.headers)
    headers.set('signature', 'ours')
    return new Response(response.body, { status: response.status, headers })
  },
  strange: ({ url }) => (url.includes('/cx/2/') ? { code: 'versionNotSupported', supported: ['1'] } : null),
}
const plan = {
  name: 'exchange',
  title: { zh: '示例', en: 'Sample' },
  version: '1',
  environment: environmentSchema,
  partners: () => gate,
  connect:
    () =>
    ({ actor }: { actor: Actor }) =>
      actor,
  endpoints,
  clock: { now: () => NOW },
  log: () => undefined,
} as const
const door = createDoor<z.infer<typeof environmentSchema>, Actor>(plan)

async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const request = new Request(`https://region.test/exchange${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', Signature: 'good', ...headers },
    ...(body === undefined ? {} : { body }),
  })
  const response = await door.fetch(request, environment)
  const text = await response.text()
  return {
    status: response.status,
    signature: response.headers.get('signature'),
    headers: response.headers,
    text,
  }
}

test('does a partner come in by its signature, and is the answer signed?', async () => {
  const told = await send('POST', '/cx/1/told', '{"text":"hello"}')
  expect([told.status, told.signature, JSON.parse(told.text)]).toEqual([
    200,
    'ours',
    { from: '500112', keyId: 'key-1', got: 'hello' },
  ])
  const bytes = await send('PUT', '/cx/1/bytes', 'abc', { 'Content-Type': 'application/octet-stream' })
  expect(JSON.parse(bytes.text)).toMatchObject({ got: '3' })
  const list = await send('GET', '/cx/1/list')
  expect([list.status, list.signature, JSON.parse(list.text).keyId]).toEqual([200, 'ours', 'partner'])
  const unchanged = await send('GET', '/cx/1/list', undefined, { 'If-None-Match': '"1"' })
  expect([unchanged.status, unchanged.signature, unchanged.text]).toEqual([304, 'ours', ''])
})

test('is a stranger told so, signed, with the time here, and nothing of theirs read?', async () => {
  const before = bodiesChecked
  const { status, signature, text, headers } = await send('POST', '/cx/1/told', '{"text":"x"}', {
    Signature: 'bad',
  })
  expect([status, signature]).toEqual([401, 'ours'])
  expect(JSON.parse(text)).toMatchObject({ code: 'signatureRefused', reason: 'missing', serverTime: NOW })
  expect(headers.get('www-authenticate')).toContain('Signature')
  expect(bodiesChecked).toBe(before)
})

test('does a token or an app key open nothing where partners come in?', async () => {
  const { status } = await send('GET', '/cx/1/list', undefined, {
    Signature: 'bad',
    Authorization: 'Bearer a.b.c',
  })
  expect(status).toBe(401)
})

test('is a body that was not signed, is too large or is taken away kept from the handler?', async () => {
  handled.length = 0
  expect((await send('POST', '/cx/1/told', '{"text":"changed"}')).status).toBe(401)
  expect((await send('POST', '/cx/1/told', `{"text":"${'x'.repeat(100)}"}`)).status).toBe(413)
  expect((await send('GET', '/cx/1/list')).status).toBe(200)
  expect(handled).toEqual([])
})

test('are problems and outages of every kind signed too?', async () => {
  for (const [body, status] of [
    ['{"text":"refuse"}', 404],
    ['{"text":"fall"}', 500],
    ['{"text":5}', 422],
    ['{', 400],
  ] as const) {
    const sent = await send('POST', '/cx/1/told', body)
    expect([body, sent.status, sent.signature]).toEqual([body, status, 'ours'])
  }
})

test('is a version of the protocol that is not spoken told from a path that is not there?', async () => {
  const version = await send('POST', '/cx/2/told', '{}')
  expect([version.status, JSON.parse(version.text)]).toMatchObject([
    400,
    { code: 'versionNotSupported', supported: ['1'] },
  ])
  expect((await send('POST', '/cx/1/nowhere', '{}')).status).toBe(404)
})

test('does a door not start that would let partners in without a signature, or others with one?', () => {
  const start = (contract: object, partners: object = {}) => {
    const faulty = {
      contract: contractOf({ ...endpoints[2]?.contract, ...contract }),
      run: async () => ok(null),
    }
    return () =>
      createDoor<z.infer<typeof environmentSchema>, Actor>({ ...plan, ...partners, endpoints: [faulty] })
  }
  expect(start({})).not.toThrow()
  expect(start({ rights: ['partner', 'anyone'] })).toThrow('by a signature')
  expect(start({ rights: ['anyone'] })).toThrow('by a signature')
  expect(start({}, { partners: undefined })).toThrow('by a signature')
})

/** Guarantee: a contract of this file with some of it changed. */
const contractOf = (changed: object) => changed as Contract

test('does the API document say that a request is signed, and what may be wrong with it?', () => {
  const document = JSON.stringify(door.document())
  expect(document).toContain('"security":[{"cxSignature":[]}]')
  for (const code of ['signatureRefused', 'versionNotSupported', 'suiteNotSupported'])
    expect(document).toContain(code)
})
