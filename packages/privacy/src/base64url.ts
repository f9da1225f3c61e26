/**
 * Base64url without padding (RFC 4648 §5), strict: no other character, no stray bits in the last one, so that each
 * byte string has exactly one text. By table: `btoa`, `atob` and their repairs cost more than the cipher itself.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NONE = 64
const VALUES = new Uint8Array(128).fill(NONE)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

/** The engine's own encoder where it has one (ECMAScript 2026); the table is many times slower. */
type Native = { readonly toBase64?: (options: { alphabet: 'base64url'; omitPadding: true }) => string }

export function toBase64url(bytes: Uint8Array & Native): string {
  return bytes.toBase64?.({ alphabet: 'base64url', omitPadding: true }) ?? byTable(bytes)
}

/** The same by table. */
export function byTable(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += ALPHABET[(held >> bits) & 63]
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + ALPHABET[(held << (6 - bits)) & 63]
}

/** The engine's own reader. It skips spaces, takes padding and passes over stray bits: all of this is looked at before. */
type NativeReader = {
  readonly fromBase64?: (text: string, options: { alphabet: 'base64url' }) => Uint8Array<ArrayBuffer>
}
const reader: Uint8ArrayConstructor & NativeReader = Uint8Array
const SOUND = /^[\w-]*$/
/** The bits of the last character that belong to no byte, by the length of the text modulo four. */
const STRAY = [0, 63, 15, 3] as const

/** The bytes, or `undefined` when `text` is not what `toBase64url` would have written. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (reader.fromBase64 === undefined) return bytesByTable(text)
  const rest = text.length % 4
  if (rest === 1 || !SOUND.test(text)) return undefined
  const last = VALUES[text.charCodeAt(text.length - 1)] ?? 0
  if ((last & (STRAY[rest] ?? 0)) !== 0) return undefined
  return reader.fromBase64(text, { alphabet: 'base64url' })
}

/** The same by table. */
export function bytesByTable(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let bits = 0
  let held = 0
  let end = 0
  for (let index = 0; index < text.length; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? NONE
    if (value === NONE) return undefined
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[end++] = held >> bits
    }
    held &= (1 << bits) - 1
  }
  return held === 0 ? bytes : undefined
}
