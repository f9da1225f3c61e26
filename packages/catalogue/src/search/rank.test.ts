import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ITEMS } from '../items/index.ts'
import { searchItems } from './rank.ts'

const found = (query: string) => searchItems(ITEMS, query).map(({ code }) => code)

test.each<readonly [query: string, first: string]>([
  ['高龄老人津贴', 'elderly-allowance'],
  ['高龄津贴', 'elderly-allowance'],
  ['津贴', 'elderly-allowance'],
  ['老人', 'elderly-allowance'],
  ['gljt', 'elderly-allowance'],
  ['gllrjt', 'elderly-allowance'],
  ['GLJT', 'elderly-allowance'],
  ['gaoling', 'elderly-allowance'],
  ['gaolingjintie', 'elderly-allowance'],
  ['gao ling jin tie', 'elderly-allowance'],
  ['高lingjt', 'elderly-allowance'],
  ['ｇｌｊｔ', 'elderly-allowance'],
  ['allowance', 'elderly-allowance'],
  ['the very old', 'elderly-allowance'],
  ['elderly', 'elderly-allowance'],
  ['pension', 'pension-housing-fund'],
  ['开店', 'sole-trader-registration'],
  ['kaidian', 'sole-trader-registration'],
  ['个体户', 'sole-trader-registration'],
  ['gth', 'sole-trader-registration'],
  ['gtgsh', 'sole-trader-registration'],
  ['sole trader', 'sole-trader-registration'],
  ['身份证', 'resident-id-renewal'],
  ['sfz', 'resident-id-renewal'],
  ["shen'fen'zheng", 'resident-id-renewal'],
  ['驾照', 'driving-licence-renewal'],
  ['jsz', 'driving-licence-renewal'],
  ['driving', 'driving-licence-renewal'],
  ['落户', 'graduate-settlement'],
  ['byslh', 'graduate-settlement'],
  ['sydj', 'unemployment-registration'],
  ['失业', 'unemployment-registration'],
  ['gjj', 'pension-housing-fund'],
  ['housing fund', 'pension-housing-fund'],
  ['hwgg', 'outdoor-advertising'],
  ['wszx', 'hygiene-permit-cancellation'],
  ['zhan yong dao lu', 'road-occupation'],
])('what is meant by %s?', (query, first) => {
  expect(found(query)[0]).toBe(first)
})

test('is what begins with it before what holds it, and what holds it before what only mentions it?', () => {
  expect(found('登记').slice(0, 2)).toEqual(['sole-trader-registration', 'unemployment-registration'])
  expect(found('g').slice(0, 3)).toEqual(
    expect.arrayContaining(['elderly-allowance', 'sole-trader-registration', 'hygiene-permit-cancellation']),
  )
  expect(found('registration')).toEqual(
    expect.arrayContaining(['sole-trader-registration', 'unemployment-registration']),
  )
})

test.each(['xyzzy', '😀', '＝＋', '婚姻登记处', '"><script>', 'qqqqqq'])(
  'is nothing found by %s?',
  (query) => {
    expect(found(query)).toEqual([])
  },
)

test.each(['  ', '%', "'"])(
  'is everything shown, in the order of the catalogue, where %j looks for nothing?',
  (query) => {
    expect(searchItems(ITEMS, query)).toEqual(ITEMS)
  },
)

test('is any text whatever searched by without a throw, and nothing found twice?', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (query) => {
      const codes = found(query)
      expect(new Set(codes).size).toBe(codes.length)
    }),
    { numRuns: 300 },
  )
})
