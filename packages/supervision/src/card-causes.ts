/** What each cause of a card is called, in documents and lists. */
import type { CardCause } from './policy.ts'

export const CARD_CAUSE_NAMES = {
  warnShare: { zh: '期限将尽', en: 'the term is nearly gone' },
  overdue: { zh: '逾期未办结', en: 'not done when the term was over' },
  stageOvertime: { zh: '环节超时', en: 'a stage took longer than it may' },
  noReasons: { zh: '不予决定未说明理由', en: 'negative decision without reasons' },
  lateHandover: { zh: '逾期移交', en: 'handed over late' },
  unanswered: { zh: '督办未签收或者未回复', en: 'notice without receipt or reply' },
  burst: { zh: '体外循环（事后集中补录）', en: 'steps entered in a burst after the fact' },
} as const satisfies Record<CardCause, { readonly zh: string; readonly en: string }>

export const isCardCause = (name: string): name is CardCause => Object.hasOwn(CARD_CAUSE_NAMES, name)
