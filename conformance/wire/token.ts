/** Security Event Tokens (RFC 8417) as a compact JWS by Ed25519. */
import { randomUUID, sign, verify } from 'node:crypto'
import { type HeldKey, holds, type PublicKey, privateKeyOf, publicKeyOf, thumbprintOf } from './keys.ts'

export const STORED = 'urn:tongban:cx:1:stored'
export const ACCEPTED = 'urn:tongban:cx:1:accepted'
export const REFUSED = 'urn:tongban:cx:1:refused'

export type Named = { readonly id: string; readonly digest: string }
export type SetHeader = { readonly alg?: string; readonly typ?: string; readonly kid?: string }
export type SetPayload = {
  readonly iss?: string
  readonly aud?: string
  readonly iat?: number
  readonly jti?: string
  readonly events?: Readonly<Record<string, unknown>>
}

const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signJws(header: object, payload: object, key: HeldKey): string {
  const signed = `${text(header)}.${text(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKeyOf(key.jwk)).toString('base64url')}`
}

/** From whom to whom, when, and by which key; `txn` names the delivery that is receipted. */
export type SetFrame = {
  readonly from: string
  readonly to: string
  readonly at: number
  readonly key: HeldKey
  readonly jti?: string
  readonly txn?: string | undefined
}

export function makeSet(
  event: string,
  about: object,
  { from, to, at, key, jti = randomUUID(), txn }: SetFrame,
): string {
  const header = { alg: 'EdDSA', typ: 'secevent+jwt', kid: thumbprintOf(key.jwk) }
  const iat = Math.floor(at / 1000)
  return signJws(header, { iss: from, aud: to, iat, jti, txn, events: { [event]: about } }, key)
}

export type ReadSet = { readonly header: SetHeader; readonly payload: SetPayload }

/** Header and payload, unverified; `undefined` where it is no JWS. */
export function readSet(token: unknown): ReadSet | undefined {
  if (typeof token !== 'string' || token.split('.').length !== 3) return undefined
  try {
    const [header, payload] = token.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString())
    return { header: JSON.parse(header ?? ''), payload: JSON.parse(payload ?? '') }
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

/** Whether it is signed with one of these keys, which its header names and which holds now. */
export function isSignedBy(token: string, keys: readonly PublicKey[], at: number): boolean {
  const kid = readSet(token)?.header.kid
  const key = keys.find((each) => each.kid === kid && each.use === 'sign' && holds(each, at / 1000))
  const end = token.lastIndexOf('.')
  if (key === undefined) return false
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  return verify(null, Buffer.from(token.slice(0, end)), publicKeyOf(key.jwk), signature)
}

/** Which messages a receipt of storage names. */
export function storedIn(payload: SetPayload | undefined): readonly Named[] {
  const about = payload?.events?.[STORED]
  const list = typeof about === 'object' && about !== null && 'messages' in about ? about.messages : undefined
  if (!Array.isArray(list)) return []
  const pairs: readonly unknown[] = list
  return pairs.filter(isPair).map(([id, digest]) => ({ id, digest }))
}

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string')

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'digest' in value &&
  typeof value.id === 'string' &&
  typeof value.digest === 'string'

/** Whether a verdict is about this message. */
export const isVerdictOn = (token: string, id: string) => verdictIn(readSet(token)?.payload)?.id === id

export type Verdict = Named & { readonly accepted: boolean; readonly code?: string }

export function verdictIn(payload: SetPayload | undefined): Verdict | undefined {
  for (const [event, accepted] of [
    [ACCEPTED, true],
    [REFUSED, false],
  ] as const) {
    const about = payload?.events?.[event]
    if (isNamed(about)) return { ...about, accepted }
  }
  return undefined
}
