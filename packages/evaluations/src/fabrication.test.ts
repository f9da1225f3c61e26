import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Fabrication,
  fabricationsAt,
  isOwnIdentity,
  ownIdentities,
  type SeenRating,
} from './fabrication.ts'
import { honestMonth } from './honest-month.fixture.ts'

const TEN = Date.UTC(2026, 10, 23, 2)
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let made = 0
/** A rating at the pad of one window, well after its service, of a holder of its own. */
function rating(change: Partial<SeenRating> = {}): SeenRating {
  made += 1
  const { at = TEN } = change
  return {
    id: `r${String(made).padStart(6, '0')}`,
    at,
    servedAt: at - 30 * SECOND,
    level: 5,
    channel: 'pad',
    enteredBy: 'terminal-1',
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
const every = (ms: number, count: number, change: (n: number) => Partial<SeenRating> = () => ({})) =>
  Array.from({ length: count }, (_, n) => rating({ at: TEN + n * ms, ...change(n) }))
const web = (change: Partial<SeenRating> = {}): Partial<SeenRating> => ({
  channel: 'web',
  enteredBy: null,
  ...change,
})
const causesOf = (found: readonly Fabrication[]) => found.map(({ cause }) => cause)

describe('a burst at one place', () => {
  test.each([
    [
      'twenty at a pad in ten minutes',
      every(30 * SECOND, 20, (n) => ({ level: 3 + (n % 3) })),
      ['ratingBurst'],
    ],
    ['nineteen', every(30 * SECOND, 19, (n) => ({ level: 3 + (n % 3) })), []],
    ['twenty in eleven minutes', every(35 * SECOND, 20, (n) => ({ level: 3 + (n % 3) })), []],
    ['thirty-nine from home', every(15 * SECOND, 39, (n) => web({ level: 3 + (n % 3) })), []],
    ['forty from home', every(15 * SECOND, 40, (n) => web({ level: 3 + (n % 3) })), ['ratingBurst']],
  ])('is what %s is, and no more?', (_, ratings, causes) => {
    expect(causesOf(fabricationsAt('window', ratings))).toEqual(causes)
  })

  test('is one occasion as long as it goes on, and after a pause another, in whichever order it is read?', () => {
    const bad = (from: number) =>
      every(20 * SECOND, 60, (n) => ({ at: from + n * 20 * SECOND, level: 2 + (n % 3) }))
    const both = [...bad(TEN + 2 * 60 * MINUTE), ...bad(TEN)]
    const found = fabricationsAt('window', both)
    expect(found.map(({ cause, ratings, at }) => [cause, ratings.length, at])).toEqual([
      ['ratingBurst', 60, TEN + 19 * 20 * SECOND],
      ['ratingBurst', 60, TEN + 2 * 60 * MINUTE + 19 * 20 * SECOND],
    ])
  })
})

describe('fives one after the other', () => {
  test.each([
    ['five in a minute at a pad', every(15 * SECOND, 5), ['ratingAllFives']],
    ['five at one instant', every(0, 5), ['ratingAllFives']],
    ['four', every(SECOND, 4), []],
    ['five in more than a minute', every(16 * SECOND, 5), []],
    ['with a four among them', every(10 * SECOND, 6, (n) => ({ level: n === 3 ? 4 : 5 })), []],
    ['after a bad one', every(10 * SECOND, 6, (n) => ({ level: n === 0 ? 1 : 5 })), ['ratingAllFives']],
    ['by one person of their own services from home', every(10 * SECOND, 8, () => web({ holder: 'h' })), []],
    ['for one person, but at a pad', every(10 * SECOND, 5, () => ({ holder: 'h' })), ['ratingAllFives']],
    ['of several persons from home', every(10 * SECOND, 5, () => web()), ['ratingAllFives']],
  ])('are found where they are %s, and not otherwise?', (_, ratings, causes) => {
    expect(causesOf(fabricationsAt('window', ratings))).toEqual(causes)
    expect(causesOf(fabricationsAt('device', ratings)).filter((cause) => cause === 'ratingAllFives')).toEqual(
      causes,
    )
  })
})

describe('fives online of which nothing is known', () => {
  const unnamed = (ms: number, count: number, from = TEN) =>
    every(ms, count, (n) => web({ at: from + n * ms, window: null, staff: null }))
  test.each([
    ['eight in a minute', unnamed(8 * SECOND, 8), ['ratingAllFives']],
    ['seven', unnamed(SECOND, 7), []],
    [
      'eight where little else comes',
      [...unnamed(MINUTE, 50, TEN - HOUR), ...unnamed(SECOND, 8)],
      ['ratingAllFives'],
    ],
    [
      'eight where more than one a minute comes anyhow',
      [...unnamed(40 * SECOND, 89, TEN - HOUR), ...unnamed(SECOND, 8)],
      [],
    ],
    ['of one person', unnamed(SECOND, 9).map((each) => ({ ...each, holder: 'h' })), []],
  ])('are found where they are %s, and not otherwise?', (_, ratings, causes) => {
    expect(causesOf(fabricationsAt('unnamed', ratings))).toEqual(causes)
  })
})

describe('ratings seconds after closing', () => {
  /** One in ten minutes, so that nothing else is wrong with them; these were given so long after the service. */
  const after = (...seconds: readonly number[]) =>
    seconds.map((each, n) => {
      const at = TEN + n * 10 * MINUTE
      return rating({ at, servedAt: at - each * SECOND, level: 4 })
    })
  const mixed = (quick: number, slow: number) =>
    Array.from({ length: quick + slow }, (_, n) => (n % 2 === 0 && n / 2 < quick ? 3 : 40))

  test.each([
    ['ten of ten', after(...Array.from({ length: 10 }, () => 2)), 1],
    ['ten of twenty', after(...mixed(10, 10)), 1],
    ['nine of twenty', after(...mixed(9, 11)), 0],
    [
      'ten of thirty, and never ten of twenty',
      after(...Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? 3 : 40))),
      0,
    ],
    ['five seconds', after(...Array.from({ length: 20 }, () => 5)), 0],
  ])('are found where they are %s?', (_, ratings, count) => {
    expect(causesOf(fabricationsAt('window', ratings))).toEqual(Array(count).fill('ratingAtOnce'))
    expect(causesOf(fabricationsAt('staff', ratings))).toEqual(Array(count).fill('ratingAtOnce'))
    expect(fabricationsAt('entered', ratings)).toEqual([])
  })
})

