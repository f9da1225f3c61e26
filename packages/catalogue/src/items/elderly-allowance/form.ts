/** Form of 高龄老人津贴: what no register can give. Birth date and household region may be stated; they are compared. */
import * as z from 'zod'
import { account, civilDate, division } from '../../form-fields.ts'

export const form = z.strictObject({
  payee: z.strictObject({ account: account().optional() }).optional(),
  birthDate: civilDate().optional(),
  hukouRegion: division().optional(),
})
