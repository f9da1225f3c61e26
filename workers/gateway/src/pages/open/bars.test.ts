import fc from 'fast-check'
import { expect, test } from 'vitest'
import { laidOut, type Part, WIDTH } from './bars.tsx'

const part = (count: number | null): Part => ({ name: 'n', count, look: 'good' })

test('do parts stand one behind the other, and is the longest bar as wide as the picture?', () => {
  expect(laidOut([part(3), part(1)], 4)).toMatchObject([
    { x: 0, width: 750 },
    { x: 750, width: 250 },
  ])
})

test('is what is withheld or nothing not drawn, and does it move nothing?', () => {
  expect(laidOut([part(null), part(0), part(2)], 8)).toMatchObject([{ x: 0, width: 250 }])
  expect(laidOut([part(0)], 0)).toEqual([])
})

test('does no bar ever leave the picture?', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(100_000), { nil: null }), { maxLength: 8 }), (counts) => {
      const longest = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
      const laid = laidOut(counts.map(part), longest)
      expect(laid.every(({ x, width }) => x >= 0 && x + width <= WIDTH + 0.1)).toBe(true)
    }),
  )
})
