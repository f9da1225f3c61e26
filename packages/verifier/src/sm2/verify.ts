/**
 * SM2 signatures verified (GB/T 32918.2-2016, section 7), public values only: nothing here keeps a secret or takes
 * constant time. A key that is asked for often gets tables of its multiples, which make verifying several times faster;
 * they take some tens of milliseconds and a megabyte, worth it for an issuer's key and not for a single look.
 *
 * r and s must lie in 1…n−1 and are 32 bytes each, so a signature has one form only. Unlike ECDSA it needs no rule about
 * the lower half: (r, n−s) changes t = r + s and with it the point, so it is another signature, which does not hold.
 */
import { fromBase64url } from '../base64url.ts'
import type { Sm2Verifier } from '../signature.ts'
import type { PublicJwk } from '../wire.ts'
import { messageDigest, numberOf, SM2_ORDER, Sm2Point, userDigest } from './curve.ts'

const SIGNATURE_BYTES = 64
/** Bits of a window of the tables, and from which use on a key is worth them. */
const WINDOW = 8
const OFTEN = 64

export type Sm2Key = { readonly point: Sm2Point; readonly user: Uint8Array<ArrayBuffer>; uses: number }

/** `undefined`: not 32 bytes each, or no point of the curve (GB/T 32918.1 6.2.1). */
export function importSm2(jwk: PublicJwk): Sm2Key | undefined {
  const x = fromBase64url(jwk.x)
  const y = fromBase64url(jwk.y)
  if (jwk.crv !== 'SM2' || x?.length !== 32 || y?.length !== 32) return undefined
  const affine = { x: numberOf(x), y: numberOf(y) }
  if (!isOnCurve(affine)) return undefined
  return { point: Sm2Point.fromAffine(affine), user: userDigest(affine), uses: 0 }
}

/** The curve's order is prime, so every point of it but infinity will do. */
function isOnCurve({ x, y }: { readonly x: bigint; readonly y: bigint }): boolean {
  const { p, a, b } = Sm2Point.CURVE()
  return x < p && y < p && (y * y - (x * x + a) * x - b) % p === 0n
}

export function verifyWith(key: Sm2Key, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  const r = numberOf(signature.subarray(0, 32))
  const s = numberOf(signature.subarray(32))
  if (r === 0n || r >= SM2_ORDER || s === 0n || s >= SM2_ORDER) return false
  const t = (r + s) % SM2_ORDER
  if (t === 0n) return false
  const sum = sumOf(key, s, t)
  return !sum.is0() && (messageDigest(key.user, bytes) + sum.x) % SM2_ORDER === r
}

/** [s]G + [t]P, by tables once the key was asked for often. */
function sumOf(key: Sm2Key, s: bigint, t: bigint): Sm2Point {
  key.uses += 1
  if (key.uses < OFTEN) return Sm2Point.BASE.mulAddUnsafe(s, key.point, t)
  if (key.uses === OFTEN) for (const point of [Sm2Point.BASE, key.point]) point.precompute(WINDOW)
  return Sm2Point.BASE.multiplyUnsafe(s).add(key.point.multiplyUnsafe(t))
}

/** Keys by the object they came as: those of a trust bundle are read once and asked for as long as it is held. */
const keys = new WeakMap<PublicJwk, Sm2Key>()

export const verifySm2: Sm2Verifier = (jwk, bytes, signature) => {
  const held = keys.get(jwk)
  if (held !== undefined) return verifyWith(held, bytes, signature)
  const key = importSm2(jwk)
  if (key === undefined) return false
  keys.set(jwk, key)
  return verifyWith(key, bytes, signature)
}
