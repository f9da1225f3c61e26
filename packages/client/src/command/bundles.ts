/**
 * The trust bundles at hand, and whether their keys are pinned. A bundle is taken for whom a person has pinned, by its
 * key; the region a licence names as its issuer is never asked whether it may be trusted.
 */
import { readFile } from 'node:fs/promises'
import {
  fromBase64url,
  isFault,
  openTrust,
  readTrustBundle,
  type Trust,
  type TrustBundlePayload,
  type TrustedKey,
  type TrustedRegion,
} from '@tongban/verifier'
import { parseJson, RequestFailed } from '../request.ts'
import { fetchTrust, fetchTypes } from '../trust.ts'
import { type Io, tell } from './io.ts'
import { isTrustedKey, type Keep, thumbprintOf } from './keep.ts'
import { Trouble, type VerifyOptions } from './options.ts'
import { asRevoked, type RevokedKeys, revokedIn, rootsLeft } from './revoked-keys.ts'
import { type TypeWords, typeWordsIn } from './type-words.ts'

/** How long a bundle is used after its end, with a warning: as long as it may take to notice. */
const GRACE_SECONDS = 7 * 86_400

/** One issuer, and the trust it is verified with. */
export type Trusted = { readonly region: TrustedRegion; readonly trust: Trust }

type Bundle = {
  readonly payload: TrustBundlePayload
  readonly kid: string
}

