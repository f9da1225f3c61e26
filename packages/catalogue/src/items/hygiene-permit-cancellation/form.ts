/** Form of 公共场所卫生许可证注销: which permit, on which ground, by whom, and where the original is. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { documentNumber } from '../../form-fields.ts'

export const GROUNDS = ['ceased', 'expired', 'organisationEnded', 'holderDied', 'moved', 'other'] as const
export const STANDINGS = [
  'holder',
  'legalRepresentative',
  'operator',
  'agent',
  'liquidator',
  'heir',
  'other',
] as const
export const ORIGINALS = ['returned', 'lostDeclared', 'electronicOnly', 'notReturned'] as const

export const form = z.strictObject({
  permitNumber: ask(documentNumber(), '卫生许可证编号', 'Number of the hygiene permit', {
    hint: {
      zh: '照证上印的编号填写；电子证照填写证照标识。',
      en: 'As printed on it; of an e-licence its identifier.',
    },
  }),
  ground: ask(choice(GROUNDS), '注销理由', 'Why it is to be cancelled'),
  applicantIs: ask(choice(STANDINGS), '您是许可证的', 'You are, for this permit, the'),
  original: ask(
    choice(ORIGINALS, {
      returned: { zh: '已交回', en: 'given back already' },
      notReturned: { zh: '还没有交回', en: 'not given back yet' },
    }),
    '许可证原件',
    'The paper original',
  ),
})
