import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankingOf, rateOf, SMALL_SAMPLE } from './ranking.ts'

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

test('does a rate lie within its bounds, and do more cases bring them together?', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, share) => {
        const hits = Math.round(of * share)
        const { rate, lower, upper } = rateOf(hits, of)
        const many = rateOf(hits * 10, of * 10)
        if (rate === null || lower === null || upper === null || many.lower === null || many.upper === null)
          throw new Error('no bounds')
        expect(lower).toBeLessThanOrEqual(rate)
        expect(upper).toBeGreaterThanOrEqual(rate)
        expect(many.upper - many.lower).toBeLessThanOrEqual(upper - lower)
      },
    ),
  )
})

test('do few perfect cases not stand before many good ones, and are they named apart?', () => {
  const ranked = rankingOf([
    { department: 'd-none', onTime: rateOf(0, 0) },
    { department: 'c-small', onTime: rateOf(5, 5) },
    { department: 'b-good', onTime: rateOf(97, 100) },
    { department: 'a-large', onTime: rateOf(970, 1000) },
    { department: 'e-edge', onTime: rateOf(SMALL_SAMPLE, SMALL_SAMPLE) },
  ])
  expect(ranked.map(({ department, place, small }) => [department, place, small])).toEqual([
    ['a-large', 1, false],
    ['b-good', 2, false],
    ['e-edge', 3, false],
    ['c-small', null, true],
  ])
})

test('do equal departments share a place?', () => {
  const equal = rankingOf(
    ['x', 'y', 'z'].map((department) => ({ department, onTime: rateOf(department === 'z' ? 90 : 95, 100) })),
  )
  expect(equal.map(({ place }) => place)).toEqual([1, 1, 3])
})
