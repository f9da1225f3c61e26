import { rateOf } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { rankingOf, SMALL_SAMPLE } from './ranking.ts'

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
