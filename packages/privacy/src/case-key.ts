/**
 * The own key of an archived case, or of a licence that has ended. Its fields come under it, and it alone is kept under
 * the region's ring; so erasing one short text erases the case or the licence wherever a copy of its fields lies
 * (个人信息保护法 47). The id of such a key begins with a sign that no key of the ring can have.
 */
import { hex } from '@tongban/kernel'
import { fromBase64url, toBase64url } from './base64url.ts'
import type { FieldKeys } from './field-keys.ts'

const SIGN = '~'
const LICENCE = `${SIGN}licence-`
const KEY_BYTES = 32
const FINGERPRINT = new TextEncoder().encode('tongban case key v1')

export const caseKeyId = (caseNumber: string) => `${SIGN}${caseNumber}`

/** Which case's key it is; null for a key of the ring or of a licence. */
export const caseOfKey = (keyId: string): string | null =>
  keyId.startsWith(SIGN) && !keyId.startsWith(LICENCE) ? keyId.slice(SIGN.length) : null

/** An identifier has dots, which part a sealed text, and never a hyphen. */
export const licenceKeyId = (identifier: string) => `${LICENCE}${identifier.replaceAll('.', '-')}`

/** Which licence's key it is; null for every other. */
export const licenceOfKey = (keyId: string): string | null =>
  keyId.startsWith(LICENCE) ? keyId.slice(LICENCE.length).replaceAll('-', '.') : null

/** The text of a new key from the caller's `Ids.random(32)`, to be stored encrypted. */
export function makeCaseKey(random: Uint8Array): string {
  if (random.length !== KEY_BYTES) throw new RangeError(`a case key has ${KEY_BYTES} bytes`)
  return toBase64url(random)
}

export const openCaseKey = (text: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytesOf(text), 'AES-GCM', false, ['encrypt', 'decrypt'])

/** By which a certificate names the key without giving it away. */
export async function caseKeyFingerprint(text: string): Promise<string> {
  const key = bytesOf(text)
  const all = new Uint8Array(FINGERPRINT.length + key.length)
  all.set(FINGERPRINT)
  all.set(key, FINGERPRINT.length)
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', all)))
}

/** What seals fields under the own key of this id. */
export const ownRing = (keys: FieldKeys, keyId: string, key: CryptoKey): FieldKeys => ({
  current: keyId,
  keys: new Map([[keyId, key]]),
  index: keys.index,
})

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64url(text)
  if (bytes?.length !== KEY_BYTES) throw new Error('a stored case key is not one')
  return bytes
}
