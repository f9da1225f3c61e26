import { isFault, openTrust, readStatusToken, STATUS, statusAt } from '@tongban/verifier'
import fc from 'fast-check'
import { compactVerify, importJWK } from 'jose'
import { expect, test } from 'vitest'
import { NOW, readPart, ring, SECONDS, STATUS_BASE, trustedRegion } from './licences.fixture.ts'
import {
  deflate,
  makeShard,
  SHARD_BYTES,
  SHARD_ENTRIES,
  setStatus,
  signStatusToken,
  statusIn,
  statusListUri,
} from './status-list.ts'

const VALUES = [STATUS.valid, STATUS.invalid, STATUS.suspended, STATUS.other] as const

test('has a shard 131,072 places of two bits, all valid at first?', () => {
  const shard = makeShard([])
  expect(shard).toHaveLength(SHARD_BYTES)
  expect(SHARD_BYTES).toBe(32_768)
  expect(shard.every((byte) => byte === 0)).toBe(true)
})

test('are the bits where the draft has them, lowest first?', () => {
  // The example of the draft for two bits, its first four entries: 1, 2, 0, 3 → 0xC9.
  const shard = makeShard(
    [1, 2, 0, 3].map((value, index) => ({ index, value: VALUES[value] ?? STATUS.valid })),
  )
  expect(shard[0]).toBe(0xc9)
})

test('does a change touch its own place alone, and the last word count?', () => {
  const entry = fc.record({ index: fc.nat(SHARD_ENTRIES - 1), value: fc.constantFrom(...VALUES) })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const shard = makeShard(entries)
      const last = new Map(entries.map(({ index, value }) => [index, value]))
      for (const [index, value] of last) expect(statusIn(shard, index)).toBe(value)
      const others = entries.flatMap(({ index }) => [index - 1, index + 1])
      for (const index of others)
        if (index >= 0 && index < SHARD_ENTRIES)
          expect(statusIn(shard, index)).toBe(last.get(index) ?? STATUS.valid)
    }),
  )
})

test.each([-1, SHARD_ENTRIES, 1.5])('is %s no place in a shard?', (index) => {
  expect(() => setStatus(makeShard([]), index, STATUS.invalid)).toThrow(RangeError)
})

test('is the published list a token any library verifies, and is it zlib?', async () => {
  const keys = await ring()
  const [signer] = keys.signersOf('status', SECONDS)
  if (signer === undefined) throw new Error('the ring has a status key')
  const bits = makeShard([{ index: 70_000, value: STATUS.suspended }])
  const uri = statusListUri(STATUS_BASE, 3)
  const token = await signStatusToken({ uri, iat: SECONDS, exp: SECONDS + 3600, ttl: 60, bits }, signer)
  const jwk = keys.trusted.find(({ use }) => use === 'status')?.jwk
  if (jwk === undefined) throw new Error('its public half is among the keys')
  const { protectedHeader } = await compactVerify(token, await importJWK(jwk, 'ES256'))
  expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'development-status-1', typ: 'statuslist+jwt' })
  expect(readPart(token, 1)).toMatchObject({
    sub: 'http://region.test/licences/status/3',
    iat: SECONDS,
    exp: SECONDS + 3600,
    ttl: 60,
    status_list: { bits: 2 },
  })
  const packed = await deflate(bits)
  expect(packed[0]).toBe(0x78)
  expect(packed.length).toBeLessThan(200)
  const trust = await openTrust([trustedRegion(keys)])
  const shard = await readStatusToken(token, { uri, trust, now: NOW, maxBytes: SHARD_BYTES })
  if (isFault(shard)) throw new Error('the list must be read')
  expect([statusAt(shard, 69_999), statusAt(shard, 70_000), statusAt(shard, 70_001)]).toEqual([0, 2, 0])
})
