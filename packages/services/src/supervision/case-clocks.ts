import { daysBetween, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import { type CaseFold, type Clock, clocksOf, foldEvents } from '@tongban/cases'
import type { EpochMs } from '@tongban/kernel'
import { endUnlisted, type Statement } from '@tongban/store'
import type { WatchedClock } from '@tongban/supervision'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { watch, watchFirst } from './watch.ts'

/**
 * The clocks of a case that bind the organ, as supervision watches them. They go into the batch of every change of the case;
 * a case that owes nothing (秒批) gets no statement.
 */
type Watched = Pick<LoadedCase, 'policy' | 'claim'> & {
  readonly row: Pick<LoadedCase['row'], 'caseNumber' | 'itemCode'>
} & Partial<Pick<LoadedCase, 'calendarChanges' | 'events'>>
type Ctx = Pick<Context, 'clock' | 'policies'>

export const watchStatements = (
  { clock, policies }: Ctx,
  loaded: Watched,
  fold: CaseFold,
  /** Where no event goes with it: the number of events there were; nothing is done where there are more by now. */
  asOf: number | null = null,
): readonly Statement[] => {
  const clocks = watchedClocksOf({ clock }, loaded, fold)
  const keys = JSON.stringify(clocks.map(({ key }) => key))
  return [
    ...watch({ clock, policies, calendar: loaded.policy.calendar }, clocks, asOf),
    endUnlisted({ subject: loaded.row.caseNumber, keys, at: clock.now(), asOf }),
  ]
}

/** Of a case that has just been received: only what runs. */
export const watchReceived = (
  { clock, policies }: Ctx,
  loaded: Watched,
  fold: CaseFold,
): readonly Statement[] =>
  watchFirst(
    { clock, policies, calendar: loaded.policy.calendar },
    watchedClocksOf({ clock }, loaded, fold).filter(({ status }) => status !== 'ended'),
  )

function watchedClocksOf(
  { clock: wall }: Pick<Context, 'clock'>,
  loaded: Watched,
  fold: CaseFold,
): readonly WatchedClock[] {
  const now = wall.now()
  const { plan, calendar } = loaded.policy
  return clocksOf(plan, fold, calendar, now)
    .filter(({ binds }) => binds === 'organ')
    .map((clock) => watchedClock(loaded, fold, clock, now))
}

/** A department's part, the lower organ's, and a special procedure that takes longer than was told 环节超时. */
const STAGE_STEPS: readonly Clock['step'][] = ['stage', 'lowerExamination', 'suspension']
/** What was agreed with a partner region. */
const AGREED_STEPS: readonly Clock['step'][] = ['transfer', 'resultHandover']

function watchedClock(loaded: Watched, fold: CaseFold, clock: Clock, now: EpochMs): WatchedClock {
  const { row, calendarChanges = [] } = loaded
  const { key, step, basis, fromOn, dueOn, dueAt, provisional } = clock
  const isHours = clock.length.unit === 'hour'
  return {
    kind: 'case',
    subject: row.caseNumber,
    key,
    step,
    basis: AGREED_STEPS.includes(step) ? 'agreement' : basis.kind,
    law: basis.zh,
    scope: STAGE_STEPS.includes(step) ? 'stage' : 'whole',
    itemCode: row.itemCode,
    ...chargeOf(loaded, fold, clock),
    fromAt: isHours ? fold.receivedAt : startOfDayAt(fromOn),
    fromOn,
    ...lengthOf(clock),
    dueOn,
    dueAt,
    provisional,
    status: clock.status === 'waiting' ? 'stands' : clock.status,
    stoppedAt: stoppedAt(loaded, fold, clock, now),
    overByCalendarOnly: calendarChanges.some(
      (change) => change.clockKey === key && change.overByCalendarOnly === 1 && change.afterOn === dueOn,
    ),
  }
}

/** Months and terms that end with a day are counted in days. */
function lengthOf({ length, extendedBy, fromOn, dueOn }: Clock): Pick<WatchedClock, 'unit' | 'length'> {
  switch (length.unit) {
    case 'hour':
      return { unit: 'hour', length: length.value }
    case 'workday':
      return { unit: 'workday', length: length.value + extendedBy }
    case 'calendarDay':
      return { unit: 'day', length: length.value }
    case 'month':
      return { unit: 'day', length: daysBetween(fromOn, dueOn) }
    case 'instant':
      return { unit: 'day', length: 0 }
  }
}

/**
 * Who answers for it, and by whose policy it goes. What was over before the case went to the superior organ is not the
 * superior's, and no clock changes its policy because another organ has the case now: a breach would be hidden, or made.
 */
function chargeOf(
  { claim }: Watched,
  { forwardedOn, forwardedTo, assignedTo }: CaseFold,
  { step, department, fromOn, endedOn }: Clock,
): Pick<WatchedClock, 'department' | 'person' | 'begunIn'> {
  if (department !== null) return { department, person: null }
  if (forwardedOn === null || forwardedTo === null)
    return { department: claim.department, person: assignedTo }
  const isOfSuperior = step === 'decision' || step === 'jointDecision'
  return endedOn !== null && endedOn <= forwardedOn && !isOfSuperior
    ? { department: claim.department, person: null }
    : {
        department: forwardedTo,
        person: assignedTo,
        ...(fromOn < forwardedOn ? { begunIn: claim.department } : {}),
      }
}

/**
 * The last instant at which something could still become due: the act itself where it is recorded on its day, else the end
 * of the day it was done. Of a clock that stands it is when the special procedure began to count; of one that waits for the
 * applicant the day they were asked, also where they never answered.
 */
function stoppedAt(loaded: Watched, fold: CaseFold, clock: Clock, now: EpochMs): EpochMs | null {
  const { status, endedOn, stoppedBy, length } = clock
  if (status === 'running') return null
  const { supplementRequestedOn, supplementedOn, acceptedOn } = fold
  const askedAt =
    supplementRequestedOn === null || supplementedOn !== null || acceptedOn !== null
      ? Number.POSITIVE_INFINITY
      : endOfDayAt(supplementRequestedOn) - 1
  if (endedOn !== null) {
    const endedAt = length.unit === 'hour' ? actAt(loaded, clock, now) : now
    return Math.min(endedAt, askedAt, endOfDayAt(endedOn) - 1)
  }
  const [since] = stoppedBy.map(({ fromOn }) => startOfDayAt(fromOn)).toSorted((a, b) => a - b)
  return Math.min(now, since ?? askedAt)
}

/** The instant of the act that ended a clock: hours may run out on the very day, after it was done and before it is over. */
function actAt({ policy, events = [] }: Watched, { key }: Clock, now: EpochMs): EpochMs {
  let at = now
  for (let until = events.length; until > 0; until -= 1) {
    const clocks = clocksOf(policy.plan, foldEvents(events.slice(0, until)), policy.calendar, now)
    if (clocks.find((each) => each.key === key)?.status !== 'ended') break
    at = events[until - 1]?.at ?? at
  }
  return at
}
