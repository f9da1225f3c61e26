import type { DivisionCode } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divisionCode, isProvince, isWithin, smallestWithin } from './division.ts'

function code(text: string): DivisionCode {
  return divisionCode(text) ?? expect.fail(`not a division code: ${text}`)
}

describe('what is a division code?', () => {
  test.each([
    '110000',
    '510116',
    '370800000000',
    '370117002011',
    '510116001',
    '441900003',
    '441900003000',
    '429004',
    '820000',
    '710000',
  ])('is %s one?', (text) => {
    expect(divisionCode(text)).toBe(text)
  })
  test.each([
    '',
    '51011',
    '5101160',
    '51011600',
    '5101160010',
    '5101160000001',
    '000000',
    '990000',
    '830000',
    '510016',
    '510016001',
    '510000001',
    '510116000001',
    '51011A',
    ' 510116',
    '５10116',
    '510116\n',
  ])('is %j none?', (text) => {
    expect(divisionCode(text)).toBeUndefined()
  })
  test('is a province known by its first two digits?', () => {
    expect(isProvince('51')).toBe(true)
    expect(isProvince('49')).toBe(false)
  })
})

describe('does one place lie within another?', () => {
  test.each([
    ['510116', '510116', true],
    ['510116', '510100', true],
    ['510116', '510000', true],
    ['510100', '510116', false],
    ['510000', '510100', false],
    ['510116', '500112', false],
    ['510116', '510200', false],
    ['370811', '370800000000', true],
    ['370811001', '370800000000', true],
    ['370811001002', '370811001', true],
    ['370811001000', '370811001', true],
    ['370811001', '370811001000', true],
    ['370811001', '370811001002', false],
    ['370811', '370811000000', true],
    ['441900003', '441900', true],
    ['441900003', '440000', true],
    ['441901', '441900003', false],
    ['429004', '429000', true],
    ['429004', '420000', true],
    ['110105', '110000', true],
  ])('is %s within %s: %s?', (place, region, within) => {
    expect(isWithin(code(place), code(region))).toBe(within)
  })

  test('does the longest prefix win, whatever the order?', () => {
    const regions = ['510000', '510116000000', '510100', '500112'].map(code)
    fc.assert(
      fc.property(fc.shuffledSubarray(regions, { minLength: 4 }), (order) => {
        expect(smallestWithin(code('510116001'), order)).toBe('510116000000')
        expect(smallestWithin(code('510104'), order)).toBe('510100')
        expect(smallestWithin(code('511402'), order)).toBe('510000')
        expect(smallestWithin(code('110105'), order)).toBeUndefined()
      }),
    )
  })

  test('is being within reflexive, transitive, and mutual only for the same place?', () => {
    const two = fc.constantFrom('01', '05', '10', '90')
    const three = fc.constantFrom('001', '010', '100')
    const any = fc
      .tuple(fc.constantFrom('51', '50'), two, two, three, three, fc.nat(4))
      .map(([p, c, k, t, v, depth]) => {
        const parts = [p, c, k, t, v].map((part, i) => (i <= depth ? part : '0'.repeat(part.length)))
        return code(parts.join(''))
      })
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(isWithin(a, a)).toBe(true)
        if (isWithin(a, b) && isWithin(b, c)) expect(isWithin(a, c)).toBe(true)
        if (isWithin(a, b) && isWithin(b, a)) expect(a).toBe(b)
      }),
      { numRuns: 3000 },
    )
  })
})
