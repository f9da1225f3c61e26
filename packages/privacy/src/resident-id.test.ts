import { civilDate } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  birthDateOf,
  normaliseResidentId,
  parseResidentId,
  type ResidentKind,
  residentCheckCharacter,
} from './resident-id.ts'

function day(text: string): CivilDate {
  const date = civilDate(text)
  if (date === undefined) throw new Error(text)
  return date
}
const on = day('2026-11-23')
const check = (text: string, kind: ResidentKind = 'residentId', today = on) => {
  const parsed = parseResidentId(kind, text, today)
  return parsed.ok ? parsed.value.number : parsed.failure.reason
}
/** Seventeen digits with their check character. */
const sealed = (digits: string) => `${digits}${residentCheckCharacter(digits)}`

describe('is a number of GB 11643 read?', () => {
  test('is the standard’s own example?', () => {
    expect(parseResidentId('residentId', '11010519491231002X', on)).toEqual({
      ok: true,
      value: { number: '11010519491231002X', birthOn: '1949-12-31' },
    })
    expect(residentCheckCharacter('11010519491231002')).toBe('X')
    expect(residentCheckCharacter('44052418800101001')).toBe('4')
  })

  test('is a lower-case x made upper case and nothing else repaired?', () => {
    expect(check('11010519491231002x')).toBe('11010519491231002X')
    expect(normaliseResidentId('11010519491231002x')).toBe('11010519491231002X')
    for (const text of [
      '1101051949123100 2X',
      ' 11010519491231002X',
      '11010519491231002X\n',
      '1x010519491231002X',
    ])
      expect(normaliseResidentId(text), text).toBeUndefined()
  })

  test.each([
    ['', 'length'],
    ['1101051949123100', 'length'],
    ['110105491231002', 'length'],
    ['11010519491231002XX', 'characters'],
    ['110105194912310020X', 'length'],
    ['11010519491231002Y', 'characters'],
    ['1101051949123100２X', 'characters'],
    ['11010519491231002Ｘ', 'characters'],
    ['1101051949123100𝟐X', 'characters'],
    ['11010519491231002\u0000', 'characters'],
    ['㐀1010519491231002X', 'characters'],
    ['110105194912310020', 'checkDigit'],
    ['110105194912310021', 'checkDigit'],
    [sealed('11010519490230002'), 'birthDate'],
    [sealed('11010519490229002'), 'birthDate'],
    [sealed('11010519491331002'), 'birthDate'],
    [sealed('11010519490431002'), 'birthDate'],
    [sealed('11010518991231002'), 'birthDate'],
    [sealed('11010519000229002'), 'birthDate'],
    [sealed('11010520261124002'), 'future'],
    [sealed('11010521990101002'), 'future'],
    [sealed('00010519491231002'), 'addressCode'],
    [sealed('99010519491231002'), 'addressCode'],
    [sealed('81000019491231002'), 'addressCode'],
    [sealed('83000019491231002'), 'addressCode'],
  ])('is %j refused as %s?', (text, reason) => {
    expect(check(text)).toBe(reason)
  })

  test('is a leap day read, and a child born today, and one born tomorrow not yet?', () => {
    expect(check(sealed('51011620240229001'))).toHaveLength(18)
    const today = sealed('51011620261123001')
    expect(check(today)).toBe(today)
    expect(check(today, 'residentId', day('2026-11-22'))).toBe('future')
  })

  test('is the birth date of a number without a real one none?', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
    expect(birthDateOf('110105194902300020')).toBeUndefined()
    expect(birthDateOf('')).toBeUndefined()
  })
})

describe('is a residence permit of Hong Kong, Macau or Taiwan read?', () => {
  test.each(['810000', '820000', '830000'])('with address %s?', (address) => {
    const number = sealed(`${address}19900229001`.replace('19900229', '19920229'))
    expect(check(number, 'residencePermit')).toBe(number)
    expect(check(number, 'residentId')).toBe('addressCode')
  })
  test('is any other address not one?', () => {
    expect(check('11010519491231002X', 'residencePermit')).toBe('addressCode')
    expect(check(sealed('81000119920229001'), 'residencePermit')).toBe('addressCode')
  })
})

/** Synthetic valid numbers: any province address, any day 1900–2025, any sequence. */
const valid = fc
  .tuple(
    fc.constantFrom('510116', '500112', '110105', '659004', '710000'),
    fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2025, 11, 31) / 86_400_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([address, birth, sequence]) => {
    const date = new Date(birth * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
    return sealed(`${address}${date}${String(sequence).padStart(3, '0')}`)
  })

test('is every well-made number read with its birth date?', () => {
  fc.assert(
    fc.property(valid, (number) => {
      expect(check(number)).toBe(number)
      expect(birthDateOf(number)?.replaceAll('-', '')).toBe(number.slice(6, 14))
    }),
  )
})

test('is every single wrong digit caught?', () => {
  fc.assert(
    fc.property(valid, fc.nat(17), fc.integer({ min: 1, max: 10 }), (number, at, shift) => {
      const alphabet = at === 17 ? '0123456789X' : '0123456789'
      const wrong = alphabet[(alphabet.indexOf(number[at] ?? '') + shift) % alphabet.length] ?? ''
      fc.pre(wrong !== number[at])
      expect(check(number.slice(0, at) + wrong + number.slice(at + 1))).toMatch(
        /^(checkDigit|birthDate|addressCode)$/,
      )
    }),
    { numRuns: 3000 },
  )
})

test('are two neighbours exchanged always caught?', () => {
  fc.assert(
    fc.property(valid, fc.nat(15), (number, at) => {
      fc.pre(number[at] !== number[at + 1])
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
      expect(check(swapped)).toMatch(/^(checkDigit|birthDate|addressCode|future)$/)
    }),
    { numRuns: 2000 },
  )
})

test('is whatever else one may type refused without an exception?', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(parseResidentId('residentId', text, on).ok).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
