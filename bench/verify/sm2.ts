import { signSm2 } from '../../packages/licences/src/sm2-signature.ts'
import type { PublicJwk } from '../../packages/verifier/src/index.ts'
import { toBase64url } from '../../packages/verifier/src/index.ts'
import { bytesOf, numberOf, SM2_ORDER, Sm2Point, userDigest } from '../../packages/verifier/src/sm2/index.ts'

type Signed = {
  readonly jwk: PublicJwk
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

/** So many texts as long as the signed part of a licence, signed with one SM2 key made for this run. */
export async function sm2Signed(count: number): Promise<(at: number) => Signed> {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const number = (numberOf(random(32)) % (SM2_ORDER - 3n)) + 1n
  const { x, y } = Sm2Point.BASE.multiply(number).toAffine()
  const jwk: PublicJwk = { kty: 'EC', crv: 'SM2', x: toBase64url(bytesOf(x)), y: toBase64url(bytesOf(y)) }
  const user = userDigest({ x, y })
  const all = Array.from({ length: count }, (): Signed => {
    const bytes = random(1_200)
    return { jwk, bytes, signature: signSm2(user, number, bytes, random) }
  })
  return (at) => {
    const one = all[at]
    if (one === undefined) throw new RangeError(`only ${count} were signed`)
    return one
  }
}
