/** Whether a request is the partner's: CX-09 … CX-27. Each check can be left out, to be found missing by the suite. */
import { contentDigest } from '../wire/canonical.ts'
import { holds } from '../wire/keys.ts'
import {
  type Asked,
  componentsOf,
  type Found,
  findSignature,
  labelsOf,
  VALID_SECONDS,
  verifies,
} from '../wire/signature.ts'
import type { Known, Partner } from './partner.ts'
import { type Refusal, refusal } from './problem.ts'

export type Caller = { readonly known: Known }
const DETAIL = '请求的签名无效。The signature of the request does not count.'
const refusedFor = (reason: string): Refusal => ({
  ...refusal(401, 'signatureRefused', DETAIL),
  more: { reason, serverTime: Date.now() },
})
const BAD = refusedFor('signature')
const UNKNOWN = refusedFor('key')
const PAST_SECONDS = 300
const AHEAD_SECONDS = 60

export function authenticate(asked: Asked, partner: Partner): Caller | Refusal {
  const { isBroken, now } = partner
  const at = now() / 1000
  const known = partner.other()
  const from = asked.headers['cx-from']
  if (known === undefined || from !== known.region)
    return isBroken('CX-18') ? { ...UNKNOWN, detail: '不认识该地区。Unknown region.' } : UNKNOWN
  if (asked.headers['cx-to'] !== partner.region && !isBroken('CX-17')) return BAD
  const found = findSignature(asked.headers, 'cx')
  if (found === undefined) return isBroken('CX-09') ? { known } : BAD
  const fault = faultOf(found, asked, known, partner, at)
  if (fault !== undefined && !(isBroken('CX-15') && otherLabelHolds(asked, known, partner, at))) return fault
  const digest = contentDigest(asked.body)
  const isBare = asked.body.length === 0 && asked.headers['content-digest'] === undefined
  if (!isBare && asked.headers['content-digest'] !== digest && !isBroken('CX-26')) return refusedFor('digest')
  return { known }
}

function faultOf(
  found: Found,
  asked: Asked,
  known: Known,
  partner: Partner,
  at: number,
): Refusal | undefined {
  const { isBroken } = partner
  const { created, expires, nonce, keyid, alg, tag } = found.parameters
  const missing = componentsOf(asked.headers).some((each) => !found.components.includes(each))
  if (missing && !isBroken('CX-12')) return BAD
  if (
    tag !== 'cx-1' &&
    !(isBroken('CX-14') && tag !== undefined) &&
    !(isBroken('CX-13') && tag === undefined)
  )
    return BAD
  const incomplete = [created, expires, nonce, keyid].some((each) => each === undefined)
  if ((incomplete || (alg !== undefined && alg !== 'ed25519')) && !isBroken('CX-13')) return BAD
  const key = known.keys.find(({ kid, use }) => use === 'sign' && kid === keyid)
  const newest = Math.max(...known.keys.filter(({ use }) => use === 'sign').map(({ from }) => from))
  if (key === undefined) {
    if (!isBroken('CX-11') && !(isBroken('CX-13') && keyid === undefined)) return UNKNOWN
  } else {
    if (!holds(key, at) && !isBroken('CX-19')) return BAD
    if (key.from < newest && isBroken('CX-20')) return BAD
    const told = { ...asked, url: targetOf(asked, partner) }
    if (!verifies(found, key, told) && !isBroken('CX-10')) return BAD
  }
  return timeFault(found, partner, at) ?? nonceFault(nonce, partner, at)
}

/** The configured base URL; a region that believes what the request says of itself can be shown another's request. */
function targetOf({ url, headers }: Asked, { baseUrl, isBroken }: Partner): string {
  const path = url.slice(new URL(baseUrl).pathname.length)
  const host = headers['x-forwarded-host']
  if (!isBroken('CX-16') || host === undefined) return `${baseUrl}${path}`
  return `${headers['x-forwarded-proto'] ?? 'http'}://${host}${url}`
}

function timeFault(
  { parameters: { created, expires } }: Found,
  { isBroken }: Partner,
  at: number,
): Refusal | undefined {
  if (created === undefined || expires === undefined) return undefined
  const outside: Refusal = {
    ...refusedFor('stale'),
    more: { reason: 'stale', serverTime: Math.round(at * 1000) },
  }
  const past = isBroken('CX-23') ? 60 : PAST_SECONDS
  if ((created < at - past || expires <= at) && !isBroken('CX-21')) return outside
  if (created > at + AHEAD_SECONDS && !isBroken('CX-22')) return outside
  if (expires - created > VALID_SECONDS && !isBroken('CX-24')) return BAD
  return undefined
}

function nonceFault(
  nonce: string | undefined,
  { nonces, isBroken }: Partner,
  at: number,
): Refusal | undefined {
  if (nonce === undefined) return undefined
  const until = nonces.get(nonce)
  if (until !== undefined && until > at && !isBroken('CX-25')) return BAD
  nonces.set(nonce, at + PAST_SECONDS + AHEAD_SECONDS)
  return undefined
}

function otherLabelHolds(asked: Asked, known: Known, partner: Partner, at: number): boolean {
  return labelsOf(asked.headers).some((label) => {
    const found = label === 'cx' ? undefined : findSignature(asked.headers, label)
    return found !== undefined && faultOf(found, asked, known, partner, at) === undefined
  })
}
