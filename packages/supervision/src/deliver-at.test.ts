import { nationalCalendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { deliverAt } from './deliver-at.ts'
import { STANDARD_POLICY } from './policy.ts'
import type { Stage } from './stage.ts'
import { instant, written } from './watched.fixture.ts'

const from = (at: string, stage: Stage = 'urge', slots: readonly string[] = ['09:00', '14:00']) =>
  written(deliverAt({ ...STANDARD_POLICY.delivery, slots }, nationalCalendar, instant(at), stage))

test.each([
  ['at midnight of a working day: that morning', '2026-03-03 00:00', '03-03 09:00'],
  ['at the instant itself', '2026-03-03 09:00', '03-03 09:00'],
  ['a minute too late for the morning: the afternoon', '2026-03-03 09:01', '03-03 14:00'],
  ['in the evening: the next morning', '2026-03-03 20:00', '03-04 09:00'],
  ['on Friday evening: Monday', '2026-03-06 20:00', '03-09 09:00'],
  ['on a plain Saturday: Monday', '2026-03-07 08:00', '03-09 09:00'],
  ['on a Saturday that is worked 调休: that day', '2026-02-14 00:00', '02-14 09:00'],
  ['on a Sunday that is worked 调休: its afternoon', '2026-09-20 10:00', '09-20 14:00'],
  ['on the eve of 春节: the day work begins again', '2026-02-14 18:00', '02-24 09:00'],
  ['in the middle of 国庆: the day after it', '2026-10-04 10:00', '10-08 09:00'],
  ['on Friday before a worked Saturday: that Saturday', '2026-02-27 18:00', '02-28 09:00'],
])('%s', (_says, at, delivered) => {
  expect(from(at)).toBe(delivered)
})

test('does what is urgent go out at any hour, and only that?', () => {
  expect(from('2026-03-07 03:00', 'red')).toBe('03-07 03:00')
  expect(from('2026-03-07 03:00', 'escalate')).toBe('03-07 03:00')
  expect(from('2026-03-07 03:00', 'yellow')).toBe('03-09 09:00')
})

test('is one instant a day enough?', () => {
  expect(from('2026-03-03 16:31', 'warnDays', ['16:30'])).toBe('03-04 16:30')
})

test('is a time that is none a bug?', () => {
  expect(() => from('2026-03-03 16:31', 'warnDays', ['noon'])).toThrow('not an instant of the day: noon')
})
