import { toBase64url } from '@tongban/privacy'
import { exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import type { Answer } from '../../facts/local-server.fixture.ts'
import { called, FAULTY, FAULTY_FIELDS } from '../../facts/signed-call.fixture.ts'
import { json, KEY, NOW, raw } from '../../facts/source-server.fixture.ts'
import { httpKeySigner } from './http-signer.ts'

/** A signing service that is not ours: what it may answer, and what it never makes us issue. */
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
const { x = '', y = '' } = await exportJWK(publicKey)
const KID = 'provider-1'
const BYTES = Uint8Array.from(new TextEncoder().encode('header.payload'))
const signed = async (bytes: Uint8Array<ArrayBuffer>) =>
  toBase64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)))
const RIGHT = { kid: KID, signature: await signed(BYTES) }

const KEY_OF = { kid: KID, alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x, y } } as const

const answered = async (answer: Answer) =>
  called(answer, 2_000, async (config, ports) => {
    const signer = httpKeySigner({ ...config, ...KEY_OF }, ports, 'development')
    if (!signer.ok) throw new Error(signer.failure.fields.join())
    return signer.value.sign(BYTES).catch((thrown: unknown) => thrown)
  })

test('is its signature taken, and is nothing sent but the bytes and under which key?', async () => {
  const { outcome, sent } = await answered(json(RIGHT))
  expect(outcome).toBeInstanceOf(Uint8Array)
  expect(sent).toEqual({ kid: KID, alg: 'ES256', bytes: toBase64url(BYTES) })
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
  ['beyond the cap', raw(' '.repeat(5_000)), 'answer too large'],
  ['never', () => undefined, 'timeout'],
  ['by a connection that breaks', (response) => response.destroy(), 'network'],
  ['as an error', raw('', {}, 500), 'status 500'],
  ['elsewhere', raw('', { location: '/elsewhere' }, 302), 'status 302'],
])('is nothing issued with a signature %s?', async (_, answer, message) => {
  const { outcome } = await answered(answer)
  expect(outcome).toMatchObject({ name: 'SigningFailed', message })
})

test('does a server that is down fail within its time?', async () => {
  const signer = httpKeySigner(
    { url: 'http://127.0.0.1:9/sign', keyId: 'k', key: KEY.toString('base64'), ...KEY_OF },
    { clock: { now: () => NOW } },
    'development',
  )
  if (!signer.ok) throw new Error(signer.failure.fields.join())
  await expect(signer.value.sign(BYTES)).rejects.toMatchObject({ name: 'SigningFailed', message: 'network' })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  expect(httpKeySigner({ ...FAULTY, ...KEY_OF }, { clock: { now: () => NOW } }, 'production')).toEqual({
    ok: false,
    failure: { code: 'signingMisconfigured', fields: FAULTY_FIELDS },
  })
})
