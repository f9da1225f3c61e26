import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrowOf, CENTRE, MAP, placeOf, widthOf } from './flow-map.ts'

test('do all regions of the map stand within it, and no two in one place?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (of) => {
      const places = Array.from({ length: of }, (_, n) => placeOf(n, of))
      for (const { x, y } of places) {
        expect(x).toBeGreaterThan(60)
        expect(x).toBeLessThan(MAP.width - 60)
        expect(y).toBeGreaterThan(40)
        // Its name stands below it.
        expect(y).toBeLessThan(MAP.height - 60)
      }
      expect(new Set(places.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(of)
    }),
  )
})

test('are the two directions between regions two lines, that point opposite ways?', () => {
  const there = arrowOf(CENTRE, placeOf(1, 3))
  const back = arrowOf(placeOf(1, 3), CENTRE)
  expect(there.from).not.toEqual(back.to)
  const dot = (a: typeof there, b: typeof there) =>
    (a.to.x - a.from.x) * (b.to.x - b.from.x) + (a.to.y - a.from.y) * (b.to.y - b.from.y)
  expect(dot(there, back)).toBeLessThan(0)
})

test('is the thickest line that of the most, and none thinner than can be seen?', () => {
  expect([widthOf(0, 0), widthOf(0, 10), widthOf(10, 10)]).toEqual([1.5, 1.5, 9])
  expect(widthOf(5, 10)).toBeGreaterThan(widthOf(2, 10))
})
