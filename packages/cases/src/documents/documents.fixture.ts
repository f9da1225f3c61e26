/** Facts of synthetic cases, one for each kind of document; 演示数据，不具效力. */
import type { DocumentFacts, StepFacts } from './facts.ts'
import type { DocumentKind } from './kinds.ts'

export const CASE_NUMBER = '5101162026112300000015'

export const COMMON: DocumentFacts = {
  caseNumber: CASE_NUMBER,
  itemName: '户外广告设置审批',
  applicantName: '演示甲',
  applicantKind: 'person',
  organ: '成都市双流区城市管理局',
  receivedOn: '2026-11-23',
  issuedOn: '2026-11-30',
  procedure: 'licence',
  automatic: false,
  mayDecline: false,
  reasons: [],
  results: [],
  legalBasis: ['《中华人民共和国行政许可法》第32条、第34条'],
  rules: null,
  due: null,
  competentOrgan: null,
  remedies: {
    reconsideration: '自收到本文书之日起60日内向演示区人民政府申请行政复议',
    litigation: '自收到本文书之日起6个月内向演示区人民法院提起行政诉讼',
    silence:
      '本机关逾期未作出决定的，依照《中华人民共和国行政复议法》第二十三条，先向演示区人民政府申请行政复议；对行政复议决定不服的，再依法向人民法院提起行政诉讼。',
  },
  phone: '028-00000000',
  demonstration: true,
}

const reason = (text: string, basis = '', cure: string | null = null) => [{ text, basis, cure }]

/** What an official states with the step, complete for each kind. */
export const STATED: Readonly<Record<DocumentKind, StepFacts>> = {
  acceptance: { due: { on: '2026-12-28', basis: '行政许可法 42(1)' } },
  deemedAcceptance: {
    effectiveOn: '2026-11-23',
    untilOn: '2026-11-30',
    groundBasis: '行政许可法 32(1)(四)',
    due: { on: '2026-12-21', basis: '行政许可法 42(1)' },
  },
  deemedRenewal: {
    effectiveOn: '2026-12-31',
    groundBasis: '行政许可法第五十条第二款',
    due: { on: '2027-01-15', basis: '行政许可法 44' },
  },
  supplement: {
    reasons: [
      { text: '缺少设置方案和效果图', basis: '行政许可法 31', cure: '提交设置方案和效果图' },
      { text: '场地使用权证明已于 2026-10-31 到期', basis: '', cure: '请提交有效的证明。' },
    ],
    untilOn: '2026-12-14',
    abandonment: '演示区政务服务条例第三十六条',
  },
  returned: { reasons: reason('经营范围没有从目录中选择', '市场主体登记管理条例 14', '从公布的目录中选择') },
  notRequired: { reasons: reason('店面内的标识依法不需要取得许可') },
  notAccepted: {
    reasons: reason('设置位置在重庆市渝北区'),
    ground: '行政许可法 32(1)(二)',
    competentOrgan: '重庆市渝北区城市管理局',
  },
  inspection: {
    inspectedOn: '2026-12-02',
    place: '演示路1号',
    officials: ['演示人员1', '演示人员5'],
    participants: ['演示甲（申请人）'],
    findings: ['墙面尺寸与设置方案一致', '2026-12-02 现场没有其他广告设施。'],
  },
  thirdParty: {
    parties: ['演示乙', '演示丙'],
    interest: '广告设施紧邻其住宅的窗户，可能影响采光',
    untilOn: '2026-12-09',
  },
  hearing: {
    heldOn: '2026-12-16',
    place: '政务服务中心听证室',
    chair: '演示人员3',
    officials: ['演示人员1'],
    participants: ['演示甲（申请人）', '演示乙（利害关系人）'],
    statements: ['审查人员：方案符合技术规范，建议准予', '演示乙：夜间灯光过强'],
  },
  suspension: {
    ground: '专家评审',
    groundBasis: '行政许可法 45',
    fromOn: '2026-12-03',
    neededWorkdays: 8,
  },
  extension: {
    reasons: reason('听证中提出的灯光问题需要进一步核实'),
    workdays: 10,
    approvedBy: '本机关负责人',
    groundBasis: '行政许可法 42(1)',
    due: { on: '2027-01-12', basis: '行政许可法 42(1)', provisional: true },
    promised: { on: '2026-12-04', basis: '本地配置：承诺办结时限', is: 'broken' },
  },
  preliminary: {
    to: '成都市城市管理委员会',
    opinion: 'grant',
    reasons: reason('申请材料齐全，现场核查与方案一致'),
    attachments: ['设置方案和效果图', '核查笔录'],
  },
  grant: {
    results: ['设置期限：2027-01-01 至 2027-12-31'],
    due: { on: '2026-12-14', basis: '行政许可法 44' },
  },
  refusal: {
    reasons: reason('设置位置在交通信号灯的视距范围内', '演示区户外广告设置规划'),
    ground: '行政许可法 38(2)',
  },
  service: {
    served: [`《准予决定书》（准〔2026〕${CASE_NUMBER}-9号）`],
    receiver: '演示甲',
    receiverIs: '本人',
    method: 'direct',
    servedOn: '2026-12-01',
    place: '政务服务中心一楼大厅',
    officials: ['演示人员1'],
  },
  abandonment: { ground: '演示区政务服务条例第三十六条', untilOn: '2026-12-14' },
  correction: {
    concerns: `《准予决定书》（准〔2026〕${CASE_NUMBER}-9号）`,
    changes: [{ from: '演示路1号', to: '演示路10号' }],
    reasons: reason('地址录入有误'),
  },
  annulment: {
    concerns: `《准予决定书》（准〔2026〕${CASE_NUMBER}-9号）`,
    ground: '行政许可法 69(1)(四)',
    reasons: reason('申请人不具备申请资格'),
    fault: 'organ',
  },
  reopening: {
    orderedBy: '演示区人民政府',
    order: '《行政复议决定书》（演府复〔2027〕1号）',
    reasons: reason('原决定认定的事实不清'),
    ground: '行政复议法 64',
    due: { on: '2027-02-26', basis: '行政许可法 42(1)' },
  },
}

const ISSUED_ON: Partial<Record<DocumentKind, string>> = {
  deemedAcceptance: '2026-12-01',
  deemedRenewal: '2027-01-01',
  inspection: '2026-12-02',
  suspension: '2026-12-03',
  hearing: '2026-12-16',
  abandonment: '2026-12-15',
  extension: '2026-12-25',
  annulment: '2027-01-20',
  reopening: '2027-01-28',
  service: '2026-12-01',
}

export const factsOf = (kind: DocumentKind): DocumentFacts => {
  const { due, ...stated } = STATED[kind]
  return { ...COMMON, ...stated, due: due ?? null, issuedOn: ISSUED_ON[kind] ?? COMMON.issuedOn }
}
