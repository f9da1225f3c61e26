/**
 * What a hash chain holds of a personal value: a digest under a salt of its own. When the value is erased its salt is
 * erased with it; the chain still verifies, and nobody can test a guess against the digest (个人信息保护法 47).
 */
import type { Json } from '@tongban/kernel'
import { toBase64url } from './base64url.ts'

const SALT_BYTES = 16

/** A salt from the caller's `Ids.random(16)`, as text to store beside the encrypted value. */
export function makeSalt(random: Uint8Array): string {
  if (random.length < SALT_BYTES) throw new RangeError(`a salt needs ${SALT_BYTES} random bytes`)
  return toBase64url(random)
}

/**
 * A value with its salt as one text, to be stored encrypted; its SHA-256 may stand in a chain that outlives it. Whoever
 * opens the text checks the very text, so it need not be canonical.
 */
export function saltedText(salt: string, value: Json): string {
  if (salt.length < 22) throw new RangeError('the salt is shorter than 16 bytes')
  return JSON.stringify({ salt, value })
}
