import { identifierWarnings, parseIdentifier } from '@tongban/verifier'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeIdentifier, makeSerial } from './identifier.ts'
import { ORGAN, REGION_CODE, random } from './licences.fixture.ts'

test.each([
  ['11100000000013338W011', '11430000006122244L', '20230000403', 1, 'U'],
  ['11100000000013338W009', '11330105002500287C', '2025052201', 2, '0'],
])(
  'is the check character that of published licences? %s',
  (typeCode, issuerCode, serial, version, check) => {
    const made = makeIdentifier({ typeCode, issuerCode, serial, version })
    expect(made.ok && made.value).toBe(
      `1.2.156.3005.2.${typeCode}.${issuerCode}.${serial}.${String(version).padStart(3, '0')}.${check}`,
    )
  },
)

test('does every identifier that is made read back without a warning?', () => {
  const characters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const serials = fc.string({ unit: characters, minLength: 8, maxLength: 32 })
  fc.assert(
    fc.property(serials, fc.integer({ min: 1, max: 999 }), (serial, version) => {
      const made = makeIdentifier({ typeCode: `${REGION_CODE}901`, issuerCode: ORGAN, serial, version })
      if (!made.ok) throw new Error(made.failure.part)
      expect(parseIdentifier(made.value)).toMatchObject({ serial, issuer: ORGAN })
      expect(identifierWarnings(made.value)).toEqual([])
    }),
  )
})

test.each([
  ['typeCode', { typeCode: '901' }],
  ['issuerCode', { issuerCode: '510116' }],
  ['serial', { serial: 'short' }],
  ['serial', { serial: 'small-letters' }],
  ['version', { version: 0 }],
  ['version', { version: 1000 }],
  ['version', { version: 1.5 }],
])('is a part refused that the standard does not allow? %s', (part, change) => {
  const sound = { typeCode: `${REGION_CODE}901`, issuerCode: ORGAN, serial: '00000001', version: 1 }
  expect(makeIdentifier({ ...sound, ...change })).toEqual({
    ok: false,
    failure: { code: 'invalidIdentifier', part },
  })
})

test('is every character of a serial as likely as another?', () => {
  const ways = new Map<string, number>()
  for (let byte = 0; byte < 252; byte += 1) {
    const serial = makeSerial((length) => new Uint8Array(length).fill(byte))
    expect(serial).toBe(serial.charAt(0).repeat(20))
    ways.set(serial, (ways.get(serial) ?? 0) + 1)
  }
  expect([...ways.values()]).toEqual(Array.from({ length: 36 }, () => 7))
})

test('has a serial 20 characters, and is a source that gives nothing told off?', () => {
  expect(makeSerial(random)).toMatch(/^[0-9A-Z]{20}$/)
  expect(() => makeSerial((length) => new Uint8Array(length).fill(255))).toThrow(/random bytes/)
})
