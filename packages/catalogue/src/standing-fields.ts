/** Fields that stand the same in every item of the first catalogue; an item that differs names its own. */
import type { Item, Material } from './item.ts'

export const STANDING = {
  deptType: 'organ',
  taskVersion: 1,
  taskState: 'inUse',
  planEffectiveDate: '2026-01-01',
  planCancelDate: null,
  linkWay: 'regionProfile',
  superviseWay: 'regionProfile',
  onlineHandleDepth: 4,
  isEntryCenter: true,
  isExpress: true,
  isFee: false,
  fee: null,
  nextSteps: [],
  quota: false,
  thirdPartyInterest: false,
  handleMode: 'local',
  minimumRealNameLevel: 'L2',
  specialProcedure: [],
  publicity: 'notPublic',
  confidentiality: {
    zh: '含个人信息，仅限办理本事项使用。',
    en: 'Holds personal data; used for this item only.',
  },
  retention: {
    years: 10,
    from: 'decision',
    basis: {
      kind: 'promise',
      zh: '本地配置：档案保管期限；自动决策处理记录至少三年（个人信息保护法第五十六条）',
      en: 'Set by the region: archive period; records of automated decisions at least three years (PIPL 56)',
    },
  },
} as const satisfies Partial<Item>

/** How an item decided by rules runs. */
export const AUTOMATIC_FLOW = [
  { zh: '网上提交，系统核对事实', en: 'Apply online; the system checks the facts' },
  { zh: '符合公布的规则即时批准', en: 'Approved at once where the published rules are met' },
  { zh: '缺材料的一次性告知，其余转人工', en: 'What is missing is told once; all else goes to a person' },
] as const

/** How an item decided by people runs. */
export const HUMAN_FLOW = [
  { zh: '收件并出具回执', en: 'Receipt with proof' },
  { zh: '受理或一次性告知补正', en: 'Acceptance, or one notice of all that is missing' },
  { zh: '审查', en: 'Examination' },
  { zh: '决定', en: 'Decision' },
  { zh: '送达', en: 'Delivery' },
] as const

/** The identity document: known to the population register, so nobody is asked for it (在线政务服务规定 7). */
export const IDENTITY_MATERIAL: Material = {
  orderNum: 1,
  code: 'identity',
  materialName: { zh: '身份证件', en: 'Identity document' },
  isNeed: 'notNeeded',
  situations: [],
  sourceType: 'government',
  format: 'data',
  exemption: { zh: '由人口登记核对', en: 'Checked with the population register' },
  heldBy: { source: 'population' },
  byLaw: '国务院关于在线政务服务的若干规定第七条',
}

/** The same of an item that does not ask the population register: nobody may be told that it did. */
export const IDENTITY_NOT_LOOKED_UP: Material = {
  orderNum: 1,
  code: 'identity',
  materialName: { zh: '身份证件', en: 'Identity document' },
  isNeed: 'notNeeded',
  situations: [],
  sourceType: 'government',
  format: 'data',
  exemption: {
    zh: '不需要提交；以实名核验或者工作人员查验的身份信息为准，系统不向人口登记核对',
    en: 'Not needed: who applies is known by the real-name check or shown to an official; the population register is not asked',
  },
  byLaw: '国务院关于在线政务服务的若干规定第七条',
}
