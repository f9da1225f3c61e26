import { env } from 'cloudflare:workers'
import {
  buildCredential,
  makeIdentifier,
  makeShard,
  openIssuerKeys,
  setStatus,
  signStatusToken,
} from '@tongban/licences'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkerOf } from '../../../workers/licences/src/verifying/checker.ts'
import { certificateOf } from '../../certificate.ts'
import { citizen, coldIsolate, everyRow } from '../../region.ts'
import { reasonsOf, verify, warningsOf } from '../../shown-licences.ts'

/** Licences of a partner region: signed by its keys, with its own status list, fetched from nowhere else. */
const URI = 'http://partner.test/licences/status/1'
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const { TEST_PARTNER_KEYS } = env as unknown as { TEST_PARTNER_KEYS: string }
const opened = await openIssuerKeys(TEST_PARTNER_KEYS, 'development', random)
if (!opened.ok) throw new Error(opened.failure.reason)
const keys = opened.value
const seconds = () => Math.floor(Date.now() / 1000)
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

const holder = citizen('1948-05-05', 913)
const identifier = makeIdentifier({
  typeCode: '11500112DEM000001L901',
  issuerCode: '11500112DEM000003T',
  serial: 'A0000000000000000001',
  version: 1,
})
if (!identifier.ok) throw new Error(identifier.failure.part)

async function credentialOf(index = 7, statusBase = 'http://partner.test/licences/status/', listAt = 1) {
  const { type: _, ...rest } = certificateOf(holder)
  const draft = {
    ...rest,
    type: 'elderly-allowance-certificate',
    typeVersion: 1,
    identifier: identifier.ok ? identifier.value : '',
    issuingAuthority: '重庆市渝北区民政局（演示）',
    issuingAuthorityCode: '11500112DEM000003T',
    issuedAt: Date.now(),
    status: { list: listAt, index },
  }
  const built = await buildCredential(draft, {
    issuer: 'http://partner.test/licences',
    statusBase,
    region: '500112',
    random,
    signers: keys.signersOf('licence', seconds()),
    paper: null,
    demonstration: true,
  })
  if (!built.ok) throw new Error(JSON.stringify(built.failure))
  return built.value.credential
}

/** The partner: its list, whether it answers, and what it was asked for. */
const shard = makeShard([])
let asked: { url: string; tag: string | null; redirect: string | undefined }[] = []
let answer: (tag: string | null) => Promise<Response> | Response
const list = async (use: 'status' | 'licence' = 'status', uri = URI, change: object = {}) => {
  const [signer] = keys.signersOf(use, seconds())
  if (signer === undefined) throw new Error('no key')
  const iat = seconds()
  return signStatusToken({ uri, iat, exp: iat + 86_400, ttl: 60, bits: shard.slice(), ...change }, signer)
}
const sent = (token: string, headers: Record<string, string> = {}) =>
  new Response(token, { headers: { 'Content-Type': 'application/statuslist+jwt', ...headers } })

beforeEach(() => {
  asked = []
  setStatus(shard, 7, 0)
  answer = async () => sent(await list())
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const tag = new Headers(init?.headers).get('If-None-Match')
    asked.push({ url: String(input), tag, redirect: init?.redirect })
    return answer(tag)
  })
})
afterEach(() => {
  vi.mocked(globalThis.fetch).mockRestore()
})

test('does a partner’s licence hold here, is its list fetched once, and is the holder told to nobody?', async () => {
  const send = coldIsolate()
  const credential = await credentialOf()
  const first = await verify({ credential }, null, send)
  expect([first.status, first.body.valid, reasonsOf(first)]).toEqual([200, true, []])
  expect(first.body.issuer).toMatchObject({ region: '500112' })
  await Promise.all(Array.from({ length: 5 }, () => verify({ credential }, null, send)))
  expect(asked).toEqual([{ url: URI, tag: null, redirect: 'manual' }])
})

