/**
 * What a notice or a card states about its occasion, kept as canonical JSON with the row and never touched again. Nothing
 * personal: posts and departments, never names. Each list names every field, and no other is taken.
 */
import { type CivilDate, canonicalJson, type EpochMs } from '@tongban/kernel'
import type { CardCause } from './policy.ts'
import type { WatchedClock } from './stage.ts'

/** Of a clock: what the sweep writes with every notice and with every card that a clock draws. */
export type ClockFacts = {
  readonly itemCode: string | null
  readonly subject: string
  readonly step: string
  readonly law: string
  readonly fromOn: CivilDate
  readonly dueOn: CivilDate
  readonly length: number
  readonly unit: WatchedClock['unit']
  /** Whole working days after the last day, when the stage became due; 0 before it is over and on the first instant after. */
  readonly overdueWorkdays: number
  readonly department: string
  readonly post: string
  readonly provisional: boolean
}

/** Of what nobody's clock would show. */
export type FindingFacts = {
  readonly cause: FindingCause
  readonly itemCode: string | null
  readonly subject: string
  readonly step: string
  readonly law: string
  readonly department: string
  readonly post: string
  /** How many there are: steps of a burst, hours an alarm has been open, 1 otherwise. */
  readonly count: number
  readonly fromAt: EpochMs
  readonly untilAt: EpochMs
}

/**
 * What is found. A notice without answer and a late hand-over have clocks, whose stages draw their cards; an alarm of the
 * exchange, a job that stands still and ratings that nobody can have given are put before people and draw none.
 */
export const FINDING_CAUSES = {
  burst: { zh: '体外循环（事后集中补录）', en: 'steps entered in a burst after the fact', card: 'burst' },
  noReasons: { zh: '不予决定未说明理由', en: 'negative decision without reasons', card: 'noReasons' },
  lateHandover: { zh: '逾期移交', en: 'handed over late', card: null },
  unanswered: { zh: '督办未签收或者未回复', en: 'notice without receipt or reply', card: null },
  exchangeAlarm: { zh: '跨域交换异常待处理', en: 'alarm of the exchange that needs people', card: null },
  jobStopped: { zh: '定时任务停摆', en: 'a job that stands still', card: null },
  calendarMissing: { zh: '年度日历未公布', en: 'a year without a published calendar', card: null },
  ratingBurst: { zh: '评价集中提交', en: 'more ratings at once than services can be given', card: null },
  ratingAllFives: {
    zh: '一分钟内连续非常满意',
    en: 'five and more very satisfied within a minute',
    card: null,
  },
  ratingUnlikelyFives: {
    zh: '非常满意的比例异常',
    en: 'a share of very satisfied that nothing makes likely',
    card: null,
  },
  ratingAtOnce: { zh: '办结数秒内即评价', en: 'rated seconds after the service closed', card: null },
  ratingSameDevice: { zh: '同一设备为多人评价', en: 'one device rated for many holders', card: null },
  ratingOwnIdentity: {
    zh: '工作人员评价本人或者本部门',
    en: 'rated by an official for their own',
    card: null,
  },
} as const satisfies Record<
  string,
  { readonly zh: string; readonly en: string; readonly card: CardCause | null }
>
export type FindingCause = keyof typeof FINDING_CAUSES

export const clockFactsText = (facts: ClockFacts): string => canonicalJson({ ...facts })
export const findingFactsText = (facts: FindingFacts): string => canonicalJson({ ...facts })
export const isFindingCause = (name: string): name is FindingCause => Object.hasOwn(FINDING_CAUSES, name)
