import type { Calendar, Limit as Length } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { LimitBasis } from './clock-rules.ts'
import { clocksOf } from './clocks.ts'
import type { CaseFold } from './fold.ts'

/**
 * The limits of the first steps of a case, as intake and its pages show them: a narrow view of `clocksOf`, which holds
 * every clock and all the law. Nothing is reckoned here.
 */

/** What a limit bounds, and what it runs from: the receipt or the acceptance. */
export const LIMIT_STEPS = {
  notice: { from: 'receipt', zh: '受理或一次性告知', en: 'acceptance or one-time notice' },
  decision: { from: 'acceptance', zh: '作出决定', en: 'decision' },
  jointDecision: { from: 'acceptance', zh: '联合办理作出决定', en: 'decision in joint handling' },
  answerToApplication: { from: 'receipt', zh: '对申请的答复', en: 'answer to the application' },
} as const satisfies Record<string, { from: 'receipt' | 'acceptance'; zh: string; en: string }>
export type LimitStep = keyof typeof LIMIT_STEPS

export type LimitRule = {
  readonly step: LimitStep
  readonly length: Length
  readonly basis: LimitBasis
  readonly isFromReceipt?: boolean
}

export type CaseLimit = LimitRule & {
  readonly fromOn: CivilDate
  readonly dueOn: CivilDate
  /** The first instant that is too late: 24:00 of `dueOn` in Asia/Shanghai, or the end of the last hour. */
  readonly dueAt: EpochMs
  /** The calendar of that year is not published yet: the day may still move. */
  readonly provisional: boolean
  readonly running: boolean
}

/** Every limit that has begun to run in this case, earliest first; one that a special procedure stops does not run. */
export function limitsOf(
  rules: readonly LimitRule[],
  fold: CaseFold,
  calendar: Calendar,
): readonly CaseLimit[] {
  return rules
    .flatMap((rule) => {
      const plan = { limits: [rule], joint: null, renewal: null, grounds: [] }
      const clock = clocksOf(plan, fold, calendar, fold.receivedAt).find(({ step }) => step === rule.step)
      if (clock === undefined) return []
      const { fromOn, dueOn, dueAt, provisional, status } = clock
      return [{ ...rule, fromOn, dueOn, dueAt, provisional, running: status === 'running' }]
    })
    .sort((a, b) => a.dueAt - b.dueAt)
}

/** The earliest limit that runs, or `undefined` when the organ owes nothing. */
export const earliestRunning = (limits: readonly CaseLimit[]): CaseLimit | undefined =>
  limits.find((limit) => limit.running)