/** What a bundle says of itself, which counts for nothing until its signature was verified. */
export function bundleOf(jws: string): Bundle {
  const [header, payload] = jws.split('.').map((part) => {
    const bytes = fromBase64url(part)
    return bytes && parseJson(new TextDecoder().decode(bytes))
  })
  if (!isHeader(header) || !isPayload(payload))
    throw new Trouble('这不是信任名单。', 'This is no trust bundle.')
  return { kid: header.kid, payload }
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isHeader = (value: unknown): value is { readonly kid: string } =>
  isGroup(value) && typeof value.kid === 'string'
const isPayload = (value: unknown): value is TrustBundlePayload =>
  isGroup(value) &&
  typeof value.iss === 'string' &&
  [value.iat, value.exp, value.ttl].every(Number.isSafeInteger) &&
  Array.isArray(value.regions) &&
  value.regions.every(isRegion)
const isRegion = (value: unknown): value is TrustedRegion =>
  isGroup(value) &&
  [value.region, value.issuer, value.statusBase].every((each) => typeof each === 'string') &&
  isGroup(value.name) &&
  Array.isArray(value.keys) &&
  value.keys.every(isTrustedKey)

/** The keys that the bundle's own region gives for signing bundles. */
export function bundleKeysOf({ iss, regions }: TrustBundlePayload): readonly TrustedKey[] {
  const own = regions.find(({ issuer }) => issuer === iss)
  return own?.keys.filter(({ use }) => use === 'bundle') ?? []
}

/** Verifies a bundle with the keys that are trusted for it. */
export async function verifyBundle(jws: string, roots: readonly TrustedKey[], now: number) {
  const read = await readTrustBundle(jws, roots, now, GRACE_SECONDS)
  if (!isFault(read)) return read
  throw new Trouble(`信任名单不能用：${read.fault.zh}`, `The trust bundle cannot be used: ${read.fault.en}`)
}

/** The trust for each issuer that some bundle at hand names. */
export async function loadTrust(
  options: VerifyOptions,
  keep: Keep,
  io: Io,
  now: number,
): Promise<readonly Trusted[]> {
  const revoked = await keptRevocations(keep, io)
  const texts =
    options.bundle === undefined
      ? await pinnedBundles(options, keep, io)
      : [await givenBundle(options, keep, io, options.bundle)]
  const opened = await Promise.all(
    texts.map(async ({ jws, roots }) => {
      const { regions } = await verifyBundle(jws, rootsLeft(roots, bundleOf(jws).payload.iss, revoked), now)
      const { iss, iat, exp } = bundleOf(jws).payload
      return regions.map((region) => ({ region, iss, iat, exp }))
    }),
  )
  const all = opened.flat()
  const regions = all.map(({ region }) => region)
  const noLonger = new Set([...revoked, ...revokedIn(regions, io.now())])
  // Whom a region names as its partner may have a bundle here itself, and knows its own keys best; else the newest tells.
  const best = [...Map.groupBy(all, ({ region }) => region.issuer).values()].flatMap((told) =>
    told.toSorted((a, b) => rank(b) - rank(a)).slice(0, 1),
  )
  return Promise.all(
    best.map(async ({ region, iat, exp }) => ({
      region,
      trust: await openTrust([asRevoked(region, noLonger)], { iat, exp, graceSeconds: GRACE_SECONDS }),
    })),
  )
}

/** The trust for the lists of one region, of a bundle that was verified. */
export const openVerified = (region: TrustedRegion, { iat, exp }: TrustBundlePayload, now: number) =>
  openTrust([asRevoked(region, revokedIn([region], now))], { iat, exp, graceSeconds: GRACE_SECONDS })

/** What the kept bundles say of revoked keys, which holds however old they are. */
export async function keptRevocations(keep: Keep, io: Io): Promise<RevokedKeys> {
  const told = await Promise.all(
    Object.entries(await keep.pins()).map(async ([issuer, roots]) => {
      const kept = await keptBundle(keep, issuer)
      if (kept === undefined) return []
      const at = Math.max(io.now(), kept.payload.iat * 1000)
      const read = await readTrustBundle(kept.text, roots, at, Number.MAX_SAFE_INTEGER)
      return isFault(read) ? [] : [...revokedIn(read.regions, at)]
    }),
  )
  return new Set(told.flat())
}

/** A bundle that was kept; one that is damaged counts as absent. */
async function keptBundle(
  keep: Keep,
  issuer: string,
): Promise<{ readonly text: string; readonly payload: TrustBundlePayload } | undefined> {
  const kept = await keep.bundle(issuer)
  if (kept === undefined) return undefined
  try {
    return { text: kept.text, payload: bundleOf(kept.text).payload }
  } catch (thrown) {
    if (!(thrown instanceof Trouble)) throw thrown
    keep.damagedBundle(issuer)
    return undefined
  }
}

const rank = ({ region, iss, iat }: { region: TrustedRegion; iss: string; iat: number }) =>
  region.issuer === iss ? Number.POSITIVE_INFINITY : iat

type Signed = { readonly jws: string; readonly roots: readonly TrustedKey[] }

/** A bundle from a file: its key is pinned, or named by its thumbprint, or said aloud. */
async function givenBundle(options: VerifyOptions, keep: Keep, io: Io, file: string): Promise<Signed> {
  const { thumbprint } = options
  const jws = (await readGiven(file)).trim()
  const { payload, kid } = bundleOf(jws)
  await refuseOlder(payload, options, keep, io, file)
  const pinned = (await keep.pins())[payload.iss]
  if (thumbprint === undefined && pinned !== undefined) return { jws, roots: pinned }
  const own = bundleKeysOf(payload).filter((key) => key.kid === kid)
  const named = await Promise.all(own.map(async (key) => ({ key, print: await thumbprintOf(key.jwk) })))
  const roots = named.filter(({ print }) => thumbprint === undefined || print === thumbprint)
  if (roots.length === 0)
    throw new Trouble(
      thumbprint === undefined
        ? `${file} 没有给出签名公钥。`
        : `${file} 不是由指纹 ${thumbprint} 的公钥签名的。`,
      thumbprint === undefined
        ? `${file} does not hold the key it is signed with.`
        : `${file} is not signed with the key of thumbprint ${thumbprint}.`,
    )
  if (thumbprint === undefined)
    tell(
      io,
      `注意：${file} 的签名公钥取自其自身，没有固定。请核对指纹：${roots[0]?.print}`,
      `Note: the key of ${file} is taken from the file itself and is not pinned. Compare its thumbprint: ${roots[0]?.print}`,
    )
  return { jws, roots: roots.map(({ key }) => key) }
}

/** An older bundle does not know of keys that were revoked since. */
async function refuseOlder(
  { iss, iat }: TrustBundlePayload,
  { allowOldBundle }: VerifyOptions,
  keep: Keep,
  io: Io,
  file: string,
): Promise<void> {
  const kept = await keptBundle(keep, iss)
  if (kept === undefined || iat >= kept.payload.iat) return
  if (!allowOldBundle)
    throw new Trouble(
      `${file} 比已存的 ${iss} 信任名单旧，没有采用：其后可能有公钥被吊销。请不用 --bundle，或者用新的名单；确要用旧的，加 --allow-old-bundle。`,
      `${file} is older than the kept trust bundle of ${iss} and was not taken: a key may have been revoked since. Leave --bundle out or give a newer one; to use the old one all the same, add --allow-old-bundle.`,
    )
  tell(
    io,
    `警告：${file} 比已存的 ${iss} 信任名单旧，按要求仍用它。已存名单中已吊销的公钥不算数。`,
    `WARNING: ${file} is older than the kept trust bundle of ${iss} and is used as you asked. Keys revoked in the kept one do not count.`,
  )
}

const readGiven = (file: string) =>
  readFile(file, 'utf8').catch((thrown: Error) => {
    throw new Trouble(`读不了 ${file}：${thrown.message}。`, `${file} cannot be read: ${thrown.message}.`)
  })

/** The kept bundles of all that are pinned, fetched anew where they are older than they should be. */
async function pinnedBundles({ offline }: VerifyOptions, keep: Keep, io: Io): Promise<readonly Signed[]> {
  const pins = Object.entries(await keep.pins())
  if (pins.length === 0)
    throw new Trouble(
      '还没有信任名单，不知道该相信谁。请先运行：tongban trust fetch <签发地区的网址>',
      'There is no trust bundle yet, so it is not known whom to trust. Run first: tongban trust fetch <origin of the issuing region>',
    )
  const signed: Signed[] = []
  // One after the other: each may pin keys.
  for (const [issuer, roots] of pins) {
    const kept = await keptBundle(keep, issuer)
    const isFresh = kept !== undefined && io.now() < (kept.payload.iat + kept.payload.ttl) * 1000
    const jws = offline || isFresh ? kept?.text : await renewed(issuer, roots, kept?.text, keep, io)
    if (jws !== undefined) signed.push({ roots, jws })
  }
  if (signed.length > 0) return signed
  throw new Trouble(
    '已固定公钥，但没有可用的信任名单。请运行：tongban trust fetch <签发地区的网址>',
    'Keys are pinned, but there is no trust bundle to be used. Run: tongban trust fetch <origin of the issuing region>',
  )
}

/** The newest bundle of a pinned issuer; the one at hand when there is no other to be had. */
async function renewed(
  issuer: string,
  roots: readonly TrustedKey[],
  held: string | undefined,
  keep: Keep,
  io: Io,
): Promise<string | undefined> {
  try {
    const jws = await fetchTrust(new URL(issuer).origin, { fetch: io.fetch })
    await verifyBundle(jws, roots, io.now())
    await keepBundle(keep, issuer, jws)
    await keepTypes(keep, issuer, io)
    return jws
  } catch (thrown) {
    if (!(thrown instanceof RequestFailed || thrown instanceof Trouble)) throw thrown
    tell(
      io,
      `没有取到 ${issuer} 的新信任名单${held === undefined ? '' : '，用已存的'}。`,
      `No newer trust bundle of ${issuer} could be had (${thrown.message})${held === undefined ? '' : '; the kept one is used'}.`,
    )
    return held
  }
}

/** The words for the types of a region's licences, with its bundle; a region that does not tell them has none. */
export async function keepTypes(keep: Keep, issuer: string, io: Io): Promise<void> {
  try {
    const text = await fetchTypes(new URL(issuer).origin, { fetch: io.fetch })
    await keep.keepTypes(issuer, { text, etag: null })
  } catch (thrown) {
    // Claims then go by their names: nothing that is verified hangs on it.
    if (!(thrown instanceof RequestFailed)) throw thrown
  }
}

/** All words at hand. */
export async function loadTypes(keep: Keep): Promise<readonly TypeWords[]> {
  const kept = await Promise.all(Object.keys(await keep.pins()).map((issuer) => keep.types(issuer)))
  return kept.flatMap((each) => (each === undefined ? [] : typeWordsIn(each.text)))
}

/** Keeps a bundle that was verified, and pins the keys it announces for the bundles to come. */
export async function keepBundle(keep: Keep, issuer: string, jws: string): Promise<readonly TrustedKey[]> {
  const { payload } = bundleOf(jws)
  if (payload.iss !== issuer)
    throw new Trouble(
      `答复的是 ${payload.iss} 的信任名单，不是 ${issuer} 的。`,
      `The answer is the trust bundle of ${payload.iss}, not of ${issuer}.`,
    )
  const held = await keptBundle(keep, issuer)
  // Whoever stands between could otherwise bring back a key that was revoked since.
  if (held !== undefined && payload.iat < held.payload.iat)
    throw new Trouble(
      '取到的信任名单比已存的旧，没有采用。',
      'The trust bundle that was answered is older than the kept one and was not taken.',
    )
  const keys = bundleKeysOf(payload).filter(({ revokedAt }) => revokedAt === null)
  await keep.keepBundle(issuer, { text: jws, etag: null })
  await keep.keepPins({ ...(await keep.pins()), [issuer]: keys })
  return keys
}
