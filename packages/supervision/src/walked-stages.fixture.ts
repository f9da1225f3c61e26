import { addDays, type Calendar, endOfDayAt, isWorkday, startOfDayAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { Policy } from './policy.ts'
import { STAGES, type WatchedClock } from './stage.ts'

/**
 * The stages of a clock as somebody finds them who walks from day to day with a calendar on the wall: written a second time,
 * another way, so that tests hold the product against it.
 */
export function walkedStages(
  policy: Policy,
  clock: WatchedClock,
  calendar: Calendar,
): Readonly<Record<string, number>> {
  const { basis, scope, dueOn, dueAt, fromAt } = clock
  const isOfNotice = basis === 'supervision'
  const late = (workdays: number) => (workdays === 0 ? dueAt : endOfDayAt(walked(calendar, dueOn, workdays)))
  const share = shareOf(policy, clock, calendar)
  const found: Record<string, number> = {}
  if (!isOfNotice) {
    if (share !== null) found.warnShare = share
    if (policy.warnWorkdaysBefore !== null) {
      const at = startOfDayAt(walked(calendar, dueOn, -policy.warnWorkdaysBefore))
      if (at > fromAt && at < dueAt) found.warnDays = at
    }
    if (policy.bulletinAfterWorkdays !== null) found.bulletin = late(policy.bulletinAfterWorkdays)
  }
  for (const { stage, overdueWorkdays } of policy.levels) {
    const own = ['urge', 'supervise', 'escalate'].indexOf(clock.step)
    if (isOfNotice && STAGES[stage].level <= (own < 0 ? 1 : own + 1)) continue
    found[stage] = late(overdueWorkdays)
  }
  for (const { colour, cause, bases, overdueWorkdays } of policy.cards) {
    if (!bases.includes(basis) || clock.overByCalendarOnly === true) continue
    if (colour === 'red' && clock.provisional) continue
    const at = {
      warnShare: isOfNotice ? null : share,
      overdue: isOfNotice || scope === 'stage' ? null : late(overdueWorkdays),
      stageOvertime: isOfNotice || scope !== 'stage' ? null : late(overdueWorkdays),
      lateHandover: basis === 'agreement' ? late(overdueWorkdays) : null,
      unanswered: isOfNotice ? late(overdueWorkdays) : null,
      noReasons: null,
      burst: null,
    }[cause]
    if (at !== null) found[colour] = Math.min(at, found[colour] ?? Number.POSITIVE_INFINITY)
  }
  return found
}

/** The n-th working day after a day, or before it. */
export function walked(calendar: Calendar, on: CivilDate, n: number): CivilDate {
  let at = on
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, Math.sign(n))
    if (isWorkday(calendar, at).workday) left -= 1
  }
  return at
}

function shareOf(
  { warnSharePercent: percent }: Policy,
  { unit, length, dueOn, dueAt, fromAt }: WatchedClock,
  calendar: Calendar,
): number | null {
  if (percent === null) return null
  const within = (at: number) => (at > fromAt && at < dueAt ? at : null)
  if (unit === 'hour') return within(Math.floor(dueAt - (length * 3_600_000 * (100 - percent)) / 100))
  // Whole days that lie within the share.
  let gone = 0
  while ((gone + 1) * 100 <= length * percent) gone += 1
  if (gone === 0) return null
  const left = length - gone
  return within(endOfDayAt(unit === 'workday' ? walked(calendar, dueOn, -left) : addDays(dueOn, -left)))
}
