/**
 * `Content-Digest` (RFC 9530) of a body, and the digest of a manifest in the same form. The signature covers the header
 * only: that the body is the one it speaks of is checked here, by nothing else.
 */
import { hex } from '@tongban/kernel'
import { type Dictionary, ParseError, parseDictionary } from 'structured-headers'

/** `sha-256=:…:` of these bytes. */
export async function contentDigestOf(bytes: Uint8Array): Promise<string> {
  return written(new Uint8Array(await crypto.subtle.digest('SHA-256', plain(bytes))))
}

/** The same for a digest in hex. */
export const headerOfDigest = (digest: string): string =>
  written(Uint8Array.from(digest.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))

const written = (digest: Uint8Array) => `sha-256=:${btoa(String.fromCharCode(...digest))}:`

/** The one digest, as nearly everybody writes it. */
const PLAIN = /^sha-256=:([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=):$/

/** The SHA-256 a header names, in hex; undefined where it names none or is not in the form. */
export function digestInHeader(header: string): string | undefined {
  const [, plainly] = PLAIN.exec(header) ?? []
  if (plainly !== undefined)
    return hex(Uint8Array.from(atob(plainly), (character) => character.charCodeAt(0)))
  const [value] = dictionaryOf(header)?.get('sha-256') ?? []
  return value instanceof ArrayBuffer && value.byteLength === 32 ? hex(new Uint8Array(value)) : undefined
}

/** Whether the header names the SHA-256 of these bytes. */
export async function matchesContentDigest(header: string, bytes: Uint8Array): Promise<boolean> {
  const digest = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', plain(bytes))))
  return digestInHeader(header) === digest
}

/** A structured field that is a dictionary (RFC 9651); undefined where the text is none. */
export function dictionaryOf(text: string): Dictionary | undefined {
  try {
    return parseDictionary(text)
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}

/** Guarantee: the bytes of a body lie in memory of their own, never in one that is shared. */
const plain = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>
