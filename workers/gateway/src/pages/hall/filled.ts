import type { Json } from '@tongban/kernel'
import * as z from 'zod'

/**
 * What somebody has filled in for one item and not handed in: as it was typed, by the name of its field, and which steps they
 * have been through. It is kept with the session, for the check beforehand and the application alike. Once it was handed in,
 * `sent` stands in its place: the same form sent again leads to its case, and nothing is taken for a new application unawares.
 */
const filledSchema = z.object({
  values: z.record(z.string(), z.string()),
  done: z.array(z.string()),
  sent: z.object({ caseNumber: z.string(), once: z.string() }).optional(),
})
type Sent = { readonly caseNumber: string; readonly once: string }
export type Filled = {
  readonly values: Readonly<Record<string, string>>
  readonly done: readonly string[]
  readonly sent?: Sent | undefined
}
export const NOTHING_FILLED: Filled = { values: {}, done: [] }

export function filledFrom(draft: unknown): Filled {
  const read = filledSchema.safeParse(draft)
  return read.success ? read.data : NOTHING_FILLED
}

export const asDraft = ({ values, done, sent }: Filled): Json => ({
  values,
  done: [...done],
  ...(sent === undefined ? {} : { sent }),
})

/** Of what was handed in nothing is kept but where it went. */
export const handedIn = (sent: Sent): Filled => ({ ...NOTHING_FILLED, sent })
/** What a check beforehand has said since stays. */
export const anew = ({ values, done }: Filled): Filled => ({ values, done })

/** With the answers of one step, which is then done. */
export function withStep(filled: Filled, step: string, answers: Filled['values']): Filled {
  const isOther = step === 'who' && filled.values.who !== undefined && filled.values.who !== answers.who
  // Who somebody else is was said of the one before.
  const kept = isOther ? filled.done.filter((each) => !ABOUT_WHO.includes(each)) : filled.done
  return { ...filled, values: { ...filled.values, ...answers }, done: [...new Set([...kept, step])] }
}
const ABOUT_WHO: readonly string[] = ['for', 'authority', 'situation']

export const draftOf = (code: string) => `hall/${code}`
