/**
 * Status lists (Token Status List): one signed token holds the states of many licences, so that asking for the list
 * tells nobody which licence was asked about. A list is read once and may be kept; whether it is still fresh enough is
 * asked at each verification.
 */
import { fromBase64url } from './base64url.ts'
import { type Fault, type FindingCode, fault } from './finding.ts'
import { inflate } from './inflate.ts'
import { isSeconds, type Jws, readJws } from './jws.ts'
import { checkSignature, type Sm2Verifier } from './signature.ts'
import { isObject } from './strict-json.ts'
import { keyFault, regionOfStatus, type Trust } from './trust.ts'

export type StatusShard = {
  readonly uri: string
  /** When the states were as the list says, epoch milliseconds. */
  readonly asOf: number
  /** From this second on it must not be relied on. */
  readonly exp: number
  /** Seconds for which its issuer lets it be kept; 0: ask each time. */
  readonly ttl: number
  readonly bits: 1 | 2 | 4 | 8
  /** Least significant bits first. */
  readonly bytes: Uint8Array
  /** The key that signed it, so that a list dies with its key; absent where the issuer itself asks its registry. */
  readonly kid?: string
}

/** What the list says at this place; `undefined` beyond its end. */
export function statusAt(shard: StatusShard, index: number): number | undefined {
  const bit = index * shard.bits
  const byte = shard.bytes[Math.floor(bit / 8)]
  return byte === undefined ? undefined : (byte >> (bit % 8)) & ((1 << shard.bits) - 1)
}

export type ReadStatusToken = {
  /** Where the list was asked for, which it must say of itself. */
  readonly uri: string
  readonly trust: Trust
  /** Epoch milliseconds. */
  readonly now: number
  /** How large a list may unpack; 1 MiB unless told, four million places of two bits. */
  readonly maxBytes?: number | undefined
  readonly leewaySeconds?: number | undefined
  readonly sm2?: Sm2Verifier | undefined
}

const MAX_BYTES = 1_048_576

export async function readStatusToken(token: string, reading: ReadStatusToken): Promise<StatusShard | Fault> {
  const read = await readShard(token, reading)
  return typeof read === 'string' ? fault(read) : read
}

async function readShard(token: string, reading: ReadStatusToken): Promise<StatusShard | FindingCode> {
  const { uri, trust, now, maxBytes = MAX_BYTES, leewaySeconds = 60, sm2 } = reading
  // A list that packing makes no smaller, in base64 twice over, and its claims.
  if (token.length > maxBytes * 2 + 4096) return 'statusToken:tooLarge'
  const region = regionOfStatus(trust, uri)
  if (region === undefined) return 'issuer:unknown'
  const jws = readJws(token, 'statuslist+jwt')
  if (typeof jws === 'string') return jws === 'token:type' ? jws : 'statusToken:malformed'
  const { iss, sub, iat, exp, ttl = 0 } = jws.payload
  if (sub !== uri) return 'status:otherList'
  if (iss !== undefined && iss !== region.issuer) return 'status:otherList'
  if (!isSeconds(iat) || !isSeconds(exp) || !isSeconds(ttl)) return 'statusToken:malformed'
  const key = jws.kid === undefined ? undefined : region.open.get(jws.kid)
  if (key === undefined) return 'key:unknown'
  if (key.alg !== jws.alg) return 'key:algorithm'
  const unusable = keyFault(key, 'status', iat, now)
  if (unusable !== undefined) return unusable
  const outcome = await checkSignature(key, jws.signed, jws.signature, sm2)
  if (outcome !== 'holds') return outcome === 'fails' ? 'statusToken:signature' : 'signature:unsupported'
  if (now >= exp * 1000 || iat > now / 1000 + leewaySeconds) return 'statusToken:expired'
  const list = await listOf(jws, maxBytes)
  return typeof list === 'string' ? list : { uri, asOf: iat * 1000, exp, ttl, ...list, kid: key.kid }
}

async function listOf(
  { payload }: Jws,
  maxBytes: number,
): Promise<Pick<StatusShard, 'bits' | 'bytes'> | FindingCode> {
  const list = payload.status_list
  if (!isObject(list)) return 'statusToken:malformed'
  const { bits, lst } = list
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) return 'statusToken:malformed'
  const packed = typeof lst === 'string' ? fromBase64url(lst) : undefined
  if (packed === undefined) return 'statusToken:malformed'
  const bytes = await inflate(packed, maxBytes)
  if (bytes === 'tooLarge') return 'statusToken:tooLarge'
  return bytes === 'malformed' ? 'statusToken:malformed' : { bits, bytes }
}
