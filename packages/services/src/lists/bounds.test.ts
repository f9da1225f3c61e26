import { civilDate, nationalCalendar, startOfDayAt } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { dueSpan } from './bounds.ts'
import { LIST_NAMES } from './names.ts'

const at = (day: string, hour = 0) => {
  const on = civilDate(day)
  if (on === undefined) throw new Error(`no day: ${day}`)
  return startOfDayAt(on) + hour * 3_600_000
}
/** The list in which a case due by 24:00 of this day stands. */
const listOf = (dueOn: string, now: number) => {
  const dueAt = at(dueOn) + 86_400_000
  return (['overdue', 'dueToday', 'dueSoon'] as const).filter((list) => {
    const { dueAfter, dueUntil } = dueSpan(list, nationalCalendar, now)
    return dueAfter < dueAt && dueAt <= dueUntil
  })
}

test.each([
  // Wednesday 30 September 2026; 1 to 7 October are holidays.
  ['2026-09-29', 10, ['overdue']],
  ['2026-09-30', 0, ['dueToday']],
  ['2026-09-30', 23, ['dueToday']],
  ['2026-10-01', 10, ['dueSoon']],
  ['2026-10-08', 10, ['dueSoon']],
  ['2026-10-10', 10, ['dueSoon']],
  ['2026-10-12', 10, []],
])('on 30 September, in which list is a case due on %s at %i o’clock?', (dueOn, hour, lists) => {
  expect(listOf(dueOn, at('2026-09-30', hour))).toEqual(lists)
})

test('is a case in the list of the department whatever its day, and a span of time in one list at most?', () => {
  const now = at('2026-11-23', 10)
  for (const list of LIST_NAMES.filter((name) => !['overdue', 'dueToday', 'dueSoon'].includes(name)))
    expect(dueSpan(list, nationalCalendar, now)).toEqual({ dueAfter: -1, dueUntil: Number.MAX_SAFE_INTEGER })
  const spans = (['overdue', 'dueToday', 'dueSoon'] as const).map((list) =>
    dueSpan(list, nationalCalendar, now),
  )
  expect(spans.slice(1).map(({ dueAfter }) => dueAfter)).toEqual(
    spans.slice(0, 2).map(({ dueUntil }) => dueUntil),
  )
})
