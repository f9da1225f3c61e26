import { type Failure, ok, type Result } from '@tongban/kernel'
import type { TrustedKey } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { secondsOf } from './issuer.ts'
import { issuerOf } from './issuer-of.ts'

/**
 * What SD-JWT VC has a verifier read of an issuer: its name and the public keys of its credentials. Keys that are no
 * longer in force stay, since what they signed in their time still verifies; one that was revoked does not.
 */
export type IssuerMetadata = {
  readonly issuer: string
  readonly jwks: { readonly keys: readonly PublishedKey[] }
}
export type PublishedKey = TrustedKey['jwk'] & {
  readonly kid: string
  readonly alg: TrustedKey['alg']
  readonly use: 'sig'
  /** What it signs: `licence`, `status`, `paper`, `bundle`. */
  readonly for: TrustedKey['use']
}

export async function readIssuerMetadata(ctx: Context): Promise<Result<IssuerMetadata, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const { iss, keys } = issuer.value
  const now = secondsOf(ctx.clock.now())
  const standing = keys.trusted.filter(({ revokedAt }) => revokedAt === null || revokedAt > now)
  return ok({
    issuer: iss,
    jwks: {
      keys: standing.map(({ jwk, kid, alg, use }) => ({ ...jwk, kid, alg, use: 'sig', for: use })),
    },
  })
}
