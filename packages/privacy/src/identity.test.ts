import { civilDate } from '@tongban/calendar'
import { ID_KINDS, type IdKind } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditCheckCharacter, parseCreditCode } from './credit-code.ts'
import { ID_KIND_NAMES, idFaultText } from './id-fault.ts'
import { parseIdentity } from './identity.ts'
import { isLandline, isMainlandPhone, isMobile } from './phone.ts'

const on = civilDate('2026-11-23') ?? expect.fail()
const parse = (kind: IdKind, text: string) => {
  const parsed = parseIdentity(kind, text, on)
  return parsed.ok ? `${parsed.value.number} ${parsed.value.assurance}` : parsed.failure.reason
}

const CREDIT_CODES = [
  '11100000000013338W',
  '11430000006122244L',
  '11330105002500287C',
  '11110000000021135M',
  '113700000045046442',
  '11420503087246977F',
  '91350100M000100Y43',
]

describe('is a unified social credit code of GB 32100 judged rightly?', () => {
  test.each(CREDIT_CODES)('is %s read, also in lower case?', (code) => {
    expect(parseCreditCode(code)).toEqual({ ok: true, value: code })
    expect(parseCreditCode(code.toLowerCase())).toEqual({ ok: true, value: code })
    expect(creditCheckCharacter(code)).toBe(code[17])
  })

  test.each([
    ['', 'length'],
    ['11100000000013338', 'length'],
    ['11100000000013338WW', 'length'],
    ['11100000000013338X', 'checkDigit'],
    ['1110000000001333OW', 'characters'],
    ['11100000000013338Z', 'characters'],
    ['11100000000013338Ｗ', 'characters'],
    ['1110000000001333𝟖W', 'characters'],
    ['11100000000013338ſ', 'characters'],
  ])('is %j refused as %s?', (text, reason) => {
    expect(parse('unifiedSocialCreditCode', text)).toBe(reason)
  })

  test('are the letters I O S V Z refused, and every other taken?', () => {
    const code = (letter: string) =>
      parse('unifiedSocialCreditCode', `${letter}1100000000013338`.padEnd(18, '0'))
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      expect(code(letter) === 'characters', letter).toBe('IOSVZ'.includes(letter))
  })

  test('has every beginning of 17 characters exactly one check character, 0 among them?', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-HJ-NP-RTUWXY]{17}$/), (begin) => {
        const check = creditCheckCharacter(begin)
        expect(parse('unifiedSocialCreditCode', `${begin}${check}`)).toBe(`${begin}${check} checked`)
      }),
    )
    expect(creditCheckCharacter('0'.repeat(17))).toBe('0')
  })

  test('is every single wrong character caught?', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const samples = fc.constantFrom(...CREDIT_CODES)
    fc.assert(
      fc.property(samples, fc.nat(17), fc.integer({ min: 1, max: 30 }), (code, at, shift) => {
        const wrong = alphabet[(alphabet.indexOf(code[at] ?? '') + shift) % 31]
        expect(parse('unifiedSocialCreditCode', code.slice(0, at) + wrong + code.slice(at + 1))).toBe(
          'checkDigit',
        )
      }),
      { numRuns: 3000 },
    )
  })
})

describe('what is known of the kinds without a check digit?', () => {
  test.each([
    ['hkMacauPermit', 'h12345678', 'H12345678 unverified'],
    ['hkMacauPermit', 'M1234567801', 'M1234567801 unverified'],
    ['hkMacauPermit', 'HA1234567', 'HA1234567 unverified'],
    ['hkMacauPermit', 'K12345678', 'length'],
    ['hkMacauPermit', 'H1234567', 'length'],
    ['taiwanPermit', '12345678', '12345678 unverified'],
    ['taiwanPermit', '1234567', 'length'],
    ['taiwanPermit', '1234567A', 'characters'],
    ['foreignPermanentResidence', 'USA110078000001', 'USA110078000001 unverified'],
    ['foreignPermanentResidence', '911124198108030024', '911124198108030024 unverified'],
    ['foreignPermanentResidence', '11112419810803002', 'length'],
    ['passport', 'e12345678', 'E12345678 unverified'],
    ['passport', 'E 2345678', 'characters'],
    ['passport', 'E123', 'length'],
    ['passport', 'Ｅ12345678', 'characters'],
    ['other', '军字第1234567号', '军字第1234567号 unverified'],
    ['other', '军', 'length'],
    ['other', '𠮷字第1234567号', 'characters'],
    ['other', 'a\u0000b', 'characters'],
    ['other', 'x'.repeat(41), 'length'],
    ['residentId', '11010519491231002x', '11010519491231002X checked'],
    ['unifiedSocialCreditCode', '91350100m000100y43', '91350100M000100Y43 checked'],
  ] as const)('is %s %j answered %s?', (kind, text, answer) => {
    expect(parse(kind, text)).toBe(answer)
  })

  test('does only a number that carries a birth date give one?', () => {
    const born = (kind: IdKind, text: string) => {
      const parsed = parseIdentity(kind, text, on)
      return parsed.ok ? parsed.value.birthOn : undefined
    }
    expect(born('residentId', '11010519491231002X')).toBe('1949-12-31')
    expect(born('passport', 'E12345678')).toBeNull()
    expect(born('unifiedSocialCreditCode', '91350100M000100Y43')).toBeNull()
  })
})

test('does every refusal say in both languages what to do, without the number?', () => {
  const reasons = ['length', 'characters', 'checkDigit', 'birthDate', 'future', 'addressCode'] as const
  for (const kind of ID_KINDS)
    for (const reason of reasons) {
      const text = idFaultText({ kind, reason }, '/applicant/idNumber')
      expect(text.pointer).toBe('/applicant/idNumber')
      expect(text.zh).toMatch(/^.+(请).+。$/)
      expect(text.zh.startsWith(ID_KIND_NAMES[kind].zh)).toBe(true)
      expect(text.en).toMatch(/^The .+\. (Check|Use|Compare|.+ Compare).*\.$/)
      expect(`${text.zh}${text.en}`).not.toMatch(/\d{5,}/)
    }
})

describe('is a mainland telephone number told by its shape?', () => {
  test.each(['13800138000', '19912345678', '16612345678'])('is %s a mobile number?', (text) => {
    expect(isMobile(text)).toBe(true)
    expect(isMainlandPhone(text)).toBe(true)
    expect(isLandline(text)).toBe(false)
  })
  test.each(['028-85551234', '02885551234', '010-65551234', '0833-2345678'])('is %s a landline?', (text) => {
    expect(isLandline(text)).toBe(true)
    expect(isMainlandPhone(text)).toBe(true)
    expect(isMobile(text)).toBe(false)
  })
  test.each([
    '12345678901',
    '1380013800',
    '138001380000',
    '+8613800138000',
    '138 0013 8000',
    '１3800138000',
    '00885551234',
    '028-15551234',
    '028-855512345',
    '85551234',
    '',
  ])('is %j neither?', (text) => {
    expect(isMainlandPhone(text)).toBe(false)
  })
})
