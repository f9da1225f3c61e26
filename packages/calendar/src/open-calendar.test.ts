import { describe, expect, test } from 'vitest'
import { day } from '../test/days.ts'
import type { Arrangement, CalendarData } from './calendar-data.ts'
import { addDays, weekday } from './civil-date.ts'
import { NATIONAL_DATA, nationalCalendar } from './national-calendar.ts'
import { type Calendar, isWorkday, openCalendar } from './open-calendar.ts'
import { addWorkdays, rollToWorkday, workdayBefore, workdaysBetween } from './workdays.ts'

const notice = { title: '试验安排', number: null, issuedOn: '2026-11-04', url: null }
const arrangement = (parts: Partial<Arrangement>): Arrangement => ({ notice, rest: [], work: [], ...parts })

function opened(data: CalendarData): Calendar {
  const calendar = openCalendar(data)
  if (!calendar.ok) throw new Error(JSON.stringify(calendar.failure))
  return calendar.value
}

function errorsOf(parts: Partial<CalendarData>): readonly string[] {
  const result = openCalendar({ version: 'x', region: null, years: {}, local: [], ...parts })
  return result.ok ? [] : result.failure.map(({ pointer, zh }) => `${pointer} ${zh.slice(0, 6)}`)
}

describe('what does a year without published arrangement answer?', () => {
  test('is every day of 2027 provisional, and none of it a silent weekday guess?', () => {
    for (let date = day('2027-01-01'); date < '2028-01-01'; date = addDays(date, 1))
      expect(isWorkday(nationalCalendar, date).provisional).toBe(true)
  })

  test.each([
    ['2027-01-01', false],
    ['2027-01-04', true],
    ['2027-05-03', true],
    ['2029-05-01', false],
    ['2029-05-02', false],
    ['2029-05-03', true],
    ['2018-05-02', true],
    ['2029-10-01', false],
    ['2029-10-02', false],
    ['2029-10-03', false],
    ['2029-10-04', true],
    ['2027-02-06', false],
    ['2027-02-07', false],
  ])('is %s, with the plain week and the fixed statutory holidays, worked: %s?', (text, workday) => {
    expect(isWorkday(nationalCalendar, day(text))).toEqual({ workday, provisional: true })
  })

  test('is a limit that runs into it provisional, and one that ends before it not?', () => {
    expect(addWorkdays(nationalCalendar, day('2026-12-25'), 4)).toEqual({
      on: '2026-12-31',
      provisional: false,
    })
    expect(addWorkdays(nationalCalendar, day('2026-12-25'), 5)).toEqual({
      on: '2027-01-04',
      provisional: true,
    })
    expect(workdaysBetween(nationalCalendar, day('2026-12-25'), day('2027-01-04'))).toEqual({
      workdays: 5,
      provisional: true,
    })
    expect(workdayBefore(nationalCalendar, day('2027-01-04'), 1)).toEqual({
      on: '2026-12-31',
      provisional: true,
    })
    expect(workdayBefore(nationalCalendar, day('2019-01-02'), 1)).toEqual({
      on: '2018-12-29',
      provisional: true,
    })
  })

  test('are the days of the unpublished year not counted when the count begins on its last day?', () => {
    const [last2018, first2027] = [day('2018-12-31'), day('2027-01-01')]
    expect(addWorkdays(nationalCalendar, last2018, 1)).toEqual({ on: '2019-01-02', provisional: false })
    expect(workdaysBetween(nationalCalendar, last2018, day('2019-01-02'))).toEqual({
      workdays: 1,
      provisional: false,
    })
    expect(workdayBefore(nationalCalendar, first2027, 1)).toEqual({ on: '2026-12-31', provisional: false })
    // The day to be rolled is itself looked up, so its year counts.
    expect(rollToWorkday(nationalCalendar, last2018)).toEqual({ on: '2019-01-02', provisional: true })
  })

  test('does one unpublished year among published ones make the whole count provisional?', () => {
    const years = { 2023: NATIONAL_DATA.years[2023] ?? [], 2025: NATIONAL_DATA.years[2025] ?? [] }
    const calendar = opened({ ...NATIONAL_DATA, version: 'gap', years })
    expect(calendar.publishedYears).toEqual([2023, 2025])
    expect(addWorkdays(calendar, day('2023-06-01'), 420)).toMatchObject({ provisional: true })
    expect(workdayBefore(calendar, day('2025-06-03'), 420)).toMatchObject({ provisional: true })
    expect(workdaysBetween(calendar, day('2023-06-01'), day('2025-06-01'))).toMatchObject({
      provisional: true,
    })
    expect(isWorkday(calendar, day('2024-05-02'))).toEqual({ workday: true, provisional: true })
  })

  test('has the second day of 劳动节 been statutory since 2025?', () => {
    const calendar = opened({ version: 'empty', region: null, years: {}, local: [] })
    expect(isWorkday(calendar, day('2024-05-02')).workday).toBe(true)
    expect(isWorkday(calendar, day('2025-05-02')).workday).toBe(false)
  })

  test('does the next notice set the last days of the year before?', () => {
    expect(isWorkday(nationalCalendar, day('2018-12-29')).workday).toBe(true)
    expect(isWorkday(nationalCalendar, day('2018-12-31')).workday).toBe(false)
  })

  test('does publishing the year end the provision?', () => {
    const years = { ...NATIONAL_DATA.years, 2027: [arrangement({ rest: ['2027-01-01', '2027-01-04'] })] }
    const calendar = opened({ ...NATIONAL_DATA, version: 'next', years })
    expect(addWorkdays(calendar, day('2026-12-25'), 5)).toEqual({ on: '2027-01-05', provisional: false })
    // A published year stands on its notice alone: what the notice leaves out follows the plain week.
    expect(isWorkday(calendar, day('2027-10-01'))).toEqual({ workday: true, provisional: false })
  })

  test('does a year without a notice in its list stay unpublished?', () => {
    const calendar = opened({ ...NATIONAL_DATA, years: { ...NATIONAL_DATA.years, 2027: [] } })
    expect(isWorkday(calendar, day('2027-06-01')).provisional).toBe(true)
  })
})

