/**
 * The code printed on paper: `TB1:` and, in base45, a CBOR record followed by its signature of 64 bytes; 300 characters at
 * most, so that it fits a QR code of version 10. It is written and read here so that its form is told in one place. It
 * proves that the record is the issuer's, never that the paper is the original: a copy has the same code.
 */
import { fromBase45, toBase45 } from './base45.ts'
import { type Cbor, fromCbor, toCbor } from './cbor.ts'
import { formatIdentifier, parseIdentifier } from './identifier.ts'
import { sha256 } from './sha256.ts'
import { SIGNATURE_BYTES } from './signature.ts'

export const PAPER_PREFIX = 'TB1:'
export const PAPER_MAX_CHARACTERS = 300

/** What a paper code says. Names are as printed; whoever writes one may leave `typeName` or `authority` out to fit. */
export type PaperContent = {
  /** Division code of the region, six digits. */
  readonly region: string
  /** The paper key that signs. */
  readonly kid: string
  /** 电子证照标识 with the check character of the standard. */
  readonly identifier: string
  readonly typeName: string | null
  readonly authority: string | null
  readonly holder: string
  /** Masked, the run of stars written as one: 510*001X. Null where the type prints none. */
  readonly holderNumber: string | null
  /** Seconds. */
  readonly iat: number
  /** Civil dates, Asia/Shanghai. */
  readonly validFrom: string
  readonly validUntil: string | null
  readonly status: { readonly list: number; readonly index: number }
  readonly demonstration: boolean
}

/** As read: of the key only a hint is printed. */
export type PaperRecord = Omit<PaperContent, 'kid'> & { readonly keyHint: number }

/** The first four bytes of the SHA-256 of a key's name: enough to find it among the few of a region. */
export function paperKeyHint(kid: string): number {
  return new DataView(sha256(new TextEncoder().encode(kid)).buffer).getUint32(0)
}

const DAY = 86_400_000
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY
const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

/** The bytes that are signed: what is printed without the signature, behind words that tell it from all else. */
export function paperSigningInput(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const context = new TextEncoder().encode('tongban-paper/1\0')
  const input = new Uint8Array(context.length + body.length)
  input.set(context)
  input.set(body, context.length)
  return input
}

/** The record, or `undefined` when a member cannot be written so that it reads back the same. */
export function encodePaperBody(content: PaperContent): Uint8Array<ArrayBuffer> | undefined {
  const packed = packIdentifier(content.identifier)
  if (packed === undefined || !/^[1-9]\d{5}$/.test(content.region)) return undefined
  const numbers = [content.iat, dayOf(content.validFrom), content.status.list, content.status.index]
  if (!numbers.every(Number.isSafeInteger)) return undefined
  const body = toCbor([
    paperKeyHint(content.kid),
    Number(content.region),
    packed,
    shortest(content.typeName),
    shortest(content.authority),
    shortest(content.holder),
    shortest(content.holderNumber),
    content.iat,
    dayOf(content.validFrom),
    content.validUntil === null ? null : dayOf(content.validUntil),
    content.status.list,
    content.status.index,
    content.demonstration,
  ])
  return readPaperBody(body) === undefined ? undefined : body
}

/** The text of the code. */
export function paperText(body: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(body.length + signature.length)
  bytes.set(body)
  bytes.set(signature, body.length)
  return PAPER_PREFIX + toBase45(bytes)
}

