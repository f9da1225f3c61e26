import { addWorkdays, type Calendar, civilDateAt, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { ListName } from './names.ts'

/** The spans of time that make the lists. A limit is over from its first instant too late on: 24:00 of its last day. */
export const DUE_SOON_WORKDAYS = 3
/** Later than any instant; where no limit runs, work is due then. */
export const NEVER = Number.MAX_SAFE_INTEGER

/** Work due after the one instant, and until the other, which is included. */
export type DueSpan = { readonly dueAfter: EpochMs; readonly dueUntil: EpochMs }

export function dueSpan(list: ListName, calendar: Calendar, now: EpochMs): DueSpan {
  const today = civilDateAt(now)
  const tonight = endOfDayAt(today)
  switch (list) {
    case 'overdue':
      return { dueAfter: -1, dueUntil: now }
    case 'dueToday':
      return { dueAfter: now, dueUntil: tonight }
    case 'dueSoon':
      return {
        dueAfter: tonight,
        dueUntil: endOfDayAt(addWorkdays(calendar, today, DUE_SOON_WORKDAYS).on),
      }
    default:
      return { dueAfter: -1, dueUntil: NEVER }
  }
}

/** Received on one day or later, and on the other or earlier; open where no day is given. */
export const receivedSpan = (from: CivilDate | undefined, until: CivilDate | undefined) => ({
  receivedFrom: from === undefined ? 0 : startOfDayAt(from),
  receivedUntil: until === undefined ? NEVER : endOfDayAt(until),
})
