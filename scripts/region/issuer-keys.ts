import { randomBytes } from 'node:crypto'
import type { KeyUse, TrustedKey } from '@tongban/verifier'
import { exportJWK, generateKeyPair } from 'jose'
import { sm2 } from 'sm-crypto-v2'
import * as z from 'zod'

/**
 * The issuer keys of a region, the secret of the licences Worker alone: one ES256 key for each use, and an SM2 key for
 * the second signature on licences. What others are given of them is the public half.
 */
const USES: readonly KeyUse[] = ['licence', 'status', 'paper', 'bundle']

/** A fresh ring. Ids begin with `prefix`; a Worker outside development refuses those that begin `development-`. */
export async function makeIssuerKeys(prefix: string, now: number): Promise<string> {
  const from = Math.floor(now / 1000)
  const key = (alg: TrustedKey['alg'], use: KeyUse, jwk: object) => {
    const kid = `${prefix}-${use}${alg === 'ES256' ? '' : '-sm2'}-${randomBytes(4).toString('hex')}`
    return { kid, alg, use, jwk, from, until: null, revokedAt: null }
  }
  const plain = await Promise.all(USES.map(async (use) => key('ES256', use, await makeP256())))
  return JSON.stringify({ keys: [...plain, key('SM2-SM3', 'licence', makeSm2())] })
}

async function makeP256(): Promise<object> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  return { kty, crv, x, y, d }
}

/** The public key of the library is `04`, x and y, 32 bytes each. */
function makeSm2(): object {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  const part = (hex: string) => Buffer.from(hex.padStart(64, '0'), 'hex').toString('base64url')
  return {
    kty: 'EC',
    crv: 'SM2',
    x: part(publicKey.slice(2, 66)),
    y: part(publicKey.slice(66)),
    d: part(privateKey),
  }
}

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.enum(['P-256', 'SM2']),
  x: z.string(),
  y: z.string(),
})
const keysSchema = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      alg: z.enum(['ES256', 'SM2-SM3']),
      use: z.enum(['licence', 'status', 'paper', 'bundle']),
      jwk: jwkSchema,
      from: z.number(),
      until: z.number().nullable(),
      revokedAt: z.number().nullable(),
    }),
  ),
})

/** What a partner may know of the ring. */
export const publicIssuerKeys = (secret: string): readonly TrustedKey[] =>
  keysSchema.parse(JSON.parse(secret)).keys
