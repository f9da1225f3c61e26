import { addDays, civilDate, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CAP_MS,
  GIVE_UP_AFTER_MS,
  giveUpAt,
  isDead,
  LEAST_ATTEMPTS,
  retryAt,
  retryDelayMs,
} from './backoff.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const attempts = fc.integer({ min: 1, max: 100_000 })
/** Monday 2026-11-23, 10:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 23, 2)
const TODAY = on('2026-11-23')

function on(text: string): CivilDate {
  const day = civilDate(text)
  if (day === undefined) throw new Error(text)
  return day
}

test('does the ceiling begin at 5 s, treble, and stop at one hour?', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 1_000_000].map((made) => retryDelayMs(made, 1) / 1000)
  expect(ceilings).toEqual([5, 15, 45, 135, 405, 1_215, 3_600, 3_600, 3_600])
})

test('is the jitter full, a whole number of milliseconds, and never before what the partner asked for?', () => {
  fc.assert(
    fc.property(attempts, random, fc.integer({ min: 0, max: 3_600 }), (made, chance, wait) => {
      const delay = retryDelayMs(made, chance)
      expect(Number.isInteger(delay)).toBe(true)
      expect(delay).toBe(Math.floor(chance * retryDelayMs(made, 1)))
      expect(retryDelayMs(made, 0)).toBe(0)
      expect(delay).toBeLessThan(CAP_MS)
      expect(retryAt(NOW, made, chance, wait) - NOW).toBe(wait * 1000 + delay)
    }),
  )
})

test('is a message without a time limit given up after 72 hours?', () => {
  expect(giveUpAt(NOW, null)).toBe(NOW + GIVE_UP_AFTER_MS)
})

test('is one whose last day comes first given up when that day begins, so that people have the day?', () => {
  expect(giveUpAt(NOW, addDays(TODAY, 2))).toBe(startOfDayAt(addDays(TODAY, 2)))
  expect(giveUpAt(NOW, addDays(TODAY, 30))).toBe(NOW + GIVE_UP_AFTER_MS)
})

test('has what is made on the last day until its end, and what is made after it no margin to guard?', () => {
  expect(giveUpAt(NOW, TODAY)).toBe(endOfDayAt(TODAY))
  expect(giveUpAt(NOW, addDays(TODAY, -1))).toBe(NOW + GIVE_UP_AFTER_MS)
})

test('is the end always ahead of the beginning, and never later than 72 hours after it?', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: NOW, max: NOW + 86_400_000 }),
      fc.integer({ min: -20, max: 20 }),
      (at, days) => {
        const end = giveUpAt(at, addDays(TODAY, days))
        expect(end).toBeGreaterThan(at)
        expect(end).toBeLessThanOrEqual(at + GIVE_UP_AFTER_MS)
      },
    ),
  )
})

test('is nothing given up on the clock alone, and everything in the end?', () => {
  expect(isDead(LEAST_ATTEMPTS - 1, NOW, NOW + GIVE_UP_AFTER_MS)).toBe(false)
  expect(isDead(LEAST_ATTEMPTS, NOW + 1, NOW)).toBe(false)
  expect(isDead(LEAST_ATTEMPTS, NOW, NOW)).toBe(true)
  let at = NOW
  let made = 0
  const end = giveUpAt(NOW, null)
  while (!isDead(made, end, at)) {
    made += 1
    at = retryAt(at, made, 1 - Number.EPSILON)
  }
  // Slowest chance: an hour apart in the end, so that nothing lives on for long after its time.
  expect(made).toBeGreaterThan(70)
  expect(at - end).toBeLessThan(CAP_MS)
})
