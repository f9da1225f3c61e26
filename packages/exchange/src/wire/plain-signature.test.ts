import fc from 'fast-check'
import { component, createSignature, verifySignature } from 'http-message-sig'
import { beforeAll, expect, test } from 'vitest'
import { importPublic } from './keys.ts'
import { plainBase, readPlain } from './plain-signature.ts'
import { BODY_COMPONENTS, signRequest } from './request.ts'
import { check, REQUEST_LABEL, readStated, SIGNATURE_TAG } from './signature.ts'
import { AT, HANDLING, makeRegion, NONCE, NOW, RECEIVING, type Region, signerOf } from './wire.fixture.ts'

/** The plain way beside the general one, which is the library's: what one says, the other must say. */
let region: Region
let key: CryptoKey
beforeAll(async () => {
  region = await makeRegion()
  const shown = region.shown.find(({ use }) => use === 'sign')
  if (shown === undefined) throw new Error('no key that signs')
  key = await importPublic(shown.jwk)
})

const URL_ = 'https://yubei.test/exchange/cx/1/messages'
const signed = (idempotencyKey = 'delivery-0001') =>
  signRequest(
    {
      method: 'POST',
      url: URL_,
      from: RECEIVING,
      to: HANDLING,
      body: { content: '{}', type: 'application/json', idempotencyKey, manifestDigest: 'ab'.repeat(32) },
    },
    signerOf(region),
    { now: NOW, nonce: NONCE },
  )
const describe = (headers: Headers) =>
  ({
    kind: 'request',
    method: 'POST',
    targetUri: URL_,
    fields: [...headers].map(([name, value]) => ({ name, value })),
  }) as const
const outcome = async (headers: Headers) => {
  const stated = readStated(headers, REQUEST_LABEL)
  if (!stated.ok) return stated.failure.reason
  const checked = await check(describe(headers), REQUEST_LABEL, BODY_COMPONENTS, key, stated.value)
  return checked.ok ? checked.value : checked.failure.reason
}
/** The same, written so that it is not plain any more. */
const roundabout = (headers: Headers) => {
  const other = new Headers(headers)
  other.set('signature-input', (headers.get('signature-input') ?? '').replace('" "', '"  "'))
  return other
}

test('does the library find what is signed plainly to hold, over the same base?', async () => {
  const key_ = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
  await fc.assert(
    fc.asyncProperty(key_, async (idempotencyKey) => {
      const { head, base } = await signed(idempotencyKey)
      let seen = ''
      await verifySignature(describe(head.headers), {
        label: REQUEST_LABEL,
        policy: {
          algorithms: ['ed25519'],
          requiredComponents: BODY_COMPONENTS,
          requiredParameters: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
          now: AT,
        },
        resolveVerifier: () => ({
          algorithm: 'ed25519',
          verify: (data, given) => {
            seen = new TextDecoder().decode(data)
            return crypto.subtle.verify('Ed25519', key, new Uint8Array(given), new Uint8Array(data))
          },
        }),
      })
      expect(seen).toBe(base)
    }),
    { numRuns: 30 },
  )
})

test('is what the library writes read plainly, with the same base, components of the request among them?', async () => {
  const { head, signature } = await signed()
  const message = {
    kind: 'response',
    status: 200,
    fields: [{ name: 'content-type', value: 'application/json' }],
    request: describe(head.headers),
  } as const
  let base = ''
  const made = await createSignature(message, {
    label: 'cxr',
    components: [
      '@status',
      'content-type',
      component('@method', { req: true }),
      component('@target-uri', { req: true }),
      component('idempotency-key', { req: true }),
      component('signature', { req: true, key: 'cx' }),
    ].map((each) =>
      typeof each !== 'string' && each.name === 'signature'
        ? component('signature', { key: 'cx', req: true })
        : each,
    ),
    parameters: { created: AT, expires: AT + 300, keyid: 'k'.repeat(43), alg: 'ed25519', tag: SIGNATURE_TAG },
    signer: {
      algorithm: 'ed25519',
      sign: async (data) => {
        base = new TextDecoder().decode(data)
        return new Uint8Array(64)
      },
    },
  })
  const plain = readPlain(made.signatureInput, made.signature, 'cxr')
  if (plain === null) throw new Error(`not plain: ${made.signatureInput}`)
  expect(plainBase(message, plain)).toBe(base)
  expect(base).toContain(`"signature";key="cx";req: :${signature}:`)
})

test('property: is whatever is changed in the headers judged alike by both?', async () => {
  const { head } = await signed()
  expect(await outcome(roundabout(head.headers))).toEqual(await outcome(head.headers))
  const place = fc.record({
    name: fc.constantFrom('signature', 'signature-input', 'content-digest', 'cx-from', 'idempotency-key'),
    at: fc.nat(400),
    length: fc.nat(3),
    text: fc.constantFrom(
      '',
      ' ',
      '"',
      ';',
      ')',
      '(',
      ',',
      ':',
      '=',
      '_',
      '\\',
      '@',
      '0',
      'A',
      ';req',
      '"x"',
      '\t',
    ),
  })
  await fc.assert(
    fc.asyncProperty(place, async ({ name, at, length, text }) => {
      const headers = new Headers(head.headers)
      const value = headers.get(name) ?? ''
      const from = at % value.length
      headers.set(name, value.slice(0, from) + text + value.slice(from + length))
      expect(await outcome(headers)).toEqual(await outcome(roundabout(headers)))
    }),
    { numRuns: 400 },
  )
})
