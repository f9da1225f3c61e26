/**
 * SHA-256 (FIPS 180-4), at once and without a promise: a licence with eight disclosures needs eight digests of a hundred
 * bytes each, and the engine's own asks a promise of each. Only public data is hashed, so nothing depends on its time.
 */
import { toBase64url } from './base64url.ts'

const PRIMES = firstPrimes(64)
const fraction = (value: number) => Math.floor((value - Math.floor(value)) * 0x1_0000_0000) | 0
/** The first 32 bits of the fractional parts of the roots of the first primes: double precision holds them exactly. */
const K = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes
}

// One message is hashed at a time and never across an await, so these are shared.
const schedule = new Int32Array(64)
const state = new Int32Array(8)
const block = new Uint8Array(64)

/** A place of an array that is known to be there. */
const at = (words: Int32Array | Uint8Array, index: number): number => words[index] ?? 0

/** Takes the block into the state. */
function compress(): void {
  const w = schedule
  for (let i = 0; i < 16; i++) {
    const j = i * 4
    w[i] = (at(block, j) << 24) | (at(block, j + 1) << 16) | (at(block, j + 2) << 8) | at(block, j + 3)
  }
  for (let i = 16; i < 64; i++) {
    const early = at(w, i - 15)
    const late = at(w, i - 2)
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
    w[i] = (s1 + at(w, i - 7) + s0 + at(w, i - 16)) | 0
  }
  let a = at(state, 0)
  let b = at(state, 1)
  let c = at(state, 2)
  let d = at(state, 3)
  let e = at(state, 4)
  let f = at(state, 5)
  let g = at(state, 6)
  let h = at(state, 7)
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + at(K, i) + at(w, i)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = at(state, 0) + a
  state[1] = at(state, 1) + b
  state[2] = at(state, 2) + c
  state[3] = at(state, 3) + d
  state[4] = at(state, 4) + e
  state[5] = at(state, 5) + f
  state[6] = at(state, 6) + g
  state[7] = at(state, 7) + h
}

/** The last block or two: what is left of the message, a one bit, and the length. */
function finish(filled: number, length: number): Uint8Array<ArrayBuffer> {
  block[filled] = 0x80
  block.fill(0, filled + 1)
  if (filled > 55) {
    compress()
    block.fill(0)
  }
  const bits = length * 8
  for (let index = 0; index < 4; index++) {
    block[63 - index] = bits >>> (8 * index)
    block[59 - index] = Math.floor(bits / 0x1_0000_0000) >>> (8 * index)
  }
  compress()
  const digest = new Uint8Array(32)
  for (let index = 0; index < 32; index++) digest[index] = at(state, index >> 2) >>> (24 - (index & 3) * 8)
  return digest
}

export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  state.set(START)
  const whole = bytes.length & ~63
  for (let start = 0; start < whole; start += 64) {
    block.set(bytes.subarray(start, start + 64))
    compress()
  }
  block.set(bytes.subarray(whole))
  return finish(bytes.length - whole, bytes.length)
}

/** Of a text of ASCII characters, as base64url: the digest of a disclosure (RFC 9901 §4.2.3). */
export function sha256OfAscii(text: string): string {
  state.set(START)
  let filled = 0
  for (let index = 0; index < text.length; index++) {
    block[filled++] = text.charCodeAt(index)
    if (filled < 64) continue
    compress()
    filled = 0
  }
  return toBase64url(finish(filled, text.length))
}
