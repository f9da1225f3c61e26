import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, dayFrom } from '../test/days.ts'
import {
  addDays,
  addMonths,
  addYears,
  civilDate,
  civilDateAt,
  civilTimeAt,
  compareDates,
  dayNumber,
  daysBetween,
  earliest,
  endOfDayAt,
  fromDayNumber,
  isBefore,
  startOfDayAt,
  weekday,
} from './civil-date.ts'

const anyDay = dayFrom('1900-01-01', '2199-12-31')

describe('what is a civil date?', () => {
  test.each(['1900-01-01', '2199-12-31', '2024-02-29', '2000-02-29', '2026-11-30'])('is %s one?', (text) => {
    expect(civilDate(text)).toBe(text)
  })
  test.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '1899-12-31',
    '2200-01-01',
    '0000-01-01',
    '2026-1-5',
    '20260105',
    '2026-01-05 ',
    ' 2026-01-05',
    '2026-01-05\n',
    '2026-01-05T00:00:00Z',
    '+2026-01-05',
    '２０２６-01-05',
    '2026-01-0５',
    '',
  ])('is %j refused?', (text) => {
    expect(civilDate(text)).toBeUndefined()
  })
})

describe('where does a day begin and end?', () => {
  test('does midnight in Shanghai begin at 16:00 UTC of the day before?', () => {
    expect(startOfDayAt(day('2026-09-24'))).toBe(Date.UTC(2026, 8, 23, 16))
    expect(endOfDayAt(day('2026-09-24'))).toBe(Date.UTC(2026, 8, 24, 16))
    expect(civilDateAt(Date.UTC(2026, 8, 23, 15, 59, 59, 999))).toBe('2026-09-23')
    expect(civilDateAt(Date.UTC(2026, 8, 23, 16))).toBe('2026-09-24')
    expect(civilTimeAt(Date.UTC(2026, 8, 23, 15, 59, 59, 999))).toBe('2026-09-23 23:59:59')
    expect(civilTimeAt(Date.UTC(2026, 8, 23, 16))).toBe('2026-09-24 00:00:00')
  })

  test('is the day the half-open interval between its midnights?', () => {
    fc.assert(
      fc.property(dayFrom('1900-01-02', '2199-12-30'), (date) => {
        expect(civilDateAt(startOfDayAt(date))).toBe(date)
        expect(civilDateAt(endOfDayAt(date) - 1)).toBe(date)
        expect(civilDateAt(endOfDayAt(date))).toBe(addDays(date, 1))
        expect(civilDateAt(startOfDayAt(date) - 1)).toBe(addDays(date, -1))
      }),
    )
  })

  test('does the platform agree from 1992 to 2100, when legal time is +08:00?', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
    const span = { min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) }
    fc.assert(
      fc.property(fc.integer(span), (at) => {
        expect(civilDateAt(at)).toBe(format.format(at))
      }),
      { numRuns: 2000 },
    )
  })

  test('is +08:00 kept in the summers of 1986–1991, one hour off the legal time of then?', () => {
    const at = Date.UTC(1988, 6, 1, 15, 30)
    expect(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at)).toBe('1988-07-02')
    expect(civilDateAt(at)).toBe('1988-07-01')
  })

  test('is a broken instant a bug and not a date?', () => {
    expect(() => civilDateAt(Number.NaN)).toThrow(RangeError)
    expect(() => civilDateAt(Number.POSITIVE_INFINITY)).toThrow(RangeError)
    expect(() => fromDayNumber(0.5)).toThrow(RangeError)
    expect(() => addDays(day('2199-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(day('1900-01-01'), -1)).toThrow(RangeError)
    expect(fromDayNumber(dayNumber(day('1900-01-01')))).toBe('1900-01-01')
  })
})

describe('does arithmetic hold?', () => {
  test('are day numbers and dates one to one, in order and without gap?', () => {
    let previous = day('1900-01-01')
    for (let number = dayNumber(previous) + 1; previous < '2199-12-31'; number++) {
      const date = fromDayNumber(number)
      if (dayNumber(date) !== number || civilDate(date) !== date || date <= previous)
        expect.fail(`${date} does not follow ${previous}`)
      previous = date
    }
    expect(daysBetween(day('1900-01-01'), day('2199-12-31'))).toBe(109_572)
  })

  test('does adding days and taking them away come back?', () => {
    fc.assert(
      fc.property(
        dayFrom('1950-01-01', '2150-12-31'),
        fc.integer({ min: -9000, max: 9000 }),
        (date, days) => {
          expect(addDays(addDays(date, days), -days)).toBe(date)
          expect(daysBetween(date, addDays(date, days))).toBe(days)
        },
      ),
    )
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('is %s + %i months %s?', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to)
  })

  test.each([
    ['1956-02-29', 70, '2026-02-28'],
    ['1956-02-29', 72, '2028-02-29'],
    ['1954-11-22', 70, '2024-11-22'],
    ['1999-12-31', 1, '2000-12-31'],
  ])('is %s + %i years %s?', (from, years, to) => {
    expect(addYears(day(from), years)).toBe(to)
  })

  test('does a month later never leave the next month nor pass the same day?', () => {
    fc.assert(
      fc.property(dayFrom('1900-01-01', '2100-12-31'), fc.integer({ min: 0, max: 600 }), (date, months) => {
        const later = addMonths(date, months)
        const monthIndex = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
        expect(monthIndex(later) - monthIndex(date)).toBe(months)
        expect(later.slice(8) <= date.slice(8)).toBe(true)
        if (later.slice(8) < date.slice(8)) expect(addDays(later, 1).slice(8)).toBe('01')
      }),
    )
  })

  test('are weekdays those of the wall calendar?', () => {
    expect(weekday(day('2026-11-22'))).toBe(7)
    expect(weekday(day('2026-11-23'))).toBe(1)
    expect(weekday(day('1970-01-01'))).toBe(4)
    expect(weekday(day('1900-01-01'))).toBe(1)
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(weekday(date) % 7).toBe(new Date(`${date}T00:00:00Z`).getUTCDay())
      }),
    )
  })

  test('do dates sort as days?', () => {
    const [a, b] = [day('2026-01-01'), day('2026-01-02')]
    expect([compareDates(a, b), compareDates(a, a), compareDates(b, a)]).toEqual([-1, 0, 1])
    expect([isBefore(a, b), isBefore(a, a), isBefore(b, a)]).toEqual([true, false, false])
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(dayNumber(a) - dayNumber(b)))
        expect(isBefore(a, b)).toBe(dayNumber(a) < dayNumber(b))
        expect(dayNumber(earliest(a, b))).toBe(Math.min(dayNumber(a), dayNumber(b)))
      }),
    )
  })
})
