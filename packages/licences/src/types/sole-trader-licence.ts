/**
 * 营业执照（个体）; filled by the item `sole-trader-registration`. What stands on it is registered in public and never
 * hidden but for the operator's identity number. The type code was seen in use by public bodies, not in the catalogue itself.
 */
import type { LicenceType } from '../licence-type.ts'
import { optional, shown, TRADER } from './standing-claims.ts'

export const soleTraderLicence: LicenceType = {
  slug: 'sole-trader-licence',
  version: 1,
  name: { zh: '营业执照（个体）', en: 'Business licence of a sole trader' },
  code: { owner: '11100000MB0143028R', number: '001' },
  local: false,
  claims: [
    ...TRADER,
    optional(shown('creditCode', 'text', '统一社会信用代码', 'Uniform social credit code')),
    optional(shown('businessName', 'text', '名称', 'Name of the business')),
    shown('organisationForm', 'text', '组成形式', 'Run by'),
    shown('premisesAddress', 'text', '经营场所', 'Premises'),
    shown('scope', 'text', '经营范围', 'Business scope'),
    optional(
      shown(
        'postApprovalTerms',
        'text',
        '须办理后置许可的经营项目',
        'Activities that need a permit afterwards',
      ),
    ),
    shown('foundedOn', 'date', '成立日期', 'Founded on'),
  ],
  validity: { kind: 'none' },
  dependsOn: null,
  paper: { holder: 'holderName', number: 'holderIdNumber' },
  byLaw: [
    {
      act: '市场主体登记管理条例',
      article: '第二十一条、第二十二条',
      note: {
        zh: '签发营业执照；电子营业执照与纸质营业执照具有同等法律效力。',
        en: 'The licence is issued on registration; the electronic one has the force of paper.',
      },
    },
  ],
  acts: [
    'issue',
    'change',
    'suspend',
    'restore',
    'annul',
    'cancel',
    'revoke',
    'transferOut',
    'cancelTransfer',
    'transferIn',
    'other',
  ],
}
