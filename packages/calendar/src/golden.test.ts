import { describe, expect, test } from 'vitest'
import { civilDate } from './civil-date.ts'
import { nationalCalendar } from './national-calendar.ts'
import { isWorkday } from './open-calendar.ts'

/** Every day, one line a month, W worked and R rest, written from 国办发明电〔2024〕12号 and 〔2025〕7号. */
const GOLDEN = {
  2025: [
    'RWWRRWWWWWRRWWWWWRRWWWWWRWWRRRR',
    'RRRRWWWWRWWWWWRRWWWWWRRWWWWW',
    'RRWWWWWRRWWWWWRRWWWWWRRWWWWWRRW',
    'WWWRRRWWWWWRRWWWWWRRWWWWWRWWWW',
    'RRRRRWWWWRRWWWWWRRWWWWWRRWWWWWR',
    'RRWWWWRRWWWWWRRWWWWWRRWWWWWRRW',
    'WWWWRRWWWWWRRWWWWWRRWWWWWRRWWWW',
    'WRRWWWWWRRWWWWWRRWWWWWRRWWWWWRR',
    'WWWWWRRWWWWWRRWWWWWRRWWWWWRWWW',
    'RRRRRRRRWWWRWWWWWRRWWWWWRRWWWWW',
    'RRWWWWWRRWWWWWRRWWWWWRRWWWWWRR',
    'WWWWWRRWWWWWRRWWWWWRRWWWWWRRWWW',
  ],
  2026: [
    'RRRWWWWWWRRWWWWWRRWWWWWRRWWWWWR',
    'RWWWWWRRWWWWWWRRRRRRRRRWWWWW',
    'RWWWWWRRWWWWWRRWWWWWRRWWWWWRRWW',
    'WWWRRRWWWWRRWWWWWRRWWWWWRRWWWW',
    'RRRRRWWWWRWWWWWRRWWWWWRRWWWWWRR',
    'WWWWWRRWWWWWRRWWWWRRRWWWWWRRWW',
    'WWWRRWWWWWRRWWWWWRRWWWWWRRWWWWW',
    'RRWWWWWRRWWWWWRRWWWWWRRWWWWWRRW',
    'WWWWRRWWWWWRRWWWWWRWWWWWRRRWWW',
    'RRRRRRRWWWRWWWWWRRWWWWWRRWWWWWR',
    'RWWWWWRRWWWWWRRWWWWWRRWWWWWRRW',
    'WWWWRRWWWWWRRWWWWWRRWWWWWRRWWWW',
  ],
}

describe.each(Object.entries(GOLDEN))('%s', (year, months) => {
  test('is every day what the notice says?', () => {
    const marks = months.map((line, month) =>
      [...line]
        .map((_, day) => {
          const text = `${year}-${String(month + 1).padStart(2, '0')}-${String(day + 1).padStart(2, '0')}`
          const date = civilDate(text)
          if (date === undefined) return '?'
          const kind = isWorkday(nationalCalendar, date)
          expect(kind.provisional, text).toBe(false)
          return kind.workday ? 'W' : 'R'
        })
        .join(''),
    )
    expect(marks).toEqual(months)
  })

  test('does the golden table have 365 days, 248 of them worked?', () => {
    const all = months.join('')
    expect(all).toHaveLength(365)
    expect(all.replaceAll('R', '')).toHaveLength(248)
    expect(nationalCalendar.year(Number(year)).workdays).toHaveLength(248)
  })
})
