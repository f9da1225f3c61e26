import { expect, test } from 'vitest'
import { day } from '../test/days.ts'
import { nationalCalendar } from './national-calendar.ts'
import { addWorkdays, nextWorkday, rollToWorkday, workdayBefore, workdaysBetween } from './workdays.ts'

/** Reckoned day by day from the notices, not with this package: start, working days, due day, what it shows. */
const CASES: readonly (readonly [string, number, string, string])[] = [
  ['2019-01-29', 5, '2019-02-03', '补正告知 across the two 调休 days before 春节 2019'],
  ['2019-02-01', 2, '2019-02-03', 'Friday; both weekend days are worked'],
  ['2019-04-26', 1, '2019-04-28', '调休 Sunday 2019-04-28 by the amended May notice'],
  ['2019-04-30', 1, '2019-05-05', 'amended four-day May holiday, then a worked Sunday'],
  ['2019-04-30', 5, '2019-05-09', 'five working days over the amended holiday'],
  ['2019-09-12', 1, '2019-09-16', '中秋 2019'],
  ['2019-09-28', 1, '2019-09-29', 'received on a Saturday, worked Sunday'],
  ['2019-09-30', 20, '2019-11-01', 'licence decision over 国庆 2019'],
  ['2019-12-31', 20, '2020-02-05', 'over New Year and 春节 extended'],
  ['2020-01-17', 1, '2020-01-19', 'worked Sunday before 春节 2020'],
  ['2020-01-23', 1, '2020-02-03', 'extended holiday to 2 February'],
  ['2020-01-23', 5, '2020-02-07', 'one-time notice, extended holiday'],
  ['2020-01-22', 20, '2020-02-27', 'decision, extended holiday'],
  ['2020-04-30', 5, '2020-05-11', 'May 2020'],
  ['2020-06-24', 2, '2020-06-29', '端午 2020 and worked Sunday'],
  ['2020-09-26', 1, '2020-09-27', 'received Saturday, worked Sunday'],
  ['2020-09-30', 1, '2020-10-09', '国庆 and 中秋 together'],
  ['2020-09-30', 2, '2020-10-10', 'and the worked Saturday after'],
  ['2020-12-31', 1, '2021-01-04', '元旦 2021'],
  ['2021-02-05', 1, '2021-02-07', 'worked Sunday before 春节 2021'],
  ['2021-02-10', 3, '2021-02-20', '春节 2021 and worked Saturday'],
  ['2021-04-02', 1, '2021-04-06', '清明 2021'],
  ['2021-04-30', 3, '2021-05-08', 'May 2021'],
  ['2021-09-17', 1, '2021-09-18', 'worked Saturday before 中秋 2021'],
  ['2021-09-18', 1, '2021-09-22', '中秋 2021'],
  ['2021-09-30', 3, '2021-10-11', '国庆 2021: Friday, worked Saturday, Monday'],
  ['2021-12-31', 20, '2022-01-29', 'to the eve of 春节 2022'],
  ['2022-01-28', 3, '2022-02-07', 'two worked weekend days, then the holiday'],
  ['2022-04-01', 2, '2022-04-06', 'worked Saturday, then 清明'],
  ['2022-04-29', 1, '2022-05-05', 'May 2022 begins in April'],
  ['2022-04-29', 3, '2022-05-07', 'and the worked Saturday'],
  ['2022-09-30', 2, '2022-10-09', 'two worked weekend days after 国庆'],
  ['2022-12-30', 1, '2023-01-03', '元旦 2023 begins in 2022'],
  ['2023-01-20', 3, '2023-01-30', '春节 2023, worked weekend'],
  ['2023-04-04', 1, '2023-04-06', 'single day of 清明'],
  ['2023-04-28', 4, '2023-05-08', 'May 2023 and worked Saturday'],
  ['2023-06-21', 1, '2023-06-25', '端午 and a worked Sunday'],
  ['2023-09-28', 1, '2023-10-07', '中秋 and 国庆 2023'],
  ['2023-09-28', 3, '2023-10-09', 'worked Saturday and Sunday'],
  ['2023-12-29', 1, '2024-01-02', '元旦 with the weekend'],
  ['2024-02-02', 1, '2024-02-04', 'worked Sunday'],
  ['2024-02-09', 1, '2024-02-18', '除夕 is a working day in 2024; Sunday after is worked'],
  ['2024-02-08', 20, '2024-03-13', 'decision over 春节 2024'],
  ['2024-04-03', 1, '2024-04-07', '清明, then a worked Sunday'],
  ['2024-04-30', 5, '2024-05-10', 'May 2024 with worked Saturday'],
  ['2024-06-07', 1, '2024-06-11', '端午 with the weekend'],
  ['2024-09-13', 2, '2024-09-18', 'worked Saturday, 中秋'],
  ['2024-09-27', 3, '2024-10-08', 'worked Sunday before 国庆'],
  ['2024-09-30', 5, '2024-10-12', 'and worked Saturday after'],
  ['2025-01-24', 10, '2025-02-13', 'domain vector'],
  ['2025-01-27', 5, '2025-02-10', 'eve of 春节 2025'],
  ['2025-03-31', 5, '2025-04-08', 'one-time notice over 清明 2025'],
  ['2025-04-30', 1, '2025-05-06', 'May 2025'],
  ['2025-05-30', 1, '2025-06-03', '端午 2025'],
  ['2025-09-26', 5, '2025-10-10', 'domain vector'],
  ['2025-09-30', 20, '2025-11-04', 'decision over 国庆 2025'],
  ['2025-12-31', 1, '2026-01-04', 'domain vector: worked Sunday 2026-01-04'],
  ['2026-01-05', 20, '2026-02-02', 'decision accepted after 元旦'],
  ['2026-01-05', 30, '2026-02-14', 'with the ten days of extension'],
  ['2026-02-12', 5, '2026-02-26', 'domain vector'],
  ['2026-02-13', 1, '2026-02-14', 'worked Saturday before 春节'],
  ['2026-02-14', 1, '2026-02-24', 'nine-day holiday'],
  ['2026-02-27', 1, '2026-02-28', 'worked Saturday'],
  ['2026-04-03', 1, '2026-04-07', '清明 2026'],
  ['2026-05-08', 1, '2026-05-09', 'domain vector'],
  ['2026-06-18', 1, '2026-06-22', '端午 2026'],
  ['2026-09-18', 1, '2026-09-20', 'domain vector'],
  ['2026-09-24', 20, '2026-10-29', 'domain vector'],
  ['2026-09-30', 1, '2026-10-08', '国庆 2026'],
  ['2026-10-09', 1, '2026-10-10', 'worked Saturday'],
  ['2026-08-01', 45, '2026-10-09', 'joint handling, received on a Saturday'],
  ['2026-08-01', 60, '2026-10-29', 'and its extension'],
]