test('does the exchange learn whether it holds, of whom it is and which it is, and no more?', async () => {
  const checker = checkerOf({ ...env })
  const credential = await credentialOf()
  const holds = { valid: true, identifier: identifier.value, issuer: '500112', reasons: [] }
  expect(await checker.check([credential])).toEqual([holds])
  const broken = `${credential.slice(0, 60)}${credential[60] === 'A' ? 'B' : 'A'}${credential.slice(61)}`
  const [forged, whole] = await checker.check([broken, credential])
  expect([forged?.valid, whole]).toEqual([false, holds])
  expect(forged?.reasons.length).toBeGreaterThan(0)
  setStatus(shard, 7, 1)
  pass(10_001)
  expect(await checker.check([credential])).toEqual([{ ...holds, valid: false, reasons: ['status:ended'] }])
  expect(await checker.check([])).toEqual([])
})

test('does a licence that holds close nothing where it is another’s, or of another type?', async () => {
  const checker = checkerOf({ ...env })
  const credential = await credentialOf()
  const asked = async (type: string | null, idNumber: string) => {
    const [answer] = await checker.check([credential], { type, holder: { idKind: 'residentId', idNumber } })
    return [answer?.valid, answer?.reasons]
  }
  const type = 'elderly-allowance-certificate'
  expect(await asked(type, holder.idNumber)).toEqual([true, []])
  expect(await asked(null, holder.idNumber)).toEqual([true, []])
  expect(await asked('hygiene-permit', holder.idNumber)).toEqual([false, ['licences:otherType']])
  expect(await asked(type, citizen('1948-05-05', 914).idNumber)).toEqual([false, ['licences:otherHolder']])
})

test('is its list asked for anew when it is ten seconds old, by its tag, and revocation seen then?', async () => {
  const send = coldIsolate()
  const credential = await credentialOf()
  const token = await list()
  answer = (tag) => (tag === '"v1"' ? new Response(null, { status: 304 }) : sent(token, { ETag: '"v1"' }))
  expect((await verify({ credential }, null, send)).body.valid).toBe(true)
  pass(10_001)
  expect((await verify({ credential }, null, send)).body.valid).toBe(true)
  expect(asked.map(({ tag }) => tag)).toEqual([null, '"v1"'])
  setStatus(shard, 7, 1)
  answer = async () => sent(await list(), { ETag: '"v2"' })
  pass(10_001)
  const refused = await verify({ credential }, null, send)
  expect([refused.body.valid, reasonsOf(refused)]).toEqual([false, ['status:ended']])
})

test('does the last list serve while it may when the partner does not answer, with a warning and its time?', async () => {
  const send = coldIsolate()
  const credential = await credentialOf()
  const at = Math.floor(Date.now() / 1000) * 1000
  expect((await verify({ credential }, null, send)).body.valid).toBe(true)
  answer = () => Promise.reject(new TypeError('network connection lost'))
  pass(20_000)
  const later = await verify({ credential }, null, send)
  expect([later.body.valid, warningsOf(later)]).toEqual([
    true,
    ['demonstration', 'status:partnerUnreachable'],
  ])
  expect(later.body.status).toMatchObject({ asOf: at, maxStalenessSeconds: 60 })
  pass(40_000)
  const stale = await verify({ credential }, null, send)
  expect([stale.status, stale.body.valid, stale.body.state]).toEqual([200, false, 'unknown'])
  expect([reasonsOf(stale), warningsOf(stale)]).toEqual([['status:partnerStale'], ['demonstration']])
  // Nothing of it stays when the partner is there again.
  answer = async () => sent(await list())
  pass(1_000)
  const again = await verify({ credential }, null, send)
  expect([again.body.valid, reasonsOf(again), warningsOf(again)]).toEqual([true, [], ['demonstration']])
})

test('does a list of the partner that fails say nothing of its others?', async () => {
  const send = coldIsolate()
  const [one, other] = await Promise.all([credentialOf(), credentialOf(7, undefined, 2)])
  vi.mocked(globalThis.fetch).mockImplementation(async (input) =>
    String(input) === URI ? sent(await list()) : new Response('no', { status: 500 }),
  )
  expect(reasonsOf(await verify({ credential: other }, null, send))).toEqual(['status:unavailable'])
  const told = await verify({ credential: one }, null, send)
  expect([told.body.valid, warningsOf(told)]).toEqual([true, ['demonstration']])
})

