import { addWorkdays, type Calendar, endOfDayAt, nationalCalendar, startOfDayAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { WatchedClock } from './stage.ts'

/** Watched clocks for tests: a promise of ten working days unless something else is said. */
export const day = (text: string) => text as CivilDate
/** `MM-DD HH:mm` in Shanghai. */
export const written = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
export const instant = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

export function watched(
  fromOn: string,
  length: number,
  change: Partial<WatchedClock> = {},
  calendar: Calendar = nationalCalendar,
): WatchedClock {
  const due = addWorkdays(calendar, day(fromOn), length)
  const dueOn = change.dueOn ?? due.on
  return {
    kind: 'case',
    subject: '510116202603020000001V',
    key: `decision/promise/${fromOn}`,
    step: 'decision',
    basis: 'promise',
    law: '承诺办结时限',
    scope: 'whole',
    itemCode: 'outdoor-advertising',
    department: 'city-management',
    person: null,
    fromAt: startOfDayAt(day(fromOn)),
    fromOn: day(fromOn),
    unit: 'workday',
    length,
    dueOn,
    dueAt: endOfDayAt(dueOn),
    provisional: due.provisional,
    status: 'running',
    stoppedAt: null,
    ...change,
  }
}
