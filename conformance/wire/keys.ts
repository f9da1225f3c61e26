/**
 * Keys of CX/1, by Node's own cryptography. What is in this folder is a second implementation of the wire, made from
 * docs/protocol.md alone and without the product's code or its libraries, so that the suite does not hold the product
 * against itself.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'

export type PublicJwk = { readonly kty: 'OKP'; readonly crv: 'Ed25519' | 'X25519'; readonly x: string }
export type PrivateJwk = PublicJwk & { readonly d: string }

/** As it stands in a key file, and in the secret of a region. */
export type HeldKey = {
  readonly use: 'sign' | 'open'
  /** The office whose mail it opens; `*`: all of them. */
  readonly office?: string | undefined
  readonly jwk: PrivateJwk
  /** Epoch seconds; `until` is exclusive, null while no end is known. */
  readonly from: number
  readonly until: number | null
}

/** As it is published. */
export type PublicKey = {
  readonly kid: string
  readonly use: 'sign' | 'open'
  readonly office?: string | undefined
  readonly jwk: PublicJwk
  readonly from: number
  readonly until: number | null
  readonly revokedAt?: number | null
}

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()

/** RFC 7638, with the members of RFC 8037. */
export const thumbprintOf = ({ crv, kty, x }: PublicJwk) =>
  sha256(JSON.stringify({ crv, kty, x })).toString('base64url')

export const publicOf = ({ kty, crv, x }: PublicJwk): PublicJwk => ({ kty, crv, x })

export const published = ({ use, office, jwk, from, until }: HeldKey): PublicKey => ({
  kid: thumbprintOf(jwk),
  use,
  ...(office === undefined ? {} : { office }),
  jwk: publicOf(jwk),
  from,
  until,
  revokedAt: null,
})

export const holds = (key: Pick<PublicKey, 'from' | 'until' | 'revokedAt'>, at: number) =>
  key.from <= at && (key.until === null || at < key.until) && (key.revokedAt == null || at < key.revokedAt)

export const publicKeyOf = keptBy(
  (jwk: PublicJwk): KeyObject => createPublicKey({ key: { ...publicOf(jwk) }, format: 'jwk' }),
)
export const privateKeyOf = keptBy(
  (jwk: PrivateJwk): KeyObject => createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
)

/** Made once for each object. */
function keptBy<Jwk extends object>(make: (jwk: Jwk) => KeyObject): (jwk: Jwk) => KeyObject {
  const kept = new WeakMap<Jwk, KeyObject>()
  return (jwk) => {
    const known = kept.get(jwk) ?? make(jwk)
    kept.set(jwk, known)
    return known
  }
}

export function makeKey(
  use: HeldKey['use'],
  from: number,
  until: number | null = null,
  office = '*',
): HeldKey {
  const { privateKey } = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' })
  const jwk: PrivateJwk = { kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x, d }
  return { use, ...(use === 'open' ? { office } : {}), jwk, from, until }
}
