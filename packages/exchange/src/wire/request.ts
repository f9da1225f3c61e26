/**
 * Requests between regions, signed under the label `cx`. One with a body covers method, target, the digest and type of the
 * body, its idempotency key, sender and recipient; one without a body leaves out those three and carries none of them.
 * Whether the nonce is new is for whoever keeps nonces; whether the body is the one that was signed, for `checkBody`.
 */
import { ok, type Result } from '@tongban/kernel'
import type { RegionCode } from '../message.ts'
import { contentDigestOf, digestInHeader, headerOfDigest, matchesContentDigest } from './content-digest.ts'
import type { SigningKey } from './key-ring.ts'
import { importPublic, type PartnerKey, signingKeyOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import {
  check,
  fieldsOf,
  type HttpSignatureFault,
  isFresh,
  REQUEST_LABEL,
  type RequestHead,
  readStated,
  refusedFor,
  type Signed,
  sign,
} from './signature.ts'

export const BARE_COMPONENTS = ['@method', '@target-uri', 'cx-from', 'cx-to'] as const
export const BODY_COMPONENTS = [
  '@method',
  '@target-uri',
  'content-digest',
  'content-type',
  'idempotency-key',
  'cx-from',
  'cx-to',
] as const
/** Covered wherever they are there. */
const COVERED_IF_THERE = ['cx-manifest', 'cx-version', 'cx-suite', 'if-none-match', 'content-range'] as const
const OF_A_BODY = ['content-digest', 'content-type', 'idempotency-key'] as const

export type RequestToSign = {
  readonly method: string
  readonly url: string
  readonly from: RegionCode
  readonly to: RegionCode
  /** Undefined: a request without a body. */
  readonly body?: {
    readonly content: string | Uint8Array<ArrayBuffer>
    readonly type: string
    readonly idempotencyKey: string
    /** Hex, of a delivery's manifest. */
    readonly manifestDigest?: string
  }
  /** Others, such as `accept`; `if-none-match` and `content-range` are covered. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A request as it goes out, with what proves it and what its answer is held against. */
export type SignedRequest = Pick<Signed, 'base' | 'signature'> & {
  readonly request: Request
  readonly head: RequestHead
  readonly keyId: string
  readonly nonce: string
}

const encoder = new TextEncoder()

/** `now` in epoch ms; the nonce is fresh for every request, 16 to 128 characters of base64url. */
export async function signRequest(
  { method, url, from, to, body, headers: others = {} }: RequestToSign,
  signer: SigningKey,
  { now, nonce }: { readonly now: number; readonly nonce: string },
): Promise<SignedRequest> {
  const targetUri = new URL(url).href
  const headers = new Headers({ ...others, 'cx-from': from, 'cx-to': to })
  const content = typeof body?.content === 'string' ? encoder.encode(body.content) : body?.content
  if (body !== undefined && content !== undefined) {
    headers.set('content-type', body.type)
    headers.set('content-digest', await contentDigestOf(content))
    headers.set('idempotency-key', body.idempotencyKey)
    if (body.manifestDigest !== undefined) headers.set('cx-manifest', headerOfDigest(body.manifestDigest))
  }
  const components = [
    ...(body === undefined ? BARE_COMPONENTS : BODY_COMPONENTS),
    ...COVERED_IF_THERE.filter((name) => headers.has(name)),
  ]
  const created = Math.floor(now / 1000)
  const made = await sign(
    { kind: 'request', method, targetUri, fields: fieldsOf(headers, components) },
    REQUEST_LABEL,
    components,
    signer,
    { created, expires: created + LIMITS.signatureAgeSeconds, nonce },
  )
  for (const [name, value] of Object.entries(made.headers)) headers.set(name, value)
  const head = { method, targetUri, headers }
  const request = new Request(targetUri, {
    method,
    headers,
    ...(content === undefined ? {} : { body: content }),
  })
  return { request, head, base: made.base, signature: made.signature, keyId: signer.kid, nonce }
}

export type VerifiedRequest = Pick<Signed, 'base' | 'signature'> & {
  readonly partner: RegionCode
  readonly keyId: string
  readonly nonce: string
  /** Until when the nonce must be remembered, epoch ms. */
  readonly nonceExpiresAt: number
  /** Epoch ms, by the sender's clock. */
  readonly createdAt: number
  /** As in the header; null: a request without a body. */
  readonly contentDigest: string | null
  /** Hex, from `cx-manifest`. */
  readonly manifestDigest: string | null
  readonly idempotencyKey: string | null
}

/** Who the request is for, what time it is, and the keys of a partner; null where there is no such partner. */
export type RequestCheck = {
  readonly region: RegionCode
  readonly now: number
  readonly keysOf: (partner: RegionCode, keyId: string) => Promise<readonly PartnerKey[] | null>
}

export async function verifyRequest(
  head: RequestHead,
  { region, now, keysOf }: RequestCheck,
): Promise<Result<VerifiedRequest, HttpSignatureFault>> {
  const { headers } = head
  const read = readStated(headers, REQUEST_LABEL)
  if (!read.ok) return read
  const { nonce, keyId, created, expires, covered } = read.value
  if (nonce === null) return refusedFor('incomplete')
  if (!isFresh(read.value, now)) return refusedFor('stale')
  if (headers.get('cx-to') !== region) return refusedFor('recipient')
  const contentDigest = headers.get('content-digest')
  const components = contentDigest === null ? BARE_COMPONENTS : BODY_COMPONENTS
  const alsoCovered = [...COVERED_IF_THERE, ...(contentDigest === null ? OF_A_BODY : [])]
  if (alsoCovered.some((name) => headers.has(name) && !covered.includes(name)))
    return refusedFor('incomplete')
  const partner = headers.get('cx-from') ?? ''
  if (!/^[1-9]\d{5}$/.test(partner) || partner === region) return refusedFor('key')
  const keys = await keysOf(partner, keyId)
  const key = signingKeyOf(keys ?? [], keyId, { madeAt: created, seenAt: Math.floor(now / 1000) })
  if (key === undefined) return refusedFor('key')
  const fields = fieldsOf(headers, [...covered, 'signature', 'signature-input'])
  const descriptor = { kind: 'request', method: head.method, targetUri: head.targetUri, fields } as const
  const checked = await check(descriptor, REQUEST_LABEL, components, await importPublic(key.jwk), read.value)
  if (!checked.ok) return checked
  const manifest = headers.get('cx-manifest')
  const manifestDigest = manifest === null ? null : digestInHeader(manifest)
  if (manifestDigest === undefined) return refusedFor('malformed')
  return ok({
    ...checked.value,
    partner,
    keyId,
    nonce,
    nonceExpiresAt: (expires + 1) * 1000,
    createdAt: created * 1000,
    contentDigest,
    manifestDigest,
    idempotencyKey: headers.get('idempotency-key'),
  })
}

/** Whether these bytes are the body that was signed; a request signed without a body has none. */
export async function checkBody(
  { contentDigest }: Pick<VerifiedRequest, 'contentDigest'>,
  bytes: Uint8Array,
): Promise<Result<Uint8Array, HttpSignatureFault>> {
  const matches =
    contentDigest === null ? bytes.byteLength === 0 : await matchesContentDigest(contentDigest, bytes)
  return matches ? ok(bytes) : refusedFor('digest')
}
