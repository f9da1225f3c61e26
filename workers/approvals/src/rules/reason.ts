import * as z from 'zod'
import { reasonText } from '../words.ts'

/** Why a switch is turned; kept in the log of the item's rules. */
export const reasonSchema = z.strictObject({ reason: reasonText(500) }).meta({ id: 'Reason' })
