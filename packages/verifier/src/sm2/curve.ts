/**
 * The curve of SM2 (GB/T 32918.5-2017) and what signing and verifying share: numbers and their 32 bytes, the digest of
 * user and key, the digest to be signed. The arithmetic is that of @noble/curves, an audited library, which is bundled
 * into this entry at build; the package itself depends on nothing.
 */
import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { sm3 } from './sm3.ts'

export const SM2_A = 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn
export const SM2_B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
export const SM2_ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

export const Sm2Point = weierstrass<bigint>({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: SM2_ORDER,
  h: 1n,
  a: SM2_A,
  b: SM2_B,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})
export type Sm2Point = WeierstrassPoint<bigint>

/** The number as 32 bytes, highest first (GB/T 32918.1 4.2.1). */
export function bytesOf(number: bigint): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(32))
  for (let at = 0; at < 4; at += 1) view.setBigUint64(at * 8, number >> BigInt(192 - at * 64))
  return new Uint8Array(view.buffer)
}

/** The number these 32 bytes are. */
export function numberOf(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 32)
  let number = 0n
  for (let at = 0; at < 32; at += 8) number = (number << 64n) | view.getBigUint64(at)
  return number
}

/** The default user id, 16 bytes (GM/T 0009-2012 10), and its length in bits before it. */
const USER = new TextEncoder().encode('1234567812345678')
const USER_BITS = Uint8Array.of(0, 128)

/** Z_A (GB/T 32918.2 5.5): the digest of user, curve and public key. */
export function userDigest({ x, y }: { readonly x: bigint; readonly y: bigint }): Uint8Array<ArrayBuffer> {
  const { Gx, Gy } = Sm2Point.CURVE()
  return sm3(USER_BITS, USER, ...[SM2_A, SM2_B, Gx, Gy, x, y].map(bytesOf))
}

/** e = SM3(Z_A ‖ M) as a number. */
export const messageDigest = (user: Uint8Array, message: Uint8Array): bigint => numberOf(sm3(user, message))
