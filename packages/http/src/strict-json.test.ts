import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JSON_DEPTH_LIMIT, readStrictJson } from './strict-json.ts'

const read = (text: string) => readStrictJson(new TextEncoder().encode(text))
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('which bodies cannot be read at all?', () => {
  const cases: [name: string, body: string | Uint8Array][] = [
    ['nothing', ''],
    ['not JSON', 'name=张三'],
    ['half of an object', '{"a":1'],
    ['a comma too many', '{"a":1,}'],
    ['two values', '1 2'],
    ['NaN', '{"a":NaN}'],
    ['a raw NUL in a text', '{"a":"\u0000"}'],
    ['UTF-8 with a byte missing', new Uint8Array([0x22, 0xe5, 0xbc, 0x22])],
    ['UTF-16', new Uint8Array([0x22, 0x00, 0x61, 0x00, 0x22, 0x00])],
    ['a key twice', '{"a":1,"b":2,"a":3}'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":3}'],
    ['a key twice, deep inside', '{"x":[{"y":{"k":1,"k":1}}]}'],
    ['a million brackets without an end', '['.repeat(1_000_000)],
  ]
  test.each(cases)('%s', (_, body) => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    expect(readStrictJson(bytes)).toEqual({ ok: false, failure: { code: 'notJson' } })
  })
})

describe('which values are refused with the place where they stand?', () => {
  const cases: [name: string, body: string, pointer: string][] = [
    ['an escaped NUL', '{"applicant":{"name":"张\\u0000三"}}', '/applicant/name'],
    ['half a surrogate pair', '{"list":["ok","\\ud800"]}', '/list/1'],
    ['half a surrogate pair in a key', '{"a":{"\\udc00":1}}', '/a'],
    ['2^53', '{"a/b":{"~":9007199254740992}}', '/a~1b/~0'],
    ['-2^53', '{"n":-9007199254740992}', '/n'],
    ['an integer with an exponent', '{"n":1e16}', '/n'],
    ['infinity', '[1e999]', '/0'],
    ['the key __proto__', '{"__proto__":{"isAdmin":true}}', '/__proto__'],
  ]
  test.each(cases)('%s', (_, body, pointer) => {
    expect(read(body)).toMatchObject({
      ok: false,
      failure: { code: 'invalidInput', errors: [{ pointer }] },
    })
  })

  test('nesting one level deeper than the limit, but not the limit itself', () => {
    expect(read(nested(JSON_DEPTH_LIMIT)).ok).toBe(true)
    expect(read(nested(JSON_DEPTH_LIMIT + 1))).toMatchObject({ failure: { code: 'invalidInput' } })
    expect(read(nested(500_000))).toMatchObject({ failure: { code: 'invalidInput' } })
  })
})

test('is a key that stands twice found among any texts, with escapes and without?', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'ab":{},[]'), maxLength: 4 })
  const member = fc.tuple(
    plain,
    fc.oneof(plain, fc.nat(), fc.constant([]), fc.record({ a: plain, b: plain })),
  )
  fc.assert(
    fc.property(fc.array(member, { maxLength: 5 }), (members) => {
      const written = members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      const isTwice = new Set(members.map(([key]) => key)).size < members.length
      expect(read(`[{${written.join(',')}}]`).ok).toBe(!isTwice)
    }),
    { numRuns: 1000 },
  )
})

describe('what is taken as it stands?', () => {
  test('characters beyond the BMP, escapes, the largest safe integer, fractions, equal keys of different objects', () => {
    const body =
      ' {"name":"𠮷野㐀","e":"\\ud842\\udfb7\\"\\\\","n":9007199254740991,"f":-0.25e2,"a":[{"k":1},{"k":1}],"z":{}} '
    expect(read(body)).toEqual({
      ok: true,
      value: { name: '𠮷野㐀', e: '𠮷"\\', n: 9007199254740991, f: -25, a: [{ k: 1 }, { k: 1 }], z: {} },
    })
  })

  test('everything JSON.stringify can write of safe values, with any white space', () => {
    const value = fc.jsonValue({ noUnicodeString: false, maxDepth: 6 })
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t', '\r\n '), (sample, space) => {
        const text = JSON.stringify(sample, null, space)
        fc.pre(!/\\u0000|\\ud[89a-f]|__proto__/.test(text) && !hasLargeNumber(sample))
        expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) })
      }),
      { numRuns: 500 },
    )
  })

  test('the same as JSON.parse or a refusal, whatever the text', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ue1-.0tfn \n'), maxLength: 30 })
    fc.assert(
      fc.property(soup, (text) => {
        const found = read(text)
        if (found.ok) expect(found.value).toEqual(JSON.parse(text))
      }),
      { numRuns: 5000 },
    )
  })
})

function hasLargeNumber(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLargeNumber)
}
