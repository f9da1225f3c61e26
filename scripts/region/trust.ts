import type { TrustedRegion } from '@tongban/verifier'
import { publicIssuerKeys } from './issuer-keys.ts'
import { placesOf, ROOT } from './places.ts'
import { originOf, REGIONS, type Region } from './regions.ts'
import { openSecrets } from './secrets.ts'

/**
 * Whom a region of the demonstration trusts to issue licences: each the other. The keys of both are made before either
 * starts, so that a region that is started first, or alone, trusts the other as well.
 */
export type Trusting = ReadonlyMap<string, readonly TrustedRegion[]>

/** For each of the regions, what it trusts: all others, where they are served now. */
export async function trustOf(starting: readonly Region[], root = ROOT): Promise<Trusting> {
  const placed = REGIONS.map((region) => starting.find(({ code }) => code === region.code) ?? region)
  const known: TrustedRegion[] = []
  // One after the other: each may write its own file.
  for (const region of placed) {
    const { issuerKeys } = await openSecrets(region.code, placesOf(region.code, root))
    known.push(trustedRegion(region, originOf(region), issuerKeys))
  }
  return new Map(placed.map(({ code }) => [code, known.filter(({ region }) => region !== code)]))
}

/** A region as others know it, by where it is reached and what it signs with. */
export function trustedRegion(
  { code, zh, en }: Pick<Region, 'code' | 'zh' | 'en'>,
  origin: string,
  issuerKeys: string,
): TrustedRegion {
  const issuer = `${origin}/licences`
  return {
    region: code,
    name: { zh, en },
    issuer,
    statusBase: `${issuer}/status/`,
    keys: publicIssuerKeys(issuerKeys),
  }
}
