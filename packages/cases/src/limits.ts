import { type Calendar, dueAt, type Limit as Length, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { CaseFold } from './event.ts'

/**
 * The limits of a case, derived from its events and a calendar version; never stored as truth.
 * 行政许可法 32 (notice within 5 days, else deemed accepted from receipt), 42 (20 days; joint 45), 82 (working days);
 * 市场主体登记管理条例 19 (on the spot, else 3); 行政诉讼法 47 (two months from the application). A promise binds when
 * it is shorter. Suspension and extension are not reckoned here.
 */

/** What a limit bounds, and what it runs from: the receipt or the acceptance. */
export const LIMIT_STEPS = {
  notice: { from: 'receipt', zh: '受理或一次性告知', en: 'acceptance or one-time notice' },
  decision: { from: 'acceptance', zh: '作出决定', en: 'decision' },
  jointDecision: { from: 'acceptance', zh: '联合办理作出决定', en: 'decision in joint handling' },
  answerToApplication: { from: 'receipt', zh: '对申请的答复', en: 'answer to the application' },
} as const satisfies Record<string, { from: 'receipt' | 'acceptance'; zh: string; en: string }>
export type LimitStep = keyof typeof LIMIT_STEPS

export type LimitBasis = {
  readonly kind: 'law' | 'localLaw' | 'promise'
  readonly zh: string
  readonly en: string
}
export type LimitRule = { readonly step: LimitStep; readonly length: Length; readonly basis: LimitBasis }

export type CaseLimit = LimitRule & {
  readonly fromOn: CivilDate
  readonly dueOn: CivilDate
  /** The first instant that is too late: 24:00 of `dueOn` in Asia/Shanghai, or the end of the last hour. */
  readonly dueAt: EpochMs
  /** The calendar of that year is not published yet: the day may still move. */
  readonly provisional: boolean
  readonly running: boolean
}

/** Every limit that has begun to run in this case, earliest first. */
export function limitsOf(
  rules: readonly LimitRule[],
  fold: CaseFold,
  calendar: Calendar,
): readonly CaseLimit[] {
  const limits: CaseLimit[] = []
  for (const rule of rules) {
    const fromOn = LIMIT_STEPS[rule.step].from === 'receipt' ? fold.receivedOn : fold.acceptedOn
    if (fromOn === null) continue
    const fromAt = rule.length.unit === 'hour' ? fold.receivedAt : startOfDayAt(fromOn)
    const due = dueAt(calendar, fromAt, rule.length)
    const running = isRunning(rule.step, fold)
    limits.push({ ...rule, fromOn, dueOn: due.on, dueAt: due.at, provisional: due.provisional, running })
  }
  return limits.sort((a, b) => a.dueAt - b.dueAt)
}

/** The earliest limit that runs, or `undefined` when the organ owes nothing. */
export const earliestRunning = (limits: readonly CaseLimit[]): CaseLimit | undefined =>
  limits.find((limit) => limit.running)

function isRunning(step: LimitStep, { state }: CaseFold): boolean {
  if (step === 'notice') return state === 'received'
  if (step === 'answerToApplication') return ['received', 'accepted', 'inReview'].includes(state)
  return state === 'accepted' || state === 'inReview'
}
