/**
 * How a region signs an agreement, or the notice that ends one: it names the agreement and its digest, who signs and when.
 * The later of the two signing times is when both are bound, on both sides alike.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { civilOn, hexDigest, region } from './data.ts'
import type { SigningKey } from './key-ring.ts'
import { type PartnerKey, seconds, signingKeyOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import { isSignedBy, signStatement, statementIn } from './statement.ts'

const TYP = 'cx-agreement+jws'

const stated = {
  agreement: z.string().max(80),
  /** SHA-256 of its canonical JSON, hex. */
  digest: hexDigest,
  signer: region,
  at: seconds,
}
const reason = z.string().min(1).max(500)
const signedSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('sign'), ...stated }),
  z.strictObject({ act: z.literal('decline'), ...stated, reason }),
  /** `endsOn`: last day in force. */
  z.strictObject({ act: z.literal('end'), ...stated, endsOn: civilOn, reason }),
])
export type AgreementStatement = z.infer<typeof signedSchema>

export const signAgreement = (content: AgreementStatement, signer: SigningKey): Promise<string> =>
  signStatement(TYP, content, signer)

export type StatementFault = 'malformed' | 'notTheirs' | 'time' | 'unknownKey' | 'wrong'

/**
 * What was stated, if one of these keys has signed it, which was in force then and is not revoked now; `now` in epoch
 * seconds. A statement of an instant to come is none.
 */
export async function readAgreementStatement(
  token: string,
  signer: { readonly region: string; readonly keys: readonly PartnerKey[] },
  now: number,
): Promise<Result<AgreementStatement, StatementFault>> {
  const read = statementIn(token, TYP, signedSchema)
  if (read === undefined) return fail('malformed')
  const { kid, content } = read
  if (content.signer !== signer.region) return fail('notTheirs')
  if (content.at > now + LIMITS.signatureAheadSeconds) return fail('time')
  const key = signingKeyOf(signer.keys, kid, { madeAt: content.at, seenAt: now })
  if (key === undefined) return fail('unknownKey')
  return (await isSignedBy(token, key)) ? ok(content) : fail('wrong')
}
