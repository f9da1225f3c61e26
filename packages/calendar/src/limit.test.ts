import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, dayFrom } from '../test/days.ts'
import { addDays, civilDateAt, endOfDayAt, startOfDayAt } from './civil-date.ts'
import { type DayLimit, dueAt, dueOn } from './limit.ts'
import { nationalCalendar as calendar } from './national-calendar.ts'
import { isWorkday } from './open-calendar.ts'

const days = (value: number, roll: 'nextWorkday' | 'none'): DayLimit => ({ unit: 'calendarDay', value, roll })
const months = (value: number, roll: 'nextWorkday' | 'none'): DayLimit => ({ unit: 'month', value, roll })

/** Start, limit, last day, ground. */
const CASES: readonly (readonly [string, DayLimit, string, string])[] = [
  ['2026-11-23', { unit: 'instant' }, '2026-11-23', '当场'],
  ['2026-10-01', { unit: 'instant' }, '2026-10-01', '当场 on a rest day stays on that day'],
  ['2026-09-30', { unit: 'workday', value: 3 }, '2026-10-10', '登记 3 个工作日 over 国庆 2026'],
  ['2026-09-28', days(3, 'none'), '2026-10-01', 'natural days without roll may end on a holiday'],
  ['2026-09-28', days(3, 'nextWorkday'), '2026-10-08', '民法典 203: to the next working day'],
  ['2026-05-02', days(7, 'nextWorkday'), '2026-05-09', '203: a worked Saturday is no rest day'],
  ['2026-05-01', days(9, 'nextWorkday'), '2026-05-11', '203: Sunday to Monday'],
  ['2026-02-10', days(15, 'nextWorkday'), '2026-02-25', '201: the day of the event is not counted'],
  ['2026-01-31', months(1, 'none'), '2026-02-28', '202: no corresponding day, last of the month'],
  ['2026-01-31', months(1, 'nextWorkday'), '2026-02-28', '202 and 203: that Saturday is worked'],
  ['2025-11-30', months(3, 'nextWorkday'), '2026-02-28', '202 over the year'],
  ['2026-07-05', months(3, 'none'), '2026-10-05', '202: the corresponding day'],
  ['2026-07-05', months(3, 'nextWorkday'), '2026-10-08', '203: after 国庆'],
  ['2024-02-29', months(12, 'none'), '2025-02-28', '202: a year from 29 February'],
]

test.each(CASES)('does a limit from %s, %j, end on %s (%s)?', (from, limit, on) => {
  expect(dueOn(calendar, day(from), limit)).toEqual({ on, provisional: false })
})

describe('when is it too late?', () => {
  test('is the whole last day in time, and the next midnight too late?', () => {
    const due = dueAt(calendar, Date.UTC(2026, 8, 24, 2), { unit: 'workday', value: 20 })
    expect(due).toEqual({ on: '2026-10-29', provisional: false, at: Date.UTC(2026, 9, 29, 16) })
  })

  test('do receipts at 23:59 and 00:01 differ by one day?', () => {
    const late = startOfDayAt(day('2026-11-24')) - 60_000
    const early = startOfDayAt(day('2026-11-24')) + 60_000
    expect(dueAt(calendar, late, { unit: 'workday', value: 5 }).on).toBe('2026-11-30')
    expect(dueAt(calendar, early, { unit: 'workday', value: 5 }).on).toBe('2026-12-01')
  })

  test('do hours run at once, through nights and holidays?', () => {
    const from = startOfDayAt(day('2026-09-30')) + 20 * 3_600_000
    expect(dueAt(calendar, from, { unit: 'hour', value: 24 })).toEqual({
      on: '2026-10-01',
      at: from + 24 * 3_600_000,
      provisional: false,
    })
    // Ending exactly at midnight, the last day is the one that ends there.
    expect(dueAt(calendar, startOfDayAt(day('2026-09-30')), { unit: 'hour', value: 24 }).on).toBe(
      '2026-09-30',
    )
  })
})

describe('is a limit into an unpublished year provisional only where the calendar decided it?', () => {
  test.each([
    [{ unit: 'workday', value: 40 }, true],
    [days(60, 'none'), false],
    [days(60, 'nextWorkday'), true],
    [months(2, 'none'), false],
    [months(2, 'nextWorkday'), true],
  ] as const satisfies readonly (readonly [DayLimit, boolean])[])('%j: %s?', (limit, provisional) => {
    expect(dueOn(calendar, day('2026-12-01'), limit).provisional).toBe(provisional)
  })

  test('does a roll out of the last published year say so?', () => {
    expect(dueOn(calendar, day('2026-12-26'), days(10, 'nextWorkday')).provisional).toBe(true)
  })
})

test('do roll and instant agree with their definitions on any day?', () => {
  fc.assert(
    fc.property(dayFrom('2019-01-01', '2026-10-31'), fc.nat(60), fc.nat(86_399_999), (from, n, ms) => {
      const plain = addDays(from, n)
      const rolled = dueOn(calendar, from, days(n, 'nextWorkday')).on
      expect(dueOn(calendar, from, days(n, 'none')).on).toBe(plain)
      expect(rolled >= plain).toBe(true)
      expect(rolled === plain).toBe(isWorkday(calendar, plain).workday)
      const due = dueAt(calendar, startOfDayAt(from) + ms, days(n, 'nextWorkday'))
      expect(due.on).toBe(rolled)
      expect(due.at).toBe(endOfDayAt(rolled))
      expect(civilDateAt(due.at - 1)).toBe(rolled)
    }),
  )
})
