import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fabricationsAt, type SeenRating, unlikelyFivesAt } from './fabrication.ts'
import { foundInPlace, monthOf } from './honest-month.fixture.ts'
import { type FivesShare, tailOf, unlikelyFives } from './unlikely-fives.ts'

/** False fives that come slowly, each on its own like any other. */

const TEN = Date.UTC(2026, 10, 23, 2)
const SECOND = 1_000
let made = 0
const five = (at: number, change: Partial<SeenRating> = {}): SeenRating => {
  made += 1
  return {
    id: `f${String(made).padStart(6, '0')}`,
    at,
    servedAt: at - 86_400_000,
    level: 5,
    channel: 'web',
    enteredBy: null,
    device: null,
    evaluator: null,
    holder: `holder-${made}`,
    department: 'civil-affairs',
    window: 'services/window-1',
    staff: 'staff-1',
    anonymous: false,
    ...change,
  }
}
/** One every twenty seconds. */
const slowly = (count: number, change: (n: number) => Partial<SeenRating> = () => ({})) =>
  Array.from({ length: count }, (_, n) => five(TEN + n * 20 * SECOND, change(n)))
const HALF: FivesShare = { n: 1_000, fives: 500 }
const LIKED: FivesShare = { n: 1_000, fives: 950 }

test.each([
  [5, 5, 0.5, 1 / 32],
  [10, 9, 0.5, 11 / 1024],
  [10, 0, 0.3, 1],
  [3, 2, 0.25, 10 / 64],
  [4, 4, 1, 1],
  [4, 1, 0, 0],
  [100, 100, 0.1, 1e-100],
])('of %i, are at least %i with the chance %d as likely as the sum says?', (n, hits, p, expected) => {
  expect(tailOf(n, hits, p) / (expected === 0 ? 1 : expected)).toBeCloseTo(expected === 0 ? 0 : 1, 9)
})

test('is a tail never likelier for more hits, never less likely for a greater chance, and one with its rest?', () => {
  const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(100), chance, chance, (n, k, one, other) => {
      const hits = Math.min(k, n)
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      expect(tailOf(n, hits, high)).toBeGreaterThanOrEqual(tailOf(n, hits, low) * (1 - 1e-9))
      expect(tailOf(n, hits, low)).toBeGreaterThanOrEqual(tailOf(n, hits + 1, low) * (1 - 1e-9))
      // Not so many is as likely as so many of the others.
      expect(tailOf(n, hits, low) + tailOf(n, n - hits + 1, 1 - low)).toBeCloseTo(1, 9)
    }),
    { numRuns: 300 },
  )
})

describe('one false five every twenty seconds, without a device', () => {
  const expected = { history: HALF, region: HALF, power: 8 }
  test.each([
    ['forty where half were fives before', slowly(40), {}, 30],
    ['twenty of them', slowly(20), {}, null],
    ['eighty with a bad one in ten', slowly(80, (n) => ({ level: n % 10 === 9 ? 2 : 5 })), {}, 60],
    ['sixty with two others in ten', slowly(60, (n) => ({ level: n % 5 === 4 ? 4 : 5 })), {}, null],
    ['a hundred where the window was always liked', slowly(100), { history: LIKED }, null],
    ['a hundred where the whole region is', slowly(100), { region: LIKED }, null],
    ['a hundred where nothing is known of the window', slowly(100), { history: { n: 9, fives: 3 } }, null],
    [
      'eighty of them, where a region has it found sooner',
      slowly(80, (n) => ({ level: n % 10 === 9 ? 2 : 5 })),
      { power: 6 },
      50,
    ],
    ['a hundred of one person’s own', slowly(100, () => ({ holder: 'h' })), {}, null],
    ['nineteen', slowly(19), { power: 1 }, null],
  ])('is found as what it is: %s?', (_, ratings, change, count) => {
    const found = unlikelyFives(ratings, { ...expected, ...change })
    expect(found?.length ?? null).toBe(count)
    // By nothing else, which is why it is looked for.
    for (const place of ['window', 'unnamed'] as const)
      if (ratings.length < 60) expect(fabricationsAt(place, ratings)).toEqual([])
  })

  test('and once, as one occasion, as long as it goes on?', () => {
    const found = unlikelyFivesAt(slowly(90), expected)
    expect(found).toMatchObject([{ cause: 'ratingUnlikelyFives', at: TEN + 29 * 20 * SECOND }])
    expect(found[0]?.ratings).toHaveLength(90)
  })
})

test('is nothing found in an honest month, whatever chance it is made of?', () => {
  let looked = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
      const { places, region } = monthOf(seed)
      for (const place of places) {
        looked += place.length
        expect(foundInPlace(place, region)).toEqual([])
      }
    }),
    // The same months each time: of enough others one would look false by chance.
    { numRuns: 6, seed: 20_261_123 },
  )
  expect(looked).toBeGreaterThan(70_000)
})

test('is half an hour of false fives, one every twenty seconds, found wherever they are hidden in a busy month?', () => {
  const hidden = Array.from({ length: 30 }, (_, n) => n + 1).flatMap((seed) => {
    const { places, region } = monthOf(seed)
    const [honest = []] = places
    return [0, 26, 333, 1111].map((where) => {
      // Once something is known of the window.
      const at = honest[400 + where]?.at ?? TEN
      const false5 = Array.from({ length: 90 }, (_, n) => five(at + n * 20 * SECOND))
      const found = foundInPlace(
        [...honest, ...false5].toSorted((a, b) => a.at - b.at),
        region,
      )
      const named = new Set(found.flatMap(({ ratings }) => ratings))
      return { seed, where, named: false5.filter((each) => named.has(each)).length }
    })
  })
  expect(hidden.length).toBe(120)
  // Of these months one hides them: nine honest ratings, five of them low, fell into that half hour.
  expect(hidden.filter(({ named }) => named < 30)).toEqual([{ seed: 24, where: 26, named: 0 }])
})
