import { ID_KINDS, type Json } from '@tongban/kernel'
import { anyJson } from '@tongban/kernel/parse'
import * as z from 'zod'

/**
 * What is personal in the offer of a licence and in the answer to it, as one region writes it and the other reads it: the
 * licence whole, whose it is and what it says, so that its successor says the same; and why, in words.
 */
const words = z.string().max(1000)
const day = z.iso.date()

export const offerSchema = z.object({
  /** As it was signed: proof of all that stands beside it. */
  credential: z.string().max(64_000),
  holder: z.object({
    name: z.string().min(1).max(200),
    idKind: z.enum(ID_KINDS),
    idNumber: z.string().min(1).max(64),
  }),
  claims: z.record(z.string().max(64), anyJson),
  validFrom: day,
  validUntil: day.nullable(),
  /** Who asks for it: whoever holds it, or the department that issued it. */
  askedBy: z.enum(['holder', 'department']),
  reason: words,
})
export type Offer = z.output<typeof offerSchema>

export const answerSchema = z.object({ reason: words })

/** Guarantee: read from JSON by its schema, or made of texts, null and lists of them. */
export const asJson = (value: object) => value as Json
