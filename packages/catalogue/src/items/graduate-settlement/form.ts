/** Form of 应届毕业生接收落户: where to, and with whom. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { count, division, documentNumber, residentIdNumber } from '../../form-fields.ts'

const KINDS = ['ownHome', 'relativesHome', 'employerCollective', 'talentCollective'] as const

export const form = z.strictObject({
  settlement: ask(
    z.strictObject({
      kind: ask(choice(KINDS), '落户方式', 'Where you settle', {
        bySituation: {
          talentCollective: ['talentCollective'],
          employerCollective: ['employerCollective'],
          home: ['ownHome', 'relativesHome'],
        },
      }),
      region: ask(division(), '拟落户的地区', 'Region you settle in'),
      /** 不动产权证号 of the own or the relatives' home. */
      titleNumber: ask(documentNumber().optional(), '不动产权证号', 'Number of the title to the home', {
        when: { path: 'settlement.kind', in: ['ownHome', 'relativesHome'] },
      }),
      /** 户主 of a relative's home: whose title is looked up, and who has to consent. */
      hostIdNumber: ask(
        residentIdNumber().optional(),
        '户主的居民身份证号码',
        'Identity number of the host',
        {
          when: { path: 'settlement.kind', in: ['relativesHome'] },
          hint: {
            zh: '用于核对房屋权属和户主是否同意。',
            en: 'To look up the title and the consent of the host.',
          },
        },
      ),
    }),
    '落户地址',
    'Where to',
  ),
  dependants: ask(count(20), '随迁家属人数', 'Family members moving along', {
    hint: { zh: '没有的填 0。', en: 'Write 0 if there are none.' },
  }),
})
