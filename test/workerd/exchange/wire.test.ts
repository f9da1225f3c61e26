import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { openMessage, signRequest, verifyAnswer } from '@tongban/exchange/wire'
import { courierOf } from '@tongban/services'
import { beforeAll, expect, test, vi } from 'vitest'
import {
  AT,
  draft,
  HANDLING,
  makeRegion,
  makeRing,
  NONCE,
  NOW,
  RECEIVING,
  type Region,
  signerOf,
} from '../../../packages/exchange/src/wire/wire.fixture.ts'
import { connectCall } from '../../../workers/exchange/src/connect.ts'
import { door } from '../../../workers/exchange/src/door.ts'

/** The real door of this region, 510116, with its database: 500112 calls it as a partner does, over HTTP. */
const ORIGIN = 'http://region.test'
const logged: string[] = []
for (const level of ['info', 'error'] as const)
  vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
    logged.push(said.map(String).join(' '))
  })
let ours: Region
let partner: Region
let bindings: object

async function register(region: string, keys: Region['shown'], state = 'active') {
  await env.DB.prepare(
    `INSERT OR REPLACE INTO exchange_partners
       (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
     VALUES (?, '演示', 'Sample', 'http://partner.test/exchange', ?, ?, 0, 0, ?)`,
  )
    .bind(region, JSON.stringify(keys), state, NOW)
    .run()
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  const ring = await makeRing()
  ours = await makeRegion(ring)
  partner = await makeRegion()
  bindings = { ...env, TONGBAN_EXCHANGE_KEYS: JSON.stringify(ring) }
  await register(HANDLING, partner.shown)
})

async function send(request: Request, given = bindings) {
  const context = createExecutionContext()
  const response = await door.fetch(request, given, context)
  await waitOnExecutionContext(context)
  const { status, headers } = response
  const body = new Uint8Array(await response.arrayBuffer())
  const json: Record<string, unknown> = JSON.parse(new TextDecoder().decode(body) || '{}')
  return { status, headers, body, json }
}

type Change = {
  readonly path?: string
  readonly from?: string
  readonly at?: number
  readonly by?: Region
  readonly headers?: Record<string, string>
}
const echoing = ({
  path = '/exchange/cx/1/echo',
  from = HANDLING,
  at = NOW,
  by = partner,
  headers = {},
}: Change = {}) =>
  signRequest(
    {
      method: 'POST',
      url: ORIGIN + path,
      from,
      to: RECEIVING,
      body: { content: '{"hello":"你好"}', type: 'application/json', idempotencyKey: 'echo-0001' },
      headers,
    },
    signerOf(by),
    { now: at, nonce: NONCE },
  )

test('is a partner recognised over the real door, and can it verify the answer?', async () => {
  const signed = await echoing({ at: NOW - 7000 })
  const answer = await send(signed.request)
  expect(answer).toMatchObject({
    status: 200,
    json: {
      region: HANDLING,
      keyId: signerOf(partner).kid,
      receivedAt: NOW,
      aheadMs: -7000,
      body: { hello: '你好' },
    },
  })
  expect(await verifyAnswer(signed, answer, { keys: ours.shown, now: NOW })).toMatchObject({ ok: true })
  const other = await echoing({ at: NOW - 8000 })
  expect(await verifyAnswer(other, answer, { keys: ours.shown, now: NOW })).toMatchObject({ ok: false })
})

test('are a region that is unknown, one that is suspended and a wrong key answered alike, signed?', async () => {
  await register('510199', partner.shown, 'suspended')
  await register('510198', partner.shown, 'proposed')
  const stranger = await makeRegion()
  const answers = []
  for (const change of [{ from: '999999' }, { from: '510199' }, { from: '510198' }, { by: stranger }]) {
    const signed = await echoing(change)
    const answer = await send(signed.request)
    expect(await verifyAnswer(signed, answer, { keys: ours.shown, now: NOW })).toMatchObject({ ok: true })
    const { requestId: _, ...said } = answer.json
    answers.push(said)
  }
  expect(answers[0]).toMatchObject({ status: 401, code: 'signatureRefused', reason: 'key', serverTime: NOW })
  expect(new Set(answers.map((said) => JSON.stringify(said))).size).toBe(1)
})

test('is a clock that runs wrong told the time here, in an answer that can be believed?', async () => {
  const signed = await echoing({ at: NOW - 3_600_000 })
  const answer = await send(signed.request)
  expect(answer.json).toMatchObject({ reason: 'stale', serverTime: NOW })
  expect(await verifyAnswer(signed, answer, { keys: ours.shown, now: NOW - 3_600_000 })).toMatchObject({
    ok: true,
    value: { createdAt: NOW },
  })
})

test('is what was signed for another address, or changed on the way, refused?', async () => {
  const signed = await echoing()
  const { headers } = signed.request
  const to = (url: string, init: RequestInit) => send(new Request(url, { method: 'POST', headers, ...init }))
  const body = '{"hello":"你好"}'
  expect((await to('http://elsewhere.test/exchange/cx/1/echo', { body })).status).toBe(200)
  expect((await to(`${ORIGIN}/exchange/cx/1/echo?a=1`, { body })).json).toMatchObject({ reason: 'signature' })
  expect((await to(`${ORIGIN}/exchange/cx/1/echo`, { body: `${body} ` })).json).toMatchObject({
    reason: 'digest',
  })
  expect((await to(`${ORIGIN}/exchange/cx/1/echo`, {})).json).toMatchObject({ reason: 'digest' })
  expect((await to(`${ORIGIN}/exchange/cx/1/echo`, { headers: {}, body })).json).toMatchObject({
    reason: 'missing',
  })
})

