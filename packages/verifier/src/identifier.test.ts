import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate, startOfDay } from './civil-date.ts'
import { FINDINGS, finding } from './finding.ts'
import { checkCharacter, formatIdentifier, identifierWarnings, parseIdentifier } from './identifier.ts'

const codes = (text: string) => identifierWarnings(text).map(({ code }) => code)
const ROOT = '1.2.156.3005.2.'

describe('电子证照标识', () => {
  it.each([
    '11100000000013338W011.11430000006122244L.20230000403.001.U',
    '11100000MB03271699022.340100.000000016.001.9',
    '11100000000013338W009.11330105002500287C.2025052201.002.0',
  ])('the published sample %s has the check character of the standard', (sample) => {
    expect(codes(ROOT + sample)).toEqual([])
    const parts = parseIdentifier(ROOT + sample)
    expect(parts && formatIdentifier(parts)).toBe(ROOT + sample)
  })
  it('the published sample with another check character is read, and warned of', () => {
    const deviant = `${ROOT}11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M`
    expect(parseIdentifier(deviant)).toMatchObject({
      issuer: '113700000045046442',
      version: '001',
      check: 'M',
    })
    expect(codes(deviant)).toEqual(['checkDigit:nonstandard'])
    expect(checkCharacter('11100000000013661B006113700000045046442209FA4E88F9E4C878F3E9BED2CE7EA49001')).toBe(
      'D',
    )
  })
  it('ISO 7064 MOD 37,36 gives the sample of the grid standard', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M')
  })
  it.each([
    ['no root', '11100000000013338W011.11430000006122244L.20230000403.001.U'],
    ['another root', '1.2.156.3005.3.11100000000013338W011.11430000006122244L.20230000403.001.U'],
    ['a short type', `${ROOT}1110000000001333W011.11430000006122244L.20230000403.001.U`],
    ['an issuer of five', `${ROOT}11100000000013338W011.11430.20230000403.001.U`],
    ['an issuer of nineteen', `${ROOT}11100000000013338W011.1143000000612224411.20230000403.001.U`],
    ['a serial of 33', `${ROOT}11100000000013338W011.11430000006122244L.${'1'.repeat(33)}.001.U`],
    ['version nought', `${ROOT}11100000000013338W011.11430000006122244L.20230000403.000.U`],
    ['small letters', `${ROOT}11100000000013338w011.11430000006122244L.20230000403.001.U`],
    ['a line end', `${ROOT}11100000000013338W011.11430000006122244L.20230000403.001.U\n`],
  ])('%s is not in the form of the standard', (_, text) => {
    expect(parseIdentifier(text)).toBeUndefined()
    expect(codes(text)).toEqual(['identifier:nonstandard'])
  })
  it('one changed character or two swapped neighbours are always told', () => {
    const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const serial = '20230000403AZ'
    const sound = formatIdentifier({
      typeCode: '11100000000013338W011',
      issuer: '11430000006122244L',
      serial,
      version: '001',
    })
    fc.assert(
      fc.property(fc.nat(serial.length - 1), fc.constantFrom(...characters), (index, other) => {
        const changed = serial.slice(0, index) + other + serial.slice(index + 1)
        expect(codes(sound.replace(serial, changed)).length).toBe(changed === serial ? 0 : 1)
      }),
    )
  })
})

describe('civil dates', () => {
  it('are those of Asia/Shanghai, on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8 * 3600, max: 253_402_271_999 }), (instant) => {
        expect(civilDate(instant)).toBe(new Date((instant + 8 * 3600) * 1000).toISOString().slice(0, 10))
      }),
      { numRuns: 2000 },
    )
    for (const date of ['1970-01-01', '2000-02-29', '2026-11-22', '2100-03-01', '9999-12-31']) {
      expect(civilDate(startOfDay(date))).toBe(date)
      expect(civilDate(startOfDay(date) + 86_399)).toBe(date)
    }
    expect(civilDate(253_402_272_000)).toBeNull()
  })
})

describe('what is told', () => {
  it('has a text in both languages for every code, and each says something else', () => {
    const texts = Object.values(FINDINGS)
    expect(new Set(texts.map(({ zh }) => zh)).size).toBe(texts.length)
    expect(new Set(texts.map(({ en }) => en)).size).toBe(texts.length)
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(en).toMatch(/^[A-Z][\x20-\u2019]*\.$/)
    }
    expect(finding('time:expired')).toEqual({ code: 'time:expired', ...FINDINGS['time:expired'] })
  })
})
