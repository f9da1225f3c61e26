import { env } from 'cloudflare:workers'
import {
  isFault,
  openTrust,
  readStatusToken,
  readTrustBundle,
  statusAt,
  type TrustedRegion,
} from '@tongban/verifier'
import { beforeAll, expect, test, vi } from 'vitest'
import { licenceSlot } from '../../../packages/services/src/licences/draw.ts'
import type { IssuedView } from '../../../packages/services/src/licences/issue.ts'
import { certificateOf } from '../../certificate.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { ask } from '../../kit.ts'
import { citizen, coldIsolate, DB, logged, worker } from '../../region.ts'
import { issue, issueAll, revoke, rowOf } from '../../shown-licences.ts'

/** What is published for whoever verifies without asking us: status lists, keys and the trust bundle. */
let licence: IssuedView
beforeAll(async () => {
  licence = await issue()
})
const get = (path: string, headers: Record<string, string> = {}, send = worker) =>
  ask(send, null, 'GET', path, undefined, headers)
const LIST = '/licences/status/1'
const URI = 'http://region.test/licences/status/1'
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** Guarantee: the bundle is signed by the region, whose keys the metadata gives. */
async function regionsOf(send = worker): Promise<readonly TrustedRegion[]> {
  const bundle = await get('/licences/trust-bundle', {}, send)
  const metadata = await get('/licences/.well-known/jwt-vc-issuer')
  const { keys } = metadata.body.jwks as {
    keys: { for: string; kid: string; alg: string; kty: string; crv: string; x: string; y: string }[]
  }
  const roots = keys
    .filter((key) => key.for === 'bundle')
    .map(({ kid, kty, crv, x, y }) => ({
      kid,
      alg: 'ES256' as const,
      use: 'bundle' as const,
      jwk: { kty, crv, x, y } as TrustedRegion['keys'][number]['jwk'],
      from: 0,
      until: null,
      revokedAt: null,
    }))
  const read = await readTrustBundle(bundle.text, roots, Date.now(), 86_400)
  if (isFault(read)) throw new Error(read.fault.code)
  return read.regions
}

async function shardOf(token: string) {
  const trust = await openTrust(await regionsOf())
  const shard = await readStatusToken(token, { uri: URI, trust, now: Date.now(), maxBytes: 65_536 })
  if (isFault(shard)) throw new Error(shard.fault.code)
  return shard
}

test('is a list a signed token that any verifier reads, with how long it may be kept?', async () => {
  const list = await get(LIST)
  expect([list.status, list.headers.get('Content-Type'), list.headers.get('Cache-Control')]).toEqual([
    200,
    'application/statuslist+jwt',
    'public, max-age=60',
  ])
  const shard = await shardOf(list.text)
  expect(shard).toMatchObject({ uri: URI, ttl: 60, bits: 2, asOf: Math.floor(Date.now() / 1000) * 1000 })
  expect(shard.exp - shard.asOf / 1000).toBe(86_400)
  const { statusIndex } = await rowOf(licence.identifier)
  expect(statusAt(shard, statusIndex)).toBe(0)
})

test('is whoever has the list told that it is the same, until it changes?', async () => {
  const first = await get(LIST)
  const etag = first.headers.get('ETag') ?? ''
  const same = await get(LIST, { 'If-None-Match': etag })
  expect([same.status, same.text, same.headers.get('ETag')]).toEqual([304, '', etag])
  await revoke(licence.identifier)
  pass(1_001)
  const changed = await get(LIST, { 'If-None-Match': etag })
  expect(changed.status).toBe(200)
  const { statusIndex } = await rowOf(licence.identifier)
  expect(statusAt(await shardOf(changed.text), statusIndex)).toBe(1)
})

test('is the list kept by a cache never older than it says itself?', async () => {
  // A list of its own, in an isolate that holds nothing yet.
  const send = coldIsolate()
  vi.setSystemTime(Math.ceil(Date.now() / 1000) * 1000)
  const first = await get(LIST, {}, send)
  const { asOf, ttl } = await shardOf(first.text)
  const told = async () => {
    const { text, headers } = await get(LIST, {}, send)
    const promised = Number(/^public, max-age=(\d+)$/.exec(headers.get('Cache-Control') ?? '')?.[1])
    return { isSame: text === first.text, promised, leftMs: asOf + ttl * 1000 - Date.now() }
  }
  pass(900)
  // As of a second that began before it: a part of a second is not there to be promised.
  expect(await told()).toEqual({ isSame: true, promised: 59, leftMs: 59_100 })
  pass(19_100)
  expect(await told()).toEqual({ isSame: true, promised: 40, leftMs: 40_000 })
  pass(15_000)
  const anew = await get(LIST, {}, send)
  expect([anew.text === first.text, anew.headers.get('Cache-Control')]).toEqual([false, 'public, max-age=60'])
})

test('is a list that nobody was issued into not there, and a name that is none refused?', async () => {
  expect((await get('/licences/status/77')).status).toBe(404)
  expect((await get('/licences/status/0')).status).toBe(422)
  expect((await get('/licences/status/..%2f1')).status).toBe(422)
  expect((await get('/licences/status/01')).status).toBe(422)
})