test('is a version or a suite that is not spoken answered with those that are?', async () => {
  const ask = async (change: Change) => (await send((await echoing(change)).request)).json
  expect(await ask({ headers: { 'cx-version': '1', 'cx-suite': 'intl-1' } })).toMatchObject({
    region: HANDLING,
  })
  expect(await ask({ headers: { 'cx-version': '2' } })).toMatchObject({
    code: 'versionNotSupported',
    supported: ['1'],
  })
  expect(await ask({ path: '/exchange/cx/2/echo' })).toMatchObject({
    code: 'versionNotSupported',
    supported: ['1'],
  })
  expect(await ask({ headers: { 'cx-suite': 'gm-1' } })).toMatchObject({
    code: 'suiteNotSupported',
    supported: ['intl-1'],
  })
})

test('is a new key taken at once, and a revoked or suspended one refused within seconds?', async () => {
  const next = await makeRegion()
  const both = [...partner.shown, ...next.shown]
  await register(HANDLING, both)
  expect((await send((await echoing({ by: next })).request)).status).toBe(200)
  expect((await send((await echoing()).request)).status).toBe(200)
  await register(
    HANDLING,
    both.map((key) => (partner.shown.includes(key) ? { ...key, revokedAt: AT } : key)),
  )
  vi.setSystemTime(NOW + 5000)
  expect((await send((await echoing()).request)).json).toMatchObject({ reason: 'key' })
  expect((await send((await echoing({ by: next })).request)).status).toBe(200)
  await register(HANDLING, both, 'suspended')
  vi.setSystemTime(NOW + 10_000)
  expect((await send((await echoing({ by: next })).request)).json).toMatchObject({ reason: 'key' })
  await register(HANDLING, partner.shown)
  vi.setSystemTime(NOW)
})

test('may anybody read what this exchange speaks and its public keys?', async () => {
  const known = await send(new Request(`${ORIGIN}/exchange/.well-known/cx`))
  expect(known).toMatchObject({
    status: 200,
    json: {
      region: RECEIVING,
      versions: ['1'],
      suites: [
        { name: 'intl-1', state: 'supported' },
        { name: 'gm-1', state: 'reserved' },
      ],
      baseUrl: `${ORIGIN}/exchange`,
      keysUrl: `${ORIGIN}/exchange/cx/1/keys`,
      now: NOW,
    },
  })
  const keys = await send(new Request(`${ORIGIN}/exchange/cx/1/keys`))
  expect(keys.json).toEqual({ keys: ours.shown })
})

test('does a region without exchange keys say so, and is a faulty ring told by its name and no value?', async () => {
  const without = { ...env, TONGBAN_EXCHANGE_KEYS: '' }
  expect((await send((await echoing()).request, without)).json).toMatchObject({ code: 'notConfigured' })
  expect((await send(new Request(`${ORIGIN}/exchange/.well-known/cx`), without)).json).toMatchObject({
    code: 'notConfigured',
  })
  const faulty = { ...env, TONGBAN_EXCHANGE_KEYS: '{"keys":[{"use":"sign","d":"secret-text"}]}' }
  expect((await send(new Request(`${ORIGIN}/exchange/.well-known/cx`), faulty)).status).toBe(500)
  expect(logged.at(-2)).toContain('TONGBAN_EXCHANGE_KEYS refused')
  expect(logged.join()).not.toContain('secret-text')
})

test('is what the Workers of cases have to tell sealed to the office of the partner, and to nobody unknown?', async () => {
  const { seal } = courierOf(await connectCall(bindings, () => undefined))
  const made = await seal([draft({ to: HANDLING }), draft({ to: HANDLING, seq: 2 })])
  const [first, second] = made
  if (first === undefined || second === undefined) throw new Error('two drafts, two messages')
  expect(second.message.previous).toBe(first.digest)
  expect(await openMessage(partner.keys, first.message)).toEqual({ ok: true, value: { name: '演示甲' } })
  expect(await openMessage(ours.keys, first.message)).toMatchObject({ failure: { reason: 'key' } })
  await expect(seal([draft({ to: '999999' })])).rejects.toThrow('999999: no key in force')
  // Suspended, it is told nothing now; what happens meanwhile is sealed for it all the same.
  await env.DB.prepare("UPDATE exchange_partners SET state = 'suspended' WHERE region = ?")
    .bind(HANDLING)
    .run()
  vi.setSystemTime(Date.now() + 6000)
  const [third] = await seal([draft({ to: HANDLING, seq: 3 })])
  await env.DB.prepare("UPDATE exchange_partners SET state = 'active' WHERE region = ?").bind(HANDLING).run()
  if (third === undefined) throw new Error('one draft, one message')
  expect((await openMessage(partner.keys, third.message)).ok).toBe(true)
})
