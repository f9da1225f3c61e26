/**
 * Encryption of a file in chunks. A file has a key of its own, 256 random bits, that is kept as an encrypted field:
 * rotation wraps it anew and leaves the chunks alone, and whoever deletes the wrapped key has erased the file
 * (个人信息保护法 47). Each chunk is AES-GCM-256 with a fresh 96-bit IV (NIST SP 800-38D), bound by its associated data
 * to the file, its index and whether it is the last, so that a chunk that was cut off, moved, left out or taken from
 * another file does not open. Sealed form: IV, ciphertext, tag.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { fromBase64url, toBase64url } from './base64url.ts'
import { onlyOperationError } from './operation-error.ts'

export type ChunkPlace = { readonly file: string; readonly index: number; readonly last: boolean }
export type ChunkFault = { readonly code: 'chunkUnreadable'; readonly reason: 'malformed' | 'tampered' }
export type Bytes = Uint8Array<ArrayBuffer>

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
/** How much longer a sealed chunk is than its content. */
export const CHUNK_OVERHEAD_BYTES = IV_BYTES + TAG_BYTES
const encoder = new TextEncoder()

/** The text of a new file key, from the caller's `Ids.random(32)`; it is stored as an encrypted field only. */
export function makeFileKey(random: Uint8Array): string {
  if (random.length !== KEY_BYTES)
    throw new RangeError(`a file key has ${KEY_BYTES} bytes, not ${random.length}`)
  return toBase64url(random)
}

/** The key of its text; throws on a text that `makeFileKey` did not write. */
export async function openFileKey(text: string): Promise<CryptoKey> {
  const bytes = fromBase64url(text)
  if (bytes?.length !== KEY_BYTES) throw new Error('not the text of a file key')
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** The chunk sealed for its place. `iv` comes from `Ids.random(12)`; using one twice under a key breaks the cipher. */
export async function sealChunk(
  key: CryptoKey,
  place: ChunkPlace,
  content: Uint8Array,
  iv: Uint8Array,
): Promise<Bytes> {
  if (iv.length !== IV_BYTES) throw new RangeError(`the IV has ${iv.length} bytes, not ${IV_BYTES}`)
  const algorithm = { name: 'AES-GCM', iv, additionalData: associatedData(place) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, content))
  const chunk = new Uint8Array(IV_BYTES + sealed.length)
  chunk.set(iv)
  chunk.set(sealed, IV_BYTES)
  return chunk
}

/** The content of a chunk that was sealed for this very place, or why it cannot be read. */
export async function openChunk(
  key: CryptoKey,
  place: ChunkPlace,
  chunk: Uint8Array,
): Promise<Result<Bytes, ChunkFault>> {
  if (chunk.length < CHUNK_OVERHEAD_BYTES) return fail({ code: 'chunkUnreadable', reason: 'malformed' })
  const iv = chunk.subarray(0, IV_BYTES)
  const algorithm = { name: 'AES-GCM', iv, additionalData: associatedData(place) }
  const opened = await crypto.subtle
    .decrypt(algorithm, key, chunk.subarray(IV_BYTES))
    .catch(onlyOperationError)
  if (opened === undefined) return fail({ code: 'chunkUnreadable', reason: 'tampered' })
  return ok(new Uint8Array(opened))
}

/** Unambiguous: index and end are of fixed form, and the file's id comes last. */
function associatedData({ file, index, last }: ChunkPlace): Uint8Array {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError('not the index of a chunk')
  return encoder.encode(`tongban chunk v1|${index}|${last ? 'last' : 'more'}|${file}`)
}
