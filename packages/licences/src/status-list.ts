/**
 * Status lists (Token Status List): two bits for each licence, lowest first, in shards large enough that asking for one
 * tells nobody which licence was meant. A shard here is its raw bytes; only what is published is compressed and signed.
 */
import { STATUS, type StatusValue, toBase64url } from '@tongban/verifier'
import type { KeySigner } from './contract.ts'
import { signToken } from './jws.ts'

const BITS = 2
const PER_BYTE = 8 / BITS
export const SHARD_ENTRIES = 2 ** 17
export const SHARD_BYTES = SHARD_ENTRIES / PER_BYTE

export type StatusEntry = { readonly index: number; readonly value: StatusValue }

/** All valid but these. */
export function makeShard(entries: Iterable<StatusEntry>): Uint8Array<ArrayBuffer> {
  const shard = new Uint8Array(SHARD_BYTES)
  for (const { index, value } of entries) setStatus(shard, index, value)
  return shard
}

export function setStatus(shard: Uint8Array, index: number, value: StatusValue): void {
  const { byte, shift } = placeOf(index)
  shard[byte] = ((shard[byte] ?? 0) & ~(3 << shift)) | (value << shift)
}

const VALUES: readonly StatusValue[] = [STATUS.valid, STATUS.invalid, STATUS.suspended, STATUS.other]

export function statusIn(shard: Uint8Array, index: number): StatusValue {
  const { byte, shift } = placeOf(index)
  return VALUES[((shard[byte] ?? 0) >> shift) & 3] ?? STATUS.other
}

function placeOf(index: number): { readonly byte: number; readonly shift: number } {
  if (!Number.isInteger(index) || index < 0 || index >= SHARD_ENTRIES)
    throw new RangeError(`${index} is no place in a shard`)
  return { byte: Math.floor(index / PER_BYTE), shift: (index % PER_BYTE) * BITS }
}

/** zlib (RFC 1950), as the draft asks. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

export const statusListUri = (statusBase: string, list: number): string => `${statusBase}${list}`

export type StatusToken = {
  readonly uri: string
  /** Seconds. */
  readonly iat: number
  readonly exp: number
  readonly ttl: number
  /** The raw shard. */
  readonly bits: Uint8Array<ArrayBuffer>
}

export async function signStatusToken(
  { uri, iat, exp, ttl, bits }: StatusToken,
  signer: KeySigner,
): Promise<string> {
  const lst = toBase64url(await deflate(bits))
  return signToken('statuslist+jwt', { sub: uri, iat, exp, ttl, status_list: { bits: BITS, lst } }, signer)
}
