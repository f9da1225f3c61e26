/** Form of 失业登记: reason, will and commitment; what is left open is asked for in one notice (R9–R11). */
import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
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

const USUAL = { path: 'residence.choice', in: ['usual'] } as const

export const form = z.strictObject({
  residence: ask(
    z
      .strictObject({
        choice: ask(choice(['hukou', 'usual']), '在哪里登记', 'Where to register', {
          bySituation: { hukou: ['hukou'], usual: ['usual'] },
        }),
        region: ask(division().optional(), '常住地区', 'Region of usual residence', { when: USUAL }),
        address: ask(text(200).optional(), '常住地址', 'Address of usual residence', {
          when: USUAL,
          optional: true,
        }),
      })
      .refine(({ choice, region }) => choice === 'hukou' || region !== undefined, {
        path: ['region'],
        error: said(
          '选择在常住地办理，须填写常住地的行政区划代码，如 510116（双流区）。',
          'Whoever registers where they usually live gives the division code of that place, such as 510116 (Shuangliu District).',
        ),
      }),
    '常住地',
    'Usual residence',
  ),
  reason: ask(choice(REASONS).optional(), '失业原因', 'Why you are unemployed'),
  abilityAndWill: ask(
    z.boolean().optional(),
    '您有劳动能力，并且愿意就业吗？',
    'Are you able and willing to work?',
  ),
  commitmentSigned: ask(
    z.boolean().optional(),
    '承诺所填内容真实，就业后及时告知',
    'I affirm that what I say is true, and will tell when I have work',
    { commitment: true },
  ),
  declarations: ask(
    z.strictObject({
      student: ask(z.boolean(), '您现在是在校学生吗？', 'Are you a student now?'),
      serving: ask(z.boolean(), '您现在正在服役吗？', 'Are you serving in the army now?'),
      imprisoned: ask(z.boolean(), '您现在正在服刑吗？', 'Are you serving a sentence now?'),
    }),
    '您现在的情况',
    'How things are now',
  ),
})
