/** 户外广告设置许可; filled by the item `outdoor-advertising`. It falls with the business licence 证照并销. */
import type { LicenceType } from '../licence-type.ts'
import { shown, TRADER } from './standing-claims.ts'

export const outdoorAdvertisingPermit: LicenceType = {
  slug: 'outdoor-advertising-permit',
  version: 1,
  name: { zh: '户外广告设置许可', en: 'Permit for outdoor advertising' },
  code: { owner: null, number: '906' },
  local: true,
  claims: [
    ...TRADER,
    shown('siteAddress', 'text', '设置位置', 'Site'),
    shown('kind', 'text', '设置形式', 'Form'),
    shown('widthMetres', 'amount', '宽（米）', 'Width (metres)'),
    shown('heightMetres', 'amount', '高（米）', 'Height (metres)'),
  ],
  validity: { kind: 'result' },
  dependsOn: 'sole-trader-licence',
  paper: { holder: 'holderName', number: 'holderIdNumber' },
  byLaw: [
    {
      act: '中华人民共和国行政许可法',
      article: '第三十九条、第五十条',
      note: { zh: '颁发许可证件；延续。', en: 'The licence is issued; renewal.' },
    },
    {
      act: '本地配置',
      article: '',
      note: {
        zh: '设定许可的地方性法规由地区填写。',
        en: 'The region names the local regulation that sets the licence.',
      },
    },
  ],
  acts: ['issue', 'renew', 'change', 'suspend', 'restore', 'lapse', 'annul', 'cancel', 'revoke', 'other'],
}
