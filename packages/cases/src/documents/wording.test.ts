import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneLine } from './wording.ts'

/** What one line is, by the classes of Unicode alone: however quickly most texts are told, the outcome is this. */
const byClasses = (text: string) =>
  /^ | {2}| $|[^\S ]|[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(text)
    ? text
        .replaceAll(/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/g, '')
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .trim()
    : text

test('is every character of the plane, alone and within a text, written as the classes of Unicode say?', () => {
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const character = String.fromCharCode(unit)
    for (const text of [character, `演${character}示`, `a ${character}`]) {
      if (oneLine(text) !== byClasses(text)) expect.fail(`U+${unit.toString(16)}`)
    }
  }
})

test('is any text written as the classes of Unicode say?', () => {
  const mixed = fc.string({
    unit: fc.constantFrom(' ', '演', 'a', '\n', '\u3000', '\u202e', '“', '。', '\u{20000}'),
  })
  fc.assert(
    fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' })), (text) => {
      expect(oneLine(text)).toBe(byClasses(text))
    }),
    { numRuns: 2000 },
  )
})
