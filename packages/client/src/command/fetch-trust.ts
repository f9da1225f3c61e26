/**
 * `tongban trust fetch`: takes the trust bundle of a region. At the first time its key is pinned and its thumbprint told,
 * for a person to compare; from then on a bundle must be signed by a pinned key.
 */
import type { TrustedKey } from '@tongban/verifier'
import { RequestFailed } from '../request.ts'
import { fetchStatus, fetchStatusUris, fetchTrust } from '../trust.ts'
import {
  bundleKeysOf,
  bundleOf,
  keepBundle,
  keepTypes,
  keptRevocations,
  openVerified,
  type Trusted,
  verifyBundle,
} from './bundles.ts'
import { harmless, type Io, tell } from './io.ts'
import { type Keep, thumbprintOf } from './keep.ts'
import { keepNewer } from './lists.ts'
import { type FetchOptions, Trouble } from './options.ts'
import { rootsLeft } from './revoked-keys.ts'

export async function fetchTrustOf(options: FetchOptions, keep: Keep, io: Io): Promise<void> {
  const { origin, lists } = options
  const jws = await fetchTrust(origin, { fetch: io.fetch })
  const issuer = `${origin}/licences`
  const pinned = (await keep.pins())[issuer]
  const revoked = await keptRevocations(keep, io)
  const roots = rootsLeft(await rootsOf(options, jws, pinned), issuer, revoked)
  await verifyBundle(jws, roots, io.now())
  await keepBundle(keep, issuer, jws)
  await keepTypes(keep, issuer, io)
  const { payload } = bundleOf(jws)
  const { regions, exp } = payload
  say(io, `✓ ${issuer}`)
  for (const { name, region, keys } of regions)
    say(io, `  ${region} ${nameText(name.zh)} ${nameText(name.en)}: ${keys.length} keys`)
  say(io, `  至 until ${new Date(Math.min(exp, LAST_SECOND) * 1000).toISOString()}`)
  for (const { jwk } of roots) say(io, `  公钥指纹 thumbprint ${await thumbprintOf(jwk)}`)
  if (pinned === undefined && options.thumbprint === undefined)
    tell(
      io,
      '首次取得，公钥已固定。请与该地区另行公布的指纹核对；今后的信任名单须由它签名。',
      'Taken for the first time, and its key is pinned. Compare the thumbprint with the one the region publishes elsewhere; bundles to come must be signed by it.',
    )
  if (!lists) return
  const region = regions.find((each) => each.issuer === issuer)
  if (region === undefined) throw new Error(`${issuer} is not in its own bundle`)
  const uris = await fetchStatusUris(region.statusBase, { fetch: io.fetch })
  const trusted = { region, trust: await openVerified(region, payload, io.now()) }
  let taken = 0
  for (const uri of uris) if (await isListKept(uri, trusted, keep, io)) taken += 1
  say(io, `  状态列表 status lists: ${taken}`)
  const left = uris.length - taken
  if (left > 0) throw new Trouble(`有 ${left} 个状态列表没有采用。`, `${left} status lists were not taken.`)
}

/** The last second a date can be. */
const LAST_SECOND = 8.64e12

/** One line, whatever is in it. */
const say = (io: Io, line: string) => io.out(`${harmless(line)}\n`)

/** A name is shorter than a thumbprint: none fits in it, and none can be pushed to a line of its own. */
const MOST_NAME = 40

function nameText(name: string): string {
  const letters = [...name.replace(/[\p{Z}\u2800\u3164]+/gu, ' ')]
  return letters.length > MOST_NAME ? `${letters.slice(0, MOST_NAME - 1).join('')}…` : letters.join('')
}

/** Whose signature counts: a key named on the command line, else the pinned ones, else the one it comes with. */
async function rootsOf(
  { thumbprint, origin }: FetchOptions,
  jws: string,
  pinned: readonly TrustedKey[] | undefined,
): Promise<readonly TrustedKey[]> {
  const { kid, payload } = bundleOf(jws)
  const own = bundleKeysOf(payload).filter((key) => key.kid === kid)
  const named = await Promise.all(own.map(async (key) => ({ key, print: await thumbprintOf(key.jwk) })))
  const told = named.map(({ print }) => print).join(', ') || '—'
  if (thumbprint !== undefined) {
    const chosen = named.filter(({ print }) => print === thumbprint)
    if (chosen.length > 0) return chosen.map(({ key }) => key)
    throw new Trouble(
      `${origin} 的信任名单由指纹 ${told} 的公钥签名，不是 ${thumbprint}。没有采用。`,
      `The trust bundle of ${origin} is signed with the key of thumbprint ${told}, not ${thumbprint}. It was not taken.`,
    )
  }
  if (pinned === undefined) {
    if (own.length > 0) return own
    throw new Trouble(
      '信任名单没有给出其签名公钥。',
      'The trust bundle does not hold the key it is signed with.',
    )
  }
  if (pinned.some((key) => own.some(({ jwk }) => jwk.x === key.jwk.x && jwk.y === key.jwk.y))) return pinned
  throw new Trouble(
    `${origin} 的信任名单不是由已固定的公钥签名的（现为指纹 ${told}），没有采用。若该地区确已换钥，请向其核对指纹后运行：tongban trust fetch ${origin} --thumbprint <指纹>`,
    `The trust bundle of ${origin} is not signed with a pinned key (but with ${told}) and was not taken. If the region did change its key, ask it for the thumbprint and run: tongban trust fetch ${origin} --thumbprint <thumbprint>`,
  )
}

/** What is wrong with one list is said, and the others are taken. */
async function isListKept(uri: string, trusted: Trusted, keep: Keep, io: Io): Promise<boolean> {
  const { statusBase } = trusted.region
  try {
    if (!uri.startsWith(statusBase))
      throw new Trouble(`${uri} 不在 ${statusBase} 之下。`, `${uri} is not below ${statusBase}.`)
    const fetched = await fetchStatus(uri, { fetch: io.fetch })
    if (fetched === undefined)
      throw new Trouble(`${uri} 没有给出状态列表。`, `${uri} answered with no status list.`)
    await keepNewer(uri, fetched, trusted, keep, io.now())
    return true
  } catch (thrown) {
    if (!(thrown instanceof RequestFailed || thrown instanceof Trouble)) throw thrown
    const zh = thrown instanceof Trouble ? thrown.zh : `没有取到：${thrown.message}`
    tell(io, `✗ ${zh}`, thrown.message)
    return false
  }
}

/** `tongban trust show`. */
export async function showPins(keep: Keep, io: Io): Promise<void> {
  const pins = Object.entries(await keep.pins())
  if (pins.length === 0) io.out('尚未固定任何公钥。 No key is pinned yet.\n')
  for (const [issuer, keys] of pins)
    for (const { kid, jwk } of keys) say(io, `${issuer}  ${nameText(kid)}  ${await thumbprintOf(jwk)}`)
}
