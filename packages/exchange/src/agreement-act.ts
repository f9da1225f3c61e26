/**
 * What regions tell each other of their agreements at `POST /cx/1/agreements`, and the answer, which always says how the
 * agreement stands there: an answer that was lost is made up for by the next one.
 */
import * as z from 'zod'
import { agreementIdSchema, agreementSchema } from './agreement.ts'

/** Compact JWS over the digest; see `agreement-signature.ts` of the wire. */
const signature = z.string().max(4000)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const named = { id: agreementIdSchema, version: z.int().min(1).max(100_000), digest, signature }

export const agreementActSchema = z
  .discriminatedUnion('act', [
    z.strictObject({
      act: z.literal('propose'),
      document: agreementSchema,
      signature,
      /** The recipient's own, where it has signed before and may have forgotten. */
      countersignature: signature.nullable(),
    }),
    z.strictObject({ act: z.literal('countersign'), ...named }),
    z.strictObject({ act: z.literal('decline'), ...named }),
    z.strictObject({ act: z.literal('end'), ...named }),
  ])
  .meta({ id: 'CxAgreementAct', description: '协议往来 what is told of an agreement' })
export type AgreementAct = z.output<typeof agreementActSchema>

export const agreementStandSchema = z
  .object({
    id: agreementIdSchema,
    version: z.int(),
    digest,
    /** `proposed`, `inForce`, `ended` or `declined`; one that was superseded stays `inForce` here. */
    state: z.enum(['proposed', 'inForce', 'ended', 'declined']),
    /** Of whoever answers; null: it has not signed. */
    signature: signature.nullable(),
    /** The notice by which it was ended, or not signed. */
    closing: signature.nullable(),
  })
  .meta({ id: 'CxAgreementStand', description: '协议现状 how the agreement stands there' })
export type AgreementStand = z.output<typeof agreementStandSchema>
