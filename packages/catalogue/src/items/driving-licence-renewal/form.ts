/** Form of 机动车驾驶证换证. */
import * as z from 'zod'
import { documentNumber } from '../../form-fields.ts'

export const form = z.strictObject({
  fileNumber: documentNumber(),
  reason: z.enum(['expiring', 'changed']),
  fitnessReport: documentNumber().optional(),
})
