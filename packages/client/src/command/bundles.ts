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
import { fetchTrust } from '../trust.ts'
import { type Io, tell } from './io.ts'
import { type Keep, thumbprintOf } from './keep.ts'
import { Trouble, type VerifyOptions } from './options.ts'

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
  isGroup(value) && typeof value.iss === 'string' && Array.isArray(value.regions)

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
  const texts =
    options.bundle === undefined
      ? await pinnedBundles(options, keep, io)
      : [await givenBundle(options, keep, io, options.bundle)]
  const opened = await Promise.all(
    texts.map(async ({ jws, roots }) => {
      const { regions } = await verifyBundle(jws, roots, now)
      const { iss, iat, exp } = bundleOf(jws).payload
      return regions.map((region) => ({ region, iss, iat, exp }))
    }),
  )
  const all = opened.flat()
  // Whom a region names as its partner may have a bundle here itself, and knows its own keys best; else the newest tells.
  const best = [...Map.groupBy(all, ({ region }) => region.issuer).values()].flatMap((told) =>
    told.toSorted((a, b) => rank(b) - rank(a)).slice(0, 1),
  )
  return Promise.all(
    best.map(async ({ region, iat, exp }) => ({
      region,
      trust: await openTrust([region], { iat, exp, graceSeconds: GRACE_SECONDS }),
    })),
  )
}

const rank = ({ region, iss, iat }: { region: TrustedRegion; iss: string; iat: number }) =>
  region.issuer === iss ? Number.POSITIVE_INFINITY : iat

type Signed = { readonly jws: string; readonly roots: readonly TrustedKey[] }

/** A bundle from a file: its key is pinned, or named by its thumbprint, or said aloud. */
async function givenBundle({ thumbprint }: VerifyOptions, keep: Keep, io: Io, file: string): Promise<Signed> {
  const jws = (await readGiven(file)).trim()
  const { payload, kid } = bundleOf(jws)
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
    const kept = await keep.bundle(issuer)
    if (kept === undefined) throw new Error(`a key of ${issuer} is pinned and no bundle is kept`)
    const { iat, ttl } = bundleOf(kept.text).payload
    const isFresh = io.now() < (iat + ttl) * 1000
    signed.push({
      roots,
      jws: offline || isFresh ? kept.text : await renewed(issuer, roots, kept.text, keep, io),
    })
  }
  return signed
}

/** The newest bundle of a pinned issuer; the one at hand when there is no other to be had. */
async function renewed(
  issuer: string,
  roots: readonly TrustedKey[],
  held: string,
  keep: Keep,
  io: Io,
): Promise<string> {
  try {
    const jws = await fetchTrust(new URL(issuer).origin, { fetch: io.fetch })
    await verifyBundle(jws, roots, io.now())
    await keepBundle(keep, issuer, jws)
    return jws
  } catch (thrown) {
    if (!(thrown instanceof RequestFailed || thrown instanceof Trouble)) throw thrown
    tell(
      io,
      `没有取到 ${issuer} 的新信任名单，用已存的。`,
      `No newer trust bundle of ${issuer} could be had (${thrown.message}); the kept one is used.`,
    )
    return held
  }
}

/** Keeps a bundle that was verified, and pins the keys it announces for the bundles to come. */
export async function keepBundle(keep: Keep, issuer: string, jws: string): Promise<readonly TrustedKey[]> {
  const { payload } = bundleOf(jws)
  if (payload.iss !== issuer)
    throw new Trouble(
      `答复的是 ${payload.iss} 的信任名单，不是 ${issuer} 的。`,
      `The answer is the trust bundle of ${payload.iss}, not of ${issuer}.`,
    )
  const held = await keep.bundle(issuer)
  // Whoever stands between could otherwise bring back a key that was revoked since.
  if (held !== undefined && payload.iat < bundleOf(held.text).payload.iat)
    throw new Trouble(
      '取到的信任名单比已存的旧，没有采用。',
      'The trust bundle that was answered is older than the kept one and was not taken.',
    )
  const keys = bundleKeysOf(payload).filter(({ revokedAt }) => revokedAt === null)
  await keep.keepBundle(issuer, { text: jws, etag: null })
  await keep.keepPins({ ...(await keep.pins()), [issuer]: keys })
  return keys
}