test('does a partner that says 304 for ever keep what it revoked alive?', async () => {
  const send = coldIsolate()
  const credential = await credentialOf()
  const token = await list()
  answer = () => sent(token, { ETag: '"v1"' })
  expect((await verify({ credential }, null, send)).body.valid).toBe(true)
  setStatus(shard, 7, 1)
  answer = (tag) => (tag === null ? sent(token, { ETag: '"v1"' }) : new Response(null, { status: 304 }))
  const told = []
  for (let at = 0; at < 8; at += 1) {
    pass(10_001)
    told.push((await verify({ credential }, null, send)).body.state)
  }
  expect(told).toEqual([...Array(5).fill('valid'), ...Array(3).fill('unknown')])
  // Once it is past its ttl a copy is asked for, and the same copy does not help.
  expect(asked.slice(-3).map(({ tag }) => tag)).toEqual([null, null, null])
})

test('is a list with no place for the licence, or one that unpacks to megabytes, no yes?', async () => {
  answer = async () => sent(await list('status', URI, { bits: shard.slice(0, 1) }))
  const beyond = await verify({ credential: await credentialOf() }, null, coldIsolate())
  expect([beyond.status, beyond.body.state, reasonsOf(beyond)]).toEqual([
    200,
    'unknown',
    ['status:outOfRange'],
  ])
  const bomb = await list('status', URI, { bits: new Uint8Array(16 * 1024 * 1024) })
  expect(bomb.length).toBeLessThan(64 * 1024)
  answer = () => sent(bomb)
  const bombed = await verify({ credential: await credentialOf() }, null, coldIsolate())
  expect([bombed.status, bombed.body.state, reasonsOf(bombed)]).toEqual([
    200,
    'unknown',
    ['status:unavailable'],
  ])
})

test.each<readonly [string, () => Promise<Response> | Response]>([
  ['is down', () => Promise.reject(new TypeError('refused'))],
  ['answers with an error', () => new Response('no', { status: 500 })],
  ['sends a page', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
  ['redirects', () => new Response(null, { status: 302, headers: { Location: 'http://169.254.169.254/' } })],
  ['says nothing has changed', () => new Response(null, { status: 304 })],
  ['sends a list signed by its key for licences', async () => sent(await list('licence'))],
  ['sends another list', async () => sent(await list('status', 'http://partner.test/licences/status/2'))],
  [
    'sends one that has ended',
    async () => sent(await list('status', URI, { iat: seconds() - 9_000, exp: seconds() - 10 })),
  ],
  ['sends a megabyte', () => sent('a'.repeat(1_000_000))],
  ['sends half of one', async () => sent((await list()).slice(0, 200))],
])('is a licence of a partner that %s unknown and no fault of ours?', async (_, make) => {
  answer = make
  const told = await verify({ credential: await credentialOf() }, null, coldIsolate())
  expect([told.status, told.body.valid, told.body.state, reasonsOf(told)]).toEqual([
    200,
    false,
    'unknown',
    ['status:unavailable'],
  ])
})

test('is a list elsewhere never asked for, even where the licence names it under the partner’s own key?', async () => {
  for (const base of [
    'http://169.254.169.254/latest/',
    'http://region.test/licences/status/',
    'http://partner.test/licences/status/../../admin/',
    'http://partner.test@evil.test/licences/status/',
  ]) {
    const told = await verify({ credential: await credentialOf(7, base) }, null, coldIsolate())
    expect([base, told.body.valid, reasonsOf(told)]).toEqual([base, false, ['status:foreignList']])
  }
  expect(asked).toEqual([])
})

test('is an older list than the one at hand not believed?', async () => {
  const send = coldIsolate()
  const credential = await credentialOf()
  const old = await list()
  pass(2_000)
  setStatus(shard, 7, 1)
  expect((await verify({ credential }, null, send)).body.valid).toBe(false)
  answer = () => sent(old)
  pass(10_001)
  expect(reasonsOf(await verify({ credential }, null, send))).toEqual(['status:ended'])
})

test('is nothing written down of a partner’s licence?', async () => {
  const before = await everyRow()
  await verify({ credential: await credentialOf() }, null, coldIsolate())
  expect(await everyRow()).toEqual(before)
})
