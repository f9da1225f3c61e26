import { canonicalJson, type Json } from './canonical-json.ts'

const encoder = new TextEncoder()

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The engine's own writer where it has one (ECMAScript 2026). */
type Native = { readonly toHex?: () => string }

/** Lower-case hexadecimal text of bytes. */
export function hex(bytes: Uint8Array & Native): string {
  if (bytes.toHex !== undefined) return bytes.toHex()
  let text = ''
  for (let at = 0; at < bytes.length; at += 1) text += PAIRS[bytes[at] ?? 0]
  return text
}

/** SHA-256 of text in UTF-8, or of the bytes of it, as lower-case hexadecimal. */
export async function sha256Hex(text: string | Uint8Array): Promise<string> {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** The link before the first one. */
export const GENESIS = '0'.repeat(64)

/** Hash of one link: SHA-256 over the canonical JSON of the previous hash and this content. */
export function linkHash(previous: string, content: Json): Promise<string> {
  return sha256Hex(canonicalJson({ previous, content }))
}

export type Link = { readonly content: Json; readonly hash: string }

/** Index of the first link whose hash does not follow from the one before it, or -1 when the chain holds. */
export async function firstBrokenLink(links: readonly Link[], start = GENESIS): Promise<number> {
  let previous = start
  for (const [index, link] of links.entries()) {
    if ((await linkHash(previous, link.content)) !== link.hash) return index
    previous = link.hash
  }
  return -1
}
