import { toBase64url } from '@tongban/privacy'
import { exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { type Answer, serve } from '../../facts/local-server.fixture.ts'
import { json, KEY, NOW, raw, signatureFault } from '../../facts/source-server.fixture.ts'
import { type HttpKeySignerConfig, httpKeySigner } from './http-signer.ts'

/** A signing service that is not ours: what it may answer, and what it never makes us issue. */
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
const { x = '', y = '' } = await exportJWK(publicKey)
const KID = 'provider-1'
const BYTES = Uint8Array.from(new TextEncoder().encode('header.payload'))
const signed = async (bytes: Uint8Array<ArrayBuffer>) =>
  toBase64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)))
const RIGHT = { kid: KID, signature: await signed(BYTES) }

/** Checks each request's signature before it answers; its 2 s pass in a tenth of the time. */
async function service(answer: Answer, change: Partial<HttpKeySignerConfig> = {}) {
  const faults: (string | undefined)[] = []
  const server = await serve((response, request) => {
    faults.push(signatureFault(request, `${server.origin}${request.url}`))
    answer(response, request)
  })
  const signer = httpKeySigner(
    {
      url: `${server.origin}/sign`,
      keyId: 'region-510116/2026',
      key: KEY.toString('base64'),
      kid: KID,
      alg: 'ES256',
      jwk: { kty: 'EC', crv: 'P-256', x, y },
      ...change,
    },
    { clock: { now: () => NOW }, timeout: (milliseconds) => AbortSignal.timeout(milliseconds / 10) },
    'development',
  )
  if (!signer.ok) throw new Error(signer.failure.fields.join())
  const outcome = await signer.value.sign(BYTES).catch((thrown: unknown) => thrown)
  expect(faults).toEqual([undefined])
  return { outcome, received: server.received }
}

test('is its signature taken, and is nothing sent but the bytes and under which key?', async () => {
  const { outcome, received } = await service(json(RIGHT))
  expect(outcome).toBeInstanceOf(Uint8Array)
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({ kid: KID, alg: 'ES256', bytes: toBase64url(BYTES) })
})

test.each<readonly [string, Answer, string]>([
  [
    'over other bytes',
    json({ ...RIGHT, signature: await signed(new Uint8Array([1])) }),
    'the signature does not hold',
  ],
  ['that is none', json({ ...RIGHT, signature: 'A'.repeat(86) }), 'the signature does not hold'],
  ['under another key', json({ ...RIGHT, kid: 'provider-2' }), 'bad answer'],
  ['in part', json({ ...RIGHT, signature: RIGHT.signature.slice(1) }), 'bad answer'],
  ['with a field more', json({ ...RIGHT, note: 'x' }), 'bad answer'],
  ['as a page', raw('<html></html>', { 'content-type': 'text/html' }), 'bad answer'],
  ['in half a JSON', raw('{"kid":'), 'bad answer'],
  ['beyond the cap', raw(' '.repeat(5_000)), 'over'],
  ['never', () => undefined, 'timeout'],
  ['by a connection that breaks', (response) => response.destroy(), 'network'],
  ['as an error', raw('', {}, 500), 'status 500'],
  ['elsewhere', raw('', { location: '/elsewhere' }, 302), 'status 302'],
])('is nothing issued with a signature %s?', async (_, answer, message) => {
  const { outcome } = await service(answer)
  expect(outcome).toMatchObject({ name: 'SigningFailed', message })
})

test('does a server that is down fail within its time?', async () => {
  const signer = httpKeySigner(
    {
      url: 'http://127.0.0.1:9/sign',
      keyId: 'k',
      key: KEY.toString('base64'),
      kid: KID,
      alg: 'ES256',
      jwk: { kty: 'EC', crv: 'P-256', x, y },
    },
    { clock: { now: () => NOW } },
    'development',
  )
  if (!signer.ok) throw new Error(signer.failure.fields.join())
  await expect(signer.value.sign(BYTES)).rejects.toMatchObject({ name: 'SigningFailed', message: 'network' })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  const faulty = { url: 'http://user:secret@sign.example.cn/?a=1', keyId: 'ü', key: btoa('short') }
  const config = { ...faulty, kid: KID, alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x, y } } as const
  expect(httpKeySigner(config, { clock: { now: () => NOW } }, 'production')).toEqual({
    ok: false,
    failure: { code: 'signingMisconfigured', fields: ['url', 'keyId', 'key'] },
  })
})
