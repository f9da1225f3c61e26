/** Base45 (RFC 9285), strict: what a QR code holds in its alphanumeric mode. Each byte string has exactly one text. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const NONE = 45
const VALUES = new Uint8Array(128).fill(NONE)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    const high = bytes[index] ?? 0
    const low = bytes[index + 1]
    const value = low === undefined ? high : high * 256 + low
    text += ALPHABET.charAt(value % 45) + ALPHABET.charAt(Math.floor(value / 45) % 45)
    if (low !== undefined) text += ALPHABET.charAt(Math.floor(value / 2025))
  }
  return text
}

const valueAt = (text: string, index: number) => VALUES[text.charCodeAt(index)] ?? NONE

/** The bytes, or `undefined` when `text` is not what `toBase45` would have written. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 3
  if (rest === 1) return undefined
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0))
  let end = 0
  for (let index = 0; index < text.length; index += 3) {
    const whole = index + 2 < text.length
    const low = valueAt(text, index)
    const middle = valueAt(text, index + 1)
    const high = whole ? valueAt(text, index + 2) : 0
    if (low === NONE || middle === NONE || high === NONE) return undefined
    const value = low + middle * 45 + high * 2025
    if (value > (whole ? 0xffff : 0xff)) return undefined
    if (whole) bytes[end++] = value >> 8
    bytes[end++] = value & 0xff
  }
  return bytes
}
