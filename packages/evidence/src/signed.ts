/**
 * A signed statement: a JWS in compact form (RFC 7515) with ES256 over canonical JSON, so that any JOSE library
 * verifies it. The header's `typ` says what is stated: a signature under a day's root never passes for one under an
 * archive.
 */
import { canonicalJson, fail, type Json, ok, type Result } from '@tongban/kernel'
import { fromBase64url, toBase64url } from '@tongban/privacy'
import * as z from 'zod'
import { type AuditKeys, type PublicKey, verifierOf } from './audit-keys.ts'

export type StatementType = 'tongban-day' | 'tongban-archive' | 'tongban-erasure' | 'tongban-bulletin'

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const
const headerSchema = z.object({ alg: z.literal('ES256'), kid: z.string(), typ: z.string() })
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export async function sign(keys: AuditKeys, typ: StatementType, statement: Json): Promise<string> {
  const header = canonicalJson({ alg: 'ES256', kid: keys.current, typ })
  const signed = [header, canonicalJson(statement)].map((part) => toBase64url(encoder.encode(part))).join('.')
  const signature = await crypto.subtle.sign(SIGNATURE, keys.signer, encoder.encode(signed))
  return `${signed}.${toBase64url(new Uint8Array(signature))}`
}

export type SignatureFault = {
  readonly code: 'signatureRefused'
  readonly reason: 'malformed' | 'otherType' | 'unknownKey' | 'wrong'
}

/** What is stated, if one of these keys signed it as a statement of this type. */
export async function verifySigned(
  keys: readonly PublicKey[],
  typ: StatementType,
  jws: string,
): Promise<Result<{ readonly statement: unknown; readonly keyId: string }, SignatureFault>> {
  const refuse = (reason: SignatureFault['reason']) => fail({ code: 'signatureRefused', reason })
  const [headerText = '', statementText = '', signatureText = '', ...more] = jws.split('.')
  const header = headerSchema.safeParse(readPart(headerText))
  const statement = readPart(statementText)
  const signature = fromBase64url(signatureText)
  if (!header.success || statement === undefined || signature === undefined || more.length > 0)
    return refuse('malformed')
  const { kid, typ: stated } = header.data
  if (stated !== typ) return refuse('otherType')
  const key = keys.find((each) => each.kid === kid)
  if (key === undefined) return refuse('unknownKey')
  const verifier = await verifierOf(key)
  const signed = encoder.encode(`${headerText}.${statementText}`)
  const isRight = await crypto.subtle.verify(SIGNATURE, verifier, signature, signed)
  return isRight ? ok({ statement, keyId: kid }) : refuse('wrong')
}

function readPart(text: string): unknown {
  const bytes = fromBase64url(text)
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch (error) {
    // Neither UTF-8 nor JSON: not a part of a statement.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
