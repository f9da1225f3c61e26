/** Form of 正常退休提取公积金: which fund account is paid out, and to which of the own accounts. */
import * as z from 'zod'
import { ask } from '../../asking.ts'
import { account, division, documentNumber } from '../../form-fields.ts'

export const form = z.strictObject({
  fund: ask(
    z.strictObject({
      region: ask(division(), '公积金缴存地', 'Region of the fund'),
      accountNumber: ask(documentNumber(), '个人公积金账号', 'Your housing-fund account'),
    }),
    '公积金账户',
    'Housing-fund account',
  ),
  payee: z.strictObject({
    account: ask(account(), '收款账号', 'Account to be paid to', {
      hint: {
        zh: '本人银行账号或者卡号，数字之间不加空格。',
        en: 'Your own account or card number, without spaces.',
      },
    }),
  }),
})
