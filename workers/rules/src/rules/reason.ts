import { reasonText } from '@tongban/kernel/words'
import * as z from 'zod'

/** Why a switch is turned; kept in the log of the item's rules. */
export const reasonSchema = z.strictObject({ reason: reasonText(500) }).meta({ id: 'Reason' })
