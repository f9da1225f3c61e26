/**
 * Answers to partners, problems too, signed under the label `cxr` and bound to the request they answer by its components
 * and by its very signature: no answer can be put in the place of another. An answer is as fresh as the nonce of its
 * request, so the clock of whoever answers may run wrong and can still be heard.
 */
import { ok, type Result } from '@tongban/kernel'
import { component, type ResponseDescriptor, type SignatureComponent } from 'http-message-sig'
import { contentDigestOf, matchesContentDigest } from './content-digest.ts'
import type { SigningKey } from './key-ring.ts'
import { importPublic, type PartnerKey, signingKeyOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import type { SignedRequest } from './request.ts'
import {
  ANSWER_LABEL,
  check,
  fieldsOf,
  type HttpSignatureFault,
  lastsRightly,
  REQUEST_LABEL,
  type RequestHead,
  readStated,
  refusedFor,
  type Signed,
  sign,
} from './signature.ts'

const OF_REQUEST = { req: true } as const
const REQUEST_FIELDS = ['content-digest', 'idempotency-key'] as const
const REQUEST_SIGNATURE = component('signature', { key: REQUEST_LABEL, req: true })
const TARGET = [component('@method', OF_REQUEST), component('@target-uri', OF_REQUEST)]
const FIELDS = REQUEST_FIELDS.map((name) => [name, component(name, OF_REQUEST)] as const)
/** Of the answer, covered wherever they are there. */
const COVERED_IF_THERE = ['content-type', 'etag', 'retry-after', 'content-range'] as const

type Bound = {
  readonly components: readonly SignatureComponent[]
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** What can be bound of a request, whose headers may be anything: a stranger's is bound by what is in the form. */
function boundTo({ headers }: RequestHead): Bound {
  const isSound = (name: string) => /^[\x20-\x7e]+$/.test(headers.get(name) ?? '')
  const sound = FIELDS.filter(([name]) => isSound(name))
  const isSigned = readStated(headers, REQUEST_LABEL).ok
  const components = [...TARGET, ...sound.map(([, bound]) => bound)]
  const names = sound.map(([name]) => name)
  return isSigned
    ? { components: [...components, REQUEST_SIGNATURE], fields: fieldsOf(headers, [...names, 'signature']) }
    : { components, fields: fieldsOf(headers, names) }
}

/** The answer as it is signed, and all that must be covered of it. */
function describe(status: number, headers: Headers, asked: RequestHead) {
  const { components, fields } = boundTo(asked)
  const { method, targetUri } = asked
  const own = fieldsOf(headers, ['content-digest', 'signature', 'signature-input', ...COVERED_IF_THERE])
  const request = { kind: 'request', method, targetUri, fields } as const
  const message: ResponseDescriptor = { kind: 'response', status, fields: own, request }
  const ofAnswer = ['@status', 'content-digest', ...COVERED_IF_THERE.filter((name) => headers.has(name))]
  return { message, components: [...ofAnswer, ...components] }
}

export type AnswerToSign = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The headers to be added to the answer, and what proves it. `now` in epoch ms. */
export async function signAnswer(
  request: RequestHead,
  { status, headers: given, body }: AnswerToSign,
  signer: SigningKey,
  now: number,
): Promise<Signed & { readonly added: Readonly<Record<string, string>> }> {
  const contentDigest = await contentDigestOf(body)
  const headers = new Headers(given)
  headers.set('content-digest', contentDigest)
  const created = Math.floor(now / 1000)
  const { message, components } = describe(status, headers, request)
  const made = await sign(message, ANSWER_LABEL, components, signer, {
    created,
    expires: created + LIMITS.signatureAgeSeconds,
  })
  return { ...made, added: { 'content-digest': contentDigest, ...made.headers } }
}

export type VerifiedAnswer = Pick<Signed, 'base' | 'signature'> & {
  readonly keyId: string
  /** Epoch ms by the partner's clock, to the second: what it is ahead of ours is seen from it. */
  readonly createdAt: number
}

/** `keys` of the partner that was asked, `now` in epoch ms by the clock here. */
export async function verifyAnswer(
  { head }: Pick<SignedRequest, 'head'>,
  { status, headers, body }: AnswerToSign,
  { keys, now }: { readonly keys: readonly PartnerKey[]; readonly now: number },
): Promise<Result<VerifiedAnswer, HttpSignatureFault>> {
  const read = readStated(headers, ANSWER_LABEL)
  if (!read.ok) return read
  const { keyId, created } = read.value
  if (!lastsRightly(read.value)) return refusedFor('stale')
  const at = Math.floor(now / 1000)
  const key = signingKeyOf(keys, keyId, { madeAt: at, seenAt: at })
  if (key === undefined) return refusedFor('key')
  const { message, components } = describe(status, headers, head)
  const checked = await check(message, ANSWER_LABEL, components, await importPublic(key.jwk), read.value)
  if (!checked.ok) return checked
  const contentDigest = headers.get('content-digest') ?? ''
  if (!(await matchesContentDigest(contentDigest, body))) return refusedFor('digest')
  return ok({ ...checked.value, keyId, createdAt: created * 1000 })
}
