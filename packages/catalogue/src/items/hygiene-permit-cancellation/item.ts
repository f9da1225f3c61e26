/** 公共场所卫生许可证注销: cancels 注销 a permit on a ground of 行政许可法 70; it ends no open case. */
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { privacyNoticeOf } from '../../privacy-notice.ts'
import { AUTOMATIC_FLOW, IDENTITY_NOT_LOOKED_UP, STANDING } from '../../standing-fields.ts'
import { facts, sources } from './facts.ts'
import { form } from './form.ts'
import { parameters } from './parameters.ts'

export const hygienePermitCancellation: Item = {
  ...STANDING,
  code: 'hygiene-permit-cancellation',
  catalogCode: { value: 'TB0000000005', local: true },
  nationalHandleItem: null,
  taskName: { zh: '公共场所卫生许可证注销', en: 'Cancellation of a hygiene permit for a public place' },
  alsoCalled: ['卫生许可证注销', '卫生证'],
  theme: 'business',
  taskType: 'licence',
  procedure: 'licence',
  useLevel: ['county'],
  byLaw: [
    {
      act: '公共场所卫生管理条例',
      article: '第四条',
      note: {
        zh: '卫生许可证由县级以上卫生行政部门签发。',
        en: 'The permit is issued by the health department of county level or above.',
      },
    },
    {
      act: '中华人民共和国行政许可法',
      article: '第七十条',
      note: { zh: '注销的情形。', en: 'Grounds of cancellation.' },
    },
  ],
  acceptCondition: {
    zh: '许可证由本地区核发，有法定注销情形。',
    en: 'Issued in this region, and a ground of the law is given.',
  },
  projectType: 1,
  limits: LIMITS.licence,
  anticipateExplain: {
    zh: '行政许可法第三十二条、第四十二条、第八十二条。',
    en: 'Licensing Law 32, 42, 82.',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window', 'selfService'],
  serverType: ['person', 'soleTrader', 'organisation'],
  handleFlow: AUTOMATIC_FLOW,
  nextSteps: [
    {
      zh: '注销的许可证编号将公告，不含个人信息。',
      en: 'The number of the cancelled permit is made public, without personal data.',
    },
  ],
  signatures: ['handler'],
  materials: [
    IDENTITY_NOT_LOOKED_UP,
    {
      orderNum: 2,
      code: 'original',
      materialName: { zh: '许可证原件或遗失声明', en: 'Paper original or declaration of loss' },
      isNeed: 'conditional',
      situations: ['paper'],
      sourceType: 'applicant',
      format: 'either',
      exemption: { zh: '仅有电子证照的免交', en: 'Not needed where only the electronic permit exists' },
      heldBy: { formPath: 'original', in: ['electronicOnly'] },
      byLaw: '本地配置',
    },
    {
      orderNum: 4,
      code: 'permit',
      materialName: { zh: '公共场所卫生许可证', en: 'Hygiene permit for a public place' },
      isNeed: 'notNeeded',
      situations: [],
      sourceType: 'government',
      format: 'data',
      exemption: { zh: '由电子证照库核对', en: 'Checked with the licence register' },
      heldBy: { source: 'licence' },
      byLaw: '国务院关于在线政务服务的若干规定第十条',
    },
    {
      orderNum: 3,
      code: 'authority',
      materialName: { zh: '委托书', en: 'Written authority' },
      isNeed: 'conditional',
      situations: ['agent'],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '民法典第一百六十五条；行政许可法第二十九条第二款',
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
      code: 'paper',
      name: { zh: '持有纸质许可证', en: 'With a paper permit' },
      when: { zh: '领有纸质许可证', en: 'A paper permit was issued' },
    },
  ],
  competentBy: { by: 'issuer', fact: 'permit.issuerRegion' },
  publicity: 'numberPublic',
  impactAssessment: {
    number: 'PIA-HYGIENE-CANCELLATION-1',
    assessedOn: '2025-12-15',
    summary: {
      zh: '只作出依申请注销；有未结案件、身份不符的一律转人工。',
      en: 'Cancels on application only; open cases and doubts of standing go to a person.',
    },
  },
  privacyNotice: privacyNoticeOf(
    '2026-01',
    { zh: '办理公共场所卫生许可证注销', en: 'handle the cancellation' },
    sources,
  ),
  automatic: 'auto',
  oneGrantPer: ['form.permitNumber'],
  resultLabels: {
    cancelledOn: { zh: '注销日期', en: 'Cancelled on' },
    linkedPermits: { zh: '可一并申请注销的许可', en: 'Permits that can be cancelled with it' },
  },
  auditedResults: ['cancelledOn'],
  ends: { type: 'hygiene-permit', numberPath: 'form.permitNumber' },
  form,
  facts,
  sources,
  parameters,
}
