/** A signed token in compact form (RFC 7515): the header's `typ` says what is stated, `alg` and `kid` are the key's own. */
import { toBase64url } from '@tongban/verifier'
import type { KeySigner } from './contract.ts'

const encoder = new TextEncoder()
export const jsonPart = (value: unknown): string => toBase64url(encoder.encode(JSON.stringify(value)))

/** Header, dot and payload: the bytes every signature over this token covers. */
export const signingInput = (
  typ: string,
  { alg, kid }: Pick<KeySigner, 'alg' | 'kid'>,
  payload: object,
): string => `${jsonPart({ alg, kid, typ })}.${jsonPart(payload)}`

/** base64url of r‖s over this text. */
export async function signatureOver(input: string, signer: KeySigner): Promise<string> {
  return toBase64url(await signer.sign(new Uint8Array(encoder.encode(input))))
}

export async function signToken(typ: string, payload: object, signer: KeySigner): Promise<string> {
  const input = signingInput(typ, signer, payload)
  return `${input}.${await signatureOver(input, signer)}`
}
