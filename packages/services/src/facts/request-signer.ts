import type { Clock } from '@tongban/kernel'
import * as z from 'zod'
import { contentDigest } from './content-digest.ts'
import { type Covered, hmacKey, KEY_ID, signedFields } from './request-signature.ts'

/**
 * The signed POST by which this region asks a service of its own: RFC 9421 over method, target and the RFC 9530 digest
 * of the body, so that neither can be changed on the way. No redirect is followed.
 */
const COVERED = ['@method', '@target-uri', 'content-digest'] as const satisfies readonly Covered[]

export type SignedEndpoint = {
  readonly url: string
  readonly keyId: string
  readonly key: Uint8Array
}

/** Makes the request for a body; the key is imported at the first. */
export function requestSigner(
  { url, keyId, key: keyBytes }: SignedEndpoint,
  clock: Clock,
): (body: Uint8Array) => Promise<RequestInit> {
  let key: CryptoKey | undefined
  return async (body) => {
    key ??= await hmacKey(keyBytes)
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'content-digest': await contentDigest(body),
    }
    const params = { created: Math.floor(clock.now() / 1000), keyid: keyId }
    const signature = await signedFields({ method: 'POST', url, headers }, COVERED, params, key)
    return { method: 'POST', headers: { ...headers, ...signature }, body, redirect: 'manual' }
  }
}

/**
 * What such an endpoint is configured with: https (plain http in development only) without user information, query or
 * fragment; a key of at least 32 bytes in base64 (RFC 2104 §3: not shorter than the hash).
 */
export function signedEndpointSchema(environment: 'development' | 'production') {
  return z.strictObject({
    url: z
      .url({ protocol: environment === 'development' ? /^https?$/ : /^https$/ })
      .transform((text) => new URL(text))
      .refine((url) => url.username === '' && url.password === '' && url.search === '' && url.hash === '')
      .transform((url) => url.href),
    keyId: z.string().regex(KEY_ID),
    key: z
      .base64()
      .transform((text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
      .refine((bytes) => bytes.byteLength >= 32),
  })
}
