import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterBusy,
  afterFailure,
  type Breaker,
  CLOSED,
  FAILURES_TO_OPEN,
  LONGEST_OPEN_MS,
  lineOf,
} from './breaker.ts'

const NOW = 1_800_000_000_000
const failed = (times: number): Breaker => {
  let breaker = CLOSED
  for (let at = 0; at < times; at += 1) breaker = afterFailure(breaker, NOW)
  return breaker
}

test('does it stay closed for four failures in a row and open with the fifth?', () => {
  expect([1, 2, 3, 4, 5].map((times) => lineOf(failed(times), NOW))).toEqual([
    'closed',
    'closed',
    'closed',
    'closed',
    'open',
  ])
})

test('does it let one probe be made when its time is over, and open for twice as long when that fails?', () => {
  const open = failed(FAILURES_TO_OPEN)
  expect(open.openUntil).toBe(NOW + 30_000)
  expect(lineOf(open, NOW + 29_999)).toBe('open')
  expect(lineOf(open, NOW + 30_000)).toBe('halfOpen')
  expect(afterFailure(open, NOW).openUntil).toBe(NOW + 60_000)
  expect(failed(40).openUntil).toBe(NOW + LONGEST_OPEN_MS)
})

test('is a partner left alone for as long as it asks, also when it is only busy?', () => {
  expect(afterFailure(CLOSED, NOW, 120)).toEqual({ failures: 1, openUntil: NOW + 120_000 })
  expect(afterFailure(failed(4), NOW, 7)).toEqual({ failures: 5, openUntil: NOW + 30_000 })
  expect(afterBusy(failed(2), NOW, 9)).toEqual({ failures: 2, openUntil: NOW + 9_000 })
  expect(afterBusy(CLOSED, NOW, 0)).toEqual(CLOSED)
})

test('whatever happened, is it never open for longer than ten minutes or what was asked for?', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.nat({ max: 3_600 }), (times, wait) => {
      const { failures, openUntil } = afterFailure(failed(times), NOW, wait)
      expect(failures).toBe(times + 1)
      expect((openUntil ?? NOW) - NOW).toBeLessThanOrEqual(Math.max(LONGEST_OPEN_MS, wait * 1000))
      expect((openUntil ?? NOW) - NOW).toBeGreaterThanOrEqual(wait * 1000)
    }),
  )
})
