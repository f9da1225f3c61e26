/**
 * 居住证: holds until the day its endorsement 签注 ends, which the decision names; each endorsement is a renewal. The card
 * itself is issued by the police.
 */
import type { LicenceType } from '../licence-type.ts'
import { hidable, optional, PERSON } from './standing-claims.ts'

export const residencePermit: LicenceType = {
  slug: 'residence-permit',
  version: 1,
  name: { zh: '居住证', en: 'Residence permit' },
  code: { owner: null, number: '903' },
  local: true,
  claims: [
    ...PERSON,
    hidable('residenceAddress', 'text', '居住地住址', 'Address of residence'),
    optional(hidable('hukouAddress', 'text', '常住户口所在地', 'Place of household register')),
    hidable('residentSinceOn', 'date', '起始居住日期', 'Resident since'),
  ],
  validity: { kind: 'result' },
  dependsOn: null,
  paper: null,
  byLaw: [
    {
      act: '居住证暂行条例',
      article: '第二条、第十条',
      note: {
        zh: '居住证按期签注，期限由本地区配置（条文未核对，以本地区确认的为准）。',
        en: 'A residence permit is endorsed at intervals the region configures. (The text of the article was not read; the region confirms it.)',
      },
    },
  ],
  acts: ['issue', 'renew', 'change', 'lapse', 'annul', 'cancel', 'other'],
}
