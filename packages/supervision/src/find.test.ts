import fc from 'fast-check'
import { expect, test } from 'vitest'
import { burstsIn, type SeenEvent, withoutReasons } from './find.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Monday 2026-11-23, 10:00 in Shanghai. */
const RECEIVED = Date.UTC(2026, 10, 23, 2)
const RULE = { steps: 4, withinMinutes: 5 }

const event = (seq: number, at: number, change: Partial<SeenEvent> = {}): SeenEvent => ({
  caseNumber: 'c',
  seq,
  type: 'assigned',
  at,
  actorKind: 'official',
  outcome: null,
  isReasoned: true,
  ...change,
})
const at = (minutes: readonly number[], from = RECEIVED + DAY) =>
  minutes.map((minute, index) => event(index + 2, from + minute * MINUTE))

test.each([
  ['four steps within five minutes, a day later', at([0, 1, 2, 3]), [{ seq: 2, count: 4 }]],
  ['the fifth minute to its end', at([0, 1, 2, 5]), [{ seq: 2, count: 4 }]],
  ['one instant more', at([0, 1, 2, 5.001]), []],
  ['three steps', at([0, 1, 2]), []],
  ['on the day of receipt, at the counter', at([0, 1, 2, 3], RECEIVED + 30 * MINUTE), []],
  [
    'the first minutes of the next day',
    at([0, 1, 2, 3], RECEIVED + 14 * 60 * MINUTE),
    [{ seq: 2, count: 4 }],
  ],
  [
    'two bursts',
    at([0, 1, 2, 3, 60, 61, 62, 63]),
    [
      { seq: 2, count: 4 },
      { seq: 6, count: 4 },
    ],
  ],
  ['a burst after a lone step', at([0, 10, 11, 12, 13]), [{ seq: 3, count: 4 }]],
  ['six steps are one burst', at([0, 1, 2, 3, 4, 5]), [{ seq: 2, count: 6 }]],
])('what is found in %s?', (_, events, found) => {
  expect(burstsIn(events, RECEIVED, RULE)).toMatchObject(found)
  expect(burstsIn(events, RECEIVED, RULE)).toHaveLength(found.length)
})

test('do steps of the machine, the applicant and a partner make no burst?', () => {
  for (const actorKind of ['machine', 'applicant', 'clock', 'partner']) {
    const events = at([0, 1, 2, 3]).map((each) => ({ ...each, actorKind }))
    expect(burstsIn(events, RECEIVED, RULE)).toEqual([])
  }
})

test('whatever the instants, are bursts long enough, short enough, and apart?', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 120 * MINUTE }), { maxLength: 40 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 30 }),
      (instants, steps, withinMinutes) => {
        const sorted = instants.toSorted((a, b) => a - b)
        const events = sorted.map((each, index) => event(index + 2, RECEIVED + DAY + each))
        const found = burstsIn(events, RECEIVED, { steps, withinMinutes })
        for (const { count, from, until } of found) {
          expect(count).toBeGreaterThanOrEqual(steps)
          expect(until - from).toBeLessThanOrEqual(withinMinutes * MINUTE)
        }
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(events.length)
        expect(new Set(found.map(({ seq }) => seq)).size).toBe(found.length)
        // None is missed: where so many steps lie within the time, something is found.
        const isBusy = sorted.some((each, index) => {
          const last = sorted[index + steps - 1]
          return last !== undefined && last - each <= withinMinutes * MINUTE
        })
        expect(found.length > 0).toBe(isBusy)
      },
    ),
  )
})

test('which negative decisions are without reasons?', () => {
  const bare = { isReasoned: false }
  const events = [
    event(1, 0, { type: 'refused', ...bare }),
    event(2, 0, { type: 'refused' }),
    event(3, 0, { type: 'granted', ...bare }),
    event(4, 0, { type: 'decidedElsewhere', outcome: 'refused', ...bare }),
    event(5, 0, { type: 'decidedElsewhere', outcome: 'granted', ...bare }),
    event(6, 0, { type: 'notAccepted', ...bare }),
    event(7, 0, { type: 'returned', ...bare }),
  ]
  expect(withoutReasons(events).map(({ seq }) => seq)).toEqual([1, 4, 6, 7])
})
