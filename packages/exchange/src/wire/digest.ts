/**
 * Digests of messages and bodies. A message is digested as canonical JSON (RFC 8785), so that it has one digest however
 * it was written on the way; the messages of one direction of a case form a chain by it.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { type Message, NO_MESSAGE_BEFORE } from '../message.ts'

/** Canonical JSON of the message: what is stored, sent and digested. */
export const bodyOf = (message: Message): string => canonicalJson(asJson(message))

/** SHA-256 of its canonical JSON, hex; the next message of this direction names it. */
export const digestOf = (message: Message): Promise<string> => sha256Hex(bodyOf(message))

/** Number and digest of the last message of one direction of a case. */
export type Head = { readonly seq: number; readonly digest: string }
export const NO_HEAD: Head = { seq: 0, digest: NO_MESSAGE_BEFORE }

/**
 * Where the message stands to the last one taken in: it is the next and names it; or it names another before it, which
 * no honest sender does; or there are some missing between; or it is not newer.
 */
export type Following = 'next' | 'broken' | 'gap' | 'past'

export function followingOf(head: Head, { seq, previous }: Pick<Message, 'seq' | 'previous'>): Following {
  if (seq <= head.seq) return 'past'
  if (seq > head.seq + 1) return 'gap'
  return previous === head.digest ? 'next' : 'broken'
}

/** Whether the message is the one that comes after this head. */
export const follows = (head: Head, message: Pick<Message, 'seq' | 'previous'>): boolean =>
  followingOf(head, message) === 'next'

/** `[message id, digest]` of each message of a delivery, in its order. */
export type Manifest = readonly (readonly [id: string, digest: string])[]

/** What stands signed in the header `cx-manifest`, hex: proves a message without the others of its delivery. */
export const manifestDigestOf = (manifest: Manifest): Promise<string> => sha256Hex(canonicalJson(manifest))

/** Guarantee: a message is made of JSON values alone. */
const asJson = (message: Message) => message as Json & Message
