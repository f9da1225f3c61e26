/**
 * Compact JWS (RFC 7515) by Ed25519, of tokens whose form and header have been checked before: `isCanonicalToken`, and a
 * strict schema that knows one algorithm and no extension. What is left is the signature over the text.
 */
import { fromBase64url, toBase64url } from '@tongban/privacy'
import { isSignedBy } from './ed25519.ts'

const encoder = new TextEncoder()
const part = (value: object) => toBase64url(encoder.encode(JSON.stringify(value)))

export async function signToken(header: object, content: object, key: CryptoKey): Promise<string> {
  const signed = `${part(header)}.${part(content)}`
  const signature = await crypto.subtle.sign('Ed25519', key, encoder.encode(signed))
  return `${signed}.${toBase64url(new Uint8Array(signature))}`
}

export async function isTokenSignedBy(token: string, key: CryptoKey): Promise<boolean> {
  const end = token.lastIndexOf('.')
  const signature = fromBase64url(token.slice(end + 1))
  return signature !== undefined && isSignedBy(key, signature, encoder.encode(token.slice(0, end)))
}
