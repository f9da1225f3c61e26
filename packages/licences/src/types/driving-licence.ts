/** 机动车驾驶证; filled by the item `driving-licence-renewal`. Its end is that of the decision. */
import type { LicenceType } from '../licence-type.ts'
import { hidable, optional, PERSON, shown } from './standing-claims.ts'

export const drivingLicence: LicenceType = {
  slug: 'driving-licence',
  version: 1,
  name: { zh: '机动车驾驶证', en: 'Driving licence' },
  code: { owner: null, number: '904' },
  local: true,
  claims: [
    ...PERSON,
    hidable('fileNumber', 'text', '档案编号', 'File number'),
    optional(shown('vehicleClasses', 'text', '准驾车型', 'Classes of vehicles')),
    optional(hidable('firstIssuedOn', 'date', '初次领证日期', 'First issued on')),
  ],
  validity: { kind: 'result' },
  dependsOn: null,
  paper: null,
  byLaw: [
    {
      act: '中华人民共和国道路交通安全法',
      article: '第十九条',
      note: {
        zh: '驾驶机动车应当依法取得驾驶证（条文未核对，以本地区确认的为准）。',
        en: 'Who drives needs a licence. (The text of the article was not read; the region confirms it.)',
      },
    },
    {
      act: '机动车驾驶证申领和使用规定',
      article: '第六十三条至第六十八条',
      note: { zh: '换证。', en: 'Renewal and change.' },
    },
  ],
  acts: [
    'issue',
    'renew',
    'change',
    'suspend',
    'restore',
    'lapse',
    'annul',
    'cancel',
    'revoke',
    'transferOut',
    'cancelTransfer',
    'transferIn',
    'other',
  ],
}
