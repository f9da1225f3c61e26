/**
 * Receipts: security event tokens (RFC 8417) signed by the receiving side. The first says that messages are stored, and is
 * given after the commit alone; the second that one was accepted, or refused and why. The text of a token can be changed
 * without its signature breaking, so it is refused unless it is written in the one way there is, and nothing is ever
 * recognised by it: a receipt is known by issuer and `jti`.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { readAs } from '@tongban/kernel/parse'
import * as z from 'zod'
import type { RegionCode } from '../message.ts'
import { isCanonicalToken, jsonInPart } from './base64url.ts'
import { isTokenSignedBy, signToken } from './compact-token.ts'
import { code, hexDigest, region, uuid } from './data.ts'
import type { Manifest } from './digest.ts'
import type { SigningKey } from './key-ring.ts'
import { coordinate, importPublic, type PartnerKey, seconds, signingKeyOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import { SUITE } from './suites.ts'

export const RECEIPT_TYP = 'secevent+jwt'
export const EVENTS = {
  stored: 'urn:tongban:cx:1:stored',
  accepted: 'urn:tongban:cx:1:accepted',
  refused: 'urn:tongban:cx:1:refused',
} as const

/** Who gives it to whom, under which id, when (epoch ms). */
export type ReceiptFrame = {
  readonly from: RegionCode
  readonly to: RegionCode
  readonly jti: string
  readonly now: number
}

/** What became of a message, told for good. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly id: string; readonly digest: string }
  | {
      readonly kind: 'refused'
      readonly id: string
      readonly digest: string
      readonly code: string
      readonly zh: string
      readonly en: string
    }

/** Says that these messages are stored; `delivery` is the idempotency key of the request that brought them. */
export const storedReceipt = (
  frame: ReceiptFrame,
  { delivery, messages }: { readonly delivery: string; readonly messages: Manifest },
  signer: SigningKey,
): Promise<string> => signed(frame, { [EVENTS.stored]: { messages } }, signer, delivery)

/** Says that one message was applied, or refused for good. */
export const verdictReceipt = (
  frame: ReceiptFrame,
  { kind, ...said }: Verdict,
  signer: SigningKey,
): Promise<string> => signed(frame, { [EVENTS[kind]]: said }, signer)

function signed(
  { from, to, jti, now }: ReceiptFrame,
  events: object,
  { kid, key }: SigningKey,
  txn?: string,
): Promise<string> {
  const claims = { iss: from, aud: to, iat: Math.floor(now / 1000), jti, txn, events }
  return signToken({ alg: SUITE.token, kid, typ: RECEIPT_TYP }, claims, key)
}

const headerSchema = z.strictObject({
  alg: z.literal(SUITE.token),
  kid: coordinate,
  typ: z.literal(RECEIPT_TYP),
})
const frame = { iss: region, aud: region, iat: seconds, jti: uuid }
const ofMessage = { id: uuid, digest: hexDigest }
const text = z.string().min(1).max(1000)
const claimsSchema = z.union([
  z.strictObject({
    ...frame,
    txn: z.string().min(8).max(LIMITS.idempotencyKeyCharacters),
    events: z.strictObject({
      [EVENTS.stored]: z.strictObject({
        messages: z.array(z.tuple([uuid, hexDigest])).max(LIMITS.messagesPerDelivery),
      }),
    }),
  }),
  z.strictObject({
    ...frame,
    events: z.strictObject({ [EVENTS.accepted]: z.strictObject(ofMessage) }),
  }),
  z.strictObject({
    ...frame,
    events: z.strictObject({
      [EVENTS.refused]: z.strictObject({ ...ofMessage, code, zh: text, en: text }),
    }),
  }),
])

export type Receipt = {
  readonly jti: string
  /** Epoch ms, to the second. */
  readonly at: number
  readonly from: RegionCode
  readonly keyId: string
  readonly said: { readonly kind: 'stored'; readonly delivery: string; readonly messages: Manifest } | Verdict
}
export type ReceiptFault = {
  readonly code: 'receiptRefused'
  readonly reason: 'malformed' | 'parties' | 'key' | 'signature' | 'ahead'
}

/** By whom it must have been given and to whom, their keys, and when it was had (epoch ms). */
export type ReceiptCheck = {
  readonly from: RegionCode
  readonly to: RegionCode
  readonly keys: readonly PartnerKey[]
  readonly seenAt: number
  /** How far its time may lie ahead of that; the clocks of the two need not agree. */
  readonly aheadSeconds?: number
}

export async function checkReceipt(
  token: string,
  { from, to, keys, seenAt, aheadSeconds = LIMITS.signatureAheadSeconds }: ReceiptCheck,
): Promise<Result<Receipt, ReceiptFault>> {
  const refuse = (reason: ReceiptFault['reason']) => fail({ code: 'receiptRefused', reason } as const)
  if (!isCanonicalToken(token, 3)) return refuse('malformed')
  const [header, payload] = token.split('.', 2).map(jsonInPart)
  const head = readAs(headerSchema, header)
  const claims = readAs(claimsSchema, payload)
  if (head === null || claims === null) return refuse('malformed')
  const { iss, aud, iat, jti } = claims
  if (iss !== from || aud !== to) return refuse('parties')
  const at = Math.floor(seenAt / 1000)
  if (iat > at + aheadSeconds) return refuse('ahead')
  const { kid } = head
  const key = signingKeyOf(keys, kid, { madeAt: iat, seenAt: at })
  if (key === undefined) return refuse('key')
  if (!(await isTokenSignedBy(token, await importPublic(key.jwk)))) return refuse('signature')
  return ok({ jti, at: iat * 1000, from, keyId: kid, said: saidIn(claims) })
}

/** What a verdict says that was verified before it was kept; null: it is none. */
export function keptVerdict(token: string): Verdict | null {
  const claims = readAs(claimsSchema, jsonInPart(token.split('.')[1] ?? ''))
  const said = claims === null ? null : saidIn(claims)
  return said === null || said.kind === 'stored' ? null : said
}

function saidIn(claims: z.infer<typeof claimsSchema>): Receipt['said'] {
  if ('txn' in claims)
    return { kind: 'stored', delivery: claims.txn, messages: claims.events[EVENTS.stored].messages }
  const { events } = claims
  return EVENTS.accepted in events
    ? { kind: 'accepted', ...events[EVENTS.accepted] }
    : { kind: 'refused', ...events[EVENTS.refused] }
}
