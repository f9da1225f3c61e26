import fc from 'fast-check'
import { expect, test } from 'vitest'
import { on } from './licences.fixture.ts'
import { typeOf } from './types/index.ts'
import { stateOn, validityOf } from './validity.ts'

const known = (slug: string) => {
  const type = typeOf(slug)
  if (type === undefined) throw new Error(`${slug} is no type`)
  return type
}

test('does the decision say until when where the type leaves it to it, and nowhere else?', () => {
  const permit = known('outdoor-advertising-permit')
  const from = on('2026-11-22')
  expect(validityOf(permit, from, on('2026-11-22'))).toEqual({ ok: true, value: '2026-11-22' })
  expect(validityOf(permit, from, null)).toMatchObject({ failure: { reason: 'missing' } })
  expect(validityOf(permit, from, on('2026-11-21'))).toMatchObject({ failure: { reason: 'backwards' } })
  const certificate = known('elderly-allowance-certificate')
  expect(validityOf(certificate, from, null)).toEqual({ ok: true, value: null })
  expect(validityOf(certificate, from, on('2030-01-01'))).toMatchObject({ failure: { reason: 'notOfType' } })
})

const PERMIT = { validFrom: '2026-01-01', validUntil: '2026-12-31' }

test.each([
  ['valid', '2025-12-31', 'notYetValid'],
  ['valid', '2026-01-01', 'valid'],
  ['valid', '2026-12-31', 'valid'],
  ['valid', '2027-01-01', 'lapsed'],
  ['suspended', '2026-06-01', 'suspended'],
  ['suspended', '2025-12-31', 'suspended'],
  ['suspended', '2027-01-01', 'lapsed'],
  ['revoked', '2027-01-01', 'revoked'],
  ['cancelled', '2025-12-31', 'cancelled'],
] as const)('what is a licence that is %s on %s?', (state, day, what) => {
  expect(stateOn({ ...PERMIT, state }, on(day))).toBe(what)
})

test('does time alone never give back what an act has taken?', () => {
  const days = fc.integer({ min: 2020, max: 2040 }).map((year) => on(`${year}-06-15`))
  fc.assert(
    fc.property(
      days,
      fc.constantFrom('annulled', 'cancelled', 'revoked', 'suspended', 'other'),
      (day, state) => {
        expect(stateOn({ ...PERMIT, state }, day)).not.toBe('valid')
      },
    ),
  )
})
