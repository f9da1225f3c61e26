/**
 * All stages of a watched clock and the instants at which they become due, by the policy of the day it began: pure, and
 * the only place where the instants are reckoned. Nothing here knows what has been given already. An instant is the
 * first at which the stage is true: 24:00 of the last day for what is over, never earlier (行政许可法 82; 民法典 203).
 */
import {
  addWorkdays,
  type Calendar,
  dayNumber,
  endOfDayAt,
  fromDayNumber,
  startOfDayAt,
  workdayBefore,
} from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { CardCause, Level, Policy } from './policy.ts'
import { isStage, type PlannedStage, STAGES, type Stage, type WatchedClock } from './stage.ts'

const HOUR_MS = 3_600_000

export function planStages(policy: Policy, clock: WatchedClock, calendar: Calendar): readonly PlannedStage[] {
  const overdueAt = (workdays: number) => overdueFrom(clock, calendar, workdays).at
  const planned: PlannedStage[] = [
    ...reminders(policy, clock, calendar),
    ...levelsOf(policy, clock).map(({ stage, overdueWorkdays }) => ({
      stage,
      at: overdueAt(overdueWorkdays),
    })),
    ...cards(policy, clock, calendar),
  ]
  // What is owed to an applicant or a partner is held up to all; a receipt that is missing is not.
  if (policy.bulletinAfterWorkdays !== null && clock.basis !== 'supervision')
    planned.push({ stage: 'bulletin', at: overdueAt(policy.bulletinAfterWorkdays) })
  return planned.sort((a, b) => a.at - b.at || ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage))
}

/** At one instant the quieter is said first. */
const ORDER: readonly string[] = Object.keys(STAGES)

/**
 * 00:00 after so many whole working days that followed the last day; with none, the instant that is too late. Provisional
 * where the days in between touch a year without a published calendar, though the last day itself may not.
 */
function overdueFrom(
  { dueAt, dueOn, provisional }: Pick<WatchedClock, 'dueAt' | 'dueOn' | 'provisional'>,
  calendar: Calendar,
  workdays: number,
): { readonly at: EpochMs; readonly provisional: boolean } {
  if (workdays === 0) return { at: dueAt, provisional }
  const last = addWorkdays(calendar, dueOn, workdays)
  return { at: endOfDayAt(last.on), provisional: provisional || last.provisional }
}

/** A notice is reminder enough of its own receipt and reply. One at or before the clock's start reminds of nothing. */
function reminders(policy: Policy, clock: WatchedClock, calendar: Calendar): readonly PlannedStage[] {
  if (clock.basis === 'supervision') return []
  const { warnWorkdaysBefore } = policy
  const share = shareAt(policy, clock, calendar)
  const days =
    warnWorkdaysBefore === null
      ? null
      : startOfDayAt(workdayBefore(calendar, clock.dueOn, warnWorkdaysBefore).on)
  return [
    ...(share === null ? [] : [{ stage: 'warnShare', at: share } as const]),
    ...(days === null || days <= clock.fromAt || days >= clock.dueAt
      ? []
      : [{ stage: 'warnDays', at: days } as const]),
  ]
}

/**
 * When the share of the term is gone: of hours to the millisecond; of days at the end of the last whole day within the
 * share, counted back from the last day, so that what stopped the clock is not counted. Null where no day is within it.
 */
function shareAt(
  { warnSharePercent: percent }: Policy,
  { unit, length, fromAt, dueOn, dueAt }: WatchedClock,
  calendar: Calendar,
): EpochMs | null {
  if (percent === null) return null
  const at = unit === 'hour' ? dueAt - Math.ceil((length * HOUR_MS * (100 - percent)) / 100) : shareOfDays()
  return at === null || at <= fromAt || at >= dueAt ? null : at

  function shareOfDays(): EpochMs | null {
    const gone = Math.floor((length * Number(percent)) / 100)
    if (gone === 0) return null
    const left = length - gone
    return endOfDayAt(
      unit === 'workday' ? workdayBefore(calendar, dueOn, left).on : fromDayNumber(dayNumber(dueOn) - left),
    )
  }
}

/** 三级督办. A notice without receipt or reply goes on to the levels above its own. */
function levelsOf({ levels }: Policy, { basis, step }: WatchedClock): readonly Level[] {
  if (basis !== 'supervision') return levels
  const reached = isStage(step) ? STAGES[step].level : 1
  return levels.filter(({ stage }) => STAGES[stage].level > reached)
}

/** The earliest of each colour. A day that may still move draws no red card, and a day a later calendar made draws none. */
function cards(policy: Policy, clock: WatchedClock, calendar: Calendar): readonly PlannedStage[] {
  if (clock.overByCalendarOnly === true) return []
  const causes = causesOf(clock)
  const earliest = new Map<Stage, PlannedStage>()
  // At one instant the cause that says more counts: handed over late, rather than late.
  const isBefore = (known: PlannedStage, at: EpochMs, cause: CardCause) =>
    at < known.at ||
    (at === known.at && known.cause !== undefined && causes.indexOf(cause) > causes.indexOf(known.cause))
  for (const { colour, cause, bases, overdueWorkdays } of policy.cards) {
    if (!causes.includes(cause) || !bases.includes(clock.basis)) continue
    const { at, provisional } =
      cause === 'warnShare'
        ? { at: shareAt(policy, clock, calendar), provisional: clock.provisional }
        : overdueFrom(clock, calendar, overdueWorkdays)
    if (colour === 'red' && provisional) continue
    const known = earliest.get(colour)
    if (at === null || (known !== undefined && !isBefore(known, at, cause))) continue
    earliest.set(colour, { stage: colour, at, cause })
  }
  return [...earliest.values()]
}

/** What a broken promise of this kind is called 环节超时、移送超时、督办不复. */
function causesOf({ scope, basis }: WatchedClock): readonly CardCause[] {
  if (basis === 'supervision') return ['unanswered']
  return [
    'warnShare',
    scope === 'stage' ? 'stageOvertime' : 'overdue',
    ...(basis === 'agreement' ? (['lateHandover'] as const) : []),
  ]
}
