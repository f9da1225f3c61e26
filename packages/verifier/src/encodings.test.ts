import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase45, toBase45 } from './base45.ts'
import {
  bytesByTable,
  fromBase64url,
  fromBase64urlPart,
  isBase64url,
  textByTable,
  toBase64url,
} from './base64url.ts'
import { type Cbor, fromCbor, toCbor } from './cbor.ts'
import { sha256, sha256OfAscii } from './sha256.ts'

const utf8 = new TextEncoder()
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes))

describe('base45 (RFC 9285)', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('writes and reads the example %s', (text, code) => {
    expect(toBase45(utf8.encode(text))).toBe(code)
    expect(fromBase45(code)).toEqual(Uint8Array.from(utf8.encode(text)))
  })
  it.each([
    ['a value above two bytes', 'GGW'],
    ['a greater one', ':::'],
    ['a value above one byte', '::'],
    ['one character over', 'BB8B'],
    ['a letter that is none of it', 'bb8'],
    ['a character beyond ASCII', 'BB张'],
  ])('refuses %s', (_, code) => expect(fromBase45(code)).toBeUndefined())
  it('reads back whatever it writes, and only what it writes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes)
      }),
    )
    const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.split('')
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters)), (characters) => {
        const code = characters.join('')
        const bytes = fromBase45(code)
        expect(bytes === undefined || toBase45(bytes) === code).toBe(true)
      }),
    )
  })
})

describe('base64url', () => {
  it('reads back whatever it writes, with the engine’s own and by table', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const text = Buffer.from(bytes).toString('base64url')
        expect([toBase64url(bytes), textByTable(bytes)]).toEqual([text, text])
        expect([fromBase64url(text), bytesByTable(text)]).toEqual([bytes, bytes])
      }),
    )
  })
  it('reads only what it would write', () => {
    // The last of them ends in the bits of an A.
    const letters = fc.constantFrom(...'ABCPZabz019-_+/= \n.张éŁ')
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (characters) => {
        const text = characters.join('')
        const bytes = bytesByTable(text)
        expect(bytes !== undefined).toBe(isBase64url(text))
        expect(fromBase64url(text)).toEqual(bytes)
        if (bytes !== undefined) expect(textByTable(bytes)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
  it.each([1_535, 1_536, 1_537, 5_000])('reads a text of %i bytes whichever way it goes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 197) & 255)
    const text = toBase64url(bytes)
    expect([fromBase64url(text), bytesByTable(text)]).toEqual([bytes, bytes])
    for (const strange of ['=', ' ', '.', 'Ł', '张']) {
      const wrong = `${strange}${text.slice(1)}`
      expect([fromBase64url(wrong), bytesByTable(wrong)], strange).toEqual([undefined, undefined])
    }
  })
  it('reads a part of a text as it would read it by itself', () => {
    const around = fc.string({ unit: fc.constantFrom(...'AZ_.~') })
    fc.assert(
      fc.property(
        around,
        fc.string({ unit: fc.constantFrom(...'ABgw09-_+=.') }),
        around,
        (before, part, after) => {
          const text = before + part + after
          const read = fromBase64urlPart(text, utf8.encode(text), before.length, before.length + part.length)
          expect(read).toEqual(fromBase64url(part))
        },
      ),
    )
    const long = toBase64url(Uint8Array.from({ length: 3_000 }, (_, at) => at & 255))
    expect(fromBase64urlPart(`A.${long}`, utf8.encode(`A.${long}`), 2, 2 + long.length)).toEqual(
      fromBase64url(long),
    )
  })
})

describe('CBOR in its deterministic form (RFC 8949 §4.2)', () => {
  it.each<[Cbor, string]>([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-1000, '3903e7'],
    [false, 'f4'],
    [true, 'f5'],
    [null, 'f6'],
    [bytesOf('01020304'), '4401020304'],
    ['', '60'],
    ['IETF', '6449455446'],
    ['水', '63e6b0b4'],
    [[1, [2, 3], [4, 5]], '8301820203820405'],
  ])('writes and reads %j as in its appendix A', (value, hex) => {
    expect(toCbor(value)).toEqual(bytesOf(hex))
    expect(fromCbor(bytesOf(hex))).toEqual(value)
  })
  it.each([
    ['nothing', ''],
    ['a number longer than needed', '1817'],
    ['a length longer than needed', '5801ff'],
    ['an indefinite length', '9f01ff'],
    ['an indefinite text', '7f6161ff'],
    ['a number beyond what is exact', '1b7fffffffffffffff'],
    ['a negative number beyond it', '3b001fffffffffffff'],
    ['a fraction', 'f93c00'],
    ['undefined', 'f7'],
    ['a map', 'a10102'],
    ['a tag', 'c11a514b67b0'],
    ['a text that is not UTF-8', '62c328'],
    ['bytes after the end', '0000'],
    ['less than it says', '44010203'],
    ['an array that cannot be there', '9affffffff'],
    ['arrays without end', '8181818181818100'],
  ])('refuses %s', (_, hex) => expect(fromCbor(bytesOf(hex))).toBeUndefined())
  it('writes no fraction', () => expect(() => toCbor(1.5)).toThrow(TypeError))
  it('reads only what it would write', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const value = fromCbor(bytes)
        if (value !== undefined) expect(toCbor(value)).toEqual(bytes)
      }),
      { numRuns: 500 },
    )
  })
})

describe('SHA-256', () => {
  it('gives what the engine’s own gives, at every length around a block', async () => {
    const text = 'a1_B-'.repeat(60)
    for (let length = 0; length <= 200; length++) {
      const bytes = utf8.encode(text.slice(0, length))
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      expect(sha256(bytes), `${length}`).toEqual(digest)
      expect(sha256OfAscii(text.slice(0, length)), `${length}`).toBe(
        Buffer.from(digest).toString('base64url'),
      )
    }
  })
})