export type PaperParts = {
  readonly record: PaperRecord
  readonly body: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

export function readPaper(text: string): PaperParts | undefined {
  if (text.length > PAPER_MAX_CHARACTERS || !text.startsWith(PAPER_PREFIX)) return undefined
  const bytes = fromBase45(text.slice(PAPER_PREFIX.length))
  if (bytes === undefined || bytes.length <= SIGNATURE_BYTES) return undefined
  const body = bytes.slice(0, -SIGNATURE_BYTES)
  const record = readPaperBody(body)
  return record === undefined ? undefined : { record, body, signature: bytes.slice(-SIGNATURE_BYTES) }
}

function readPaperBody(body: Uint8Array<ArrayBuffer>): PaperRecord | undefined {
  const value = fromCbor(body)
  if (!Array.isArray(value) || value.length !== 13) return undefined
  const [
    hint,
    region,
    packed,
    typeName,
    authority,
    holder,
    number,
    iat,
    from,
    until,
    list,
    index,
    demonstration,
  ] = value
  const identifier = unpackIdentifier(packed)
  if (!isCount(hint) || !isCount(region) || identifier === undefined) return undefined
  if (!isCount(iat) || !isDay(from) || !(until === null || isDay(until))) return undefined
  if (!isCount(list) || !isCount(index) || typeof demonstration !== 'boolean') return undefined
  const names = [typeName, authority, number, holder].map(textOf)
  const [readTypeName, readAuthority, readNumber, readHolder] = names
  if (readTypeName === undefined || readAuthority === undefined || readNumber === undefined) return undefined
  if (typeof readHolder !== 'string') return undefined
  if (region < 100_000 || region > 999_999) return undefined
  return {
    keyHint: hint,
    region: String(region),
    identifier,
    typeName: readTypeName,
    authority: readAuthority,
    holder: readHolder,
    holderNumber: readNumber,
    iat,
    validFrom: dateOf(from),
    validUntil: until === null ? null : dateOf(until),
    status: { list, index },
    demonstration,
  }
}

const isCount = (value: Cbor | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value <= 0xffff_ffff
/** Up to the year 9999: the dates ISO 8601 writes with four digits. */
const isDay = (value: Cbor | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value <= 2_932_896

/**
 * Chinese takes three bytes a character in UTF-8 and two in UTF-16: a text is written as UTF-8 text, or as a byte string of
 * UTF-16 (high byte first) where that alone is shorter.
 */
function shortest(text: string | null): Cbor {
  if (text === null || new TextEncoder().encode(text).length <= text.length * 2) return text
  const bytes = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index++) {
    bytes[index * 2] = text.charCodeAt(index) >> 8
    bytes[index * 2 + 1] = text.charCodeAt(index) & 0xff
  }
  return bytes
}

/** `undefined` when it is no text, or not written the one way it should be. */
function textOf(value: Cbor | undefined): string | null | undefined {
  if (value === null) return null
  const text = value instanceof Uint8Array ? utf16(value) : value
  if (typeof text !== 'string' || !text.isWellFormed()) return undefined
  return shortest(text) instanceof Uint8Array === value instanceof Uint8Array ? text : undefined
}

function utf16(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 === 1) return undefined
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    text += String.fromCharCode(((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0))
  }
  return text
}

/**
 * The identifier without root, dots and check character, as one whole number in base 36 written in bytes; before it the
 * length of the issuer, so that the parts can be told apart. Type and version have fixed lengths.
 */
function packIdentifier(text: string): Uint8Array<ArrayBuffer> | undefined {
  const parts = parseIdentifier(text)
  if (parts === undefined || formatIdentifier(parts) !== text) return undefined
  let number = 1n
  for (const character of parts.typeCode + parts.version + parts.issuer + parts.serial) {
    number = number * 36n + BigInt(Number.parseInt(character, 36))
  }
  const bytes = [parts.issuer.length]
  for (; number > 0n; number >>= 8n) bytes.push(Number(number & 0xffn))
  return Uint8Array.from(bytes)
}

function unpackIdentifier(packed: Cbor | undefined): string | undefined {
  if (!(packed instanceof Uint8Array) || packed.length > 64) return undefined
  let number = 0n
  for (let index = packed.length - 1; index > 0; index--) number = (number << 8n) | BigInt(packed[index] ?? 0)
  const characters = number.toString(36).toUpperCase().slice(1)
  const issuerEnd = 24 + (packed[0] ?? 0)
  const text = formatIdentifier({
    typeCode: characters.slice(0, 21),
    version: characters.slice(21, 24),
    issuer: characters.slice(24, issuerEnd),
    serial: characters.slice(issuerEnd),
  })
  const again = packIdentifier(text)
  if (again === undefined || again.length !== packed.length) return undefined
  return again.every((byte, index) => byte === packed[index]) ? text : undefined
}
