import { civilDate } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { isLate } from './day.ts'
import { archiveOn, retentionOf } from './retention.ts'

const day = (text: string) => {
  const date = civilDate(text)
  if (date === undefined) throw new Error(text)
  return date
}
const basis = { kind: 'localLaw', zh: '某办法第三条', en: 'Article 3' }
const rule = { years: 10, from: 'decision', basis } as const

test('is a case kept so many years from its decision, and from its closing where nothing was decided?', () => {
  const kept = (decidedOn: string | null, closedOn: string, years = 10) =>
    retentionOf(
      { ...rule, years },
      { decidedOn: decidedOn === null ? null : day(decidedOn), closedOn: day(closedOn) },
    )
  expect(kept('2026-11-23', '2026-11-23')).toEqual({
    ok: true,
    value: { years: 10, basis, retainUntilOn: '2036-11-23' },
  })
  expect(kept(null, '2026-11-30')).toMatchObject({ value: { retainUntilOn: '2036-11-30' } })
  expect(kept('2024-02-29', '2024-02-29', 3)).toMatchObject({ value: { retainUntilOn: '2027-02-28' } })
})

test('has an item that names no period or no basis none, never a default?', () => {
  const dates = { decidedOn: null, closedOn: day('2026-11-23') }
  for (const each of [
    undefined,
    { ...rule, basis: { ...basis, zh: ' ' } },
    { ...rule, years: 0 },
    { ...rule, years: Number.NaN },
  ])
    expect(retentionOf(each, dates)).toEqual({ ok: false, failure: 'noBasis' })
})

test('does a case go to the archive thirty days after it was closed?', () => {
  expect(archiveOn(day('2026-12-31'))).toBe('2027-01-30')
})

test('is a day late that was sealed after the day following it, by the calendar of Shanghai?', () => {
  const sealed = (at: string) => isLate({ on: '2026-11-23', sealedAt: Date.parse(at) })
  expect(sealed('2026-11-24T00:00:00+08:00')).toBe(false)
  expect(sealed('2026-11-24T23:59:59+08:00')).toBe(false)
  expect(sealed('2026-11-25T00:00:00+08:00')).toBe(true)
})
