/**
 * One-time codes 亮证码: 128 random bits in 26 characters of Crockford's base32, which a person can read out and a QR code
 * holds in its dense mode. Only the hash is ever stored.
 */
import { toBase64url } from '@tongban/verifier'
import type { Random } from './random.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_BYTES = 16
const CODE_LENGTH = 26

export function makeCode(random: Random): string {
  const bytes = random(CODE_BYTES)
  if (bytes.length !== CODE_BYTES) throw new RangeError(`a code has ${CODE_BYTES} bytes`)
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  let code = ''
  for (let at = CODE_LENGTH - 1; at >= 0; at -= 1)
    code += ALPHABET.charAt(Number((number >> BigInt(at * 5)) & 31n))
  return code
}

/**
 * The code as made, from what somebody typed: small letters, hyphens and spaces, I and L for 1, O for 0; or from the
 * address that was scanned, whose last part it is.
 */
export function parseCode(text: string): string | undefined {
  const typed = SCANNED.exec(text)?.[1] ?? text
  if (typed.length > 64) return undefined
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0')
  // 128 bits leave three for the first character.
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(code) ? code : undefined
}

const SCANNED = /^\s*https?:\/\/[^/?#\s]{1,253}\/l\/([^/?#]{1,64})\s*$/i

/** SHA-256 of the code, base64url: what the database knows of it. */
export async function hashCode(code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  return toBase64url(new Uint8Array(digest))
}

/** Where whoever scans the code is led, in capitals alone: scheme and host take either case, and `/L/` is ours. */
export const presentationUrl = (origin: string, code: string): string => `${origin.toUpperCase()}/L/${code}`
