/**
 * For whom and what for a region redeems a one-time code of another: as it knows them, bound to that one code and to the
 * region it is asked of. Signed by its key of use `bundle`, which speaks for the region itself; by its `typ` it is never taken for a
 * trust bundle (RFC 8725 §3.11). No person is named in it: the record of use is read by the holder.
 */
import { fail, ok, parseCaseNumber, type Result } from '@tongban/kernel'
import { checkSignature, keyFault, readJws, type Sm2Verifier, type Trust } from '@tongban/verifier'
import * as z from 'zod'
import type { KeySigner } from './contract.ts'
import { signToken } from './jws.ts'

export const ASKER_KINDS = ['nobody', 'applicant', 'official', 'app'] as const
const text = z.string().min(1).max(200)
const askerSchema = z.object({
  kind: z.enum(ASKER_KINDS),
  /** The department of an official, the name of an app; null of a person. */
  name: z.object({ zh: text, en: text }).nullable(),
  /** 岗位 of an official. */
  post: text.nullable(),
  /** A use reason, `own`, `public`, or what an app is registered for. */
  purpose: text,
  caseNumber: z
    .string()
    .refine((number) => parseCaseNumber(number) !== undefined)
    .nullable(),
})
export type Asker = z.infer<typeof askerSchema>

const payloadSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  /** `hashCode` of the code. */
  code: z.string(),
  asker: askerSchema,
})
type Payload = z.infer<typeof payloadSchema>

const TYP = 'tongban-asker+jwt'
/** As with a status list: clocks differ, and an answer takes a moment. The code itself opens once. */
const AGE_SECONDS = 300
export const MAX_ASKER_CHARACTERS = 8_192

export const signAsker = (payload: Payload, signer: KeySigner): Promise<string> =>
  signToken(TYP, payload, signer)

export type ReadAsker = {
  readonly trust: Trust
  /** Of whoever reads it: it was meant for them, and for this code. */
  readonly iss: string
  readonly codeHash: string
  /** Epoch milliseconds. */
  readonly now: number
  readonly sm2: Sm2Verifier
}
export type AskerFault = { readonly code: 'askerRefused'; readonly reason: string }

/** Which region says it, and what it says. */
export async function readAsker(
  token: string,
  { trust, iss, codeHash, now, sm2 }: ReadAsker,
): Promise<Result<Asker & { readonly region: string }, AskerFault>> {
  const refuse = (reason: string) => fail({ code: 'askerRefused', reason } as const)
  if (token.length > MAX_ASKER_CHARACTERS) return refuse('too long')
  const jws = readJws(token, TYP)
  if (typeof jws === 'string') return refuse(jws)
  const parsed = payloadSchema.safeParse(jws.payload)
  if (!parsed.success) return refuse('malformed')
  const { asker, ...said } = parsed.data
  const region = said.iss === iss ? undefined : trust.issuers.get(said.iss)
  const key = jws.kid === undefined ? undefined : region?.open.get(jws.kid)
  if (region === undefined || key === undefined || key.alg !== jws.alg) return refuse('key:unknown')
  const unusable = keyFault(key, 'bundle', said.iat, now)
  if (unusable !== undefined) return refuse(unusable)
  if ((await checkSignature(key, jws.signed, jws.signature, sm2)) !== 'holds') return refuse('signature')
  if (said.aud !== iss || said.code !== codeHash) return refuse('meant for another')
  if (Math.abs(now / 1000 - said.iat) > AGE_SECONDS) return refuse('time')
  return ok({ ...asker, region: region.region })
}
