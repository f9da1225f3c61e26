import { expect, test } from 'vitest'
import { stoppedSince } from './stopped.ts'

const MINUTE = 60_000
const each = (periodMinutes: number, offsetMinutes = 0) => ({ periodMinutes, offsetMinutes })
const done = (at: number) => ({ lastDoneAt: at, lastFinishedAt: at, lastStartedAt: at })
const T = 1_000_000 * MINUTE

test.each([
  // A job of each minute that ended within its minute.
  [each(1), T + 5_000, T + MINUTE, null],
  [each(1), T + 5_000, T + 3 * MINUTE - 1, null],
  [each(1), T + 5_000, T + 3 * MINUTE, T + MINUTE],
  [each(1), T + 5_000, T + 300 * MINUTE, T + MINUTE],
  // Quarters of an hour, with five minutes of grace for the run that is due.
  [each(15, 5), T - 5 * MINUTE, T + 30 * MINUTE - 1, null],
  [each(15, 5), T - 5 * MINUTE, T + 30 * MINUTE, T + 10 * MINUTE],
])('of %j done at %i, is it stopped at %i since %s?', (job, doneAt, now, since) => {
  expect(stoppedSince(job, done(doneAt), now)).toBe(since)
})

test('is a job that never ran, or only began, told apart from one that stopped?', () => {
  expect(stoppedSince(each(1), undefined, T)).toBeNull()
  const begun = { lastDoneAt: null, lastFinishedAt: null, lastStartedAt: T }
  expect(stoppedSince(each(1), begun, T + MINUTE)).toBeNull()
  expect(stoppedSince(each(1), begun, T + 3 * MINUTE)).toBe(T + MINUTE)
})

test('has one that ends with a fault each time not run?', () => {
  const failing = { lastDoneAt: T, lastFinishedAt: T + 9 * MINUTE, lastStartedAt: T + 9 * MINUTE }
  expect(stoppedSince(each(1), failing, T + 9 * MINUTE)).toBe(T + MINUTE)
})
