import { fromBase64url, toBase64url } from '@tongban/verifier'
import { importSm2, messageDigest, verifyWith } from '@tongban/verifier/sm2'
import fc from 'fast-check'
import { sm2 as peer } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { random, sm2Key } from './licences.fixture.ts'
import { sm2Signer } from './signers.ts'
import { privateNumber, signatureWith, signSm2 } from './sm2-signature.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** GB/T 32918.5-2017 annex A.2. */
const D = 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n
const EXAMPLE = {
  kty: 'EC',
  crv: 'SM2',
  x: toBase64url(fromHex('09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020')),
  y: toBase64url(fromHex('ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13')),
} as const

test('does the example of the standard come out, with the k it gives?', () => {
  const key = importSm2(EXAMPLE)
  if (key === undefined) throw new Error('the key of the standard is a point of the curve')
  const digest = messageDigest(key.user, new TextEncoder().encode('message digest'))
  const k = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
  expect(hex(signatureWith(digest, D, k) ?? new Uint8Array())).toBe(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  )
})

test('does another implementation accept what is signed here?', async () => {
  const jwk = sm2Key()
  const signer = sm2Signer('development-sm2-1', jwk, random)
  const key = importSm2(jwk)
  if (signer === undefined || key === undefined) throw new Error('a key that was made must be one')
  const [x = '', y = ''] = [jwk.x, jwk.y].map((part) => hex(fromBase64url(part) ?? new Uint8Array()))
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (message) => {
      const signature = await signer.sign(new Uint8Array(message))
      expect(signature).toHaveLength(64)
      expect(verifyWith(key, message, signature)).toBe(true)
      expect(peer.doVerifySignature(message, hex(signature), `04${x}${y}`, { hash: true })).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('does a source of random bytes that always gives the same keep the key from being found?', () => {
  const jwk = sm2Key()
  const key = importSm2(jwk)
  const own = privateNumber(jwk.d)
  if (key === undefined || own === undefined) throw new Error('a key that was made must be one')
  const stuck = (length: number) => new Uint8Array(length)
  const message = (text: string) => new TextEncoder().encode(text)
  const sign = (text: string) => signSm2(key.user, own.number, message(text), stuck)
  // r − e is x₁ of [k]G: two messages with one k would share it.
  const pointOf = (text: string) => {
    const r = BigInt(`0x${hex(sign(text).slice(0, 32))}`)
    return r - messageDigest(key.user, message(text))
  }
  expect(pointOf('one')).not.toBe(pointOf('two'))
})

test('do two signatures over one message differ?', async () => {
  const signer = sm2Signer('development-sm2-1', sm2Key(), random)
  const message = new Uint8Array([1])
  expect(await signer?.sign(message)).not.toEqual(await signer?.sign(message))
})

test('is a private part refused that is another key’s, or none?', () => {
  const jwk = sm2Key()
  expect(sm2Signer('k', { ...jwk, d: sm2Key().d }, random)).toBeUndefined()
  for (const d of ['', toBase64url(new Uint8Array(32)), toBase64url(new Uint8Array(32).fill(255))])
    expect(sm2Signer('k', { ...jwk, d }, random)).toBeUndefined()
})
