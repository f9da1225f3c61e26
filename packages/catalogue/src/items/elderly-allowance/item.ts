/** 高龄老人津贴: a benefit decided by published rules (老年人权益保障法 33 and the local measure). */
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { privacyNoticeOf } from '../../privacy-notice.ts'
import { AUTOMATIC_FLOW, IDENTITY_MATERIAL, STANDING } from '../../standing-fields.ts'
import { facts, sources } from './facts.ts'
import { form } from './form.ts'
import { parameters } from './parameters.ts'

export const elderlyAllowance: Item = {
  ...STANDING,
  code: 'elderly-allowance',
  catalogCode: { value: 'TB0000000001', local: true },
  nationalHandleItem: null,
  taskName: { zh: '高龄老人津贴', en: 'Allowance for the very old' },
  alsoCalled: ['高龄津贴', '老年补贴', '敬老金'],
  theme: 'security',
  taskType: 'benefit',
  procedure: 'benefit',
  useLevel: ['county'],
  byLaw: [
    {
      act: '中华人民共和国老年人权益保障法',
      article: '第三十三条',
      note: {
        zh: '国家鼓励地方建立八十周岁以上低收入老年人高龄津贴制度；年龄与标准由当地办法规定。',
        en: 'The State encourages localities to give an allowance to people of eighty and more with low income; the local measure sets age and amount.',
      },
    },
  ],
  acceptCondition: {
    zh: '户籍在本地区，达到当地办法规定的年龄。',
    en: 'Registered household in this region and of the age the local measure sets.',
  },
  projectType: 1,
  limits: LIMITS.benefit,
  anticipateExplain: {
    zh: '未见全国统一办理期限；不作答复满两个月可依法救济。',
    en: 'No national limit was found; after two months without an answer the remedies of the law are open.',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window', 'selfService'],
  serverType: ['person'],
  handleFlow: AUTOMATIC_FLOW,
  nextSteps: [
    {
      zh: '领取资格每年五月、十一月核对，先比对数据，数据不足才需要本人确认；此后各年龄档自动调整，无需再申请。',
      en: 'Qualification is confirmed each May and November, by data first; later age bands follow without a new application.',
    },
  ],
  signatures: ['handler'],
  materials: [
    IDENTITY_MATERIAL,
    {
      orderNum: 2,
      code: 'payeeAuthority',
      materialName: { zh: '代领授权书', en: 'Written payee authority' },
      isNeed: 'conditional',
      situations: ['otherPayee'],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '本地配置',
    },
  ],
  situations: [
    {
      code: 'ownAccount',
      name: { zh: '本人账户领取', en: 'Paid to one’s own account' },
      when: { zh: '收款账户为申请人本人名下', en: 'The account is in the applicant’s own name' },
    },
    {
      code: 'otherPayee',
      name: { zh: '他人代领', en: 'Paid to another' },
      when: { zh: '由书面授权的他人代领', en: 'Another person with written authority receives it' },
    },
  ],
  competentBy: { by: 'hukou', fact: 'hukouRegion' },
  impactAssessment: {
    number: 'PIA-ELDERLY-ALLOWANCE-1',
    assessedOn: '2025-12-15',
    summary: {
      zh: '只作出批准；不满足或无法核实的一律转人工；数据限于年龄、户籍、生存状态、领取情况与账户核对。',
      en: 'Approves only; whatever is not met or cannot be verified goes to a person; data limited to age, household, life status, running grants and the account check.',
    },
  },
  privacyNotice: privacyNoticeOf(
    '2026-01',
    { zh: '办理高龄老人津贴', en: 'decide on the allowance' },
    sources,
  ),
  automatic: 'auto',
  oneGrantPer: ['applicant.idKind', 'applicant.idNumber'],
  resultLabels: {
    amountYuan: { zh: '每月津贴（元）', en: 'Allowance a month (yuan)' },
    payableFromOn: { zh: '发放起始日期', en: 'Payable from' },
    nextBandOn: { zh: '下一档起始日期', en: 'Next band from' },
    birthDate: { zh: '出生日期', en: 'Birth date' },
  },
  auditedResults: ['amountYuan', 'payableFromOn'],
  issues: {
    type: 'elderly-allowance-certificate',
    claims: {
      // Where a person decides without the register, the number carries it, or it is stated with the result.
      birthDate: ['result.birthDate', 'fact.birthDate', 'fact.applicant.idBirthDate', 'form.birthDate'],
      amountYuan: ['result.amountYuan'],
      payableFromOn: ['result.payableFromOn'],
      nextBandOn: ['result.nextBandOn'],
    },
    validFrom: [],
    validUntil: null,
  },
  resultStandards: { amountYuan: ['amount70', 'amount80', 'amount90', 'amount100'] },
  form,
  facts,
  sources,
  parameters,
}
