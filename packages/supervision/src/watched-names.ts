/** What the kinds and bases of watched clocks are called. */
import type { WatchedBasis, WatchedKind } from './stage.ts'

type Words = { readonly zh: string; readonly en: string }

export const WATCHED_KIND_NAMES = {
  case: { zh: '办件', en: 'case' },
  shipment: { zh: '纸质原件寄送', en: 'originals on paper' },
  notice: { zh: '督办文书', en: 'notice of supervision' },
  card: { zh: '亮牌', en: 'card' },
  rectification: { zh: '整改', en: 'rectification' },
  job: { zh: '定时任务', en: 'scheduled job' },
} as const satisfies Record<WatchedKind, Words>

/** Steps of a rectification order 整改单 that have a clock. A sealed rating is contacted by the body that sees to the mending. */
export const RECTIFICATION_STEP_NAMES = {
  contact: { zh: '差评联系核实', en: 'contact with whoever rated badly' },
  sealedContact: { zh: '匿名差评联系核实', en: 'contact with whoever rated badly under seal' },
  rectify: { zh: '差评整改答复', en: 'mending of what was rated badly' },
  callBack: { zh: '整改回访', en: 'call-back after the mending' },
  judge: { zh: '差评申诉裁定', en: 'judgement of the appeal against a rating' },
} as const satisfies Readonly<Record<string, Words>>

export const WATCHED_BASIS_NAMES = {
  law: { zh: '法定期限', en: 'statutory limit' },
  localLaw: { zh: '地方性规定期限', en: 'limit of local law' },
  promise: { zh: '承诺期限', en: 'promised limit' },
  agreement: { zh: '约定期限', en: 'agreed limit' },
  supervision: { zh: '督办期限', en: 'limit of supervision' },
} as const satisfies Record<WatchedBasis, Words>
