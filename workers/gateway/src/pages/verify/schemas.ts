import type { verdictSchema } from '@tongban/services'
import type * as z from 'zod'

/** The answer to "does this licence hold?", as the API gives it. */
export type Verdict = z.infer<typeof verdictSchema>
