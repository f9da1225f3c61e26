import { regionProfile } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { bodyFor, ratedDepartments } from './order-clocks.ts'

const found = regionProfile('510116')
if (!found.ok) throw new Error('the demonstration region is gone')
const region = found.value
const without = (...codes: readonly string[]) => ({
  departments: region.departments.filter(({ code }) => !codes.includes(code)),
})

test('does the service centre, where people call back, see to the mending of every other department?', () => {
  expect(bodyFor(region, ['civil-affairs'], '2026-11-23')).toBe('services')
})

test('does the government see to the mending of the service centre itself?', () => {
  expect(bodyFor(region, ['services'], '2026-11-23')).toBe('government')
})

test('does a day before anybody was in post, or a region without such a body, leave it with the department?', () => {
  expect(bodyFor(region, ['civil-affairs'], '2025-12-31')).toBe('civil-affairs')
  expect(bodyFor(without('services', 'government'), ['civil-affairs'], '2026-11-23')).toBe('civil-affairs')
})

test('does neither the department rated nor the one that keeps the general window see to the mending?', () => {
  const rated = ratedDepartments({ department: 'civil-affairs', window: 'services/window' })
  expect(rated).toEqual(['civil-affairs', 'services'])
  expect(bodyFor(region, rated, '2026-11-23')).toBe('government')
  expect(ratedDepartments({ department: 'services', window: 'services/window' })).toEqual(['services'])
  expect(ratedDepartments({ department: 'market', window: 'W01' })).toEqual(['market'])
  expect(ratedDepartments({ department: 'market', window: null })).toEqual(['market'])
})
