import type { CivilDate } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { ENDED_STATES, endedOn } from './ended.ts'

/** Guarantee: written here as civil dates. */
const day = (text: string) => text as CivilDate
const today = day('2030-06-01')
const updatedAt = Date.UTC(2029, 11, 31, 17)

test('which states are an end, and from which day is it reckoned?', () => {
  expect([...ENDED_STATES].sort()).toEqual(['annulled', 'cancelled', 'lapsed', 'revoked'])
  // Evening in UTC is the next day here.
  for (const state of ENDED_STATES)
    expect(endedOn({ state, validUntil: day('2020-01-01'), updatedAt }, today)).toBe('2030-01-01')
})

test('does time end a licence on its last day, and is one in force, or suspended within its time, not ended?', () => {
  const valid = { state: 'valid', updatedAt } as const
  expect(endedOn({ ...valid, validUntil: day('2030-05-31') }, today)).toBe('2030-05-31')
  expect(endedOn({ ...valid, validUntil: today }, today)).toBeNull()
  for (const state of ['valid', 'suspended', 'transferredOut', 'other'] as const)
    expect(endedOn({ state, validUntil: null, updatedAt }, today)).toBeNull()
})
