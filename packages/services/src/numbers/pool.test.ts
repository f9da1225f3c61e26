import { expect, test } from 'vitest'
import { BLOCK_SIZE, openNumberPool } from './pool.ts'

const DAY = '2026-11-23'
const sequenceOf = (number: string | null) => Number(number?.slice(14, 21))

test('is a number given once, a whole block through, and then none until the next lease?', () => {
  const pool = openNumberPool()
  expect(pool.reserve('510116', DAY)).toBeNull()
  const first = pool.refill('510116', DAY, BLOCK_SIZE + 1)
  const rest = Array.from({ length: BLOCK_SIZE - 1 }, () => pool.reserve('510116', DAY))
  expect(sequenceOf(first)).toBe(1)
  expect(rest.map(sequenceOf)).toEqual(Array.from({ length: BLOCK_SIZE - 1 }, (_, index) => index + 2))
  expect(pool.reserve('510116', DAY)).toBeNull()
})

test('do two blocks leased at once serve different numbers?', () => {
  const pool = openNumberPool()
  const numbers = [pool.refill('510116', DAY, 101), pool.refill('510116', DAY, 201)]
  for (let index = 0; index < 2 * BLOCK_SIZE - 2; index += 1)
    numbers.push(pool.reserve('510116', DAY) ?? none())
  expect(new Set(numbers).size).toBe(2 * BLOCK_SIZE)
})

test('does a new day leave the old block behind, and a late lease of the old day not take its place?', () => {
  const pool = openNumberPool()
  pool.refill('510116', DAY, 101)
  expect(pool.reserve('510116', '2026-11-24')).toBeNull()
  pool.refill('510116', '2026-11-24', 101)
  expect(sequenceOf(pool.refill('510116', DAY, 201))).toBe(101)
  expect(pool.reserve('510116', DAY)).toBeNull()
  expect(sequenceOf(pool.reserve('510116', '2026-11-24'))).toBe(2)
})

function none(): never {
  throw new Error('no number')
}
