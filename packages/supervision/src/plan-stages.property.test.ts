import { addDays, addWorkdays, civilDate, endOfDayAt, nationalCalendar } from '@tongban/calendar'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planStages } from './plan-stages.ts'
import { type Policy, PRESETS, STANDARD_POLICY } from './policy.ts'
import { STAGES, WATCHED_BASES, type WatchedClock } from './stage.ts'
import { walkedStages } from './walked-stages.fixture.ts'
import { day, watched } from './watched.fixture.ts'

/** Held against a reckoning of its own that walks from day to day and knows no table of working days. */

const fromOn = fc.integer({ min: 0, max: 364 }).map((days) => addDays(day('2026-01-01'), days))
const clock: fc.Arbitrary<WatchedClock> = fc
  .record({
    fromOn,
    length: fc.integer({ min: 0, max: 60 }),
    basis: fc.constantFrom(...WATCHED_BASES),
    scope: fc.constantFrom('whole', 'stage'),
    step: fc.constantFrom('decision', 'urge', 'supervise', 'escalate'),
    provisional: fc.boolean(),
    overByCalendarOnly: fc.boolean(),
    unit: fc.constantFrom('workday', 'day', 'hour'),
  })
  .map(({ fromOn: on, length, ...more }) => watched(on, length, more))
const policy: fc.Arbitrary<Policy> = fc
  .record({
    preset: fc.constantFrom(...Object.values(PRESETS)),
    warnSharePercent: fc.option(fc.integer({ min: 1, max: 99 })),
    warnWorkdaysBefore: fc.option(fc.integer({ min: 1, max: 10 })),
    bulletinAfterWorkdays: fc.option(fc.integer({ min: 3, max: 20 })),
  })
  .map(({ preset, ...more }) => ({ ...preset, ...more }))

test('are the stages and their instants those of somebody who walks from day to day?', () => {
  fc.assert(
    fc.property(clock, policy, (each, rules) => {
      const planned = planStages(rules, each, nationalCalendar).map(({ stage, at }) => [stage, at] as const)
      expect(Object.fromEntries(planned)).toEqual(walkedStages(rules, each, nationalCalendar))
    }),
    { numRuns: 500 },
  )
})

test('is every stage planned at most once, in order of time, reminders before it is over and the others after?', () => {
  fc.assert(
    fc.property(clock, policy, (each, rules) => {
      const stages = planStages(rules, each, nationalCalendar)
      expect(new Set(stages.map(({ stage }) => stage)).size).toBe(stages.length)
      for (const [index, { stage, at, cause }] of stages.entries()) {
        expect(at).toBeGreaterThanOrEqual(stages[index - 1]?.at ?? 0)
        const warns = STAGES[stage].form === 'reminder' || cause === 'warnShare'
        if (warns) expect(at > each.fromAt && at < each.dueAt).toBe(true)
        else expect(at).toBeGreaterThanOrEqual(each.dueAt)
        if (each.provisional) expect(stage).not.toBe('red')
      }
    }),
    { numRuns: 300 },
  )
})

test('does an extension of n working days move every stage by n working days, and none before it?', () => {
  fc.assert(
    fc.property(
      fromOn,
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      (on, length, more) => {
        const rules = { ...STANDARD_POLICY, warnSharePercent: null }
        const before = planStages(rules, watched(on, length), nationalCalendar)
        const after = planStages(rules, watched(on, length + more), nationalCalendar)
        // A reminder that was too near the beginning may come to be.
        const moved = after.slice(after.length - before.length)
        for (const [index, { stage, at }] of before.entries()) {
          const last = civilDate(new Date(at + 8 * 3_600_000 - 1).toISOString().slice(0, 10)) ?? on
          const days = stage === 'warnDays' ? null : endOfDayAt(addWorkdays(nationalCalendar, last, more).on)
          expect(moved[index]?.stage).toBe(stage)
          expect(moved[index]?.at).toBeGreaterThan(at)
          if (days !== null) expect(moved[index]?.at).toBe(days)
        }
      },
    ),
    { numRuns: 200 },
  )
})
