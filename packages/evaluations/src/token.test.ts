import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printToken, proofOf, readToken } from './token.ts'

const CASE = '5101162026112200000010'
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 20, maxLength: 32 })

test('is a printed token read again, whatever it proves and however it is typed?', () => {
  fc.assert(
    fc.property(hex, fc.integer({ min: 1, max: 999_999_999 }), (digest, serviceNumber) => {
      const token = { caseNumber: CASE, serviceNumber, proof: proofOf(digest) }
      const printed = printToken(token)
      expect(readToken(printed)).toEqual(token)
      expect(readToken(` ${printed.toLowerCase().replaceAll('-', ' ')} `)).toEqual(token)
      expect(readToken(printed.replaceAll('0', '0'))).toEqual(token)
    }),
  )
})

test('do different digests give different letters, as far as eighty bits go?', () => {
  expect(proofOf('0'.repeat(20))).toBe('0'.repeat(16))
  expect(proofOf('f'.repeat(20))).toBe('Z'.repeat(16))
  expect(proofOf(`${'0'.repeat(19)}1`)).toBe(`${'0'.repeat(15)}1`)
})

test('are the letters those of the first eighty bits as one number?', () => {
  const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  fc.assert(
    fc.property(hex, (digest) => {
      const number = [...proofOf(digest)].reduce(
        (sum, letter) => sum * 32n + BigInt(LETTERS.indexOf(letter)),
        0n,
      )
      expect(number).toBe(BigInt(`0x${digest.slice(0, 20)}`))
    }),
  )
})

test('are letters that look like digits read as those, and is everything else no token?', () => {
  expect(readToken(`${CASE}-1-OIL0-0000-0000-0000`)?.proof).toBe('0110000000000000')
  for (const text of [
    '',
    CASE,
    `${CASE}-0-0000-0000-0000-0000`,
    `${CASE}-1-0000-0000-0000-000`,
    `${CASE}-1-0000-0000-0000-000U`,
    `${CASE.slice(1)}-1-0000-0000-0000-0000`,
    `${CASE}-1-0000-0000-0000-0000${' '.repeat(100)}`,
    `${CASE}-1000000000-0000-0000-0000-0000`,
  ])
    expect(readToken(text), text).toBeUndefined()
})
