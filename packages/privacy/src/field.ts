/**
 * Encryption of one field. Text form `v1.<keyId>.<iv>.<ciphertext and tag>`, parts in base64url; AES-GCM-256 with a
 * fresh 96-bit IV per writing (NIST SP 800-38D), and the place as associated data, so that a value moved to another
 * table, column or row no longer opens. The IV comes from the caller's `Ids.random(12)`; using one twice under a key
 * breaks the cipher.
 */
import { fail, type Json, ok, type Result } from '@tongban/kernel'
import { fromBase64url, toBase64url } from './base64url.ts'
import type { FieldKeys } from './field-keys.ts'
import { parseJson } from './json-text.ts'
import { onlyOperationError } from './operation-error.ts'

/** Where the field stands. `table` and `column` are names of the schema, `row` the row's id. */
export type Place = { readonly table: string; readonly column: string; readonly row: string }

/** Why a stored field cannot be read. It names the key, never the content. */
export type FieldFault = {
  readonly code: 'fieldUnreadable'
  /** `tampered`: changed, or moved from another place, or sealed by another key of the same id. */
  readonly reason: 'malformed' | 'unknownKey' | 'tampered'
  readonly keyId: string | null
}

const VERSION = 'v1'
const HEAD = `${VERSION}.`
const IV_BYTES = 12
const TAG_BYTES = 16
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The encrypted text of `plaintext`, under the current key. Throws on an IV that is not 12 bytes, and on lone
 * surrogates, which UTF-8 cannot carry: the forms refuse such text before it comes here.
 */
export async function encryptField(
  keys: FieldKeys,
  place: Place,
  plaintext: string,
  iv: Uint8Array,
): Promise<string> {
  return encryptBytes(keys, place, bytesOf(plaintext), iv)
}

/** The bytes of a text as it is sealed, for who needs its digest too. Throws as `encryptField` on lone surrogates. */
export function bytesOf(plaintext: string): Uint8Array {
  if (!plaintext.isWellFormed()) throw new TypeError('the text is not well-formed Unicode')
  return encoder.encode(plaintext)
}

/** The same from the bytes of the text. */
export async function encryptBytes(
  keys: FieldKeys,
  place: Place,
  plaintext: Uint8Array,
  iv: Uint8Array,
): Promise<string> {
  if (iv.length !== IV_BYTES) throw new RangeError(`the IV has ${iv.length} bytes, not ${IV_BYTES}`)
  const key = keys.keys.get(keys.current)
  if (key === undefined) throw new Error(`the current key ${keys.current} is not in the ring`)
  const algorithm = { name: 'AES-GCM', iv, additionalData: associatedData(keys.current, place) }
  const sealed = await crypto.subtle.encrypt(algorithm, key, plaintext)
  return `${VERSION}.${keys.current}.${toBase64url(iv)}.${toBase64url(new Uint8Array(sealed))}`
}

/** The text that was encrypted at this place, or why it cannot be read. */
export async function decryptField(
  keys: FieldKeys,
  place: Place,
  text: string,
): Promise<Result<string, FieldFault>> {
  const parts = readText(text)
  if (parts === undefined) return unreadable('malformed', null)
  const { keyId, iv, sealed } = parts
  const key = keys.keys.get(keyId) ?? (await keys.find?.(keyId))
  if (key === undefined) return unreadable('unknownKey', keyId)
  const algorithm = { name: 'AES-GCM', iv, additionalData: associatedData(keyId, place) }
  const opened = await crypto.subtle.decrypt(algorithm, key, sealed).catch(onlyOperationError)
  return opened === undefined ? unreadable('tampered', keyId) : ok(decoder.decode(opened))
}

/** A JSON value encrypted as its text. */
export function encryptJson(keys: FieldKeys, place: Place, value: Json, iv: Uint8Array): Promise<string> {
  return encryptField(keys, place, JSON.stringify(value), iv)
}

/** The JSON value that was encrypted at this place. */
export async function decryptJson(
  keys: FieldKeys,
  place: Place,
  text: string,
): Promise<Result<Json, FieldFault>> {
  const opened = await decryptField(keys, place, text)
  if (!opened.ok) return opened
  const value = parseJson(opened.value)
  return value === undefined ? unreadable('malformed', keyIdOf(text) ?? null) : ok(value)
}

/** Whether the field is sealed by a key other than the current one; a malformed text is for `decryptField` to report. */
export function needsRotation(keys: FieldKeys, text: string): boolean {
  return keyIdOf(text) !== keys.current
}

/** The same content under the current key; the very same text when it is sealed by it already. */
export async function rotateField(
  keys: FieldKeys,
  place: Place,
  text: string,
  iv: Uint8Array,
): Promise<Result<string, FieldFault>> {
  const opened = await decryptField(keys, place, text)
  if (!opened.ok) return opened
  return ok(needsRotation(keys, text) ? await encryptField(keys, place, opened.value, iv) : text)
}

/** How every text begins that is sealed by the key of this id. */
export const headOfKey = (keyId: string) => `${VERSION}.${keyId}.`

/** How this text begins, its IV included, which no other has; `undefined` when it is not of the text form. */
export function headOfText(text: string): string | undefined {
  return readText(text) === undefined ? undefined : `${text.split('.').slice(0, 3).join('.')}.`
}

/** The id of the key that sealed the text, or `undefined` when it is not of the text form. */
export function keyIdOf(text: string): string | undefined {
  return readText(text)?.keyId
}

function readText(text: string) {
  // Looked for one by one: cutting the text up costs more. A dot beyond the third is no base64url.
  const keyAt = text.indexOf('.') + 1
  const ivAt = text.indexOf('.', keyAt) + 1
  const sealedAt = text.indexOf('.', ivAt) + 1
  if (!text.startsWith(HEAD) || ivAt === 0 || sealedAt === 0) return undefined
  const keyId = text.slice(keyAt, ivAt - 1)
  if (keyId === '') return undefined
  const iv = fromBase64url(text.slice(ivAt, sealedAt - 1))
  const sealed = fromBase64url(text.slice(sealedAt))
  if (iv?.length !== IV_BYTES || sealed === undefined || sealed.length < TAG_BYTES) return undefined
  return { keyId, iv, sealed }
}

/** Unambiguous: neither version, key id, table nor column may hold the bar, and the row comes last. */
function associatedData(keyId: string, { table, column, row }: Place): Uint8Array {
  if (table.includes('|') || column.includes('|')) throw new Error('a name of the schema holds "|"')
  return encoder.encode(`${VERSION}|${keyId}|${table}|${column}|${row}`)
}

const unreadable = (reason: FieldFault['reason'], keyId: string | null): Result<never, FieldFault> =>
  fail({ code: 'fieldUnreadable', reason, keyId })
