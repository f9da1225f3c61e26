/** 公共场所卫生许可证 for the premises of a business; its end is the decision's, and it falls with the business licence 证照并销. */
import type { LicenceType } from '../licence-type.ts'
import { optional, shown, TRADER } from './standing-claims.ts'

export const hygienePermit: LicenceType = {
  slug: 'hygiene-permit',
  version: 1,
  name: { zh: '公共场所卫生许可证', en: 'Hygiene permit for a public place' },
  code: { owner: null, number: '905' },
  local: true,
  claims: [
    ...TRADER,
    optional(shown('businessName', 'text', '单位名称', 'Name of the undertaking')),
    shown('premisesAddress', 'text', '经营场所地址', 'Premises'),
    shown('activities', 'text', '许可项目', 'Permitted activities'),
  ],
  validity: { kind: 'result' },
  dependsOn: 'sole-trader-licence',
  paper: { holder: 'holderName', number: 'holderIdNumber' },
  byLaw: [
    {
      act: '公共场所卫生管理条例',
      article: '第四条',
      note: {
        zh: '卫生许可证由县级以上卫生行政部门签发（条文未核对，以本地区确认的为准）。',
        en: 'Issued by the health department of county level or above. (The text of the article was not read; the region confirms it.)',
      },
    },
    {
      act: '公共场所卫生管理条例实施细则',
      article: '第二十五条',
      note: {
        zh: '有效期限由本地区配置（条文未核对，以本地区确认的为准）。',
        en: 'The region configures how long it holds. (The text of the article was not read; the region confirms it.)',
      },
    },
  ],
  acts: ['issue', 'renew', 'change', 'suspend', 'restore', 'lapse', 'annul', 'cancel', 'revoke', 'other'],
}
