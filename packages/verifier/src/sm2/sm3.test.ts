import fc from 'fast-check'
import { sm3 as peer } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { sm3 } from './sm3.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const utf8 = (text: string) => new TextEncoder().encode(text)

test.each([
  ['GB/T 32905 A.1', 'abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['GB/T 32905 A.2', 'abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ['OpenSSL 3.0, nothing', '', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
  [
    'OpenSSL 3.0, Chinese',
    '通办 SM2 test: a longer message, so that more than one block of SM3 is hashed, 0123456789 0123456789',
    'cfcb7aaf5f5f390ffe79f5b36b8556d1899fadd4060d4ef4a05f425302715a77',
  ],
])('is the digest that of %s?', (_, text, digest) => {
  expect(hex(sm3(utf8(text)))).toBe(digest)
})

test('is every message hashed as another implementation does, in one part or in many?', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (parts) => {
      expect(hex(sm3(...parts))).toBe(peer(Uint8Array.from(parts.flatMap((part) => [...part]))))
    }),
  )
})
