import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, civil, dateFromText, dateToText, dayNumber, monthsBetween } from './civil.ts'
import { add, compareNumbers, divide, multiply, numberFromJson, numberFromText, subtract } from './number.ts'
import { durationFromText, durationToText, timeFromText, timeToText } from './temporal.ts'
import { toJson } from './to-json.ts'
import { Exact, type Num } from './value.ts'

const days = fc.integer({ min: -800_000, max: 800_000 })

test('do day numbers agree with an independent calendar?', () => {
  fc.assert(
    fc.property(days, (day) => {
      const date = new Date(day * 86_400_000)
      const parts = civil(day)
      expect(parts).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      })
      expect(dayNumber(parts.year, parts.month, parts.day)).toBe(day)
    }),
    { numRuns: 2000 },
  )
})

test('does a date survive its text?', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(dateFromText(dateToText(day))?.day).toBe(day)
    }),
  )
})

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-00-01',
  '26-01-01',
  '2026-1-1',
  '2026-01-01Z',
  ' 2026-01-01',
  '02026-01-01',
  '-0000-01-01',
])('is %s no date?', (text) => expect(dateFromText(text)).toBe(null))

test('do months added keep the day or stop at the end of the month?', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -1500, max: 1500 }), (day, months) => {
      const there = addMonths(day, months)
      if (there === null) throw new Error('out of range')
      const from = civil(day)
      const to = civil(there)
      expect(to.year * 12 + to.month - from.year * 12 - from.month).toBe(months)
      expect(to.day <= from.day).toBe(true)
      if (to.day < from.day) expect(civil(there + 1).day).toBe(1)
      if (to.day === from.day) expect(monthsBetween(day, there)).toBe(months + 0)
    }),
  )
})

/** Numbers with up to 6 decimals, and their exact value in millionths. */
const decimals = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const millionths = (value: number): Num => numberFromText(new Exact(value).div(1_000_000).toFixed()) ?? 0

test('are sums, differences, products and order exact?', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const [x, y] = [millionths(a), millionths(b)]
      expect(add(x, y)).toEqual(millionths(a + b))
      expect(subtract(x, y)).toEqual(millionths(a - b))
      const product = new Exact((BigInt(a) * BigInt(b)).toString()).div('1000000000000').toFixed()
      expect(multiply(x, y)).toEqual(numberFromText(product))
      expect(Math.sign(compareNumbers(x, y))).toBe(Math.sign(a - b))
    }),
    { numRuns: 2000 },
  )
})

test('does a number have one form however it was reached?', () => {
  fc.assert(
    fc.property(decimals, fc.integer({ min: 1, max: 1000 }), (a, b) => {
      const quotient = divide(millionths(a), b)
      if (quotient === null) throw new Error('no quotient')
      const back = new Exact(quotient).times(b).toDecimalPlaces(6)
      expect(back.eq(new Exact(a).div(1_000_000))).toBe(true)
      expect(typeof quotient === 'number').toBe(new Exact(quotient).isInteger())
    }),
  )
})

test('does a JSON number come back as it went in?', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(toJson(numberFromJson(value))).toBe(value + 0)
    }),
  )
})

test('do durations and times survive their texts?', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }), (ms) => {
      const text = durationToText(
        durationFromText(`${ms < 0 ? '-' : ''}PT${Math.abs(Math.trunc(ms / 1000))}S`) ?? expect.fail(),
      )
      expect(durationToText(durationFromText(text) ?? expect.fail())).toBe(text)
    }),
  )
  expect(timeToText(timeFromText('23:59:59.5+08:00')?.ms ?? -1, 28_800)).toBe('23:59:59.5+08:00')
  for (const text of ['P', 'PT', '-P', 'P1', 'P1H', 'PT1D', 'P1Y1D', '1Y'])
    expect(durationFromText(text)).toBe(null)
  for (const text of ['24:00:00', '10:60:00', '10:00', '10:00:00+15:00'])
    expect(timeFromText(text)).toBe(null)
})
