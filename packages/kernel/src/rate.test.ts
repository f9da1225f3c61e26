import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateOf } from './rate.ts'

/** Bounds as printed in the literature: Newcombe 1998, table I, method 3 (score without continuity correction). */
test.each([
  [81, 263, 0.308, 0.2553, 0.3662],
  [15, 148, 0.1014, 0.0624, 0.1605],
  [0, 20, 0, 0, 0.1611],
  [1, 29, 0.0345, 0.0061, 0.1718],
])('are the bounds of %i of %i those of the literature?', (hits, of, rate, lower, upper) => {
  expect(rateOf(hits, of)).toEqual({ hits, of, rate, lower, upper })
})

/** Bounds reckoned apart from the program, with the textbook form of Wilson's interval and z = 1.96. */
test.each([
  [0, 0, null, null, null],
  [0, 1, 0, 0, 0.7935],
  [1, 1, 1, 0.2065, 1],
  [8, 10, 0.8, 0.4902, 0.9433],
  [30, 30, 1, 0.8865, 1],
  [950, 1000, 0.95, 0.9347, 0.9619],
])('what is the rate of %i of %i, and between which bounds does it lie?', (hits, of, rate, lower, upper) => {
  expect(rateOf(hits, of)).toEqual({ hits, of, rate, lower, upper })
})

test('has a share of nothing neither rate nor bounds?', () => {
  expect(rateOf(0, 0)).toEqual({ hits: 0, of: 0, rate: null, lower: null, upper: null })
})

const shares = fc
  .integer({ min: 1, max: 100_000 })
  .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))

test('do the bounds hold the rate, stay within 0 and 1, mirror, and narrow as the sample grows?', () => {
  fc.assert(
    fc.property(shares, ([hits, of]) => {
      const { rate, lower, upper } = rateOf(hits, of)
      if (rate === null || lower === null || upper === null) throw new Error('a share of something')
      expect(lower).toBeGreaterThanOrEqual(0)
      expect(lower).toBeLessThanOrEqual(rate)
      expect(upper).toBeGreaterThanOrEqual(rate)
      expect(upper).toBeLessThanOrEqual(1)
      const mirrored = rateOf(of - hits, of)
      expect(mirrored.lower).toBeCloseTo(1 - upper, 3)
      const larger = rateOf(hits * 4, of * 4)
      expect((larger.upper ?? 0) - (larger.lower ?? 0)).toBeLessThanOrEqual(upper - lower + 0.0001)
    }),
  )
})
