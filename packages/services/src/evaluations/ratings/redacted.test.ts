import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactedWords } from './redacted.ts'

test.each([
  ['请打 13800001234 找我', '请打 〔已隐去〕 找我'],
  ['电话138 0000-1234', '电话〔已隐去〕'],
  ['座机028-8580 1234', '座机〔已隐去〕'],
  ['身份证51011619540506123X。', '身份证〔已隐去〕。'],
  ['全角１３８００００１２３４', '全角〔已隐去〕'],
  ['写信 a.b@example.org 给我', '写信 〔已隐去〕 给我'],
  ['办件5101162026112300000010', '办件〔已隐去〕'],
  ['等了 30 分钟，跑了 3 次，2026 年', '等了 30 分钟，跑了 3 次，2026 年'],
])('what do officials read of “%s”?', (said, read) => {
  expect(redactedWords(said)).toBe(read)
})

test('does no run of six digits ever get through?', () => {
  const words = fc.string({ unit: fc.constantFrom(...'0123456789Xx -好a@.１２'), maxLength: 60 })
  fc.assert(fc.property(words, (text) => !/\p{Nd}{6}/u.test(redactedWords(text))))
})
