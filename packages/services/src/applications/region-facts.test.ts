import { findItem } from '@tongban/catalogue'
import type { SettledFact } from '@tongban/decisions'
import { expect, test } from 'vitest'
import { withSoundRegions } from './region-facts.ts'

const found = findItem('elderly-allowance', '2026-11-23')
if (!found.ok) throw new Error('no such item')
const item = found.value

const hukou = (value: string): SettledFact => ({
  name: 'hukouRegion',
  status: 'known',
  value,
  source: 'population',
  sourceAt: 0,
  fetchedAt: 0,
  zh: '户籍',
  en: 'household',
})

test.each([
  ['510116', 'known'],
  ['510116007', 'known'],
  ['500112', 'known'],
  ['', 'wrongType'],
  ['不详', 'wrongType'],
  [' 510116', 'wrongType'],
  ['510116zzz', 'wrongType'],
  ['5101', 'wrongType'],
  ['510100', 'wrongType'],
  ['510000', 'wrongType'],
] as const)('is %j a region that a machine may go by? %s', (value, status) => {
  expect(withSoundRegions([hukou(value)], item, '510116')[0]?.status).toBe(status)
})
