/** Form of 高龄老人津贴: what no register can give. Birth date and household region may be stated; they are compared. */
import * as z from 'zod'
import { ask } from '../../asking.ts'
import { account, civilDate, division } from '../../form-fields.ts'

export const form = z.strictObject({
  payee: z
    .strictObject({
      account: ask(account().optional(), '收款账号', 'Account to be paid to', {
        hint: {
          zh: '银行账号或者卡号，例如 9999000011112222。',
          en: 'An account or card number, such as 9999000011112222.',
        },
      }),
    })
    .optional(),
  birthDate: ask(civilDate().optional(), '出生日期', 'Birth date', { given: true }),
  hukouRegion: ask(division().optional(), '户籍所在地区划', 'Region of the household', { given: true }),
})
