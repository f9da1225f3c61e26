/** 个体工商户设立登记: examined in form only (市场主体登记管理条例 19); need and prospects are no row. */
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { privacyNoticeOf } from '../../privacy-notice.ts'
import { AUTOMATIC_FLOW, IDENTITY_MATERIAL, STANDING } from '../../standing-fields.ts'
import { wordsOf } from '../../value-words.ts'
import { facts, sources } from './facts.ts'
import { form } from './form.ts'
import { parameters } from './parameters.ts'

export const soleTraderRegistration: Item = {
  ...STANDING,
  code: 'sole-trader-registration',
  catalogCode: { value: 'TB0000000003', local: true },
  nationalHandleItem: '00013112800001',
  taskName: { zh: '个体工商户设立登记', en: 'Registration of a sole trader' },
  alsoCalled: ['个体户', '营业执照', '开店'],
  theme: 'business',
  taskType: 'registration',
  procedure: 'registration',
  useLevel: ['county'],
  byLaw: [
    {
      act: '市场主体登记管理条例',
      article: '第十条至第十一条、第十四条至第二十二条、第四十条',
      note: { zh: '登记事项、形式审查与期限。', en: 'What is registered, formal examination and limits.' },
    },
    {
      act: '市场主体登记管理条例实施细则',
      article: '第六条、第七条、第九条、第十四条至第十九条、第二十二条至第二十五条',
      note: { zh: '申请人、材料与实名要求。', en: 'Applicants, papers and real-name checks.' },
    },
    {
      act: '促进个体工商户发展条例',
      article: '第二条、第三十七条',
      note: {
        zh: '有经营能力的公民可以登记为个体工商户。',
        en: 'Citizens able to run a business may register as sole traders.',
      },
    },
  ],
  acceptCondition: {
    zh: '经营场所在本地区，材料齐全、符合法定形式。',
    en: 'Premises in this region; the papers are complete and in the form of the law.',
  },
  projectType: 1,
  limits: LIMITS.registration,
  anticipateExplain: {
    zh: '材料齐全、符合法定形式的当场登记；否则三个工作日，经批准可延长三个工作日并书面告知。',
    en: 'Complete papers are registered on the spot; else three working days, extended by three with approval, told in writing.',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window', 'selfService'],
  serverType: ['person'],
  handleFlow: AUTOMATIC_FLOW,
  nextSteps: [
    {
      zh: '登记信息推送税务机关；经营范围中列出的后置许可项目，取得许可后方可经营。',
      en: 'The tax office is told; terms that need a later permit may be carried on once it is had.',
    },
  ],
  signatures: ['handler'],
  materials: [
    IDENTITY_MATERIAL,
    {
      orderNum: 2,
      code: 'premises',
      materialName: { zh: '经营场所使用证明', en: 'Proof of use of the premises' },
      isNeed: 'notNeeded',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: { zh: '以合法使用声明代替', en: 'Replaced by the declaration of lawful use' },
      heldBy: { formPath: 'premises.declared', in: [true] },
      byLaw: '市场主体登记管理条例第十一条第三款；本地配置',
    },
    {
      orderNum: 3,
      code: 'preApproval',
      materialName: { zh: '前置许可', en: 'Permit needed beforehand' },
      isNeed: 'conditional',
      situations: ['preApproval'],
      sourceType: 'government',
      format: 'electronic',
      exemption: { zh: '由证照库核对', en: 'Checked with the licence library' },
      heldBy: { source: 'permits' },
      byLaw: '市场主体登记管理条例第二十一条第二款',
    },
    {
      orderNum: 4,
      code: 'authority',
      materialName: { zh: '委托书', en: 'Written authority' },
      isNeed: 'conditional',
      situations: ['agent'],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '民法典第一百六十五条；行政许可法第二十九条第二款（参照）',
    },
  ],
  situations: [
    {
      code: 'self',
      name: { zh: '本人申请', en: 'By the person' },
      when: { zh: '申请人本人提交', en: 'The applicant submits' },
    },
    {
      code: 'agent',
      name: { zh: '委托他人申请', en: 'By an agent' },
      when: { zh: '持书面委托代为提交', en: 'Submitted with a written authority' },
    },
    {
      code: 'preApproval',
      name: { zh: '含前置许可项目', en: 'With terms needing a permit first' },
      when: { zh: '经营范围有须前置许可的项目', en: 'The scope has a term that needs a permit first' },
    },
  ],
  competentBy: { by: 'premises', fact: 'premises.region' },
  minimumRealNameLevel: 'L3',
  publicity: 'decisionPublic',
  impactAssessment: {
    number: 'PIA-SOLE-TRADER-1',
    assessedOn: '2025-12-15',
    summary: {
      zh: '只作形式审查并只作出准予登记；材料不齐的退回并一次性告知。',
      en: 'Formal examination only, registers only; incomplete papers are returned with one notice.',
    },
  },
  privacyNotice: privacyNoticeOf(
    '2026-01',
    { zh: '办理个体工商户设立登记', en: 'handle the registration' },
    sources,
  ),
  automatic: 'auto',
  resultLabels: {
    foundedOn: { zh: '成立日期', en: 'Founded on' },
    postApprovalTerms: { zh: '须办理后置许可的经营项目', en: 'Activities that need a permit afterwards' },
  },
  auditedResults: ['foundedOn'],
  issues: {
    type: 'sole-trader-licence',
    claims: {
      businessName: ['form.name.wanted'],
      organisationForm: ['form.organisationForm'],
      premisesAddress: ['form.premises.address'],
      scope: ['form.scope'],
      postApprovalTerms: ['result.postApprovalTerms'],
      foundedOn: ['result.foundedOn'],
    },
    words: { organisationForm: wordsOf(['individual', 'family']) },
    validFrom: ['result.foundedOn'],
    validUntil: null,
  },
  form,
  facts,
  sources,
  parameters,
}
