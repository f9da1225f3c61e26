import { expect, test } from 'vitest'
import { memoryStore } from './memory-store.ts'
import { rangeOf } from './range.ts'
import { expectStore } from './store-contract.fixture.ts'

test('does the storage in memory do what a storage does?', async () => {
  await expectStore(memoryStore(), 'contract')
})

test.each([
  ['bytes=0-0', 0, 1],
  ['bytes=5-', 5, 10],
  ['bytes=-3', 7, 10],
  ['bytes=-99', 0, 10],
  ['bytes=2-99', 2, 10],
])('is %s of ten bytes the part from %d to %d?', (header, from, to) => {
  expect(rangeOf(header, 10)).toEqual({ from, to, partial: true })
})

test.each([
  undefined,
  '',
  'bytes=',
  'bytes=-',
  'bytes=5-4',
  'bytes=10-',
  'bytes=-0',
  'bytes=0-1,3-4',
  'bytes=a-b',
  'items=0-1',
])('is the whole given for the range %s?', (header) => {
  expect(rangeOf(header, 10)).toEqual({ from: 0, to: 10, partial: false })
})
