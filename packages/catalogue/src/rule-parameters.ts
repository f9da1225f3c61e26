/** The parameters every rule set has, and the item's own beside them; unknown keys are refused. */
import { REAL_NAME_LEVELS } from '@tongban/kernel'
import * as z from 'zod'

export function ruleParameters<const Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({
    /** Six digits of the region; competence rows compare with it. */
    region: z.string().regex(/^[1-9]\d{5}$/),
    minimumRealName: z.enum(REAL_NAME_LEVELS),
    ...shape,
  })
}
