/**
 * Blind index: a keyed digest by which an encrypted value is found without being read. HMAC-SHA-256 under the index
 * key, cut to 128 bits: 2^64 values of one domain before two are likely to meet. Equal values give equal digests; that
 * is its use and its leak, so a low-entropy value (a name, a sex) gets no index of its own.
 */
import { hex } from '@tongban/kernel'
import type { FieldKeys } from './field-keys.ts'

const BYTES = 16
const encoder = new TextEncoder()

/**
 * 32 hexadecimal characters. `domain` names the kind of value ("idNumber", "phone"): the same digits as a phone and as
 * an account never meet. The value is normalised: NFKC, so that full-width digits are digits, and trimmed. Letters
 * keep their case; give an identity number in the form `parseIdentity` returns.
 */
export function blindIndex(keys: FieldKeys, domain: string, value: string): Promise<string> {
  return keyedDigest(keys, domain, PLAIN.test(value) ? value : value.normalize('NFKC').trim())
}

/** ASCII that neither NFKC nor trimming would change. */
const PLAIN = /^(?:[!-~](?:[ -~]*[!-~])?)?$/

/** The same for a text that counts as it stands, character by character, such as the canonical JSON of a body. */
export async function keyedDigest(keys: FieldKeys, domain: string, text: string): Promise<string> {
  if (!/^[A-Za-z][A-Za-z0-9.]*$/.test(domain)) throw new Error(`not a domain of the blind index: ${domain}`)
  const message = encoder.encode(`${domain}|${text}`)
  const digest = await crypto.subtle.sign('HMAC', keys.index, message)
  return hex(new Uint8Array(digest, 0, BYTES))
}
