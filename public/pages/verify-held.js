/* What is held on the device to verify without a network: trust bundle, pinned keys, status lists, names of claims. Nothing of a licence. */

import { verifySm2 } from '/vendor/verifier/sm2.js'
import {
  fromBase64url,
  isFault,
  openTrust,
  readStatusToken,
  readTrustBundle,
  toBase64url,
} from '/vendor/verifier/verifier.js'

const CACHE = 'tongban-verify-held-1'
const HELD = '/verify/offline/held'
/** As many lists of a region as a telephone keeps without complaint. */
const MOST_LISTS = 64

export async function readHeld() {
  const found = await (await caches.open(CACHE)).match(HELD)
  return found?.json()
}
const write = async (held) => (await caches.open(CACHE)).put(HELD, Response.json(held))

const get = async (path, read) => {
  // Asked anew, by its tag: what a browser keeps for a minute may be what was before a licence ended.
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache' })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer[read]()
}

const payloadOf = (token) => JSON.parse(new TextDecoder().decode(fromBase64url(token.split('.')[1] ?? '')))
const bundleKeys = (regions, issuer) =>
  regions
    .filter((region) => region.issuer === issuer)
    .flatMap(({ keys }) => keys.filter(({ use }) => use === 'bundle'))

/** RFC 7638 of a key, which the region publishes elsewhere too. */
async function thumbprint({ jwk: { crv, kty, x, y } }) {
  const text = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }))
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}

/**
 * Fetches anew what can be had. The first bundle is taken as it comes and its keys are pinned; from then on a bundle must be
 * signed by a pinned key or one that a bundle so signed has announced, and none older than the kept one is taken.
 */
export async function fetchHeld(now, graceSeconds) {
  const before = await readHeld()
  let token
  try {
    token = (await get('/licences/trust-bundle', 'text')).trim()
  } catch {
    return 'offline'
  }
  const { iss, regions } = payloadOf(token)
  const pins = before?.pins ?? bundleKeys(regions, iss)
  const read = await readTrustBundle(token, pins, now, graceSeconds, verifySm2)
  const isOlder = before !== undefined && payloadOf(before.bundle).iat > payloadOf(token).iat
  if (isFault(read) || isOlder) return before === undefined || isFault(read) ? 'refused' : 'kept'
  const announced = bundleKeys(read.regions, iss)
  const known = new Set(pins.map(({ jwk }) => jwk.x))
  const allPins = [...pins, ...announced.filter(({ jwk }) => !known.has(jwk.x))]
  const trust = await openTrust(read.regions, read.validity)
  const [types, lists] = await Promise.all([
    get('/licences/v1/types', 'json').catch(() => before?.types ?? { types: [] }),
    fetchLists(before?.lists ?? {}, trust, now),
  ])
  await write({
    bundle: token,
    pins: allPins,
    thumbprints: await Promise.all(allPins.map(thumbprint)),
    lists,
    types,
  })
  return 'kept'
}

/** Lists of this region by their own address, of its partners as this region hands them on; each is signed, whoever handed it. */
async function fetchLists(before, trust, now) {
  const [own, handedOn] = await Promise.all([
    get('/licences/status', 'json').catch(() => ({ status_lists: [] })),
    get('/licences/status/partners', 'json').catch(() => ({ partners: [] })),
  ])
  const queues = [
    own.status_lists.slice(0, MOST_LISTS).map((uri) => ({ uri, href: new URL(uri).pathname })),
    ...handedOn.partners.map((partner) => partner.lists.slice(0, MOST_LISTS)),
  ]
  const lists = { ...before }
  // Side by side, so that a region whose lists are slow to come keeps nobody else's back.
  await Promise.all(
    queues.map(async (queue) => {
      for (const { uri, href } of queue) {
        const token = await get(href, 'text').catch(() => undefined)
        if (token !== undefined && (await isNewer(token.trim(), before[uri], { uri, trust, now })))
          lists[uri] = token.trim()
      }
    }),
  )
  return lists
}

/** Whoever stands between could bring back an old list, and with it what has ended since. */
async function isNewer(token, before, reading) {
  const read = await readStatusToken(token, { ...reading, sm2: verifySm2 })
  return !isFault(read) && (before === undefined || payloadOf(before).iat * 1000 <= read.asOf)
}
