/**
 * The stages 环节 a watched clock passes: what is said before it is over and, once it is over, to whom and how loudly.
 * 三级督办: the person, the head of the department, the supervising body. Which of them a region uses, and when, is policy
 * and not code; this names them.
 */
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { CardCause } from './policy.ts'

export const STAGES = {
  warnShare: {
    zh: '期限将尽提醒',
    en: 'reminder by the share of the term that is gone',
    form: 'reminder',
    level: 0,
  },
  warnDays: { zh: '临期提醒', en: 'reminder by the working days that are left', form: 'reminder', level: 0 },
  urge: { zh: '催办', en: 'urging', form: 'notice', level: 1 },
  supervise: { zh: '督办', en: 'supervision', form: 'notice', level: 2 },
  escalate: { zh: '上级督办', en: 'supervision by the supervising body', form: 'notice', level: 3 },
  blue: { zh: '蓝牌', en: 'blue card', form: 'card', level: 0 },
  yellow: { zh: '黄牌', en: 'yellow card', form: 'card', level: 0 },
  orange: { zh: '橙牌', en: 'orange card', form: 'card', level: 0 },
  red: { zh: '红牌', en: 'red card', form: 'card', level: 0 },
  bulletin: { zh: '通报', en: 'bulletin', form: 'bulletin', level: 0 },
} as const satisfies Record<
  string,
  {
    readonly zh: string
    readonly en: string
    readonly form: 'reminder' | 'notice' | 'card' | 'bulletin'
    readonly level: 0 | 1 | 2 | 3
  }
>
export type Stage = keyof typeof STAGES
export const isStage = (name: string): name is Stage => Object.hasOwn(STAGES, name)
export type Colour = 'blue' | 'yellow' | 'orange' | 'red'
export const COLOURS = ['blue', 'yellow', 'orange', 'red'] as const satisfies readonly Colour[]

/** What kind of promise a watched clock is: what a breach breaks, and what it is called. */
export const WATCHED_BASES = ['law', 'localLaw', 'promise', 'agreement', 'supervision'] as const
export type WatchedBasis = (typeof WATCHED_BASES)[number]

/** What is watched: a case, what was agreed with a partner, a notice of supervision itself, a rectification. */
export const WATCHED_KINDS = ['case', 'shipment', 'notice', 'card', 'rectification', 'job'] as const
export type WatchedKind = (typeof WATCHED_KINDS)[number]

/**
 * Any promise with a due instant, as whoever makes it has it watched. Whatever has a clock (a case, a notice that waits for
 * its reply, a bad rating to be mended) is watched through this and nothing else.
 */
export type WatchedClock = {
  readonly kind: WatchedKind
  /** Case number, notice number … */
  readonly subject: string
  /** Names the clock within its subject and does not change while it runs. */
  readonly key: string
  readonly step: string
  readonly basis: WatchedBasis
  /** The article or the promise, zh-CN. */
  readonly law: string
  /** Whether it bounds the whole or one department's part in it 环节. */
  readonly scope: 'whole' | 'stage'
  readonly itemCode: string | null
  readonly department: string
  /** Where it began, if the case has gone to another organ since: it keeps the policy it began under. */
  readonly begunIn?: string
  /** Blind index of the official it is assigned to; null where it is nobody's yet and stands with the post. */
  readonly person: string | null
  readonly fromAt: EpochMs
  readonly fromOn: CivilDate
  readonly unit: 'workday' | 'day' | 'hour'
  /** Length with all extensions, in its unit. */
  readonly length: number
  readonly dueOn: CivilDate
  /** The first instant that is too late. */
  readonly dueAt: EpochMs
  /** It touches a year without a published calendar, and may still move. */
  readonly provisional: boolean
  /** `stands`: lawfully stopped or with the applicant; nothing becomes due. */
  readonly status: 'running' | 'stands' | 'ended'
  /** When it ended or began to stand; null while it runs. */
  readonly stoppedAt: EpochMs | null
  /** It is over by a calendar that was published later and by no other: no card may rest on it. */
  readonly overByCalendarOnly?: boolean
}

/** One stage of one clock and the instant at which it becomes due; of a card, what draws it. */
export type PlannedStage = { readonly stage: Stage; readonly at: EpochMs; readonly cause?: CardCause }
