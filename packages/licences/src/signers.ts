/**
 * Signatures with keys that are held here. Both are technical signatures: what the law calls a reliable electronic one
 * needs a licensed certification provider (商用密码管理条例 30), which is asked through the same port.
 */
import type { PublicJwk } from '@tongban/verifier'
import { importSm2, type Sm2Key } from '@tongban/verifier/sm2'
import type { KeySigner } from './contract.ts'
import type { Random } from './random.ts'
import { privateNumber, signSm2 } from './sm2-signature.ts'

export type PrivateJwk = PublicJwk & { readonly d: string }

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** `undefined`: the engine does not take these numbers as a key. */
export async function webCryptoSigner(kid: string, jwk: PrivateJwk): Promise<KeySigner | undefined> {
  const key = await privateKeyOf(jwk)
  if (key === undefined) return undefined
  return {
    kid,
    alg: 'ES256',
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(ES256, key, bytes)),
  }
}

async function privateKeyOf({ kty, crv, x, y, d }: PrivateJwk): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, P256, false, ['sign'])
  } catch (error) {
    // Only what the engine says of the numbers themselves.
    if (error instanceof DOMException && error.name === 'DataError') return undefined
    throw error
  }
}

/** `undefined`: no point of the curve, or another key's private part. */
export function sm2Signer(kid: string, jwk: PrivateJwk, random: Random): KeySigner | undefined {
  const key: Sm2Key | undefined = importSm2(jwk)
  const d = privateNumber(jwk.d)
  if (key === undefined || d === undefined || !key.point.equals(d.point)) return undefined
  return {
    kid,
    alg: 'SM2-SM3',
    sign: async (bytes) => signSm2(key.user, d.number, bytes, random),
  }
}
