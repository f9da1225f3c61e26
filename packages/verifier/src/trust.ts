/**
 * Whom a verifier trusts: the issuers of this region and of its partners with their keys, opened once so that no
 * verification imports a key. Whether a key counts is asked anew each time, with the time of asking.
 */
import type { FindingCode } from './finding.ts'
import { importEs256 } from './signature.ts'
import type { KeyUse, TrustedKey, TrustedRegion } from './wire.ts'

/** Times of the bundle the regions come from; without one (keys pinned by the app) nothing expires. */
export type TrustValidity = {
  /** Seconds, as in the bundle. */
  readonly iat: number
  readonly exp: number
  readonly graceSeconds: number
}

export type OpenKey = TrustedKey & {
  /** Of an ES256 key. */
  readonly handle: CryptoKey | undefined
  /** What tells this key from every other, whatever it is called. */
  readonly material: string
}

export type OpenRegion = TrustedRegion & { readonly open: ReadonlyMap<string, OpenKey> }

export type Trust = {
  /** By issuer. */
  readonly issuers: ReadonlyMap<string, OpenRegion>
  readonly validity: TrustValidity | undefined
}

/** A key that is no point of its curve is left out: nothing it signed can be checked. */
export async function openTrust(regions: readonly TrustedRegion[], validity?: TrustValidity): Promise<Trust> {
  const opened = await Promise.all(regions.map(openRegion))
  return { issuers: new Map(opened.map((region) => [region.issuer, region])), validity }
}

async function openRegion(region: TrustedRegion): Promise<OpenRegion> {
  const keys = await Promise.all(region.keys.map(openKey))
  return { ...region, open: new Map(keys.flatMap((key) => (key === undefined ? [] : [[key.kid, key]]))) }
}

export async function openKey(key: TrustedKey): Promise<OpenKey | undefined> {
  const material = `${key.alg} ${key.jwk.crv} ${key.jwk.x} ${key.jwk.y}`
  if (key.alg !== 'ES256') return { ...key, handle: undefined, material }
  const handle = await importEs256(key.jwk)
  return handle === undefined ? undefined : { ...key, handle, material }
}

/** Why this key does not count for what was signed at `iat`, asked at `now`; `undefined` when it does. */
export function keyFault(key: OpenKey, use: KeyUse, iat: number, now: number): FindingCode | undefined {
  if (key.use !== use) return 'key:unknown'
  if (key.revokedAt !== null && key.revokedAt * 1000 <= now) return 'key:revoked'
  if (iat < key.from || (key.until !== null && iat >= key.until)) return 'key:notInForce'
  return undefined
}

/** The region whose status list lies at `uri`: directly below its `statusBase`, nothing else in the path. */
export function regionOfStatus(trust: Trust, uri: string): OpenRegion | undefined {
  for (const region of trust.issuers.values()) if (isStatusListOf(region, uri)) return region
  return undefined
}

const LIST_NAME = /^[\w-]{1,64}$/

export function isStatusListOf(region: TrustedRegion, uri: string): boolean {
  return uri.startsWith(region.statusBase) && LIST_NAME.test(uri.slice(region.statusBase.length))
}

/** What the age of the bundle means for an answer given now. */
export function trustFinding(trust: Trust, now: number): FindingCode | undefined {
  if (trust.validity === undefined) return undefined
  const { iat, exp, graceSeconds } = trust.validity
  const seconds = now / 1000
  if (seconds >= exp + graceSeconds) return 'trust:outOfGrace'
  if (seconds >= exp) return 'trust:expired'
  // The last fifth of its life: time enough to fetch another before anything is warned of.
  return seconds >= exp - (exp - iat) / 5 ? 'trust:expiresSoon' : undefined
}
