import type { EpochMs, Json } from '@tongban/kernel'
import { saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'
import { answerSchema } from './answer-schema.ts'

/** The answer of intake, kept with the session of whoever handed it in, under the number of its case: it is told there alone. */
export const resultDraft = (caseNumber: string) => `result/${caseNumber}`

/**
 * The codes of the receipt open the progress and the rating to whoever has them, without signing in. A computer may be shared
 * and nobody signs out: they are shown long enough to write down or print, then no more, whoever still sits before the
 * session. The owner gets a fresh one at the case at any time.
 */
export const CODES_MS = 10 * 60_000

const keptSchema = answerSchema.extend({
  item: said.extend({ code: z.string() }),
  dueBasis: said.nullable(),
  codesUntil: z.number(),
})
export type Kept = z.infer<typeof keptSchema>

export function keptFrom(draft: Json | null, now: EpochMs): Kept | null {
  const read = keptSchema.safeParse(draft)
  if (!read.success) return null
  return now < read.data.codesUntil ? read.data : { ...read.data, receipt: null, evaluation: null }
}
