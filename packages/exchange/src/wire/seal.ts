/**
 * What is personal in a message, sealed to the key of the office it is for (JWE, ECDH-ES+A256KW on X25519, A256GCM). The
 * protected header names case, type and number, so that a sealed text cannot be moved into another message.
 */
import { canonicalJson, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import * as z from 'zod'
import { NO_OFFICE_KEY } from '../courier.ts'
import type { Message, MessageDraft, RegionCode, SealedMessage } from '../message.ts'
import { isCanonicalToken, jsonIn, jsonInPart } from './base64url.ts'
import { bodyOf } from './digest.ts'
import type { ExchangeKeys } from './key-ring.ts'
import { coordinate, importPublic, type PartnerKey, sealingKeyOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import { SUITE } from './suites.ts'

const encoder = new TextEncoder()

/** What the seal of a message is bound to. */
export const bindingOf = ({ subject, type, seq }: Pick<Message, 'subject' | 'type' | 'seq'>): string =>
  `${subject}|${type}|${seq}`

export type OfficeKey = Extract<PartnerKey, { readonly use: 'open' }>

/** Compact JWE of the canonical JSON of `content` to this key. */
export const sealContent = (
  content: Json,
  message: Pick<Message, 'subject' | 'type' | 'seq'>,
  key: OfficeKey,
): Promise<string> => sealBytes(encoder.encode(canonicalJson(content)), bindingOf(message), key)

/** Compact JWE of these bytes to this key, bound to what `cx` says. */
export async function sealBytes(bytes: Uint8Array, cx: string, { kid, jwk }: OfficeKey): Promise<string> {
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: SUITE.keyAgreement, enc: SUITE.encryption, kid, cx })
    .encrypt(await importPublic(jwk))
}

/** Who tells it, what time it is in epoch ms, and the keys of each partner. */
export type SealFor = {
  readonly region: RegionCode
  readonly now: number
  readonly keysOf: (partner: RegionCode) => readonly PartnerKey[] | null
}

/**
 * The messages of these drafts, in their order. Drafts to one partner in one case follow each other: all but the first
 * are given the digest of the one before. Throws where a key is not known or a message is too large: the caller has
 * asked for a route before, which names an office that has one.
 */
export async function sealDrafts(
  { region, now, keysOf }: SealFor,
  drafts: readonly MessageDraft[],
): Promise<readonly SealedMessage[]> {
  const at = Math.floor(now / 1000)
  const seals = drafts.map(async (draft) => {
    if (draft.personal === null) return undefined
    const key = sealingKeyOf(keysOf(draft.to) ?? [], draft.office, at)
    if (key === undefined) throw new Error(`${draft.to}: ${NO_OFFICE_KEY} ${draft.office}`)
    return sealContent(draft.personal, draft, key)
  })
  // All at once: reckoning is the slow part, and none of it waits for another message.
  const sealed = await Promise.all(seals)
  const heads = new Map<string, string>()
  const messages: SealedMessage[] = []
  for (const [index, draft] of drafts.entries()) {
    const line = `${draft.to}|${draft.subject}`
    const message = messageOf(region, draft, heads.get(line) ?? draft.previous, sealed[index])
    const body = bodyOf(message)
    if (encoder.encode(body).byteLength > LIMITS.messageBytes)
      throw new Error(`${draft.type} ${draft.id}: over ${LIMITS.messageBytes} bytes`)
    const digest = await sha256Hex(body)
    heads.set(line, digest)
    messages.push({ message, body, digest })
  }
  return messages
}

function messageOf(
  source: RegionCode,
  { at, personal: _, office: __, inreplyto, ...draft }: MessageDraft,
  previous: string,
  sealed: string | undefined,
): Message {
  return {
    ...draft,
    specversion: '1.0',
    source,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    previous,
    ...(inreplyto === undefined ? {} : { inreplyto }),
    ...(sealed === undefined ? {} : { sealed }),
  }
}

/** Strict, so that nothing the reader does not know of takes part in opening. */
const headerSchema = z.strictObject({
  alg: z.literal(SUITE.keyAgreement),
  enc: z.literal(SUITE.encryption),
  kid: coordinate,
  cx: z.string(),
  epk: z.strictObject({ kty: z.literal('OKP'), crv: z.literal(SUITE.curve), x: coordinate }),
})

export type SealFault = {
  readonly code: 'sealRefused'
  /** No office here has the key; another message's seal; not what was sealed, or not in the form. */
  readonly reason: 'key' | 'moved' | 'broken'
}

/** What is personal in a message for this region; null where nothing is. */
export async function openMessage(
  keys: Pick<ExchangeKeys, 'openers'>,
  message: Message,
): Promise<Result<Json, SealFault>> {
  const { sealed } = message
  if (sealed === undefined) return ok(null)
  const plaintext = await openSealed(keys, sealed, bindingOf(message))
  if (!plaintext.ok) return plaintext
  const content = jsonIn(plaintext.value)
  return content === undefined ? BROKEN : ok(asJson(content))
}

/** What was sealed to an office of this region and bound to `cx`. */
export async function openSealed(
  { openers }: Pick<ExchangeKeys, 'openers'>,
  sealed: string,
  cx: string,
): Promise<Result<Uint8Array, SealFault>> {
  if (!isCanonicalToken(sealed, 5)) return BROKEN
  const header = headerSchema.safeParse(jsonInPart(sealed.slice(0, sealed.indexOf('.'))))
  if (!header.success) return BROKEN
  if (header.data.cx !== cx) return fail({ code: 'sealRefused', reason: 'moved' })
  const key = openers.get(header.data.kid)
  if (key === undefined) return fail({ code: 'sealRefused', reason: 'key' })
  const plaintext = await opened(sealed, key)
  return plaintext === undefined ? BROKEN : ok(plaintext)
}

const BROKEN = fail({ code: 'sealRefused', reason: 'broken' } as const)

async function opened(sealed: string, key: CryptoKey): Promise<Uint8Array | undefined> {
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: [SUITE.keyAgreement],
      contentEncryptionAlgorithms: [SUITE.encryption],
    })
    return plaintext
  } catch (error) {
    // A point no shared secret comes of is refused by the platform itself.
    if (error instanceof errors.JOSEError || error instanceof DOMException) return undefined
    throw error
  }
}

/** Guarantee: it was read from JSON text. */
const asJson = (value: unknown) => value as Json
