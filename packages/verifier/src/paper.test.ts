import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase45, toBase45 } from './base45.ts'
import { fromCbor, toCbor } from './cbor.ts'
import { formatIdentifier } from './identifier.ts'
import { encodePaperBody, type PaperContent, paperKeyHint, paperText, readPaper } from './paper.ts'

const CONTENT: PaperContent = {
  region: '510116',
  kid: 'development-paper-2026-1',
  identifier: '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
  typeName: '高龄津贴领取证明',
  authority: '成都市双流区民政局',
  holder: '张三',
  holderNumber: '510*001X',
  iat: 1_795_000_000,
  validFrom: '2026-11-21',
  validUntil: null,
  status: { list: 1, index: 131_071 },
  demonstration: true,
}

const capitals = (length: object) =>
  fc.array(fc.constantFrom(...'0123456789ABCXYZ'), length).map((characters) => characters.join(''))
const date = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const name = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'张三丰Öé𠮷A'), maxLength: 12 }),
)

it('reads back whatever it writes', () => {
  const identifier = fc
    .record({
      typeCode: capitals({ minLength: 18, maxLength: 18 }).map((code) => `${code}901`),
      issuer: capitals({ minLength: 6, maxLength: 18 }),
      serial: capitals({ minLength: 1, maxLength: 32 }),
      version: fc.constantFrom('001', '010', '999'),
    })
    .map(formatIdentifier)
  const content = fc.record({
    region: fc.integer({ min: 100_000, max: 999_999 }).map(String),
    kid: fc.string(),
    identifier,
    typeName: fc.option(name),
    authority: fc.option(name),
    holder: name,
    holderNumber: fc.option(name),
    iat: fc.nat(),
    validFrom: date,
    validUntil: fc.option(date),
    status: fc.record({ list: fc.nat(), index: fc.nat() }),
    demonstration: fc.boolean(),
  })
  fc.assert(
    fc.property(content, (written) => {
      const body = encodePaperBody(written)
      if (body === undefined) throw new Error('it should be written')
      const text = paperText(body, new Uint8Array(64).fill(7))
      const { kid, ...rest } = written
      const record = text.length > 300 ? undefined : { ...rest, keyHint: paperKeyHint(kid) }
      expect(readPaper(text)?.record).toEqual(record)
    }),
  )
})

it.each<[string, Partial<PaperContent>]>([
  [
    'an identifier whose check character is not of the standard',
    { identifier: CONTENT.identifier.replace(/U$/, 'V') },
  ],
  ['an identifier of another form', { identifier: '510116-1' }],
  ['a region without six digits', { region: '51011' }],
  ['a date before all others', { validFrom: '1969-12-31' }],
  ['a date that is none', { validFrom: '2026-02-30T' }],
  ['half a second', { iat: 1.5 }],
  ['half a character', { holder: '张\ud842' }],
  ['a place beyond four bytes', { status: { list: 1, index: 2 ** 32 } }],
])('is not written with %s', (_, changes) => {
  expect(encodePaperBody({ ...CONTENT, ...changes })).toBeUndefined()
})

it('has one form only: another way to write the same record is not read', () => {
  const body = encodePaperBody(CONTENT)
  if (body === undefined) throw new Error('it should be written')
  const members = fromCbor(body)
  if (!Array.isArray(members)) throw new Error('it should be an array')
  const changed = (place: number, value: unknown) => {
    const other = members.map((member, index) => (index === place ? value : member))
    return readPaper(paperText(toCbor(other), new Uint8Array(64)))
  }
  expect(changed(5, members[5])).toBeDefined()
  expect(changed(5, '张三')).toBeUndefined()
  expect(changed(5, Uint8Array.from([0, 65]))).toBeUndefined()
  expect(changed(5, Uint8Array.from([0xd8, 0x42]))).toBeUndefined()
  expect(changed(5, Uint8Array.from([1]))).toBeUndefined()
  expect(changed(5, null)).toBeUndefined()
  expect(changed(2, new Uint8Array(65))).toBeUndefined()
  expect(changed(2, Uint8Array.from([18, 0]))).toBeUndefined()
  expect(changed(7, -1)).toBeUndefined()
  expect(changed(8, 2_932_897)).toBeUndefined()
  expect(changed(12, null)).toBeUndefined()
  expect(readPaper(paperText(toCbor([...members, 1]), new Uint8Array(64)))).toBeUndefined()
  expect(readPaper(paperText(toCbor('text'), new Uint8Array(64)))).toBeUndefined()
  expect(readPaper(paperText(new Uint8Array(0), new Uint8Array(64)))).toBeUndefined()
  expect(fromBase45(toBase45(body))).toEqual(body)
})
