/** Numeric functions (DMN 1.5 §10.3.4.5). */
import { Decimal } from 'decimal.js'
import { exact, numberFromText, settle } from '../values/number.ts'
import { DaysDuration, isNum, MonthsDuration, type Num, type Value } from '../values/value.ts'
import type { FeelFunction, Parameter } from './signature.ts'

const n: Parameter = { name: 'n', type: 'number' }
const scale: Parameter = { name: 'scale', type: 'number', optional: true }

const numeric = (run: (value: Num) => Value) => (value: Value | undefined) =>
  value !== undefined && isNum(value) ? run(value) : null

/** Rounding to so many decimal places; null outside the places decimal128 knows. */
function rounded(mode: Decimal.Rounding) {
  return (value: Value | undefined, places: Value = 0): Value => {
    if (value === undefined || !isNum(value) || typeof places !== 'number' || Math.abs(places) > 6111)
      return null
    if (places >= 0) return settle(exact(value).toDecimalPlaces(places, mode))
    const unit = new Decimal(10).pow(-places)
    return settle(exact(value).div(unit).toDecimalPlaces(0, mode).mul(unit))
  }
}

function absolute(value: Value | undefined): Value {
  if (value instanceof MonthsDuration) return new MonthsDuration(Math.abs(value.months))
  if (value instanceof DaysDuration) return new DaysDuration(Math.abs(value.ms))
  return value !== undefined && isNum(value) ? settle(exact(value).abs()) : null
}

/** FEEL's modulo has the sign of the divisor: dividend - divisor * floor(dividend / divisor). */
function modulo(dividend: Value | undefined, divisor: Value | undefined): Value {
  if (dividend === undefined || divisor === undefined || !isNum(dividend) || !isNum(divisor)) return null
  if (divisor === 0) return null
  const by = exact(divisor)
  const rest = exact(dividend).mod(by)
  return settle(rest.isZero() || rest.isNegative() === by.isNegative() ? rest : rest.add(by))
}

/** A number from its text, with the grouping and decimal marks named; null when it is no number. */
function number(text: Value | undefined, grouping: Value = null, decimal: Value = null): Value {
  if (typeof text !== 'string') return null
  if (grouping !== null && ![' ', ',', '.'].includes(String(grouping))) return null
  if (decimal !== null && ![',', '.'].includes(String(decimal))) return null
  if (grouping !== null && grouping === decimal) return null
  let plain = text
  if (typeof grouping === 'string') plain = plain.replaceAll(grouping, '')
  if (decimal === ',') plain = plain.replace(',', '.')
  return /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/.test(plain) ? numberFromText(plain) : null
}

const isOdd = (value: Num) => exact(value).isInteger() && !exact(value).mod(2).isZero()
const isEven = (value: Num) => exact(value).isInteger() && exact(value).mod(2).isZero()

const rounding = (name: string, mode: Decimal.Rounding, places: Parameter): FeelFunction => ({
  name,
  params: [n, places],
  result: 'number',
  run: rounded(mode),
})

export const NUMBER_FUNCTIONS: readonly FeelFunction[] = [
  rounding('decimal', Decimal.ROUND_HALF_EVEN, { name: 'scale', type: 'number' }),
  rounding('floor', Decimal.ROUND_FLOOR, scale),
  rounding('ceiling', Decimal.ROUND_CEIL, scale),
  rounding('round up', Decimal.ROUND_UP, { name: 'scale', type: 'number' }),
  rounding('round down', Decimal.ROUND_DOWN, { name: 'scale', type: 'number' }),
  rounding('round half up', Decimal.ROUND_HALF_UP, { name: 'scale', type: 'number' }),
  rounding('round half down', Decimal.ROUND_HALF_DOWN, { name: 'scale', type: 'number' }),
  { name: 'abs', params: [{ name: 'n', type: 'Any' }], result: 'same', run: absolute },
  {
    name: 'modulo',
    params: [
      { name: 'dividend', type: 'number' },
      { name: 'divisor', type: 'number' },
    ],
    result: 'number',
    run: modulo,
  },
  {
    name: 'sqrt',
    params: [{ name: 'number', type: 'number' }],
    result: 'number',
    run: numeric((value) => settle(exact(value).sqrt())),
  },
  {
    name: 'exp',
    params: [{ name: 'number', type: 'number' }],
    result: 'number',
    run: numeric((value) => (exact(value).abs().gt(10_000) ? null : settle(exact(value).exp()))),
  },
  {
    name: 'log',
    params: [{ name: 'number', type: 'number' }],
    result: 'number',
    run: numeric((value) => settle(exact(value).ln())),
  },
  {
    name: 'odd',
    params: [{ name: 'number', type: 'number' }],
    result: 'boolean',
    run: numeric(isOdd),
  },
  {
    name: 'even',
    params: [{ name: 'number', type: 'number' }],
    result: 'boolean',
    run: numeric(isEven),
  },
  {
    name: 'number',
    params: [
      { name: 'from', type: 'string' },
      { name: 'grouping separator', type: 'string', optional: true },
      { name: 'decimal separator', type: 'string', optional: true },
    ],
    result: 'number',
    run: number,
  },
]
