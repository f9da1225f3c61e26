/** The compact form of a signed token (RFC 7515 §7.1), taken apart strictly. Nothing is believed before its signature. */
import { fromBase64url, fromBase64urlPart } from './base64url.ts'
import type { FindingCode } from './finding.ts'
import { SIGNATURE_BYTES } from './signature.ts'
import { isObject, type Json, type JsonObject, readJson } from './strict-json.ts'

export type Jws = {
  readonly alg: string
  readonly kid: string | undefined
  readonly payload: JsonObject
  /** The whole token; the signature covers it up to the second dot. */
  readonly bytes: Uint8Array
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

const utf8 = new TextEncoder()
const text8 = new TextDecoder()

/** `typ` keeps a token from being taken for one of another purpose (RFC 8725 §3.11). */
export function readJws(text: string, typ: string): Jws | FindingCode {
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first <= 0 || second <= first + 1 || text.indexOf('.', second + 1) !== -1) return 'token:malformed'
  const bytes = utf8.encode(text)
  // Only then each character is one byte.
  if (bytes.length !== text.length) return 'token:encoding'
  const payloadBytes = fromBase64urlPart(text, bytes, first + 1, second)
  const signature = fromBase64urlPart(text, bytes, second + 1, text.length)
  if (payloadBytes === undefined || signature === undefined) return 'token:encoding'
  const header = knownHeader(text.slice(0, first))
  if (typeof header === 'string') return header
  if (header.typ !== typ) return 'token:type'
  const payload = readJson(payloadBytes)
  if (!isObject(payload)) return 'token:json'
  // Both algorithms have signatures of this length; a key of the trusted list decides which it is.
  if (signature.length !== SIGNATURE_BYTES) return 'signature:invalid'
  const { alg, kid } = header
  return { alg, kid, payload, bytes, signed: bytes.subarray(0, second), signature }
}

type Header = { readonly typ: Json | undefined; readonly alg: string; readonly kid: string | undefined }

/** An issuer writes the same header into thousands of licences: what it says is read once. */
const headers = new Map<string, Header>()
const MOST_HEADERS = 64

function knownHeader(text: string): Header | FindingCode {
  const known = headers.get(text)
  if (known !== undefined) return known
  const header = readHeader(text)
  if (typeof header === 'string') return header
  if (headers.size === MOST_HEADERS) headers.clear()
  // A copy: a part of a text keeps the whole alive.
  headers.set(text8.decode(utf8.encode(text)), header)
  return header
}

function readHeader(text: string): Header | FindingCode {
  const bytes = fromBase64url(text)
  if (bytes === undefined) return 'token:encoding'
  const header = readJson(bytes)
  if (!isObject(header)) return 'token:json'
  const { typ, alg, kid } = header
  // No extension is understood here, so none may be demanded (RFC 7515 §4.1.11), `b64` (RFC 7797) included.
  if (header.crit !== undefined || header.b64 !== undefined) return 'token:critical'
  if (typeof alg !== 'string' || !(kid === undefined || typeof kid === 'string')) return 'token:malformed'
  return { typ, alg, kid }
}

/** A whole number of seconds (NumericDate, RFC 7519 §2). */
export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
