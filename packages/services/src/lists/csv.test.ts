import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell } from './csv.ts'

test.each([
  ['plain 文字', 'plain 文字'],
  ['', ''],
  [null, ''],
  [0, '0'],
  [-3, '-3'],
  ['a,b', '"a,b"'],
  ['he said "no"', '"he said ""no"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-2+3', "'-2+3"],
  ['@x', "'@x"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['＝1', "'＝1"],
  ['＠甲', "'＠甲"],
  ['a=1', 'a=1'],
])('is %j written as %j?', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

/** What a reader of RFC 4180 makes of one cell. */
const unquoted = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)

test('does every text come back, with no more than an apostrophe before it, and never as a formula or two cells?', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('=', '"', ',', '\n', '\t', '@', 'a') })),
      (text) => {
        const cell = csvCell(text)
        const read = unquoted(cell)
        expect([text, `'${text}`]).toContain(read)
        expect(read).not.toMatch(/^[=+\-@\t\r]/)
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/)
        else expect(cell.slice(1, -1).replaceAll('""', '')).not.toContain('"')
      },
    ),
  )
})
