import { nationalCalendar } from '@tongban/calendar'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Move, moved, readMove } from './move.ts'

const DAY = 86_400_000
/** 2026-11-20, a Friday, 10:30 in Shanghai. */
const NOW = Date.UTC(2026, 10, 20, 2, 30)
const forward = (text: string): Extract<Move, { kind: 'forward' }> => {
  const move = readMove([text])
  if (move?.kind !== 'forward') throw new Error(`no move: ${text}`)
  return move
}
const there = (aheadMs: number, now = NOW) =>
  new Date(now + aheadMs + 8 * 3_600_000).toISOString().slice(0, 16)

test.each([
  ['+1wd', '2026-11-23T10:30'],
  ['+3wd', '2026-11-25T10:30'],
  ['+5wd', '2026-11-27T10:30'],
  ['+2d', '2026-11-22T10:30'],
  ['+5h', '2026-11-20T15:30'],
  ['+45m', '2026-11-20T11:15'],
])('from a Friday morning, where does %s lead?', (text, expected) => {
  expect(there(moved(forward(text), 0, NOW, nationalCalendar).aheadMs)).toBe(expected)
})

test('does a move go on from where the last one led, over holidays and a working Saturday?', () => {
  // 2026-09-30: 1 to 7 October are off, Saturday the 10th is worked.
  const now = Date.UTC(2026, 8, 28, 1)
  const first = moved(forward('+2wd'), 0, now, nationalCalendar)
  expect(there(first.aheadMs, now)).toBe('2026-09-30T09:00')
  const second = moved(forward('+3wd'), first.aheadMs, now, nationalCalendar)
  expect(there(second.aheadMs, now)).toBe('2026-10-10T09:00')
})

test('is a year without a calendar told?', () => {
  expect(moved(forward('+20wd'), 0, NOW, nationalCalendar).provisional).toBe(false)
  expect(moved(forward('+60wd'), 0, NOW, nationalCalendar).provisional).toBe(true)
})

test('does every move lead forward, and working days keep the time of day?', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom('wd', 'd', 'h', 'm'),
      fc.integer({ min: 0, max: 400 * DAY }),
      (amount, unit, before) => {
        const { aheadMs } = moved(forward(`+${amount}${unit}`), before, NOW, nationalCalendar)
        expect(aheadMs).toBeGreaterThan(before)
        if (unit === 'wd') expect((aheadMs - before) % DAY).toBe(0)
      },
    ),
    { seed: 1 },
  )
})

test.each([
  [['+3']],
  [['-1d']],
  [['3wd']],
  [['+0.5d']],
  [['+1w']],
  [['+1d', '+1d']],
  [['tomorrow']],
  [['+9999d']],
])('is %j no move of time?', (args) => {
  expect(readMove(args)).toBeUndefined()
})

test('is nothing a question, and now or reset the way back?', () => {
  expect(readMove([])).toEqual({ kind: 'show' })
  expect(readMove(['now'])).toEqual({ kind: 'reset' })
  expect(readMove(['reset'])).toEqual({ kind: 'reset' })
})
