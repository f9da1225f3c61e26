import * as z from 'zod'

/** Why a switch is turned; kept in the log of the item's rules. */
export const reasonSchema = z
  .strictObject({ reason: z.string().trim().min(2).max(500) })
  .meta({ id: 'Reason' })