test('does the aggregation name every list?', async () => {
  const { body } = await get('/licences/status')
  expect(body).toEqual({ status_lists: [URI] })
})

test('does a list with a hundred changes cost no more to read than one with none?', async () => {
  const trips = countTrips(DB)
  const send = coldIsolate({ DB: trips.counted })
  await get(LIST, {}, send)
  trips.taken()
  const many = await issueAll(
    Array.from({ length: 10 }, (_, at) => certificateOf(citizen('1949-03-03', 900 + at))),
  )
  for (const { identifier } of many) await revoke(identifier)
  pass(1_001)
  const shard = await shardOf((await get(LIST, {}, send)).text)
  expect(trips.taken()).toBe(1)
  for (const { identifier } of many) expect(statusAt(shard, (await rowOf(identifier)).statusIndex)).toBe(1)
})

test('does the bundle name this region and its partner, signed, and is it the same until it is due?', async () => {
  const regions = await regionsOf()
  expect(regions.map(({ region, issuer }) => [region, issuer])).toEqual([
    ['510116', 'http://region.test/licences'],
    ['500112', 'http://partner.test/licences'],
  ])
  expect(JSON.stringify(regions)).not.toContain('"d":')
  const first = await get('/licences/trust-bundle')
  expect(first.headers.get('Content-Type')).toBe('application/jwt')
  const etag = first.headers.get('ETag') ?? ''
  expect((await get('/licences/trust-bundle', { 'If-None-Match': etag })).status).toBe(304)
})

test('are both addresses of the issuer’s keys the same, and is no private part in them?', async () => {
  const one = await get('/licences/.well-known/jwt-vc-issuer')
  const other = await get('/.well-known/jwt-vc-issuer/licences')
  expect([one.status, one.body]).toEqual([200, other.body])
  expect(one.body.issuer).toBe('http://region.test/licences')
  expect(one.text).not.toContain('"d"')
})

test('does each type say what its holder may keep back?', async () => {
  const all = await get('/licences/v1/types')
  expect(all.body.metadata).toMatchObject({
    standard: 'GB/T 36903-2018',
    names: { certificate_name: 'typeName.zh', holder_code: 'holderIdNumber', state: 'state' },
    holderCodeTypes: { residentId: '111', passport: null },
  })
  const { body } = await get('/licences/v1/types/sole-trader-licence')
  const [type] = body.types as { vct: string; claims: { path: string[]; sd: string }[] }[]
  expect(type?.vct).toBe('urn:tongban:licence:sole-trader-licence:1')
  expect(type?.claims.find(({ path }) => path[0] === 'holderName')?.sd).toBe('never')
  expect((await get('/licences/v1/types/none')).status).toBe(404)
})

test('does a place once drawn stay its licence’s, and does a list that is full open the next?', async () => {
  const ctx = await clockContext()
  await DB.prepare('UPDATE status_lists SET used = 98304 WHERE list = 1').run()
  const before = await get('/licences/status')
  const next = await issue(citizen('1953-01-01', 911))
  expect((await rowOf(next.identifier)).statusList).toBe(2)
  const after = await get('/licences/status')
  expect([before.body, after.body]).toEqual([
    { status_lists: [URI] },
    { status_lists: [URI, 'http://region.test/licences/status/2'] },
  ])
  const { statusIndex } = await rowOf(next.identifier)
  const slot = licenceSlot({ ids: { ...ctx.ids, random: (length) => fixed(length, statusIndex) } })
  const [rows] = await ctx.database.read([slot.statement])
  // The one place drawn is taken in the open list, so that it is one of the next.
  expect(slot.take(rows).places).toEqual([{ list: 3, index: statusIndex }])
})

/** Guarantee: the test's environment holds it. */
const asIssuing = (value: unknown) => value as { readonly TONGBAN_ISSUER_KEYS: string }

/** Three bytes at a time, the same place. */
function fixed(length: number, place: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (place >> (8 * (2 - (at % 3)))) & 255)
}

test('are two that take one place kept apart by the database?', async () => {
  const ctx = await clockContext()
  const { statusIndex } = await rowOf((await issue(citizen('1953-01-01', 912))).identifier)
  await expect(
    ctx.database.write([
      {
        sql: 'UPDATE licences SET status_list = 2, status_index = ? WHERE identifier = ?',
        params: [statusIndex, licence.identifier],
        decode: () => [],
      },
    ]),
  ).resolves.toEqual({ ok: false, failure: { kind: 'conflict', table: 'licences' } })
})

test('is a key that ends without a successor told to the log when the bundle is signed?', async () => {
  const { TONGBAN_ISSUER_KEYS: secret } = asIssuing(env)
  const ring = JSON.parse(secret)
  const until = Math.floor(Date.now() / 1000) + 86_400
  ring.keys = ring.keys.map((key: { use: string; alg: string }) =>
    key.use === 'licence' && key.alg === 'ES256' ? { ...key, until } : key,
  )
  logged.length = 0
  await get('/licences/trust-bundle', {}, coldIsolate({ TONGBAN_ISSUER_KEYS: JSON.stringify(ring) }))
  const told = logged.filter((line) => line.includes('trustKeyEndsSoon'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(String(until))
})