test.each(CASES)('is %s + %i working days %s (%s)?', (start, n, due) => {
  expect(addWorkdays(nationalCalendar, day(start), n)).toEqual({ on: due, provisional: false })
  expect(workdaysBetween(nationalCalendar, day(start), day(due))).toEqual({ workdays: n, provisional: false })
})

test('is the day of the event itself day 0?', () => {
  expect(addWorkdays(nationalCalendar, day('2026-02-15'), 0)).toEqual({
    on: '2026-02-15',
    provisional: false,
  })
  expect(workdayBefore(nationalCalendar, day('2026-02-15'), 0)).toEqual({
    on: '2026-02-15',
    provisional: false,
  })
  expect(workdaysBetween(nationalCalendar, day('2027-02-15'), day('2027-02-15'))).toEqual({
    workdays: 0,
    provisional: false,
  })
})

test('is the next working day strictly after, and the rolled one on or after?', () => {
  expect(nextWorkday(nationalCalendar, day('2026-05-09')).on).toBe('2026-05-11')
  expect(rollToWorkday(nationalCalendar, day('2026-05-09')).on).toBe('2026-05-09')
  expect(rollToWorkday(nationalCalendar, day('2026-05-10')).on).toBe('2026-05-11')
})

test('does a warning one working day before skip the holiday backwards?', () => {
  expect(workdayBefore(nationalCalendar, day('2026-02-24'), 1).on).toBe('2026-02-14')
  expect(workdayBefore(nationalCalendar, day('2026-01-04'), 1).on).toBe('2025-12-31')
  expect(workdayBefore(nationalCalendar, day('2026-01-04'), 249).on).toBe('2024-12-31')
})

test('are overdue working days negative remaining ones?', () => {
  expect(workdaysBetween(nationalCalendar, day('2026-10-10'), day('2026-09-30')).workdays).toBe(-3)
})

test('is a count that is negative or broken a bug and not a date?', () => {
  expect(() => addWorkdays(nationalCalendar, day('2026-01-05'), -1)).toThrow(RangeError)
  expect(() => addWorkdays(nationalCalendar, day('2026-01-05'), 1.5)).toThrow(RangeError)
  expect(() => workdayBefore(nationalCalendar, day('2026-01-05'), -1)).toThrow(RangeError)
  expect(() => addWorkdays(nationalCalendar, day('2199-12-01'), 500)).toThrow(RangeError)
  expect(() => workdayBefore(nationalCalendar, day('1900-01-03'), 50)).toThrow(RangeError)
})
