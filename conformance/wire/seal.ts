/** What is personal: a compact JWE (RFC 7516), ECDH-ES+A256KW over X25519 (RFC 7518 §4.6), A256GCM. */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { canonical } from './canonical.ts'
import { type HeldKey, type PublicJwk, privateKeyOf, publicKeyOf, sha256, thumbprintOf } from './keys.ts'

const ALG = 'ECDH-ES+A256KW'
/** RFC 3394 §2.2.3.1. */
const WRAP_IV = Buffer.alloc(8, 0xa6)

/** What is otherwise drawn by lot; given where the bytes are published. */
export type Lot = { readonly ephemeral: KeyObject; readonly contentKey: Buffer; readonly iv: Buffer }

const drawn = (): Lot => ({
  ephemeral: generateKeyPairSync('x25519').privateKey,
  contentKey: randomBytes(32),
  iv: randomBytes(12),
})

export function seal(content: unknown, cx: string, to: PublicJwk, lot: Lot = drawn()): string {
  const { kty = '', crv = '', x = '' } = createPublicKey(lot.ephemeral).export({ format: 'jwk' })
  const header = Buffer.from(
    JSON.stringify({ alg: ALG, enc: 'A256GCM', kid: thumbprintOf(to), cx, epk: { kty, crv, x } }),
  ).toString('base64url')
  const cipher = createCipheriv('aes-256-gcm', lot.contentKey, lot.iv)
  cipher.setAAD(Buffer.from(header))
  const sealed = Buffer.concat([cipher.update(canonical(content)), cipher.final()])
  const wrap = createCipheriv('id-aes256-wrap', wrappingKey(lot.ephemeral, publicKeyOf(to)), WRAP_IV)
  const wrapped = Buffer.concat([wrap.update(lot.contentKey), wrap.final()])
  return [
    header,
    ...[wrapped, lot.iv, sealed, cipher.getAuthTag()].map((each) => each.toString('base64url')),
  ].join('.')
}

export type SealHeader = { readonly kid?: string; readonly cx?: string; readonly epk?: PublicJwk }

export function sealHeader(token: string): SealHeader {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
}

/** Opens it with the key its header names; `undefined` when it cannot be opened. */
export function openSealed(
  token: string,
  keys: readonly HeldKey[],
): { cx: string; content: unknown } | undefined {
  try {
    const [header = '', ...parts] = token.split('.')
    const [wrapped, iv, sealed, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
    const { kid, cx, epk } = sealHeader(token)
    const key = keys.find(({ jwk }) => thumbprintOf(jwk) === kid)
    if (!wrapped || !iv || !sealed || !tag || !epk || cx === undefined || key === undefined) return undefined
    const unwrap = createDecipheriv(
      'id-aes256-wrap',
      wrappingKey(privateKeyOf(key.jwk), publicKeyOf(epk)),
      WRAP_IV,
    )
    const contentKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()])
    const open = createDecipheriv('aes-256-gcm', contentKey, iv)
    open.setAAD(Buffer.from(header))
    open.setAuthTag(tag)
    return { cx, content: JSON.parse(Buffer.concat([open.update(sealed), open.final()]).toString()) }
  } catch {
    // Whatever is wrong with it, it cannot be opened: that is the answer.
    return undefined
  }
}

/** Concat KDF (NIST SP 800-56A) with one round: 256 bits of SHA-256. */
function wrappingKey(own: KeyObject, other: KeyObject): Buffer {
  const secret = diffieHellman({ privateKey: own, publicKey: other })
  const figure = (value: number) => {
    const four = Buffer.alloc(4)
    four.writeUInt32BE(value)
    return four
  }
  const name = Buffer.from(ALG)
  return sha256(
    Buffer.concat([figure(1), secret, figure(name.length), name, figure(0), figure(0), figure(256)]),
  )
}
