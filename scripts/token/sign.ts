import { importJWK, SignJWT } from 'jose'
import { AUDIENCE, issuerOf } from '../region/environment.ts'
import type { Secrets } from '../region/secrets.ts'

/** Tokens for trying out, as a region's OIDC provider would issue them. Accepted by `development` Workers alone. */

export type Official = {
  readonly kind: 'official'
  readonly subject: string
  readonly name: string
  readonly roles: readonly string[]
  readonly department: string
  readonly post: string
}
export type Applicant = {
  readonly kind: 'applicant'
  readonly name: string
  readonly idKind: string
  readonly idNumber: string
  readonly realNameLevel: string
}
export type Bearer = Official | Applicant

export const TOKEN_HOURS = 12

/** `now`: the time in the region, which in development may run ahead. */
export async function signToken(
  region: string,
  secrets: Secrets,
  bearer: Bearer,
  now = Date.now(),
): Promise<string> {
  const issuedAt = Math.floor(now / 1000)
  return new SignJWT(claimsOf(region, bearer))
    .setProtectedHeader({ alg: 'ES256', kid: secrets.signingKey.kid, typ: 'JWT' })
    .setIssuer(issuerOf(region))
    .setAudience(AUDIENCE)
    .setSubject(subjectOf(bearer))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_HOURS * 3600)
    .sign(await importJWK(secrets.signingKey, 'ES256'))
}

/** The claim names are the product's defaults; a region's provider may call them otherwise (TONGBAN_OIDC_CLAIMS). */
export function claimsOf(region: string, bearer: Bearer): Record<string, unknown> {
  if (bearer.kind === 'official') {
    const { name, roles, department, post } = bearer
    return { name, roles, department, post, region }
  }
  const { name, idKind, idNumber, realNameLevel } = bearer
  return { name, id_kind: idKind, id_number: idNumber, real_name_level: realNameLevel }
}

/** The same bearer is the same subject each time. */
export function subjectOf(bearer: Bearer): string {
  return bearer.kind === 'official' ? bearer.subject : `demo-person-${bearer.idNumber}`
}

/** The subject of a post in the demonstration's tree of departments; a name makes another holder of the same post. */
export function officialSubject(region: string, department: string, post: string, name?: string): string {
  return ['demo', region, department, post, ...(name === undefined ? [] : [name])].join('-')
}
