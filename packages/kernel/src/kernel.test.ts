import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  canonicalJson,
  firstBrokenLink,
  GENESIS,
  hex,
  type Json,
  linkHash,
  makeCaseNumber,
  parseCaseNumber,
  sha256Hex,
} from './index.ts'
import { checkCharacter, hasValidCheckCharacter } from './iso7064.ts'

test('does MOD 37,36 give the published check characters?', () => {
  // GRID standard's own example, and two published e-licence identifiers (GB/T 36904).
  expect(checkCharacter('A12425GABC1234002')).toBe('M')
  expect(checkCharacter('11100000000013338W01111430000006122244L20230000403001')).toBe('U')
  expect(checkCharacter('11100000MB03271699022340100000000016001')).toBe('9')
})

test('is every single mistyped character of a case number noticed?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 21 }), (sequence, at) => {
      const number = makeCaseNumber('510116', '2026-11-23', sequence)
      expect(number).toHaveLength(22)
      const wrong = number[at] === '7' ? '8' : '7'
      expect(parseCaseNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBeUndefined()
      expect(parseCaseNumber(number)).toBe(number)
    }),
  )
})

test('is canonical JSON that of RFC 8785?', () => {
  expect(canonicalJson({ b: 1, a: [1e21, 0.1, '€', true, null], 中: { z: 1, y: 2 } })).toBe(
    '{"a":[1e+21,0.1,"€",true,null],"b":1,"中":{"y":2,"z":1}}',
  )
  expect(() => canonicalJson(Number.NaN)).toThrow()
})

test('does canonical JSON agree with the library of the standard’s editors, whatever the value?', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('b', 'a', '10', '9', '\u20ac', '\ud83d\ude00', '__proto__'),
  )
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom<Json>(null, true, false, 0, -0, 1e21, 1e-7, '"\\\u0000\u001f\u007f'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    ),
  }))
  fc.assert(
    fc.property(value, (json) => {
      const text = canonicalize(json)
      expect(canonicalJson(json)).toBe(text)
      // What has come canonical is written as it came, by another way.
      if (text !== undefined) expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})

test('is what JSON cannot carry refused instead of written?', () => {
  expect(() => canonicalJson(Number.POSITIVE_INFINITY)).toThrow('no JSON number')
  expect(() => canonicalJson({ '\ud800': 1 })).toThrow('lone surrogate')
  expect(() => canonicalJson(['\udc00'])).toThrow('lone surrogate')
  expect(() => canonicalJson(JSON.parse('{"a":1}', () => new Map()))).toThrow('not a plain object')
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
  expect(canonicalJson({ a: undefined, b: [null, 1] })).toBe('{"b":[null,1]}')
  expect(canonicalJson({ a: String.raw`\ud800`, 10: 1, 9: 2 })).toBe(String.raw`{"10":1,"9":2,"a":"\\ud800"}`)
  expect(() => canonicalJson({ a: '\udc00' })).toThrow('lone surrogate')
  expect(() =>
    canonicalJson(JSON.parse('{"a":{"b":1}}', (key, value) => (key === 'b' ? () => 1 : value))),
  ).toThrow('not a JSON value')
})

test('is a changed, removed or inserted link found at its place?', async () => {
  const links = []
  let previous = GENESIS
  for (const content of ['a', 'b', 'c']) {
    previous = await linkHash(previous, content)
    links.push({ content, hash: previous })
  }
  const [a, b, c] = links as [(typeof links)[0], (typeof links)[0], (typeof links)[0]]
  expect(await firstBrokenLink([a, b, c])).toBe(-1)
  expect(await firstBrokenLink([a, { ...b, content: 'x' }, c])).toBe(1)
  expect(await firstBrokenLink([a, c])).toBe(1)
  expect(await firstBrokenLink([a, b, b, c])).toBe(2)
})

test('is a case number cut to its region’s six digits, and is anything around one refused?', () => {
  const number = makeCaseNumber('510116007', '2026-11-23', 42)
  expect(number.slice(0, 21)).toBe('510116202611230000042')
  expect(parseCaseNumber(` ${number}`)).toBeUndefined()
  expect(parseCaseNumber(`${number}0`)).toBeUndefined()
  expect(() => makeCaseNumber('510116', '2026-11-23', 10_000_000)).toThrow('not a case number')
  expect(() => makeCaseNumber('x', '2026-11-23', 1)).toThrow('not a case number: x20261123')
})

test('has text outside 0-9 A-Z no check character?', () => {
  expect(checkCharacter('A1-')).toBeUndefined()
  expect(checkCharacter('a1')).toBeUndefined()
  expect(hasValidCheckCharacter('M')).toBe(false)
  expect(hasValidCheckCharacter('A12425GABC1234002M')).toBe(true)
})

test('does a chain begin at 64 zeros, and a hash have two digits a byte?', async () => {
  expect(GENESIS).toBe('0'.repeat(64))
  expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(hex(new Uint8Array([0, 15, 255]))).toBe('000fff')
})
