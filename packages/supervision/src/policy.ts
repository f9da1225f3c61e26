/**
 * What a region, a department or an item lays down about supervision: dated, published by two people, never code. A clock
 * goes by the policy in force on the day it began, so that no stage moves under somebody's hands.
 * 2007 Guangdong practice (yellow, red), 12345 chain (催办 → 督办 → 通报 after more than five working days).
 */
import type { CivilDate } from '@tongban/kernel'
import type { Colour, Stage, WatchedBasis } from './stage.ts'

/** Who a level of the ladder is addressed to. */
export type Receiver = 'person' | 'departmentHead' | 'supervisingBody'

/** One level of 三级督办: when it comes, to whom, and how long they have for the receipt and for the reply. */
export type Level = {
  readonly stage: Extract<Stage, 'urge' | 'supervise' | 'escalate'>
  /** Whole working days after the last day; 0: as soon as it is over. */
  readonly overdueWorkdays: number
  readonly receiver: Receiver
  readonly signWithinWorkdays: number
  readonly replyWithinWorkdays: number
}

/** What draws a card. `overdue` and `warnShare` are stages of a clock; the others are findings. */
export const CARD_CAUSES = [
  'warnShare',
  'overdue',
  'stageOvertime',
  'noReasons',
  'lateHandover',
  'unanswered',
  'burst',
] as const
export type CardCause = (typeof CARD_CAUSES)[number]

export type CardRule = {
  readonly colour: Colour
  readonly cause: CardCause
  /** Which broken promises draw it. */
  readonly bases: readonly WatchedBasis[]
  /** Whole working days after the last day, for `overdue`; 0: as soon as it is over. */
  readonly overdueWorkdays: number
}

export type Policy = {
  /** Per cent of the term that is gone, 1–99; null: no such reminder. */
  readonly warnSharePercent: number | null
  /** Working days before the last day, 1 or more; null: no such reminder. */
  readonly warnWorkdaysBefore: number | null
  readonly levels: readonly Level[]
  readonly cards: readonly CardRule[]
  /** More than so many working days late draws a line in the bulletin; null: never. */
  readonly bulletinAfterWorkdays: number | null
  /** A proposed card stands unless a supervisor dismisses it within so many working days. */
  readonly confirmWithinWorkdays: number
  /** Working days within which a card can be appealed. */
  readonly appealWithinWorkdays: number
  /** What the colours are called here; the field's names where absent. */
  readonly colourNames: { readonly [C in Colour]?: string }
  /** The post 责任岗位 in charge of a step; `*` for all others. */
  readonly posts: { readonly [step: string]: string }
  readonly delivery: DeliveryHours
  /** 体外循环: so many steps of one case entered within so many minutes after the fact. */
  readonly burst: { readonly steps: number; readonly withinMinutes: number } | null
}

/** When supervision speaks to people: on working days, within hours, and at these instants of the day. */
export type DeliveryHours = {
  /** Asia/Shanghai, `HH:MM`, ascending. What is not urgent goes out at the first of them that comes. */
  readonly slots: readonly string[]
  /** Stages that go out at once, at any hour. */
  readonly urgent: readonly Stage[]
}

export type PolicyScope =
  | { readonly kind: 'region' }
  | { readonly kind: 'department'; readonly code: string }
  | { readonly kind: 'item'; readonly code: string }

export type DatedPolicy = {
  readonly id: string
  readonly scope: PolicyScope
  readonly fromOn: CivilDate
  /** The last day, or null. */
  readonly untilOn: CivilDate | null
  readonly policy: Policy
}

/** Ours: yellow where a promise is broken, red where the law is; reminders at 90 % and one working day before. */
export const STANDARD_POLICY: Policy = {
  warnSharePercent: 90,
  warnWorkdaysBefore: 1,
  levels: [
    { stage: 'urge', overdueWorkdays: 0, receiver: 'person', signWithinWorkdays: 1, replyWithinWorkdays: 2 },
    {
      stage: 'supervise',
      overdueWorkdays: 1,
      receiver: 'departmentHead',
      signWithinWorkdays: 1,
      replyWithinWorkdays: 2,
    },
    {
      stage: 'escalate',
      overdueWorkdays: 3,
      receiver: 'supervisingBody',
      signWithinWorkdays: 1,
      replyWithinWorkdays: 2,
    },
  ],
  cards: [
    { colour: 'yellow', cause: 'overdue', bases: ['promise', 'agreement'], overdueWorkdays: 0 },
    { colour: 'red', cause: 'overdue', bases: ['law', 'localLaw'], overdueWorkdays: 0 },
    { colour: 'yellow', cause: 'stageOvertime', bases: ['law', 'localLaw', 'promise'], overdueWorkdays: 0 },
    { colour: 'yellow', cause: 'noReasons', bases: ['law'], overdueWorkdays: 0 },
    { colour: 'yellow', cause: 'lateHandover', bases: ['agreement'], overdueWorkdays: 0 },
    { colour: 'yellow', cause: 'unanswered', bases: ['supervision'], overdueWorkdays: 0 },
    { colour: 'yellow', cause: 'burst', bases: ['law'], overdueWorkdays: 0 },
  ],
  bulletinAfterWorkdays: 5,
  confirmWithinWorkdays: 1,
  appealWithinWorkdays: 5,
  colourNames: {},
  posts: {
    notice: '窗口',
    contact: '整改责任人',
    rectify: '整改责任人',
    sealedContact: '回访员',
    callBack: '回访员',
    judge: '监察员',
    '*': '经办人',
  },
  delivery: { slots: ['09:00', '14:00'], urgent: ['escalate', 'red'] },
  burst: { steps: 4, withinMinutes: 5 },
}

/** The other preset in use: yellow is the warning at 90 % of the promised time, red follows when it is over. */
export const WARNING_POLICY: Policy = {
  ...STANDARD_POLICY,
  cards: [
    {
      colour: 'yellow',
      cause: 'warnShare',
      bases: ['law', 'localLaw', 'promise', 'agreement'],
      overdueWorkdays: 0,
    },
    {
      colour: 'red',
      cause: 'overdue',
      bases: ['law', 'localLaw', 'promise', 'agreement'],
      overdueWorkdays: 0,
    },
    ...STANDARD_POLICY.cards.filter(({ cause }) => cause !== 'overdue'),
  ],
}
export const PRESETS = { standard: STANDARD_POLICY, warning: WARNING_POLICY } as const
