import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BASE_MS, CAP_MS, isDead, LEAST_ATTEMPTS, nextAttemptAt, retryDelayMs } from './backoff.ts'

const HOUR_MS = 3_600_000
const attempts = fc.integer({ min: 1, max: 100_000 })
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })

test('does the ceiling double from 30 s and stop at one hour?', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000_000].map((made) => retryDelayMs(made, 1) / 1000)
  expect(ceilings).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600])
})

test('is every delay a whole number of milliseconds, not negative and below its ceiling?', () => {
  fc.assert(
    fc.property(attempts, random, (made, chance) => {
      const delay = retryDelayMs(made, chance)
      expect(Number.isInteger(delay)).toBe(true)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThan(Math.min(CAP_MS, BASE_MS * 2 ** (made - 1)))
    }),
  )
})

test('is the jitter full: does chance alone place the delay, evenly from nothing to the ceiling?', () => {
  fc.assert(
    fc.property(attempts, random, (made, chance) => {
      expect(retryDelayMs(made, 0)).toBe(0)
      expect(retryDelayMs(made, chance)).toBe(Math.floor(chance * retryDelayMs(made, 1)))
      expect(retryDelayMs(made + 1, chance)).toBeGreaterThanOrEqual(retryDelayMs(made, chance))
    }),
  )
})

test('is a message never tried before the gateway asked, and spread beyond it?', () => {
  fc.assert(
    fc.property(instant, attempts, random, fc.integer({ min: 0, max: 3_600 }), (now, made, chance, wait) => {
      const at = nextAttemptAt(now, made, chance, wait)
      expect(at - (now + wait * 1000)).toBe(retryDelayMs(made, chance))
      expect(nextAttemptAt(now, made, chance)).toBe(now + retryDelayMs(made, chance))
    }),
  )
})

test('is a message dead from 72 hours on and not a millisecond earlier?', () => {
  const firstAt = Date.UTC(2026, 10, 23)
  expect(isDead(LEAST_ATTEMPTS, firstAt, firstAt + 72 * HOUR_MS - 1)).toBe(false)
  expect(isDead(LEAST_ATTEMPTS, firstAt, firstAt + 72 * HOUR_MS)).toBe(true)
})

test('does a message hardly tried live on, however old, and does death last?', () => {
  fc.assert(
    fc.property(
      instant,
      attempts,
      fc.nat({ max: 1_000 * HOUR_MS }),
      fc.nat(),
      (firstAt, made, age, later) => {
        const now = firstAt + age
        if (made < LEAST_ATTEMPTS || age < 72 * HOUR_MS) expect(isDead(made, firstAt, now)).toBe(false)
        else expect(isDead(made + 1, firstAt, now + later)).toBe(true)
      },
    ),
  )
})

test('are there enough attempts in 72 hours even when chance is slowest?', () => {
  let at = 0
  let made = 0
  while (!isDead(made, 0, at)) {
    made += 1
    at = nextAttemptAt(at, made, 1 - Number.EPSILON)
  }
  expect(made).toBeGreaterThan(72)
})
