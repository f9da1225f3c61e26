/**
 * Base64url without padding (RFC 4648 §5), strict: no other character, no stray bits in the last one, so that each byte
 * string has exactly one text and no token can be written in two ways.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NONE = 64
const VALUES = new Uint8Array(256).fill(NONE)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

/** The engine's own where it has it (ECMAScript 2026); for long texts the table is many times slower. */
type NativeWriter = { readonly toBase64?: (options: { alphabet: 'base64url'; omitPadding: true }) => string }
type Read = (text: string, options: { alphabet: 'base64url' }) => Uint8Array<ArrayBuffer>
type NativeReader = { readonly fromBase64?: Read }
const reader: Uint8ArrayConstructor & NativeReader = Uint8Array

export function toBase64url(bytes: Uint8Array & NativeWriter): string {
  return bytes.toBase64?.({ alphabet: 'base64url', omitPadding: true }) ?? textByTable(bytes)
}

/** The same by table. */
export function textByTable(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index
    const held = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    text += ALPHABET.charAt(held >> 18) + ALPHABET.charAt((held >> 12) & 63)
    if (left > 1) text += ALPHABET.charAt((held >> 6) & 63)
    if (left > 2) text += ALPHABET.charAt(held & 63)
  }
  return text
}

const SOUND = /^[\w-]*$/
/** The bits of the last character that belong to no byte, by the length of the text modulo four. */
const STRAY = [0, 63, 15, 3] as const

/** Whether `text` is what `toBase64url` would have written for some bytes. */
export function isBase64url(text: string): boolean {
  const rest = text.length % 4
  if (rest === 1 || !SOUND.test(text)) return false
  return rest === 0 || (valueAt(text, text.length - 1) & (STRAY[rest] ?? 0)) === 0
}

/**
 * Shorter texts are read by table even where the engine has its own: that works on wide vectors, for which many processors
 * slow down or wait, and a signature is checked right after, which costs more than the table does.
 */
const SHORT = 2_048

/** The bytes, or `undefined` when `text` is not what `toBase64url` would have written. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (reader.fromBase64 === undefined || text.length <= SHORT) return bytesByTable(text)
  const rest = text.length % 4
  if (rest === 1 || (valueAt(text, text.length - 1) & (STRAY[rest] ?? 0)) !== 0) return undefined
  const bytes = bytesByEngine(reader.fromBase64, text)
  // The engine skips spaces and padding: each of them leaves fewer bytes than so many characters must give.
  return bytes?.length === (text.length * 3) >> 2 ? bytes : undefined
}

/** It throws at characters of no alphabet. */
function bytesByEngine(read: Read, text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return read(text, { alphabet: 'base64url' })
  } catch {
    return undefined
  }
}

/** Taken for one text at a time and never across an await, so it is shared. */
const characters = new Uint8Array(SHORT)

/** The same by table. */
export function bytesByTable(text: string): Uint8Array<ArrayBuffer> | undefined {
  const { length } = text
  const ascii = length <= SHORT ? characters : new Uint8Array(length)
  // Every character seen, so that one that is no ASCII shows in the end.
  let seen = 0
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    seen |= code
    ascii[index] = code
  }
  return seen < 128 ? bytesOfAscii(ascii, 0, length) : undefined
}

/** The same of a part of `text`, whose characters are at hand as bytes too: all of it is ASCII. */
export function fromBase64urlPart(
  text: string,
  ascii: Uint8Array,
  start: number,
  end: number,
): Uint8Array<ArrayBuffer> | undefined {
  return end - start <= SHORT ? bytesOfAscii(ascii, start, end) : fromBase64url(text.slice(start, end))
}

function bytesOfAscii(ascii: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> | undefined {
  const length = end - start
  const rest = length % 4
  if (rest === 1) return undefined
  const bytes = new Uint8Array((length * 3) >> 2)
  const whole = end - rest
  // Every value seen, so that one that is none shows in the end.
  let seen = 0
  let written = 0
  let index = start
  for (; index < whole; index += 4) {
    const a = valueIn(ascii, index)
    const b = valueIn(ascii, index + 1)
    const c = valueIn(ascii, index + 2)
    const d = valueIn(ascii, index + 3)
    seen |= a | b | c | d
    bytes[written] = (a << 2) | (b >> 4)
    bytes[written + 1] = (b << 4) | (c >> 2)
    bytes[written + 2] = (c << 6) | d
    written += 3
  }
  if (rest > 0) {
    const a = valueIn(ascii, index)
    const b = valueIn(ascii, index + 1)
    const c = rest === 3 ? valueIn(ascii, index + 2) : 0
    seen |= a | b | c
    bytes[written] = (a << 2) | (b >> 4)
    if (rest === 3) bytes[written + 1] = (b << 4) | (c >> 2)
    const stray = rest === 3 ? c & 3 : b & 15
    if (stray !== 0) return undefined
  }
  return seen < NONE ? bytes : undefined
}

/** Of a place that is known to be there. */
const valueIn = (ascii: Uint8Array, index: number): number => VALUES[ascii[index] ?? 0] ?? NONE

function valueAt(text: string, index: number): number {
  return VALUES[text.charCodeAt(index)] ?? NONE
}
