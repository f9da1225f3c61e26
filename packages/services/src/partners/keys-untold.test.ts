import type { PartnerKey } from '@tongban/exchange/wire'
import { expect, test } from 'vitest'
import { endingKeys, WARNED_SECONDS } from './keys-untold.ts'
import { KEYS_HELD_SECONDS } from './swap-keys.ts'

const NOW = 1_800_000_000
const DAY = 86_400
const key = (kid: string, until: number | null, change: Partial<PartnerKey> = {}) =>
  ({ kid, use: 'sign', from: NOW - 400 * DAY, until, revokedAt: null, ...change }) as PartnerKey

test.each([
  ['a key without an end', [key('old', null)], []],
  ['one that ends soon and has none after it', [key('old', NOW + DAY)], []],
  ['one with a successor, long before its end', [key('old', NOW + WARNED_SECONDS + 1), key('new', null)], []],
  ['one with a successor that ends soon', [key('old', NOW + DAY), key('new', null)], [['old', 'new']]],
  ['one that has ended and is held', [key('old', NOW - DAY), key('new', null)], [['old', 'new']]],
  ['one that ended too long ago to be held', [key('old', NOW - KEYS_HELD_SECONDS), key('new', null)], []],
  ['one whose successor was revoked', [key('old', NOW + DAY), key('new', null, { revokedAt: NOW })], []],
  ['a revoked one', [key('old', NOW + DAY, { revokedAt: NOW }), key('new', null)], []],
  ['keys that open', [key('old', NOW + DAY, { use: 'open' } as Partial<PartnerKey>), key('new', null)], []],
  [
    'one after another',
    [key('a', NOW - DAY), key('b', NOW + DAY), key('c', NOW + 90 * DAY)],
    [
      ['a', 'b', 'c'],
      ['b', 'c'],
    ],
  ],
])('%s: which keys end, and what comes after them?', (_, keys, due) => {
  expect(endingKeys(keys, NOW).map(({ kid, successors }) => [kid, ...successors])).toEqual(due)
})
