/**
 * The part of CBOR (RFC 8949) a paper code needs: integers, byte and text strings, arrays, true, false, null. Only the
 * deterministic form of §4.2 is written and only that is read, so that each value has exactly one byte string.
 */
export type Cbor = number | string | boolean | null | Uint8Array<ArrayBuffer> | readonly Cbor[]

const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const DEPTH = 4

function head(major: number, value: number): number[] {
  const type = major << 5
  if (value < 24) return [type | value]
  if (value < 0x100) return [type | 24, value]
  if (value < 0x10000) return [type | 25, value >> 8, value & 0xff]
  if (value < 0x1_0000_0000) return [type | 26, ...fourBytes(value)]
  return [type | 27, ...fourBytes(Math.floor(value / 0x1_0000_0000)), ...fourBytes(value % 0x1_0000_0000)]
}

function fourBytes(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

function write(value: Cbor, out: number[]): void {
  if (value === null) out.push(0xf6)
  else if (typeof value === 'boolean') out.push(value ? 0xf5 : 0xf4)
  else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('only whole numbers are written')
    out.push(...(value < 0 ? head(1, -1 - value) : head(0, value)))
  } else if (typeof value === 'string') {
    const bytes = utf8.encode(value)
    out.push(...head(3, bytes.length), ...bytes)
  } else if (value instanceof Uint8Array) out.push(...head(2, value.length), ...value)
  else {
    out.push(...head(4, value.length))
    for (const item of value) write(item, out)
  }
}

export function toCbor(value: Cbor): Uint8Array<ArrayBuffer> {
  const out: number[] = []
  write(value, out)
  return Uint8Array.from(out)
}

type Reader = { readonly bytes: Uint8Array<ArrayBuffer>; at: number }
class NotCbor extends Error {}

function take(reader: Reader, count: number): Uint8Array<ArrayBuffer> {
  if (count > reader.bytes.length - reader.at) throw new NotCbor()
  reader.at += count
  return reader.bytes.subarray(reader.at - count, reader.at)
}

const LEAST = [24, 0x100, 0x10000, 0x1_0000_0000] as const

/** The argument of a head, refused where a shorter head would have held it. */
function argument(reader: Reader, additional: number): number {
  if (additional < 24) return additional
  const least = LEAST[additional - 24]
  if (least === undefined) throw new NotCbor()
  let value = 0
  for (const byte of take(reader, 1 << (additional - 24))) value = value * 256 + byte
  if (value < least || !Number.isSafeInteger(value)) throw new NotCbor()
  return value
}

function read(reader: Reader, depth: number): Cbor {
  const initial = take(reader, 1)[0] ?? 0
  const major = initial >> 5
  if (major === 7) {
    if (initial === 0xf4) return false
    if (initial === 0xf5) return true
    if (initial === 0xf6) return null
    throw new NotCbor()
  }
  const value = argument(reader, initial & 31)
  if (major === 0) return value
  if (major === 1) return safe(-1 - value)
  if (major === 2) return take(reader, value).slice()
  if (major === 3) return textOf(take(reader, value))
  if (major !== 4 || depth === DEPTH || value > reader.bytes.length - reader.at) throw new NotCbor()
  return Array.from({ length: value }, () => read(reader, depth + 1))
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new NotCbor()
  return value
}

function textOf(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    throw new NotCbor()
  }
}

/** The value, or `undefined` when the bytes are not what `toCbor` would have written. */
export function fromCbor(bytes: Uint8Array<ArrayBuffer>): Cbor | undefined {
  const reader = { bytes, at: 0 }
  try {
    const value = read(reader, 0)
    return reader.at === bytes.length ? value : undefined
  } catch (error) {
    if (error instanceof NotCbor) return undefined
    throw error
  }
}
