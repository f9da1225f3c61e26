import { saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'

/** What intake and the check beforehand answer, as far as pages show it. The licence itself is read where it is kept. */
const reason = z.object({
  rule: z.string(),
  text: z.string(),
  english: z.string(),
  basis: z.string(),
  cure: said.nullable(),
  dates: z.record(z.string(), z.string()),
})
export type Reason = z.infer<typeof reason>

export const answerSchema = z.object({
  caseNumber: z.string().nullable(),
  outcome: z.enum(['approve', 'supplement', 'refer', 'notAccepted', 'transferred']),
  reasons: z.array(reason),
  result: z.record(z.string(), z.unknown()).nullable(),
  licences: z.array(
    z.object({
      identifier: z.string(),
      typeName: said,
      validFrom: z.string(),
      validUntil: z.string().nullable(),
    }),
  ),
  endedNote: said.nullable(),
  documents: z.array(z.object({ number: z.string(), kind: z.string() })),
  materials: z.array(z.object({ code: z.string(), name: said, status: z.string(), why: said })),
  dueOn: z.string().nullable(),
  dueBasis: said.nullable(),
  elapsedMs: z.number(),
  evaluation: z.object({ token: z.string() }).nullable(),
  receipt: z.object({ code: z.string() }).nullable(),
  handedOverTo: said.extend({ modeName: said }).nullable(),
})
export type IntakeAnswer = z.infer<typeof answerSchema>
