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

export const WATCHED_BASIS_NAMES = {
  law: { zh: '法定期限', en: 'statutory limit' },
  localLaw: { zh: '地方性规定期限', en: 'limit of local law' },
  promise: { zh: '承诺期限', en: 'promised limit' },
  agreement: { zh: '约定期限', en: 'agreed limit' },
  supervision: { zh: '督办期限', en: 'limit of supervision' },
} as const satisfies Record<WatchedBasis, Words>
