/**
 * One clock of a case as it stands at an instant: its last day with all that stopped and extended it, what is left, what
 * stops it, and whether it is over. Which clocks a case has is said in `clocks.ts`.
 */
import { addDays, addWorkdays, type Calendar, type Limit, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import {
  CLOCK_STEPS,
  type ClockPlan,
  type ClockStep,
  type LimitBasis,
  SPECIAL_PROCEDURE,
} from './clock-rules.ts'
import type { CaseFold, Suspension } from './fold.ts'
import { elapsedDays, type Pause, type Reckoning, reckon } from './reckon.ts'

/** A special procedure that stops a clock, in words. */
export type Stop = {
  readonly ground: string
  readonly zh: string
  readonly en: string
  readonly basis: LimitBasis
  readonly fromOn: CivilDate
  readonly neededWorkdays: number | null
  /** The first day that counts again, if it takes the time told; null where none was told. */
  readonly resumesOn: CivilDate | null
  /** It has taken longer than was told. */
  readonly isLate: boolean
}

export type Clock = {
  /** Names the clock within its case and does not change while it runs: one reminder per clock and stage. */
  readonly key: string
  readonly step: ClockStep
  readonly binds: 'organ' | 'applicant' | 'party'
  readonly basis: LimitBasis
  readonly length: Limit
  readonly fromOn: CivilDate
  /** The last day; while the clock stands, the day expected if what stops it ends as told. */
  readonly dueOn: CivilDate
  /** The first instant that is too late: 24:00 of `dueOn`. */
  readonly dueAt: EpochMs
  /** The calendar of a year it touches is not published yet: the day may still move. */
  readonly provisional: boolean
  readonly extendedBy: number
  /** `waiting`: the applicant has the next step. `ended`: taken, or no longer owed. */
  readonly status: 'running' | 'stands' | 'waiting' | 'ended'
  readonly endedOn: CivilDate | null
  /** Days counted so far, and left, in the unit of the length. */
  readonly elapsed: number
  readonly left: number
  /** It was or is over: the first day too late, and by how many days of its unit. */
  readonly breach: { readonly fromOn: CivilDate; readonly overdue: number } | null
  /** What stops it now. */
  readonly stoppedBy: readonly Stop[]
  /** Special procedures that do not move it, since it was over when they came. */
  readonly tooLate: readonly Suspension[]
  readonly department: string | null
  /** A right whose last day passed without anybody using it. */
  readonly unused: boolean
  /** What it runs by is only stated by the applicant: the organ has to check it, and silence has no effect yet. */
  readonly unchecked: boolean
}

export type ClockContext = {
  readonly plan: ClockPlan
  readonly fold: CaseFold
  readonly calendar: Calendar
  readonly now: EpochMs
  readonly today: CivilDate
}
/** A clock that has begun: what it is, from when, how long, and when it ended. */
export type Begun = {
  readonly step: ClockStep
  readonly name: string
  readonly basis: LimitBasis
  readonly length: Limit
  readonly fromOn: CivilDate
  readonly fromAt?: EpochMs
  readonly endedOn: CivilDate | null
  readonly department?: string
  readonly isExtendable?: boolean
  readonly isUnused?: boolean
}

export function clockOf(given: ClockContext, begun: Begun): Clock {
  const { context, pauses, reckoned } = reckonedFor(given, begun)
  const { fold, calendar, now, today } = context
  const { step, basis, length, fromOn, endedOn } = begun
  const { binds } = CLOCK_STEPS[step]
  const through = endedOn ?? today
  const { due, extendedBy } = reckoned
  const counts = (pause: Pause) => reckoned.pauses.includes(pause)
  const stands = endedOn === null && reckoned.stands
  const elapsed = elapsedDays(calendar, length.unit, fromOn, through, reckoned.pauses)
  const isLate = endedOn === null ? !stands && now >= due.at : endedOn > due.on
  return {
    key: keyOf(begun),
    step,
    binds,
    basis,
    length,
    fromOn,
    dueOn: due.on,
    dueAt: due.at,
    provisional: due.provisional,
    extendedBy,
    status: statusOf(step, fold, endedOn, stands),
    endedOn,
    elapsed,
    left: leftOf(context, begun, reckoned, through),
    breach: isLate
      ? { fromOn: addDays(due.on, 1), overdue: elapsedDays(calendar, length.unit, due.on, through, []) }
      : null,
    stoppedBy: pauses
      .filter(({ pause }) => stands && pause.open && counts(pause))
      .map(({ suspension }) => stopOf(context, suspension)),
    tooLate: pauses.filter(({ pause }) => !counts(pause)).map((p) => p.suspension),
    department: begun.department ?? null,
    unused: begun.isUnused ?? false,
    unchecked: step === 'renewal' && fold.licenceCheckedOn === null,
  }
}

const keyOf = ({ step, name, fromOn }: Begun) => `${step}/${name}/${fromOn}`

/** By the calendar, or by an earlier one where a citizen stands better by it and was not told that the day has moved. */
function reckonedFor(given: ClockContext, begun: Begun) {
  const key = keyOf(begun)
  const earlier = (given.plan.untold ?? []).filter(({ keys }) => keys.includes(key))
  const isBetter = (a: number, b: number) => (CLOCK_STEPS[begun.step].binds === 'organ' ? a < b : a > b)
  return earlier
    .map(({ calendar }) => reckonedBy({ ...given, calendar }, begun))
    .reduce(
      (best, each) => (isBetter(each.reckoned.due.at, best.reckoned.due.at) ? each : best),
      reckonedBy(given, begun),
    )
}

function reckonedBy(context: ClockContext, begun: Begun) {
  const { fold, calendar } = context
  const { step, length, fromOn, endedOn, fromAt = startOfDayAt(fromOn) } = begun
  const stopping = CLOCK_STEPS[step].stops ? fold.suspensions : []
  const pauses = stopping.map((each) => ({ suspension: each, pause: pauseOf(context, each, endedOn) }))
  const extensions = begun.isExtendable === true ? fold.extensions : []
  const span = { fromOn, fromAt, length, pauses: pauses.map(({ pause }) => pause), extensions }
  return { context, pauses, reckoned: reckon(calendar, span) }
}

/** Days of the unit from today to the last, today not counted; a clock that stands keeps what it had. */
function leftOf(
  { calendar }: ClockContext,
  { length, fromOn }: Begun,
  { due, pauses }: Reckoning,
  through: CivilDate,
): number {
  const start = through > fromOn ? through : fromOn
  return elapsedDays(calendar, length.unit, start, due.on, pauses)
}

function statusOf(
  step: ClockStep,
  { state }: CaseFold,
  endedOn: CivilDate | null,
  stands: boolean,
): Clock['status'] {
  if (endedOn !== null) return 'ended'
  if (stands) return 'stands'
  return state === 'awaitingSupplement' && CLOCK_STEPS[step].binds === 'organ' ? 'waiting' : 'running'
}

/** An open special procedure is expected to end as told in writing, or to go on today where that day has passed. */
function pauseOf({ calendar, today }: ClockContext, each: Suspension, endedOn: CivilDate | null): Pause {
  const { fromOn, recordedOn } = each
  if (each.untilOn !== null) return { fromOn, untilOn: each.untilOn, open: false, recordedOn }
  if (endedOn !== null) return { fromOn, untilOn: endedOn, open: false, recordedOn }
  const told = expectedEnd(calendar, each)
  const tomorrow = addDays(today, 1)
  return { fromOn, untilOn: told !== null && told > tomorrow ? told : tomorrow, open: true, recordedOn }
}

function stopOf({ plan, calendar, today }: ClockContext, suspension: Suspension): Stop {
  const { ground, fromOn, neededWorkdays } = suspension
  const known = plan.grounds.find(({ code }) => code === ground)
  const resumesOn = expectedEnd(calendar, suspension)
  return {
    ground,
    zh: known?.zh ?? '特别程序',
    en: known?.en ?? 'a special procedure',
    basis: known?.basis ?? SPECIAL_PROCEDURE,
    fromOn,
    neededWorkdays,
    resumesOn,
    isLate: resumesOn !== null && resumesOn < today,
  }
}

/** The working day on which the clock runs again, if the special procedure takes the time told, its first day included. */
function expectedEnd(calendar: Calendar, { fromOn, neededWorkdays }: Suspension): CivilDate | null {
  return neededWorkdays === null ? null : addWorkdays(calendar, addDays(fromOn, -1), neededWorkdays + 1).on
}
