/** 失业登记: effective on the day of receipt; a delay by the office costs the person no day (社会保险法 50). */
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { privacyNoticeOf } from '../../privacy-notice.ts'
import { AUTOMATIC_FLOW, IDENTITY_MATERIAL, STANDING } from '../../standing-fields.ts'
import { wordsOf } from '../../value-words.ts'
import { facts, sources } from './facts.ts'
import { form, REASONS } from './form.ts'
import { parameters } from './parameters.ts'

export const unemploymentRegistration: Item = {
  ...STANDING,
  code: 'unemployment-registration',
  catalogCode: { value: 'TB0000000004', local: true },
  nationalHandleItem: null,
  taskName: { zh: '失业登记', en: 'Registration of unemployment' },
  alsoCalled: ['失业金', '失业证'],
  theme: 'security',
  taskType: 'publicService',
  procedure: 'publicService',
  useLevel: ['county', 'township'],
  byLaw: [
    {
      act: '中华人民共和国就业促进法',
      article: '第三十五条第一款第五项、第四十三条',
      note: {
        zh: '公共就业服务机构办理就业登记、失业登记。',
        en: 'Public employment services register employment and unemployment.',
      },
    },
    {
      act: '中华人民共和国社会保险法',
      article: '第五十条',
      note: {
        zh: '领取失业保险金的期限自办理失业登记之日起计算。',
        en: 'The benefit term runs from the day of registration.',
      },
    },
  ],
  acceptCondition: {
    zh: '年满16周岁、有劳动能力和就业意愿、处于无业状态的城乡劳动者，在户籍地或常住地登记。',
    en: 'Aged 16 or more, able and willing to work and without work; at the household or usual residence.',
  },
  projectType: 1,
  limits: LIMITS.publicService,
  anticipateExplain: { zh: '未见全国统一办理期限。', en: 'No national limit was found.' },
  limitSceneNum: 0,
  handleType: ['online', 'window', 'selfService'],
  serverType: ['person'],
  handleFlow: AUTOMATIC_FLOW,
  nextSteps: [
    {
      zh: '符合条件的可向社会保险经办机构申领失业保险金。',
      en: 'Where the conditions are met, claim the unemployment benefit from the social insurance office.',
    },
    { zh: '按本地规定定期报告就业状况。', en: 'Report the situation at the intervals this region sets.' },
  ],
  signatures: ['handler'],
  materials: [
    IDENTITY_MATERIAL,
    {
      orderNum: 2,
      code: 'commitment',
      materialName: { zh: '书面承诺', en: 'Written commitment' },
      isNeed: 'required',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: { zh: '在申请表中签署', en: 'Signed within the form' },
      heldBy: { formPath: 'commitmentSigned', in: [true] },
      byLaw: '人力资源社会保障部失业登记通知（2020）',
    },
  ],
  situations: [
    {
      code: 'hukou',
      name: { zh: '户籍地登记', en: 'At the household' },
      when: { zh: '选择户籍地', en: 'The household region is chosen' },
    },
    {
      code: 'usual',
      name: { zh: '常住地登记', en: 'At the usual residence' },
      when: { zh: '选择常住地', en: 'The usual residence is chosen' },
    },
  ],
  competentBy: {
    by: 'residence',
    choose: { fact: 'residence.choice', options: { hukou: 'hukouRegion', usual: 'residence.region' } },
  },
  impactAssessment: {
    number: 'PIA-UNEMPLOYMENT-1',
    assessedOn: '2025-12-15',
    summary: {
      zh: '只作出登记；有疑点的转人工且保留收件日。',
      en: 'Registers only; doubts go to a person and the day of receipt is kept.',
    },
  },
  privacyNotice: privacyNoticeOf('2026-01', { zh: '办理失业登记', en: 'handle the registration' }, sources),
  automatic: 'auto',
  oneGrantPer: ['applicant.idKind', 'applicant.idNumber'],
  resultLabels: {
    effectiveOn: { zh: '失业登记生效日', en: 'Registered from' },
    certificate: { zh: '凭证', en: 'Certificate' },
    reportEveryMonths: { zh: '报告就业状况的间隔（月）', en: 'Report the situation every (months)' },
  },
  auditedResults: ['effectiveOn'],
  issues: {
    type: 'employment-registration',
    claims: {
      registeredFromOn: ['result.effectiveOn'],
      reason: ['form.reason'],
      residenceRegion: ['form.residence.region', 'fact.hukouRegion'],
    },
    words: { reason: wordsOf(REASONS) },
    validFrom: ['result.effectiveOn'],
    validUntil: null,
  },
  form,
  facts,
  sources,
  parameters,
}
