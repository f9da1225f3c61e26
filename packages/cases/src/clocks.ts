/**
 * Every clock of a case, side by side, derived from its events (the fold), the plan of its item and a calendar version
 * by one pure function; never stored as truth. The earliest that runs is what the organ owes: a shorter promise binds.
 */
import {
  addDays,
  addWorkdays,
  type Calendar,
  civilDateAt,
  dayNumber,
  type Limit,
  startOfDayAt,
  workdaysBetween,
} from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import { type Clock, type ClockContext, clockOf } from './clock.ts'
import {
  type ClockPlan,
  type ClockRule,
  type ClockStep,
  endOf,
  type LimitBasis,
  startOf,
} from './clock-rules.ts'
import type { CaseFold } from './fold.ts'
import { toldClocks } from './told-clocks.ts'

/** All clocks that have begun, earliest due first. */
export function clocksOf(
  plan: ClockPlan,
  fold: CaseFold,
  calendar: Calendar,
  now: EpochMs,
): readonly Clock[] {
  const known = reckoned.get(fold)
  if (known?.plan === plan && known.calendar === calendar && known.now === now) return known.clocks
  const clocks = reckonAll({ plan, fold, calendar, now, today: civilDateAt(now) })
  reckoned.set(fold, { plan, calendar, now, clocks })
  return clocks
}

/** Guards ask again and again for the clocks of one case at one instant: the same question has the same answer. */
const reckoned = new WeakMap<
  CaseFold,
  Pick<ClockContext, 'plan' | 'calendar' | 'now'> & { readonly clocks: readonly Clock[] }
>()

function reckonAll(context: ClockContext): readonly Clock[] {
  const { plan } = context
  return [
    ...plan.limits.flatMap((rule) => ruledClock(context, rule)),
    ...stageClocks(context),
    ...renewalClock(context),
    ...toldClocks(context),
    ...agreedClocks(context),
  ].sort((a, b) => a.dueAt - b.dueAt)
}

/** The earliest clock that runs against the organ, or `undefined` when it owes nothing. */
export const earliestOwed = (clocks: readonly Clock[]): Clock | undefined =>
  clocks.find(({ status, binds }) => status === 'running' && binds === 'organ')

function ruledClock(context: ClockContext, rule: ClockRule): Clock[] {
  const { fold, plan } = context
  const { step, length, basis, isExtendable, isFromReceipt } = rule
  const fromOn =
    isFromReceipt === true && fold.reopenedOn === null ? fold.receivedOn : startOf(step, fold, plan)
  // The handling region's own clocks run there, and it tells what they say: none of the limits of the item runs here.
  const awayOn = fold.handover?.sentOn ?? null
  if (fromOn === null || (awayOn !== null && step === 'delivery')) return []
  // Hours run from the instant of receipt; no law gives hours for a later step.
  const fromAt = length.unit === 'hour' ? fold.receivedAt : startOfDayAt(fromOn)
  const endedOn = awayOn ?? endOf(step, fold)
  return [
    clockOf(context, {
      step,
      name: basis.kind,
      basis,
      length: step === 'notice' ? afterReturn(context, length, fromOn) : length,
      fromOn,
      fromAt,
      endedOn,
      isExtendable: EXTENDABLE.includes(step) && (isExtendable ?? basis.kind !== 'promise'),
    }),
  ]
}

/**
 * The silence that has effect is that of the organ that has the papers: given back after the term, or with less than a
 * working day of it left, they are with it for one working day before they are deemed accepted, from the first receipt.
 */
function afterReturn(
  { fold: { returnedOn }, calendar }: ClockContext,
  length: Limit,
  fromOn: CivilDate,
): Limit {
  if (returnedOn === null || length.unit !== 'workday') return length
  const { on: nextOn } = addWorkdays(calendar, returnedOn, 1)
  return { ...length, value: Math.max(length.value, workdaysBetween(calendar, fromOn, nextOn).workdays) }
}

/** 42 extends the term of the decision, not that of the lower organ nor a department's part in it. */
const EXTENDABLE: readonly ClockStep[] = ['decision', 'jointDecision']

function stageClocks(context: ClockContext): Clock[] {
  const { plan, fold } = context
  if (plan.joint === null) return []
  let fromOn = fold.decisionFromOn
  const clocks: Clock[] = []
  for (const { department, length, basis } of plan.joint.stages) {
    if (fromOn === null) break
    const given = fold.opinions.find((opinion) => opinion.department === department)?.on ?? null
    const endedOn = given ?? endOf('decision', fold)
    clocks.push(
      clockOf(context, { step: 'stage', name: department, basis, length, fromOn, endedOn, department }),
    )
    if (plan.joint.mode === 'sequential') fromOn = given
  }
  return clocks
}

/** 行政许可法 50: applied for in time, it is to be decided before the licence ends. */
function renewalClock(context: ClockContext): Clock[] {
  const { plan, fold } = context
  const expiresOn = fold.renewalExpiresOn
  if (plan.renewal === null || expiresOn === null || !isInTime(plan, fold)) return []
  const length: Limit = {
    unit: 'calendarDay',
    value: dayNumber(expiresOn) - dayNumber(fold.receivedOn),
    roll: 'none',
  }
  const { basis } = plan.renewal
  const fromOn = fold.receivedOn
  const endedOn = fold.handover?.sentOn ?? endOf('decision', fold)
  return [clockOf(context, { step: 'renewal', name: basis.kind, basis, length, fromOn, endedOn })]
}

/**
 * Whether a renewal was applied for in time: as many days before the licence ends as the law asks, and what the applicant
 * still owed was there before it ended. Time that passed while the organ waited for papers is nobody's silence.
 */
export function isInTime(
  { renewal }: ClockPlan,
  { renewalExpiresOn, receivedOn, noticeFromOn }: CaseFold,
): boolean {
  return (
    renewal !== null &&
    renewalExpiresOn !== null &&
    receivedOn <= addDays(renewalExpiresOn, -renewal.daysBefore) &&
    noticeFromOn <= renewalExpiresOn
  )
}

/** Terms of the agreement the case is handed over under: to hand it over, and to pass on the result that has come. */
function agreedClocks(context: ClockContext): Clock[] {
  const { fold } = context
  const { handover } = fold
  if (handover === null) return []
  const basis: LimitBasis = {
    kind: 'promise',
    zh: `跨域通办协同协议 ${handover.agreement}`,
    en: `the agreement of the two regions, ${handover.agreement}`,
  }
  const agreed = (
    step: 'transfer' | 'resultHandover',
    value: number | null,
    fromOn: CivilDate | null,
    endedOn: CivilDate | null,
  ) =>
    value === null || fromOn === null
      ? []
      : [
          clockOf(context, {
            step,
            name: 'agreement',
            basis,
            length: { unit: 'workday', value },
            fromOn,
            endedOn,
          }),
        ]
  const { pushWorkdays, resultWorkdays, sentOn, resultOn } = handover
  const passedOn = fold.delivery === 'electronic' ? resultOn : fold.deliveredOn
  return [
    ...agreed('transfer', pushWorkdays, fold.receivedOn, sentOn ?? fold.closedOn),
    ...agreed('resultHandover', resultWorkdays, resultOn, passedOn),
  ]
}
