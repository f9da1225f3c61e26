/**
 * Keys that are revoked by now. Whoever holds such a key can date what he signs with it as he likes: so nothing it signed
 * counts, whatever time is asked about, and whichever bundle does not know of it yet.
 */
import type { PublicJwk, TrustedKey, TrustedRegion } from '@tongban/verifier'

/** Issuer and key itself; a key does not come back under another name. */
export type RevokedKeys = ReadonlySet<string>

const nameOf = (issuer: string, { crv, x, y }: PublicJwk) => `${issuer} ${crv} ${x} ${y}`

export function revokedIn(regions: readonly TrustedRegion[], now: number): RevokedKeys {
  const names = regions.flatMap(({ issuer, keys }) =>
    keys
      .filter(({ revokedAt }) => revokedAt !== null && revokedAt * 1000 <= now)
      .map(({ jwk }) => nameOf(issuer, jwk)),
  )
  return new Set(names)
}

/** The region, in which those keys were revoked from the beginning. */
export const asRevoked = (region: TrustedRegion, revoked: RevokedKeys): TrustedRegion => ({
  ...region,
  keys: rootsLeft(region.keys, region.issuer, revoked),
})

export const rootsLeft = (keys: readonly TrustedKey[], issuer: string, revoked: RevokedKeys) =>
  keys.map((key) => (revoked.has(nameOf(issuer, key.jwk)) ? { ...key, revokedAt: 0 } : key))
