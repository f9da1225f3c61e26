/** How a region signs what routes there are between it and a partner on a day, so that it can be shown to others. */
import { fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import type { StatementFault } from './agreement-signature.ts'
import { civilOn, hexDigest, region } from './data.ts'
import type { SigningKey } from './key-ring.ts'
import { type PartnerKey, signingKeyOf } from './keys.ts'
import { isSignedBy, signStatement, statementIn } from './statement.ts'

const TYP = 'cx-routes+jws'
const schema = z.strictObject({
  signer: region,
  partner: region,
  on: civilOn,
  /** SHA-256 of the canonical JSON of what was told, hex: the version. */
  version: hexDigest,
})
export type RoutesStatement = z.infer<typeof schema>

export const signRoutes = (content: RoutesStatement, signer: SigningKey): Promise<string> =>
  signStatement(TYP, content, signer)

/** `now` in epoch seconds: the key must count now. */
export async function readRoutesStatement(
  token: string,
  signer: { readonly region: string; readonly keys: readonly PartnerKey[] },
  now: number,
): Promise<Result<RoutesStatement, StatementFault>> {
  const read = statementIn(token, TYP, schema)
  if (read === undefined) return fail('malformed')
  if (read.content.signer !== signer.region) return fail('notTheirs')
  const key = signingKeyOf(signer.keys, read.kid, { madeAt: now, seenAt: now })
  if (key === undefined) return fail('unknownKey')
  return (await isSignedBy(token, key)) ? ok(read.content) : fail('wrong')
}
