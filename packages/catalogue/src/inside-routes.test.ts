import { expect, test } from 'vitest'
import { insideRouteDefects } from './inside-routes.ts'
import type { InsideRoute, RegionProfile } from './region.ts'
import { REGIONS } from './regions/index.ts'
import { validateRegion } from './validate-region.ts'

/** Routes within a region 镇域通办. */
const profile = REGIONS.find(({ code }) => code === '510116')
const route: InsideRoute = {
  itemCode: 'elderly-allowance',
  division: '510116001',
  department: 'civil-affairs',
  from: '2026-12-01',
  until: null,
}
function withRoutes(...insideRoutes: readonly InsideRoute[]): RegionProfile {
  if (profile === undefined) throw new Error('no profile')
  return { ...profile, insideRoutes }
}
const defects = (...routes: readonly InsideRoute[]) => insideRouteDefects(withRoutes(...routes))

test('is a route to a department of the region for one of its divisions sound?', () => {
  expect(defects(route, { ...route, division: '510116002' })).toEqual([])
  expect(defects({ ...route, until: '2026-12-31' }, { ...route, from: '2027-01-01' })).toEqual([])
  expect(validateRegion(withRoutes(route)).ok).toBe(true)
})

test.each([
  [{ division: '510117001' }, 'division'],
  [{ division: '51011' }, 'division'],
  [{ department: 'nobody' }, 'department'],
  [{ itemCode: 'no-such-item' }, 'claimed'],
  [{ until: '2026-11-30' }, 'ends'],
])('is %j told as wrong?', (change, words) => {
  expect(defects({ ...route, ...change }).join()).toContain(words)
  expect(validateRegion(withRoutes({ ...route, ...change })).ok).toBe(false)
})

test('does one place lead two ways on one day?', () => {
  expect(defects(route, { ...route, department: 'health' })).toEqual([
    'elderly-allowance 510116001: leads two ways on one day',
  ])
})
