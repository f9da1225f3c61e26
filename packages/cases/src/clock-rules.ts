/**
 * What each clock of a case bounds: whom it binds, from when to when it runs, whether a special procedure stops it and
 * an extension lengthens it. The lengths come from the item and the region, or were told to somebody in this case.
 * 行政许可法 32 (notice), 36 and 47 (third parties, hearing), 42 (decision), 43 (lower organ), 44 (delivery), 45
 * (special procedures), 50 (renewal); 市场主体登记管理条例 19; 行政诉讼法 47; 浙江省保障“最多跑一次”改革规定 5 (several
 * organs at once or one after the other), 12 (a shorter promise binds).
 */
import type { Calendar, Limit } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { CaseFold } from './fold.ts'
import type { Ground } from './grounds.ts'
import { isClosed } from './state.ts'

export type LimitBasis = {
  readonly kind: 'law' | 'localLaw' | 'promise'
  readonly zh: string
  readonly en: string
}

type ClockStepRule = {
  /** Whose time it is: later harms the applicant where it binds the organ, earlier where it binds the applicant. */
  readonly binds: 'organ' | 'applicant' | 'party'
  readonly stops: boolean
  readonly zh: string
  readonly en: string
}
const step = (binds: ClockStepRule['binds'], stops: boolean, zh: string, en: string): ClockStepRule => ({
  binds,
  stops,
  zh,
  en,
})

export const CLOCK_STEPS = {
  notice: step('organ', false, '受理或一次性告知', 'acceptance or one-time notice'),
  decision: step('organ', true, '作出决定', 'the decision'),
  jointDecision: step('organ', true, '联合办理作出决定', 'the decision in joint handling'),
  lowerExamination: step('organ', true, '下级机关审查', 'the examination by the lower organ'),
  delivery: step('organ', false, '颁发、送达证件', 'delivery of the licence'),
  answerToApplication: step('organ', false, '对申请的答复', 'the answer to the application'),
  hearing: step('organ', false, '组织听证', 'holding the hearing'),
  renewal: step('organ', false, '对延续申请作出决定', 'the decision on the renewal'),
  stage: step('organ', true, '联办部门出具意见', 'the opinion of a department in joint handling'),
  suspension: step('organ', false, '特别程序', 'the special procedure'),
  transfer: step('organ', false, '移送办理地', 'handing over to the competent region'),
  resultHandover: step('organ', false, '转交办理结果', 'passing the result on'),
  supplement: step('applicant', false, '补正材料', 'supplementing the papers'),
  thirdParty: step('party', false, '陈述、申辩和要求听证', 'being heard and asking for a hearing'),
} as const satisfies Record<string, ClockStepRule>
export type ClockStep = keyof typeof CLOCK_STEPS

/** Clocks whose length the item or the region states; the others were told in the case, or are the plan's own. */
export type RuledStep = Extract<
  ClockStep,
  | 'notice'
  | 'decision'
  | 'jointDecision'
  | 'lowerExamination'
  | 'delivery'
  | 'answerToApplication'
  | 'hearing'
>
export type ClockRule = {
  readonly step: RuledStep
  readonly length: Limit
  readonly basis: LimitBasis
  /** Whether the head's extension lengthens it: what the law or local law gives, and a promise only if it says so. */
  readonly isExtendable?: boolean
  /** It runs from the receipt, accepted or not: a registration is made or its papers returned in that time. */
  readonly isFromReceipt?: boolean
}

/** One department's part in joint handling. */
export type Stage = {
  readonly department: string
  readonly zh: string
  readonly en: string
  readonly length: Limit
  readonly basis: LimitBasis
}

/** Everything that sets the clocks of a case, beside its events. */
export type ClockPlan = {
  readonly limits: readonly ClockRule[]
  /** At once, all stages begin with acceptance; in sequence, each begins with the written opinion before it. */
  readonly joint: { readonly mode: 'simultaneous' | 'sequential'; readonly stages: readonly Stage[] } | null
  /** What may stop the clocks; `groundsOf` makes the list. */
  readonly grounds: readonly Ground[]
  /** Calendar days before expiry by which a renewal is applied for in time. */
  readonly renewal: { readonly daysBefore: number; readonly basis: LimitBasis } | null
  /** Clocks that a later calendar would move to a citizen's harm, and of which nobody was told: the better day stays. */
  readonly untold?: readonly Untold[]
}

export type Untold = {
  /** Version of the calendar that would move them. */
  readonly by: string
  /** The calendar before it. */
  readonly calendar: Calendar
  readonly keys: readonly string[]
}

const licensing = (zh: string, en: string): LimitBasis => ({
  kind: 'law',
  zh: `行政许可法 ${zh}`,
  en: `Licensing Law ${en}`,
})

/** Figures of the law that no item needs to state. */
export const LAW_RULES = {
  hearing: { step: 'hearing', length: { unit: 'workday', value: 20 }, basis: licensing('47(1)', '47(1)') },
  lowerExamination: {
    step: 'lowerExamination',
    length: { unit: 'workday', value: 20 },
    basis: licensing('43', '43'),
  },
} as const satisfies Record<string, ClockRule>
export const RENEWAL_IN_TIME = { daysBefore: 30, basis: licensing('50', '50') } as const
/** Working days an interested party has, from the notice, to ask for a hearing. */
export const HEARING_REQUEST_WORKDAYS = 5
export const HEARING_REQUEST: LimitBasis = licensing('47(1)', '47(1)')
export const SPECIAL_PROCEDURE: LimitBasis = licensing('45', '45')

/** From which day a ruled clock runs; null while it has not begun. */
export function startOf(step: RuledStep, fold: CaseFold, plan: ClockPlan): CivilDate | null {
  switch (step) {
    case 'notice':
      return fold.noticeFromOn
    case 'answerToApplication':
      return fold.receivedOn
    case 'delivery':
      return fold.state === 'granted' ? fold.decidedOn : null
    case 'hearing':
      return fold.hearingRequestedOn
    case 'lowerExamination':
      return fold.decisionFromOn
    case 'decision':
    case 'jointDecision':
      if (fold.grantDeclinedOn !== null) return fold.grantDeclinedOn
      // 43 gives the lower organ a term of its own; the superior's begins when the papers reach it.
      return plan.limits.some((rule) => rule.step === 'lowerExamination')
        ? fold.forwardedOn
        : fold.decisionFromOn
  }
}

/** What the machine grants is given with the answer, to whoever asked for it electronically. */
const handedOverOn = ({ automatic, delivery, decidedOn }: CaseFold): CivilDate | null =>
  automatic && delivery === 'electronic' ? decidedOn : null

/** The day the step was taken, or the case ended; null while it is owed. */
export function endOf(step: RuledStep, fold: CaseFold): CivilDate | null {
  const over = isClosed(fold.state) ? (fold.decidedOn ?? fold.closedOn) : null
  // An automatic grant that was declined stands, and a person's decision is owed (个人信息保护法 24).
  const decided = fold.grantDeclinedOn === null || fold.annulledOn !== null ? over : null
  switch (step) {
    case 'notice':
      return fold.noticeEndedOn
    case 'delivery':
      return fold.deliveredOn ?? fold.annulledOn ?? handedOverOn(fold)
    case 'hearing':
      return fold.hearingHeldOn ?? over
    case 'lowerExamination':
      return fold.forwardedOn ?? over
    case 'decision':
    case 'jointDecision':
      return decided
    case 'answerToApplication':
      return over
  }
}
