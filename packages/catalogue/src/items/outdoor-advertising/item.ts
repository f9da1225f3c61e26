/** 户外广告设置审批: a licence decided by people, with two signatures and notice to neighbours (行政许可法 36, 47). */
import * as z from 'zod'
import type { Item } from '../../item.ts'
import { licenceSource } from '../../item-licence.ts'
import { LIMITS } from '../../limits.ts'
import { RENEWAL_DAYS } from '../../procedure-fields.ts'
import { HUMAN_FLOW, STANDING } from '../../standing-fields.ts'
import { form } from './form.ts'

export const outdoorAdvertising: Item = {
  ...STANDING,
  code: 'outdoor-advertising',
  catalogCode: { value: 'TB0000000006', local: true },
  nationalHandleItem: null,
  taskName: { zh: '户外广告设置审批', en: 'Licence for outdoor advertising' },
  alsoCalled: ['广告牌', '招牌'],
  theme: 'city',
  taskType: 'licence',
  procedure: 'licence',
  useLevel: ['county'],
  byLaw: [
    {
      act: '中华人民共和国行政许可法',
      article: '第三十二条、第三十四条、第三十六条、第四十二条、第四十四条、第四十七条、第五十条',
      note: {
        zh: '程序与期限；涉及他人重大利益的，告知利害关系人。',
        en: 'Procedure and limits; interested parties are told.',
      },
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
  acceptCondition: {
    zh: '设置位置在本地区，有场地使用权利。',
    en: 'The site is in this region and the right to use it is had.',
  },
  projectType: 2,
  limits: LIMITS.licence,
  anticipateExplain: {
    zh: '行政许可法第四十二条：受理后二十个工作日，经负责人批准可延长十个工作日并告知理由。',
    en: 'Licensing Law 42: twenty working days from acceptance; ten more with the head’s approval, with the reason told.',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window'],
  serverType: ['person', 'soleTrader', 'organisation'],
  handleFlow: HUMAN_FLOW,
  specialProcedure: [
    {
      zh: '专家评审、听证等行政许可法第四十五条所列程序不计入期限，所需时间书面告知；现场核查计入期限。',
      en: 'Expert review, hearing and the other procedures of Licensing Law 45 are not counted; the time needed is told in writing. A check on the spot is counted.',
    },
  ],
  signatures: ['handler', 'chief'],
  thirdPartyInterest: true,
  interestedParties: {
    zh: '设置位置所在建筑物的所有人、使用人，以及相邻建筑物的所有人、使用人（本地配置）。',
    en: 'Owners and users of the building of the site and of those next to it (set by the region).',
  },
  inspection: {
    kind: 'promise',
    zh: '本地配置：现场核查；行政许可法 34(3)，两名以上工作人员',
    en: 'Set by the region: a check on the spot; Licensing Law 34(3), two officials or more',
  },
  renewal: {
    situations: ['renewal'],
    daysBefore: RENEWAL_DAYS,
    expiresOnPath: 'form.current.validUntil',
    basis: { kind: 'law', zh: '行政许可法 50', en: 'Licensing Law 50' },
  },
  publicity: 'decisionPublic',
  materials: [
    {
      orderNum: 1,
      code: 'design',
      materialName: { zh: '设置方案和效果图', en: 'Design and view' },
      isNeed: 'required',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '本地配置',
    },
    {
      orderNum: 2,
      code: 'siteRight',
      materialName: { zh: '场地使用权证明', en: 'Proof of right to the site' },
      isNeed: 'required',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: { zh: '不动产登记可核对的免提交', en: 'Not needed where the property register shows it' },
      byLaw: '本地配置',
    },
    {
      orderNum: 3,
      code: 'currentPermit',
      materialName: { zh: '原户外广告设置许可', en: 'The permit held now' },
      isNeed: 'notNeeded',
      situations: [],
      sourceType: 'government',
      format: 'either',
      exemption: {
        zh: '由电子证照库或者工作人员核对',
        en: 'Checked with the licence register, or by an official',
      },
      heldBy: { source: licenceSource('outdoor-advertising-permit') },
      byLaw: '行政许可法第五十条',
    },
  ],
  situations: [
    { code: 'new', name: { zh: '新设', en: 'New' }, when: { zh: '首次设置', en: 'First setting' } },
    {
      code: 'change',
      name: { zh: '变更', en: 'Change' },
      when: { zh: '变更位置、形式、规格', en: 'Place, form or size changes' },
    },
    {
      code: 'renewal',
      name: { zh: '延续', en: 'Renewal' },
      when: { zh: '许可有效期届满三十日前申请延续', en: 'Asked for thirty days before the licence ends' },
    },
  ],
  competentBy: { by: 'premises', formPath: 'site.region' },
  impactAssessment: null,
  privacyNotice: null,
  automatic: 'none',
  resultLabels: { validUntilOn: { zh: '许可有效期至', en: 'The permit is valid until' } },
  issues: {
    type: 'outdoor-advertising-permit',
    claims: {
      siteAddress: ['form.site.address'],
      kind: ['form.advertisement.kind'],
      widthMetres: ['form.advertisement.widthMetres'],
      heightMetres: ['form.advertisement.heightMetres'],
    },
    words: {
      kind: {
        wall: { zh: '墙面', en: 'on a wall' },
        roof: { zh: '屋顶', en: 'on a roof' },
        ground: { zh: '落地', en: 'on the ground' },
        screen: { zh: '电子显示屏', en: 'screen' },
        other: { zh: '其他', en: 'other' },
      },
    },
    // As applied for, unless the decision names another day.
    validFrom: ['form.from'],
    validUntil: ['result.validUntilOn', 'form.until'],
    replaces: {
      situations: { renewal: 'renew', change: 'change' },
      numberPath: 'form.current.licenceNumber',
    },
  },
  form,
  facts: [],
  sources: [
    {
      source: licenceSource('outdoor-advertising-permit'),
      keyPaths: ['applicant.idNumber', 'form.current.licenceNumber'],
    },
  ],
  parameters: z.strictObject({}),
}
