/**
 * 居住证: endorsed every year; not endorsed in time, its use is stopped until it is (居住证暂行条例 10), which is why it
 * holds for twelve months and each endorsement 签注 is a renewal. The card itself is issued by the police.
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
  validity: { kind: 'fixed', months: 12 },
  dependsOn: null,
  paper: null,
  byLaw: [
    {
      act: '居住证暂行条例',
      article: '第二条、第十条',
      note: { zh: '居住证每年签注一次。', en: 'A residence permit is endorsed once a year.' },
    },
  ],
  acts: ['issue', 'renew', 'change', 'lapse', 'annul', 'cancel', 'other'],
}
