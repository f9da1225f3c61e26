import { expect, test } from 'vitest'
import { BYTES_ANNOUNCED, FILES_ANNOUNCED, isTooMuch } from '../attachments/named.ts'
import { announced } from './announced.ts'

const MIB = 1024 * 1024
const ofSizes = (...sizes: readonly number[]) => sizes.map((size) => ({ row: { size } }))
const sizesOf = (all: readonly { readonly row: { readonly size: number } }[]) =>
  announced(all).files.map(({ row }) => row.size)

test('do all go that fit, to the byte and to the file?', () => {
  const full = ofSizes(...Array.from({ length: BYTES_ANNOUNCED / (20 * MIB) }, () => 20 * MIB))
  expect(announced(full)).toEqual({ files: full, left: 0 })
  const many = ofSizes(...Array.from({ length: FILES_ANNOUNCED }, () => 1))
  expect(announced(many)).toEqual({ files: many, left: 0 })
  expect(announced([])).toEqual({ files: [], left: 0 })
})

test('is one too many left behind and counted, and a smaller one after it taken along?', () => {
  const all = ofSizes(...Array.from({ length: 9 }, () => 20 * MIB), 19 * MIB, 2 * MIB, MIB)
  expect(announced(all).left).toBe(1)
  expect(sizesOf(all).slice(-2)).toEqual([19 * MIB, MIB])
  expect(announced(ofSizes(...Array.from({ length: FILES_ANNOUNCED + 3 }, () => 1))).left).toBe(3)
})

test('is what is announced never what a partner refuses as too much?', () => {
  const sizes = Array.from({ length: 80 }, (_, at) => ((at * 7919) % 20) * MIB + at)
  const named = announced(ofSizes(...sizes)).files.map(({ row: { size } }, at) => ({
    digest: String(at),
    size,
    mediaType: 'application/pdf',
  }))
  expect(named.length).toBeGreaterThan(0)
  expect(isTooMuch([], { source: '500112' }, named)).toBe(false)
})
