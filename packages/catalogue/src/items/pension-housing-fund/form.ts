/** Form of 正常退休提取公积金: which fund account is paid out, and to which of the own accounts. */
import * as z from 'zod'
import { account, division, documentNumber } from '../../form-fields.ts'

export const form = z.strictObject({
  fund: z.strictObject({ region: division(), accountNumber: documentNumber() }),
  payee: z.strictObject({ account: account() }),
})
