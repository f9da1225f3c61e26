/**
 * Whether a signature holds. ES256 (RFC 7518 §3.4) by the engine's WebCrypto; SM2 by a function the caller brings, so
 * that whoever needs none carries none.
 */
import type { PublicJwk, SignatureAlgorithm } from './wire.ts'

/**
 * SM2 with SM3 (GB/T 32918.2), default user id 1234567812345678, r‖s of 64 bytes. False for whatever does not hold,
 * a key that is no point of the curve included; never throws.
 */
export type Sm2Verifier = (
  key: PublicJwk,
  bytes: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

export const SIGNATURE_BYTES = 64

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** `undefined` where the key is no point of the curve. */
export async function importEs256(jwk: PublicJwk): Promise<CryptoKey | undefined> {
  // The bare members: whatever else a JWK says of itself (`alg`, `use`, `key_ops`) is not asked.
  const { kty, crv, x, y } = jwk
  return crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, false, ['verify']).catch(() => undefined)
}

export type VerifyingKey = {
  readonly alg: SignatureAlgorithm
  readonly jwk: PublicJwk
  /** Of an ES256 key. */
  readonly handle: CryptoKey | undefined
}

/** `unsupported`: the key is one of SM2 and the caller brought nothing for it. */
export type SignatureOutcome = 'holds' | 'fails' | 'unsupported'

const outcomeOf = (holds: boolean): SignatureOutcome => (holds ? 'holds' : 'fails')

export async function checkSignature(
  key: VerifyingKey,
  bytes: Uint8Array,
  signature: Uint8Array,
  sm2: Sm2Verifier | undefined,
): Promise<SignatureOutcome> {
  if (key.handle !== undefined)
    return outcomeOf(await crypto.subtle.verify(ES256, key.handle, signature, bytes))
  return sm2 === undefined ? 'unsupported' : outcomeOf(await sm2(key.jwk, bytes, signature))
}
