/** 高龄津贴领取证明: that and how much allowance is paid; filled by the item `elderly-allowance`. */
import type { LicenceType } from '../licence-type.ts'
import { hidable, optional, PERSON } from './standing-claims.ts'

export const elderlyAllowanceCertificate: LicenceType = {
  slug: 'elderly-allowance-certificate',
  version: 1,
  name: { zh: '高龄津贴领取证明', en: 'Certificate of allowance for the very old' },
  code: { owner: null, number: '901' },
  local: true,
  claims: [
    ...PERSON,
    hidable('birthDate', 'date', '出生日期', 'Birth date'),
    hidable('amountYuan', 'amount', '每月津贴（元）', 'Allowance a month (yuan)'),
    hidable('payableFromOn', 'date', '发放起始日期', 'Payable from'),
    optional(hidable('nextBandOn', 'date', '下一档起始日期', 'Next band from')),
  ],
  validity: { kind: 'none' },
  dependsOn: null,
  paper: { holder: 'holderName', number: 'holderIdNumber' },
  byLaw: [
    {
      act: '中华人民共和国老年人权益保障法',
      article: '第三十三条',
      note: {
        zh: '高龄津贴制度；标准由当地办法规定。',
        en: 'Allowance for the very old; the local measure sets the amount.',
      },
    },
  ],
  acts: ['issue', 'change', 'suspend', 'restore', 'lapse', 'annul', 'cancel', 'other'],
}
