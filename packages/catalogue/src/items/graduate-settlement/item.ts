/** 应届毕业生接收落户: confirms that the city receives the graduate; the household entry itself is the act of the police. */
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { privacyNoticeOf } from '../../privacy-notice.ts'
import { AUTOMATIC_FLOW, IDENTITY_MATERIAL, STANDING } from '../../standing-fields.ts'
import { facts, sources } from './facts.ts'
import { form } from './form.ts'
import { parameters } from './parameters.ts'

export const graduateSettlement: Item = {
  ...STANDING,
  code: 'graduate-settlement',
  catalogCode: { value: 'TB0000000002', local: true },
  nationalHandleItem: null,
  taskName: { zh: '应届毕业生接收落户', en: 'Receiving of graduates for settlement' },
  alsoCalled: ['毕业生落户', '人才落户'],
  theme: 'household',
  taskType: 'confirmation',
  procedure: 'confirmation',
  useLevel: ['city', 'county'],
  byLaw: [
    {
      act: '中华人民共和国户口登记条例',
      article: '第十条第二款、第十三条',
      note: {
        zh: '迁入城市须持录用、录取证明或准予迁入的证明；到达城市后三日内申报。',
        en: 'Moving into a city needs an employer’s, a school’s or the registration office’s paper; the arrival is reported within three days.',
      },
    },
  ],
  acceptCondition: {
    zh: '拟落户在本地区的应届高校毕业生。',
    en: 'Recent graduates who are to settle in this region.',
  },
  projectType: 1,
  limits: LIMITS.confirmation,
  anticipateExplain: { zh: '未见全国统一办理期限。', en: 'No national limit was found.' },
  limitSceneNum: 0,
  handleType: ['online', 'window'],
  serverType: ['person'],
  handleFlow: AUTOMATIC_FLOW,
  nextSteps: [
    {
      zh: '凭接收确认到公安机关办理户口迁入；到达城市后三日内申报户口（户口登记条例第十三条）。',
      en: 'Have the household entry made by the police with this confirmation; report within three days of arrival (Household Registration Regulation 13).',
    },
    { zh: '办理档案转接。', en: 'Have the personal archive transferred.' },
  ],
  signatures: ['handler'],
  materials: [
    IDENTITY_MATERIAL,
    {
      orderNum: 2,
      code: 'degree',
      materialName: { zh: '学历学位证明', en: 'Proof of degree' },
      isNeed: 'notNeeded',
      situations: [],
      sourceType: 'government',
      format: 'data',
      exemption: {
        zh: '由学历登记核对；不再要求就业报到证',
        en: 'Checked with the graduate register; no employment registration card is asked for',
      },
      heldBy: { source: 'graduate' },
      byLaw: '国务院关于在线政务服务的若干规定第七条',
    },
    {
      orderNum: 3,
      code: 'hostConsent',
      materialName: { zh: '户主或集体户同意书', en: 'Consent of the host' },
      isNeed: 'conditional',
      situations: ['home', 'employerCollective'],
      sourceType: 'thirdParty',
      format: 'electronic',
      exemption: null,
      heldBy: { source: 'hostConsent' },
      byLaw: '本地配置',
    },
  ],
  situations: [
    {
      code: 'talentCollective',
      name: { zh: '人才集体户', en: 'Talent collective' },
      when: { zh: '落户在人才集体户', en: 'Settles in the talent collective' },
    },
    {
      code: 'employerCollective',
      name: { zh: '单位集体户', en: 'Employer collective' },
      when: { zh: '落户在单位集体户', en: 'Settles in the employer’s collective' },
    },
    {
      code: 'home',
      name: { zh: '本人或亲属房屋', en: 'Own or relatives’ home' },
      when: { zh: '落户在本人或亲属的房屋', en: 'Settles in the own or a relative’s home' },
    },
  ],
  competentBy: { by: 'destination', fact: 'settlement.region' },
  impactAssessment: {
    number: 'PIA-GRADUATE-SETTLEMENT-1',
    assessedOn: '2025-12-15',
    summary: {
      zh: '只作出接收确认；年龄、学历等不满足或无法核实的一律转人工；不收集犯罪、健康、政治材料。',
      en: 'Confirms only; what is not met or cannot be verified goes to a person; no criminal, health or political papers are collected.',
    },
  },
  privacyNotice: privacyNoticeOf(
    '2026-01',
    { zh: '办理应届毕业生接收落户', en: 'handle the receiving of graduates' },
    sources,
  ),
  automatic: 'auto',
  oneGrantPer: ['applicant.idKind', 'applicant.idNumber'],
  resultLabels: {
    validUntilOn: { zh: '接收确认有效至', en: 'Confirmation valid until' },
    reportWithinDays: { zh: '到达后应在几日内申报户口（日）', en: 'Report the household within (days)' },
  },
  auditedResults: ['validUntilOn'],
  form,
  facts,
  sources,
  parameters,
}
