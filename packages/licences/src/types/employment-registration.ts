/** 就业创业证: that somebody is registered as unemployed; filled by the item `unemployment-registration`. */
import type { LicenceType } from '../licence-type.ts'
import { hidable, optional, PERSON } from './standing-claims.ts'

export const employmentRegistration: LicenceType = {
  slug: 'employment-registration',
  version: 1,
  name: { zh: '就业创业证', en: 'Employment and business start-up certificate' },
  code: { owner: null, number: '902' },
  local: true,
  claims: [
    ...PERSON,
    hidable('registeredFromOn', 'date', '失业登记生效日', 'Registered as unemployed from'),
    optional(hidable('reason', 'text', '失业原因', 'Reason of unemployment')),
    optional(hidable('residenceRegion', 'text', '登记地区划', 'Division of registration')),
  ],
  validity: { kind: 'none' },
  dependsOn: null,
  paper: { holder: 'holderName', number: 'holderIdNumber' },
  byLaw: [
    {
      act: '中华人民共和国就业促进法',
      article: '第三十五条第一款第五项、第四十三条',
      note: {
        zh: '办理就业登记、失业登记；公共就业服务免费。',
        en: 'Registration of employment and unemployment; the service is free.',
      },
    },
  ],
  acts: [
    'issue',
    'change',
    'lapse',
    'annul',
    'cancel',
    'transferOut',
    'cancelTransfer',
    'transferIn',
    'other',
  ],
}
