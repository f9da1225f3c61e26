/**
 * The signed list of trusted issuers, this region's and its partners'. An old list is no outage: past its end it is still
 * used for a stated grace, and the answer says so.
 */
import { type Fault, type FindingCode, fault, finding } from './finding.ts'
import { isSeconds, readJws } from './jws.ts'
import { readJwk } from './profile.ts'
import { checkSignature, type Sm2Verifier } from './signature.ts'
import { isObject, type Json } from './strict-json.ts'
import { keyFault, openKey, type TrustValidity, trustFinding } from './trust.ts'
import type { Finding, KeyUse, SignatureAlgorithm, TrustedKey, TrustedRegion } from './wire.ts'

export const TRUST_BUNDLE_TYP = 'tongban-trust-bundle+jwt'

export type TrustBundle = {
  readonly regions: readonly TrustedRegion[]
  /** For `openTrust`, so that the age of the bundle is asked at each verification. */
  readonly validity: TrustValidity
  /** Seconds after `validity.iat` from which on a newer one should be fetched. */
  readonly ttl: number
  readonly warnings: readonly Finding[]
}

/** A thousand regions of ten keys. */
const MAX_CHARACTERS = 4_194_304
const LEEWAY_SECONDS = 60

/** `rootKeys`: the keys of use `bundle` the app was given with its installation. `now` in epoch milliseconds. */
export async function readTrustBundle(
  token: string,
  rootKeys: readonly TrustedKey[],
  now: number,
  graceSeconds: number,
  sm2?: Sm2Verifier,
): Promise<TrustBundle | Fault> {
  const bundle = await readBundle(token, rootKeys, now, graceSeconds, sm2)
  return typeof bundle === 'string' ? fault(bundle) : bundle
}

async function readBundle(
  token: string,
  rootKeys: readonly TrustedKey[],
  now: number,
  graceSeconds: number,
  sm2: Sm2Verifier | undefined,
): Promise<TrustBundle | FindingCode> {
  if (token.length > MAX_CHARACTERS) return 'trust:malformed'
  const jws = readJws(token, TRUST_BUNDLE_TYP)
  if (typeof jws === 'string') return 'trust:malformed'
  const { iss, iat, exp, ttl } = jws.payload
  if (typeof iss !== 'string' || !isSeconds(iat) || !isSeconds(exp) || !isSeconds(ttl))
    return 'trust:malformed'
  const root = rootKeys.find((key) => key.kid === jws.kid)
  const key = root === undefined ? undefined : await openKey(root)
  if (key === undefined || key.alg !== jws.alg) return 'trust:signature'
  const unusable = keyFault(key, 'bundle', iat, now)
  if (unusable !== undefined) return unusable === 'key:unknown' ? 'trust:signature' : unusable
  const outcome = await checkSignature(key, jws.signed, jws.signature, sm2)
  if (outcome !== 'holds') return outcome === 'fails' ? 'trust:signature' : 'signature:unsupported'
  if (iat > now / 1000 + LEEWAY_SECONDS || exp <= iat) return 'trust:malformed'
  const regions = listOf(jws.payload.regions, readRegion)
  if (regions === undefined || !isUnambiguous(regions)) return 'trust:malformed'
  const validity = { iat, exp, graceSeconds }
  const age = trustFinding({ issuers: new Map(), validity }, now)
  if (age === 'trust:outOfGrace') return age
  return { regions, validity, ttl, warnings: age === undefined ? [] : [finding(age)] }
}

function listOf<Item>(value: Json | undefined, read: (item: Json) => Item | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: Item[] = []
  for (const entry of value) {
    const item = read(entry)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function readRegion(value: Json): TrustedRegion | undefined {
  if (!isObject(value) || !isObject(value.name)) return undefined
  const { region, issuer, statusBase, name } = value
  const { zh, en } = name
  if (typeof region !== 'string' || !/^[1-9]\d{5}$/.test(region)) return undefined
  if (typeof issuer !== 'string' || typeof statusBase !== 'string') return undefined
  if (!/^https?:\/\/[^\s?#]+$/.test(issuer) || !/^https?:\/\/[^\s?#]+\/$/.test(statusBase)) return undefined
  const keys = listOf(value.keys, readKey)
  if (keys === undefined || typeof zh !== 'string' || typeof en !== 'string') return undefined
  return { region, name: { zh, en }, issuer, statusBase, keys }
}

const isUse = (value: Json | undefined): value is KeyUse =>
  value === 'licence' || value === 'status' || value === 'paper' || value === 'bundle'
const isAlgorithm = (value: Json | undefined): value is SignatureAlgorithm =>
  value === 'ES256' || value === 'SM2-SM3'

function readKey(value: Json): TrustedKey | undefined {
  if (!isObject(value)) return undefined
  const { kid, alg, use, from, until, revokedAt } = value
  const jwk = readJwk(value.jwk)
  if (typeof kid !== 'string' || kid === '' || !isAlgorithm(alg) || !isUse(use) || jwk === undefined) {
    return undefined
  }
  if ((alg === 'ES256') !== (jwk.crv === 'P-256') || !isSeconds(from)) return undefined
  if (!(until === null || isSeconds(until)) || !(revokedAt === null || isSeconds(revokedAt))) return undefined
  return { kid, alg, use, jwk, from, until, revokedAt }
}

/** Each region, issuer, place of lists and, in a region, key name stands for one thing only. */
function isUnambiguous(regions: readonly TrustedRegion[]): boolean {
  const once = (names: readonly string[]) => new Set(names).size === names.length
  return (
    once(regions.map((region) => region.region)) &&
    once(regions.map((region) => region.issuer)) &&
    once(regions.map((region) => region.statusBase)) &&
    regions.every((region) => once(region.keys.map((key) => key.kid)))
  )
}
