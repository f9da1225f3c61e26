import type { Role } from '@tongban/kernel'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { DEVELOPMENT_KEY_PREFIX } from './authenticate.ts'

/**
 * Keys and tokens for trying the product out without an identity provider. The key's name says what it is, and a
 * deployment outside the development environment refuses it.
 */

export type DevelopmentKey = {
  readonly privateJwk: JWK
  readonly publicJwks: { readonly keys: readonly JWK[] }
}

/** `suffix` tells keys of several regions apart. */
export async function makeDevelopmentKey(suffix: string): Promise<DevelopmentKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const names = { kid: DEVELOPMENT_KEY_PREFIX + suffix, alg: 'ES256', use: 'sig' }
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...names },
    publicJwks: { keys: [{ ...(await exportJWK(publicKey)), ...names }] },
  }
}

/** Claims by the names a deployment uses unless `TONGBAN_OIDC_CLAIMS` says otherwise. */
export type OfficialClaims = {
  readonly roles: readonly Role[]
  readonly department: string
  readonly post: string
  readonly region: string
  readonly name: string
}
export type ApplicantClaims = {
  readonly name: string
  readonly id_kind: string
  readonly id_number: string
  readonly real_name_level: string
}

export type TokenPlan = {
  readonly privateJwk: JWK
  readonly issuer: string
  readonly audience: string
  readonly subject: string
  /** `OfficialClaims`, `ApplicantClaims`, or anything else to see it refused. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly issuedAt: number
  readonly lifetimeSeconds: number
}

export async function signDevelopmentToken(plan: TokenPlan): Promise<string> {
  const issuedAt = Math.floor(plan.issuedAt / 1000)
  const { kid = '', alg = 'ES256' } = plan.privateJwk
  return new SignJWT({ ...plan.claims })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(plan.issuer)
    .setAudience(plan.audience)
    .setSubject(plan.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + plan.lifetimeSeconds)
    .sign(await importJWK(plan.privateJwk, alg))
}
