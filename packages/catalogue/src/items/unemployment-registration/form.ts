/** Form of 失业登记: reason, will and commitment; what is left open is asked for in one notice (R9–R11). */
import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { division, text } from '../../form-fields.ts'

export const REASONS = [
  'leftSchool',
  'lostJob',
  'closedBusiness',
  'landTaken',
  'leftArmy',
  'released',
  'endedFlexibleWork',
  'other',
] as const

export const form = z.strictObject({
  residence: z
    .strictObject({
      choice: z.enum(['hukou', 'usual']),
      region: division().optional(),
      address: text(200).optional(),
    })
    .refine(({ choice, region }) => choice === 'hukou' || region !== undefined, {
      path: ['region'],
      error: said(
        '选择在常住地办理，须填写常住地的行政区划代码，如 510116（双流区）。',
        'Whoever registers where they usually live gives the division code of that place, such as 510116 (Shuangliu District).',
      ),
    }),
  reason: z.enum(REASONS).optional(),
  abilityAndWill: z.boolean().optional(),
  commitmentSigned: z.boolean().optional(),
  declarations: z.strictObject({ student: z.boolean(), serving: z.boolean(), imprisoned: z.boolean() }),
})
