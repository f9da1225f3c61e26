import y2019 from 'holiday-calendar/data/CN/2019.json' with { type: 'json' }
import y2020 from 'holiday-calendar/data/CN/2020.json' with { type: 'json' }
import y2021 from 'holiday-calendar/data/CN/2021.json' with { type: 'json' }
import y2022 from 'holiday-calendar/data/CN/2022.json' with { type: 'json' }
import y2023 from 'holiday-calendar/data/CN/2023.json' with { type: 'json' }
import y2024 from 'holiday-calendar/data/CN/2024.json' with { type: 'json' }
import y2025 from 'holiday-calendar/data/CN/2025.json' with { type: 'json' }
import y2026 from 'holiday-calendar/data/CN/2026.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { day } from '../test/days.ts'
import { addDays, weekday } from './civil-date.ts'
import { nationalCalendar } from './national-calendar.ts'
import { isWorkday } from './open-calendar.ts'

/** The data files of the `holiday-calendar` package; its loader is never used, it goes online. */
const INDEPENDENT = [y2019, y2020, y2021, y2022, y2023, y2024, y2025, y2026]

const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]

test('are exactly the years 2019–2026 published?', () => {
  expect(nationalCalendar.publishedYears).toEqual(YEARS)
})

test.each(YEARS)('does an independent data set agree on every day of %i?', (year) => {
  // New Year's holiday may begin in the year before, so the files of all years are read together.
  const entries = new Map(INDEPENDENT.flatMap(({ dates }) => dates).map(({ date, type }) => [date, type]))
  expect(entries.size).toBeGreaterThan(250)
  let days = 0
  for (let date = day(`${year}-01-01`); date.startsWith(`${year}`); date = addDays(date, 1)) {
    const type = entries.get(date)
    const expected = type === undefined ? weekday(date) <= 5 : type === 'transfer_workday'
    expect(isWorkday(nationalCalendar, date), date).toEqual({ workday: expected, provisional: false })
    days++
  }
  expect(days).toBe(year % 4 === 0 ? 366 : 365)
})
