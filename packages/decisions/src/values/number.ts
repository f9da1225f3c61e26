/** Exact arithmetic on FEEL numbers: whole numbers stay JavaScript numbers while they are safe, the rest is Decimal. */
import type { Decimal } from 'decimal.js'
import { Exact, type Num } from './value.ts'

/** decimal128 ends here. */
const MAX_EXPONENT = 6144

/** One form for one number; null for what is no number (division by zero, overflow). */
export function settle(value: Decimal): Num | null {
  if (!value.isFinite() || value.e > MAX_EXPONENT) return null
  if (value.e < -MAX_EXPONENT) return 0
  if (!value.isInteger()) return value
  const small = value.toNumber()
  return Number.isSafeInteger(small) ? small + 0 : value
}

/** The number a decimal text stands for. */
export const numberFromText = (text: string): Num | null => settle(new Exact(text).toSignificantDigits(34))

/** The number a JSON number stands for, by its shortest decimal text. */
export function numberFromJson(value: number): Num | null {
  return Number.isSafeInteger(value) ? value + 0 : settle(new Exact(value))
}

const exact = (value: Num): Decimal => (typeof value === 'number' ? new Exact(value) : value)

export function add(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return settle(Exact.add(a, b))
}

export function subtract(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return settle(Exact.sub(a, b))
}

export function multiply(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product + 0
  }
  return settle(Exact.mul(a, b))
}

export function divide(a: Num, b: Num): Num | null {
  if (b === 0) return null
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a / b + 0
  return settle(Exact.div(a, b))
}

export function power(a: Num, b: Num): Num | null {
  // An absurd exponent would only burn time: 34 digits end at 10^6144 in decimal128.
  if (exact(b).abs().gt(100_000)) return null
  return settle(Exact.pow(a, b))
}

/** Below zero, zero or above zero as `a` is less than, equal to or greater than `b`. */
export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return exact(a).cmp(b)
}

export { exact }
