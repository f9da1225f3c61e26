import { expect, test } from 'vitest'
import { type CaseHead, compareHeads, isSame } from './heads.ts'

const digest = (text: string) => text.padEnd(64, '0')
const head = (sent: [number, string], received: [number, string]): CaseHead => ({
  case: 'X',
  sent: { seq: sent[0], digest: digest(sent[1]) },
  received: { seq: received[0], digest: digest(received[1]) },
})
const NOTHING = { missingTheirs: null, forgottenOwn: null, lostThere: null, divergent: [] }

test('is nothing to be done where both say the same?', () => {
  const compared = compareHeads(head([2, 'a'], [3, 'b']), head([3, 'b'], [2, 'a']))
  expect(compared).toEqual({ case: 'X', ...NOTHING })
  expect(isSame(compared)).toBe(true)
})

test('is what they have sent and is not here asked for above the last that is?', () => {
  expect(compareHeads(head([2, 'a'], [1, 'b']), head([3, 'c'], [2, 'a']))).toMatchObject({
    ...NOTHING,
    missingTheirs: 1,
  })
})

test('is what this region has forgotten of its own asked for, and of a case that is unknown all of it?', () => {
  expect(compareHeads(head([1, 'a'], [0, '']), head([0, ''], [3, 'c']))).toMatchObject({
    ...NOTHING,
    forgottenOwn: 1,
  })
  expect(compareHeads(undefined, head([2, 'x'], [3, 'c']))).toMatchObject({
    missingTheirs: 0,
    forgottenOwn: 0,
    divergent: [],
  })
})

test('is what they have lost of ours to be sent again?', () => {
  expect(compareHeads(head([3, 'c'], [1, 'b']), head([1, 'b'], [1, 'a']))).toMatchObject({
    ...NOTHING,
    lostThere: 1,
  })
})

test('are two messages under one number a divergence, in whichever direction?', () => {
  expect(compareHeads(head([2, 'a'], [1, 'b']), head([1, 'b'], [2, 'other']))).toMatchObject({
    divergent: ['sent'],
  })
  const both = compareHeads(head([2, 'a'], [1, 'b']), head([1, 'c'], [2, 'other']))
  expect(both.divergent).toEqual(['sent', 'received'])
  expect(isSame(both)).toBe(false)
})
