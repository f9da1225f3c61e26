import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type day, dayFrom } from '../test/days.ts'
import type { CalendarData } from './calendar-data.ts'
import { addDays, dayNumber, fromDayNumber } from './civil-date.ts'
import { nationalCalendar as calendar, NATIONAL_DATA } from './national-calendar.ts'
import { type Calendar, isWorkday, openCalendar } from './open-calendar.ts'
import { addWorkdays, rollToWorkday, workdayBefore, workdaysBetween } from './workdays.ts'

// Days in published and unpublished years, so that every property also crosses the border between them.
const start = dayFrom('2016-01-01', '2030-12-31')
const count = fc.integer({ min: 0, max: 600 })
const add = (from: ReturnType<typeof day>, n: number) => addWorkdays(calendar, from, n).on
const between = (a: ReturnType<typeof day>, b: ReturnType<typeof day>) =>
  workdaysBetween(calendar, a, b).workdays

/** The national calendar with one more local day of the given kind. */
function withDay(kind: 'rest' | 'work', date: string): Calendar {
  const notice = { title: '地方放假安排', number: null, issuedOn: '2026-01-01', url: null }
  const local = [{ notice, rest: [], work: [], [kind]: [date] }]
  const data: CalendarData = { ...NATIONAL_DATA, version: 'local', region: '450000', local }
  const opened = openCalendar(data)
  if (!opened.ok) throw new Error('test calendar is faulty')
  return opened.value
}

test('is counting the inverse of adding?', () => {
  fc.assert(
    fc.property(start, count, (s, n) => {
      expect(between(s, add(s, n))).toBe(n)
    }),
  )
})

test('may a count be added in parts?', () => {
  fc.assert(
    fc.property(start, count, count, (s, a, b) => {
      expect(add(add(s, a), b)).toBe(add(s, a + b))
    }),
  )
})

test('do counts of adjoining spans add up, in any order of the three days?', () => {
  fc.assert(
    fc.property(start, start, start, (a, b, c) => {
      expect(between(a, b) + between(b, c)).toBe(between(a, c))
      expect(between(a, b) + between(b, a)).toBe(0)
    }),
  )
})

test('is the result a working day, and the day before it still short by one?', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 600 }), (s, n) => {
      const on = add(s, n)
      expect(isWorkday(calendar, on).workday).toBe(true)
      expect(between(s, addDays(on, -1))).toBe(n - 1)
    }),
  )
})

test('does the slow count day by day give the same?', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 900 }), (s, length) => {
      let slow = 0
      for (let i = 1; i <= length; i++) if (isWorkday(calendar, addDays(s, i)).workday) slow++
      expect(between(s, addDays(s, length))).toBe(slow)
    }),
  )
})

test('is a later start or a longer limit never due earlier?', () => {
  fc.assert(
    fc.property(start, count, fc.nat(40), fc.nat(40), (s, n, later, more) => {
      expect(add(addDays(s, later), n) >= add(s, n)).toBe(true)
      expect(add(s, n + more) >= add(s, n)).toBe(true)
      if (more > 0) expect(add(s, n + more) > add(s, n)).toBe(true)
    }),
  )
})

test('does one more rest day never make due earlier, nor one more working day later?', () => {
  const near = dayFrom('2026-01-01', '2026-11-30')
  fc.assert(
    fc.property(near, fc.integer({ min: 1, max: 60 }), fc.nat(60), (s, n, offset) => {
      const date = addDays(s, offset)
      const rested = addWorkdays(withDay('rest', date), s, n).on
      const worked = addWorkdays(withDay('work', date), s, n).on
      expect(rested >= add(s, n)).toBe(true)
      expect(worked <= add(s, n)).toBe(true)
      const inside = date > s && date <= add(s, n)
      const wasWork = isWorkday(calendar, date).workday
      expect(rested > add(s, n)).toBe(inside && wasWork)
      expect(worked < add(s, n)).toBe(inside && !wasWork)
    }),
  )
})

test('does a pause of k working days move due by k, and a pause over rest days alone by none?', () => {
  fc.assert(
    fc.property(start, fc.nat(60), fc.nat(60), fc.nat(40), (s, n, split, pause) => {
      const used = Math.min(split, n)
      const pausedOn = add(s, used)
      const resumedOn = addDays(pausedOn, pause)
      const k = between(pausedOn, resumedOn)
      expect(add(resumedOn, n - used)).toBe(n === used ? resumedOn : add(s, n + k))
    }),
  )
})

test('are warnings in order and before due, and is going back the inverse from a working day?', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (s, n, m) => {
      const due = add(s, n)
      const warning = workdayBefore(calendar, due, m).on
      expect(warning < due).toBe(true)
      expect(isWorkday(calendar, warning).workday).toBe(true)
      expect(between(warning, due)).toBe(m)
      expect(workdayBefore(calendar, due, m + 1).on < warning).toBe(true)
    }),
  )
})

test('does rolling end on the nearest working day from the day on?', () => {
  fc.assert(
    fc.property(start, (date) => {
      const rolled = rollToWorkday(calendar, date).on
      expect(rolled >= date).toBe(true)
      expect(isWorkday(calendar, rolled).workday).toBe(true)
      for (let d = date; d < rolled; d = addDays(d, 1)) expect(isWorkday(calendar, d).workday).toBe(false)
    }),
  )
})

test('is an answer provisional exactly when a counted day lies in an unpublished year?', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 600 }), (s, n) => {
      const { on, provisional } = addWorkdays(calendar, s, n)
      const first = Number(fromDayNumber(dayNumber(s) + 1).slice(0, 4))
      const expected = first < 2019 || Number(on.slice(0, 4)) > 2026
      expect(provisional).toBe(expected)
      expect(workdaysBetween(calendar, s, on).provisional).toBe(expected)
      expect(workdaysBetween(calendar, on, s).provisional).toBe(expected)
    }),
  )
})
