/**
 * SM2 signatures made (GB/T 32918.2-2016, section 6): r = (e + x₁) mod n, s = (1 + d)⁻¹·(k − r·d) mod n, with (x₁, y₁) = [k]G.
 *
 * k must never repeat and never be guessed: one repetition gives the key away. It is made of fresh random bytes together
 * with key and message, so that a source of random bytes that fails still gives no two messages the same k. BigInt
 * arithmetic does not take constant time; this signer stands in a Worker of its own whose timing nobody measures finely,
 * and a region that needs more asks a signing service.
 */
import { fromBase64url } from '@tongban/verifier'
import { bytesOf, messageDigest, numberOf, SM2_ORDER, Sm2Point, sm3 } from '@tongban/verifier/sm2'
import type { Random } from './random.ts'

const KEY_BYTES = 32
const MOST_TRIES = 16

/** The private number, which lies in 1…n−2 (GB/T 32918.1 6.1), with its point. */
export function privateNumber(
  text: string,
): { readonly number: bigint; readonly point: Sm2Point } | undefined {
  const bytes = fromBase64url(text)
  if (bytes?.length !== KEY_BYTES) return undefined
  const number = numberOf(bytes)
  if (number < 1n || number > SM2_ORDER - 2n) return undefined
  return { number, point: Sm2Point.BASE.multiply(number) }
}

/** r‖s, 64 bytes. `user` is Z_A of the key. */
export function signSm2(
  user: Uint8Array,
  d: bigint,
  message: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const digest = messageDigest(user, message)
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const signature = signatureWith(digest, d, nonceOf(digest, d, random(KEY_BYTES)))
    if (signature !== undefined) return signature
  }
  throw new Error('no signature came of it: the arithmetic is broken')
}

/** In 1…n−1, from 512 bits, so that no value is likelier than another by more than one part in 2²⁵⁶. */
function nonceOf(digest: bigint, d: bigint, random: Uint8Array): bigint {
  if (random.length !== KEY_BYTES) throw new RangeError(`a nonce takes ${KEY_BYTES} random bytes`)
  const half = (which: number) => numberOf(sm3(Uint8Array.of(which), bytesOf(d), random, bytesOf(digest)))
  return (((half(0) << 256n) | half(1)) % (SM2_ORDER - 1n)) + 1n
}

/** `undefined` in the cases in which the standard asks for another k. */
export function signatureWith(digest: bigint, d: bigint, k: bigint): Uint8Array<ArrayBuffer> | undefined {
  const { Fn } = Sm2Point
  const r = Fn.create(digest + Sm2Point.BASE.multiply(k).x)
  if (r === 0n || r + k === SM2_ORDER) return undefined
  const s = Fn.mul(Fn.inv(Fn.create(1n + d)), Fn.create(k - r * d))
  if (s === 0n) return undefined
  const signature = new Uint8Array(64)
  signature.set(bytesOf(r))
  signature.set(bytesOf(s), 32)
  return signature
}
