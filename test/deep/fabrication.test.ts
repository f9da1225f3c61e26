import { expect, test } from 'vitest'
import { fabricationsAt } from '../../packages/evaluations/src/fabrication.ts'
import { foundInPlace, honestMonth, monthOf } from '../../packages/evaluations/src/honest-month.fixture.ts'

/** The detectors of false ratings over fifty years of honest months of eight windows, each made of other chances. */
const MONTHS = 600
const seeds = Array.from({ length: MONTHS }, (_, at) => at + 1)

test('is no share of fives found unlikely in six hundred honest months?', () => {
  let looked = 0
  for (const seed of seeds) {
    const { places, region } = monthOf(seed)
    for (const place of places) {
      looked += place.length
      expect(foundInPlace(place, region), `month ${seed}`).toEqual([])
    }
  }
  expect(looked).toBeGreaterThan(5_000_000)
}, 1_200_000)

test('do all the others together put no more than one honest month in two hundred before a supervisor?', () => {
  const found = seeds.filter((seed) => {
    const { byWindow, byDevice, online } = honestMonth(seed)
    const all = [
      ...byWindow.map((ratings) => fabricationsAt('window', ratings)),
      ...byDevice.map((ratings) => fabricationsAt('device', ratings)),
      fabricationsAt('unnamed', online),
    ]
    return all.some((each) => each.length > 0)
  })
  expect(found.length).toBeLessThanOrEqual(MONTHS / 200)
}, 1_200_000)
