import { saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'

/** A paper of a case, as it is told when one applies and whenever the case is looked at. */
export const materialSchema = z
  .object({
    code: z.string(),
    name: said,
    status: z.enum(['held', 'handedIn', 'missing', 'notAsked']),
    source: said.extend({ code: z.string() }).nullable(),
    why: said,
  })
  .meta({ id: 'MaterialStatus' })