describe('which arrangement prevails?', () => {
  test('does the later notice of a year overrule the earlier, day by day?', () => {
    expect(isWorkday(nationalCalendar, day('2020-02-01')).workday).toBe(false)
    expect(isWorkday(nationalCalendar, day('2020-01-31')).workday).toBe(false)
    expect(isWorkday(nationalCalendar, day('2020-02-03')).workday).toBe(true)
    const first = NATIONAL_DATA.years[2020]?.slice(0, 1) ?? []
    const before = opened({ ...NATIONAL_DATA, version: 'first', years: { 2020: first } })
    expect(isWorkday(before, day('2020-02-01')).workday).toBe(true)
    expect(addWorkdays(before, day('2020-01-23'), 1).on).toBe('2020-01-31')
  })

  test('do a region’s own holidays lie over the national ones without publishing a year?', () => {
    const local = [arrangement({ rest: ['2026-04-20', '2026-05-09', '2027-04-09'] })]
    const calendar = opened({ ...NATIONAL_DATA, version: 'gx', region: '450000', local })
    expect(calendar.region).toBe('450000')
    expect(isWorkday(calendar, day('2026-04-20'))).toEqual({ workday: false, provisional: false })
    expect(isWorkday(calendar, day('2026-05-09'))).toEqual({ workday: false, provisional: false })
    expect(isWorkday(calendar, day('2027-04-09'))).toEqual({ workday: false, provisional: true })
  })

  test('does every 调休 working day of the data fall on a weekend, and has each notice its number and address?', () => {
    for (const list of Object.values(NATIONAL_DATA.years))
      for (const { notice, work } of list) {
        expect(notice.number).toMatch(/^国办发明电〔20\d\d〕\d+号$/)
        expect(notice.url).toMatch(/^https:\/\/www\.gov\.cn\//)
        for (const text of work) expect(weekday(day(text)), text).toBeGreaterThan(5)
      }
  })
})

describe('is faulty data refused with its place?', () => {
  test('does each fault name the pointer?', () => {
    expect(errorsOf({ years: { 2027: [arrangement({ rest: ['2027-02-30'] })] } })).toEqual([
      '/years/2027/0/rest/0 不是有效日期',
    ])
    expect(errorsOf({ years: { 2027: [arrangement({ work: ['2028-01-01'] })] } })).toEqual([
      '/years/2027/0/work/0 日期不在通知',
    ])
    expect(errorsOf({ years: { 2027: [arrangement({ rest: ['2026-11-30'] })] } })).toHaveLength(1)
    expect(errorsOf({ years: { 2027: [arrangement({ rest: ['2026-12-31'] })] } })).toEqual([])
    expect(
      errorsOf({ years: { 2027: [arrangement({ rest: ['2027-01-02'], work: ['2027-01-02'] })] } }),
    ).toEqual(['/years/2027/0/work/0 同一通知把这'])
    expect(errorsOf({ local: [arrangement({ rest: ['x'] })] })).toEqual(['/local/0/rest/0 不是有效日期'])
  })

  test('must notices of a year stand in order of issue?', () => {
    const later = arrangement({ notice: { ...notice, issuedOn: '2026-12-01' } })
    expect(errorsOf({ years: { 2027: [arrangement({}), later] } })).toEqual([])
    expect(errorsOf({ years: { 2027: [later, arrangement({})] } })).toEqual([
      '/years/2027/1/notice/issuedOn 同一年的通知',
    ])
    const undated = arrangement({ notice: { ...notice, issuedOn: '2026' } })
    expect(errorsOf({ years: { 2027: [undated] } })).toEqual(['/years/2027/0/notice/issuedOn 不是有效日期'])
  })

  test('may notices of one day follow each other, and is a year that is none refused?', () => {
    expect(errorsOf({ years: { 2027: [arrangement({}), arrangement({})] } })).toEqual([])
    expect(errorsOf({ years: { 省: [] } })).toEqual(['/years/省 不是有效年份'])
    expect(errorsOf({ years: { 2200: [arrangement({})] } })).toEqual(['/years/2200 不是有效年份'])
  })

  test('is a year outside the reckoning a bug?', () => {
    expect(nationalCalendar.year(1900).workdays.length).toBeGreaterThan(250)
    expect(nationalCalendar.year(2199).before).toHaveLength(366)
    expect(() => nationalCalendar.year(1899)).toThrow(RangeError)
    expect(() => nationalCalendar.year(2200)).toThrow(RangeError)
    expect(() => nationalCalendar.year(2026.5)).toThrow(RangeError)
  })
})
