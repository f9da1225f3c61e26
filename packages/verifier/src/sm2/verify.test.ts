import fc from 'fast-check'
import { sm2 as peer } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { toBase64url } from '../base64url.ts'
import type { PublicJwk } from '../wire.ts'
import { bytesOf, messageDigest, SM2_ORDER } from './curve.ts'
import { importSm2, verifySm2, verifyWith } from './verify.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const utf8 = (text: string) => new TextEncoder().encode(text)
/** From `04‖x‖y`, or `x‖y`, in hex. */
const jwkOf = (point: string): PublicJwk => ({
  kty: 'EC',
  crv: 'SM2',
  x: toBase64url(fromHex(point.slice(-128, -64))),
  y: toBase64url(fromHex(point.slice(-64))),
})

/** The example of GB/T 32918.5-2017 annex A.2. */
const EXAMPLE = {
  key: jwkOf(
    '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: utf8('message digest'),
  signature: fromHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ),
}
/** Signed by OpenSSL 3.0.19 with `distid:1234567812345678`. */
const OPENSSL = jwkOf(
  '19b9380c7542c5248c90295cdb58c70321549f87a5edbab39fdf74d6cc7f0e11a20fbb5ad7b23c874c97edc666c216c53e42392ebd4e5b0c0586ee401d697f78',
)

test('does the example of the standard hold, with its digests?', () => {
  const key = importSm2(EXAMPLE.key)
  expect(hex(key?.user ?? new Uint8Array())).toBe(
    'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  )
  expect(hex(bytesOf(messageDigest(key?.user ?? new Uint8Array(), EXAMPLE.message)))).toBe(
    'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  )
  expect(verifySm2(EXAMPLE.key, EXAMPLE.message, EXAMPLE.signature)).toBe(true)
})

test.each([
  [
    'message digest',
    '5c904f0530c3a28b850735431a4990581518cfa40c8749fdad407b38f2aa733e783cdac0ea5ef0c69bec0033b15a5907dd812b5796b5b023bc2e10385d357b1e',
  ],
  [
    '通办 SM2 test: a longer message, so that more than one block of SM3 is hashed, 0123456789 0123456789',
    '0d64d1ca40983d949f647a5cec42fc0524145885e9cd0a967536ccd96e65f8f2536f565ce96c8fc56bedceeba16e9fceb978daa3fff010d9e9d0e98cec2ace28',
  ],
])('does what OpenSSL signed hold? %s', (text, signature) => {
  expect(verifySm2(OPENSSL, utf8(text), fromHex(signature))).toBe(true)
  expect(verifySm2(OPENSSL, utf8(`${text}.`), fromHex(signature))).toBe(false)
})

/** As another implementation makes it: r‖s of 64 bytes, default user id. */
function peerSignature(privateKey: string, publicKey: string, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return fromHex(peer.doSignature(message, privateKey, { hash: true, publicKey }))
}

test('does what another implementation signed hold, and nothing changed of it, without tables and with them?', () => {
  const pair = peer.generateKeyPairHex()
  const key = importSm2(jwkOf(pair.publicKey))
  if (key === undefined) throw new Error('its key is a point of the curve')
  const signed = fc.record({
    message: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    at: fc.nat(63),
    bit: fc.nat(7),
    often: fc.boolean(),
  })
  fc.assert(
    fc.property(signed, ({ message, at, bit, often }) => {
      const signature = peerSignature(pair.privateKey, pair.publicKey, message)
      if (often) key.uses = Math.max(key.uses, 63)
      expect(verifyWith(key, message, signature)).toBe(true)
      signature[at] = (signature[at] ?? 0) ^ (1 << bit)
      expect(verifyWith(key, message, signature)).toBe(false)
      const other = message.slice()
      other[0] = (other[0] ?? 0) ^ 1
      signature[at] = (signature[at] ?? 0) ^ (1 << bit)
      expect(verifyWith(key, other, signature)).toBe(false)
    }),
    { numRuns: 30 },
  )
})

const { signature: sound } = EXAMPLE
const [r, s] = [BigInt(`0x${hex(sound.slice(0, 32))}`), BigInt(`0x${hex(sound.slice(32))}`)]
const pairOf = (first: bigint, second: bigint) => Uint8Array.from([...bytesOf(first), ...bytesOf(second)])

test.each([
  ['r = 0', pairOf(0n, s)],
  ['s = 0', pairOf(r, 0n)],
  ['r = n', pairOf(SM2_ORDER, s)],
  ['s = n', pairOf(r, SM2_ORDER)],
  ['s of the other half, n − s', pairOf(r, SM2_ORDER - s)],
  ['r + s = n', pairOf(r, SM2_ORDER - r)],
  ['r and s exchanged', pairOf(s, r)],
  ['63 bytes', sound.slice(1)],
  ['65 bytes', Uint8Array.from([...sound, 0])],
  ['nothing', new Uint8Array()],
])('is a signature refused with %s?', (_, signature) => {
  expect(verifySm2(EXAMPLE.key, EXAMPLE.message, signature)).toBe(false)
})

test.each([
  ['a point beside the curve', { ...EXAMPLE.key, y: EXAMPLE.key.x }],
  ['a curve that is another', { ...EXAMPLE.key, crv: 'P-256' as const }],
  ['a coordinate of 31 bytes', { ...EXAMPLE.key, x: toBase64url(new Uint8Array(31)) }],
  ['a coordinate that is no base64url', { ...EXAMPLE.key, x: '=' }],
  ['a coordinate above the prime', jwkOf(`${'f'.repeat(64)}${hex(bytesOf(1n))}`)],
  ['zero', jwkOf('0'.repeat(128))],
])('is a key refused that has %s?', (_, key) => {
  expect(importSm2(key)).toBeUndefined()
  expect(verifySm2(key, EXAMPLE.message, EXAMPLE.signature)).toBe(false)
})