describe('one device for many holders', () => {
  const daily = (count: number, change: (n: number) => Partial<SeenRating>) =>
    every(DAY, count, (n) => web({ device: 'd', level: 4, ...change(n) }))

  test.each([
    ['five persons in five days', daily(5, () => ({})), 1],
    ['four', daily(4, () => ({})), 0],
    ['five, the last after more than a week', every(2 * DAY, 5, () => web({ device: 'd' })), 0],
    ['a household again and again', daily(20, (n) => ({ holder: `h${n % 4}` })), 0],
    ['people who signed in', daily(10, (n) => ({ evaluator: `e${n}` })), 0],
    ['a terminal in the hall', daily(10, () => ({ channel: 'selfService', enteredBy: 't' })), 0],
  ])('is found with %s?', (_, ratings, count) => {
    expect(causesOf(fabricationsAt('device', ratings))).toEqual(Array(count).fill('ratingSameDevice'))
    expect(fabricationsAt('window', ratings)).toEqual([])
  })
})

describe('an official’s own identity', () => {
  const officials = new Map([
    ['official-1', ['civil-affairs']],
    ['staff-1', ['civil-affairs']],
    ['operator', ['services']],
  ])
  test.each([
    ['an official rated', web({ evaluator: 'official-1' }), true],
    ['whoever served rated', web({ evaluator: 'gone', staff: 'gone' }), true],
    ['the matter is an official’s as such', web({ holder: 'official-1' }), true],
    ['an operator wrote down for the own department', { channel: 'hotline', enteredBy: 'official-1' }, true],
    ['an operator wrote down what they did', { channel: 'hotline', enteredBy: 'gone', staff: 'gone' }, true],
    ['an operator of another department wrote it down', { channel: 'hotline', enteredBy: 'operator' }, false],
    ['a citizen rated', web({ evaluator: 'citizen' }), false],
    ['a pad was used', {}, false],
  ] as const)('is found where %s?', (_, change, isOwn) => {
    const one = rating(change)
    expect(isOwnIdentity(one, officials)).toBe(isOwn)
    expect(ownIdentities([rating(), one], officials)).toEqual(
      isOwn ? [{ cause: 'ratingOwnIdentity', at: one.at, ratings: [one] }] : [],
    )
  })
})

describe('an official who comes as a citizen', () => {
  const officials = new Map([['official-1', ['civil-affairs', 'market']]])
  const identities = new Map([
    ['citizen-1', { official: 'official-1', department: 'civil-affairs' }],
    ['citizen-2', { official: 'official-2', department: 'services' }],
  ])
  test.each([
    ['signs in and rates the own department', web({ evaluator: 'citizen-1' }), true],
    ['rates it by the token alone', web({ holder: 'citizen-1' }), true],
    ['rates another department they belong to', web({ evaluator: 'citizen-1', department: 'market' }), true],
    [
      'rates what they gave themselves',
      web({ evaluator: 'citizen-2', staff: 'official-2', window: null }),
      true,
    ],
    ['rates what was given at the window they keep', web({ evaluator: 'citizen-2' }), true],
    ['rates another department', web({ evaluator: 'citizen-1', department: 'health', window: null }), false],
    ['rates another department, at no window', web({ evaluator: 'citizen-2', window: null }), false],
    ['is somebody else', web({ evaluator: 'citizen-3' }), false],
  ] as const)('is found where they %s, and nowhere else?', (_, change, isOwn) => {
    const one = rating(change)
    expect(isOwnIdentity(one, officials, identities)).toBe(isOwn)
    expect(isOwnIdentity(one, officials)).toBe(false)
  })
})

test('is nothing found in an honest month of busy windows, whatever chance it is made of?', () => {
  let looked = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
      const { byWindow, byDevice, online } = honestMonth(seed)
      for (const ratings of byWindow) {
        looked += ratings.length
        expect(fabricationsAt('window', ratings)).toEqual([])
      }
      for (const ratings of byDevice) expect(fabricationsAt('device', ratings)).toEqual([])
      expect(fabricationsAt('unnamed', online)).toEqual([])
    }),
    // The same months each time: of enough others one would look false by chance.
    { numRuns: 8, seed: 20_261_123 },
  )
  expect(looked).toBeGreaterThan(100_000)
})

test('is a burst of false fives found in a busy month, wherever it is hidden?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.nat(), (seed, where) => {
      const [honest = []] = honestMonth(seed).byWindow
      const at = honest[where % honest.length]?.at ?? TEN
      const false5 = every(3 * SECOND, 8, (n) => ({ at: at + n * 3 * SECOND }))
      const found = fabricationsAt('window', [...honest, ...false5])
      expect(causesOf(found)).toEqual(['ratingAllFives'])
      expect(found[0]?.ratings.filter((each) => false5.includes(each)).length).toBeGreaterThanOrEqual(5)
    }),
    // The same months each time: of enough others one would look false by chance.
    { numRuns: 8, seed: 20_261_123 },
  )
})
