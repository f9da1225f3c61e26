import type { Message } from '@tongban/exchange'
import type { Attachment } from '@tongban/exchange/wire'
import type { ExchangeFileRow } from '@tongban/store'
import { expect, test } from 'vitest'
import { BYTES_ANNOUNCED, FILES_ANNOUNCED, isTooMuch } from './named.ts'

const MIB = 1024 * 1024
const file = (at: number, size = 1000): Attachment => ({
  digest: String(at).padStart(64, '0'),
  size,
  mediaType: 'application/pdf',
  material: 'm-1',
})
const from = { source: '500112' } satisfies Pick<Message, 'source'>
const stored = (at: number, change: Partial<ExchangeFileRow> = {}) =>
  ({ direction: 'in', partner: '500112', ...file(at), material: 'm-1', ...change }) as const
const files = (count: number, size?: number) => Array.from({ length: count }, (_, at) => file(at, size))

test('does a partner announce so many files of a case, and of so many bytes, and no more?', () => {
  expect(isTooMuch([], from, files(FILES_ANNOUNCED))).toBe(false)
  expect(isTooMuch([], from, files(FILES_ANNOUNCED + 1))).toBe(true)
  expect(isTooMuch([], from, files(BYTES_ANNOUNCED / (20 * MIB), 20 * MIB))).toBe(false)
  expect(isTooMuch([], from, files(BYTES_ANNOUNCED / (20 * MIB) + 1, 20 * MIB))).toBe(true)
})

test('do those of earlier messages count, one that is named again once, and those of others not?', () => {
  const before = Array.from({ length: FILES_ANNOUNCED }, (_, at) => stored(at))
  expect(isTooMuch(before, from, [file(0)])).toBe(false)
  expect(isTooMuch(before, from, [file(999)])).toBe(true)
  const others = before.map((row) => ({ ...row, partner: '511402' }))
  expect(isTooMuch(others, from, [file(999)])).toBe(false)
  expect(
    isTooMuch(
      before.map((row) => ({ ...row, direction: 'out' })),
      from,
      [file(999)],
    ),
  ).toBe(false)
})
