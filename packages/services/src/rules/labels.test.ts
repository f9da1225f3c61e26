import { ITEMS } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { PARAMETER_LABELS } from './labels.ts'

const decided = ITEMS.filter((item) => item.automatic === 'auto')

test('has every parameter a region sets a name that people read?', () => {
  const names = decided.flatMap((item) => Object.keys(z.toJSONSchema(item.parameters).properties ?? {}))
  expect(names.length).toBeGreaterThan(decided.length)
  expect(names.filter((name) => PARAMETER_LABELS[name] === undefined)).toEqual([])
})
