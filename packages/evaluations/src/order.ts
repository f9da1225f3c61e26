/**
 * Words of a rectification order 整改单: where it comes from, its steps and states. Which step may follow which is the table of
 * `order-table.ts`; this names them.
 */

/** What an order grows from. Ratings count in the rates, nothing else does. */
export const ORDER_SOURCES = {
  rating: { zh: '差评', en: 'bad rating' },
  inspection: { zh: '监督查评', en: 'inspection' },
  overall: { zh: '综合点评', en: 'overall review' },
  experiencer: { zh: '体验员反馈', en: 'service experiencer' },
  thirdParty: { zh: '第三方评估', en: 'third-party assessment' },
  unable: { zh: '办不成事反映', en: 'could not get it done' },
} as const
export type OrderSource = keyof typeof ORDER_SOURCES
/** Everything but the rating of a service: entered by itself, never in a rate. */
export type ReviewKind = Exclude<OrderSource, 'rating'>

export const ORDER_STATES = {
  open: { zh: '待联系', en: 'waiting for contact' },
  contacted: { zh: '整改中', en: 'being mended' },
  replied: { zh: '待回访', en: 'waiting for the call-back' },
  calledBack: { zh: '已回访', en: 'called back' },
  closed: { zh: '已办结', en: 'closed' },
  /** Only an upheld appeal leads here. */
  setAside: { zh: '申诉成立，评价不计入', en: 'appeal upheld, rating set aside' },
} as const
export type OrderState = keyof typeof ORDER_STATES

export const ORDER_STEPS = {
  opened: { zh: '生成整改单', en: 'opened' },
  contacted: { zh: '联系评价人', en: 'evaluator contacted' },
  replied: { zh: '整改答复', en: 'mended and replied' },
  calledBack: { zh: '回访', en: 'called back' },
  unreached: { zh: '回访未接通', en: 'not reached' },
  returned: { zh: '退回整改', en: 'returned to be mended' },
  rated: { zh: '评价人评价整改', en: 'mending rated by the evaluator' },
  appealed: { zh: '申诉', en: 'appealed' },
  judged: { zh: '申诉裁定', en: 'appeal judged' },
  identityOpened: { zh: '查看评价人身份', en: 'identity of the evaluator opened' },
  supplemented: { zh: '评价人补充', en: 'supplemented by the evaluator' },
  closed: { zh: '办结', en: 'closed' },
} as const
export type OrderStep = keyof typeof ORDER_STEPS

/** How a bad rating turned out: only what an appeal upholds takes it out of the rates. */
export const ORDER_CLASSES = {
  true: { zh: '属实', en: 'true' },
  misjudged: { zh: '误评', en: 'misjudged' },
  malicious: { zh: '恶意差评', en: 'malicious' },
  beyondRemit: { zh: '超出职责范围', en: 'beyond remit' },
} as const
export type OrderClass = keyof typeof ORDER_CLASSES

/** What the evaluator says of the mending. */
export const MENDING_GRADES = {
  satisfied: { zh: '满意', en: 'satisfied' },
  basically: { zh: '基本满意', en: 'basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
} as const
export type MendingGrade = keyof typeof MENDING_GRADES

/** Clocks of an order, as they are watched: kind `rectification`, subject the order's number, key `clock/round`. */
export const ORDER_CLOCKS = {
  contact: { zh: '联系核实', en: 'contact' },
  rectify: { zh: '整改答复', en: 'mending' },
  callBack: { zh: '回访', en: 'call-back' },
  judge: { zh: '申诉裁定', en: 'judging the appeal' },
} as const
export type OrderClock = keyof typeof ORDER_CLOCKS
