/**
 * A statement a region signs to be shown to others: a compact JWS (RFC 7515, EdDSA) whose `typ` says what is stated. Refused
 * unless it is written in the one way there is; whose key it is, and whether that counts, is for whoever reads it.
 */
import { CompactSign, compactVerify, errors } from 'jose'
import * as z from 'zod'
import { isCanonicalToken, jsonInPart } from './base64url.ts'
import type { SigningKey } from './key-ring.ts'
import { coordinate, importPublic, type PartnerKey } from './keys.ts'
import { SUITE } from './suites.ts'

const encoder = new TextEncoder()

export function signStatement(typ: string, content: object, { kid, key }: SigningKey): Promise<string> {
  return new CompactSign(encoder.encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: SUITE.token, kid, typ })
    .sign(key)
}

const headerSchema = z.strictObject({ alg: z.literal(SUITE.token), kid: coordinate, typ: z.string() })

/** Key id and content as they stand, not believed yet; undefined where it is no such statement. */
export function statementIn<T>(
  token: string,
  typ: string,
  schema: z.ZodType<T>,
): { readonly kid: string; readonly content: T } | undefined {
  if (!isCanonicalToken(token, 3)) return undefined
  const [header, payload] = token.split('.', 2).map(jsonInPart)
  const head = headerSchema.safeParse(header)
  const content = schema.safeParse(payload)
  if (!head.success || head.data.typ !== typ || !content.success) return undefined
  return { kid: head.data.kid, content: content.data }
}

export async function isSignedBy(token: string, { jwk }: Pick<PartnerKey, 'jwk'>): Promise<boolean> {
  try {
    await compactVerify(token, await importPublic(jwk), { algorithms: [SUITE.token] })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}
