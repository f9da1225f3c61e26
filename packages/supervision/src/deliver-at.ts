/**
 * From when something may be delivered: on a working day, at one of the instants the policy names, never by the wall
 * clock at midnight or on a rest day. What the policy calls urgent goes out at any hour.
 */
import { addWorkdays, type Calendar, civilDateAt, isWorkday, startOfDayAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { DeliveryHours } from './policy.ts'
import type { Stage } from './stage.ts'

export function deliverAt(
  { slots, urgent }: DeliveryHours,
  calendar: Calendar,
  at: EpochMs,
  stage: Stage,
): EpochMs {
  const [first] = slots
  if (urgent.includes(stage) || first === undefined) return at
  const today = civilDateAt(at)
  if (isWorkday(calendar, today).workday) {
    const slot = slots
      .map((each) => startOfDayAt(today) + sinceMidnight(each))
      .find((instant) => instant >= at)
    if (slot !== undefined) return slot
  }
  return startOfDayAt(addWorkdays(calendar, today, 1).on) + sinceMidnight(first)
}

/** Milliseconds of `HH:MM`. */
function sinceMidnight(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  if (hours === undefined || minutes === undefined) throw new Error(`not an instant of the day: ${time}`)
  return (hours * 60 + minutes) * 60_000
}
