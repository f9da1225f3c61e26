import { redact } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeError } from './log.ts'
import { outageOf } from './outage.ts'

describe('what is left of an error message?', () => {
  test.each([
    ['D1_ERROR: UNIQUE constraint failed: cases.case_number: SQLITE_CONSTRAINT'],
    ["Cannot read properties of undefined (reading '…')"],
    ['answer does not fit its contract: licences.0.number invalid_type'],
  ])('the programmer’s words: %s', (message) => {
    expect(redact(message)).toBe(message)
  })
  test.each([
    ['Unexpected token 王, "王小明" is not valid JSON', 'Unexpected token ·, "…" is not valid JSON'],
    [
      'Failed query: insert into a values (?)\nparams: John Smith,510116',
      'Failed query: insert into a values (?)·params: …',
    ],
    ['no such person 51011619500101001X', 'no such person #'],
    ['mail a1234@example.test or 13800138000', 'mail # or #'],
    ['passport E12345678', 'passport #'],
  ])('not the person’s: %s', (message, left) => {
    expect(redact(message)).toBe(left)
  })
  test('never a run of four digits nor a character outside ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (message) => {
        expect(redact(message)).not.toMatch(/\d{4}|[^\x20-\x7e…·]/)
      }),
    )
  })
  test('a thrown thing that is no error is named by its type alone', () => {
    expect(describeError('王小明')).toEqual({ error: 'string' })
  })
})

describe('which errors mean come again?', () => {
  const cases: [string, number | null][] = [
    ['D1_ERROR: Network connection lost.', 5],
    ['D1_ERROR: internal error; storage caused object to be reset', 5],
    ['D1_ERROR: D1 DB reset because its code was updated.', 5],
    ['Cannot resolve D1 DB due to transient issue on remote node.', 5],
    ['D1_ERROR: database is locked: SQLITE_BUSY', 5],
    ['D1 DB is overloaded. Too many requests queued.', 30],
    ['D1 DB is overloaded. Requests queued for too long.', 30],
    ['D1_ERROR: UNIQUE constraint failed: cases.number', null],
    ['D1_ERROR: no such table: cases', null],
  ]
  test.each(cases)('%s', (message, retryAfterSeconds) => {
    const expected = retryAfterSeconds === null ? null : { retryAfterSeconds }
    expect(outageOf(new Error(message))).toEqual(expected)
    expect(outageOf(new Error('Failed query', { cause: new Error(message) }))).toEqual(expected)
    expect(outageOf(message)).toBeNull()
  })
})
