import { STAGES } from '@tongban/supervision'
import { expect, test } from 'vitest'
import type { MemoryDatabase } from './database.ts'
import { liveYear, type Story } from './watched-year.ts'

/** A year of cron that fails in every way it can, and of clocks that are moved in every way they may be. */
const YEAR: Story = { seed: 1, days: 365, clocks: 300, periodMinutes: 40 }
const SPRING: Story = { seed: 2, days: 120, clocks: 120, periodMinutes: 60 }

test('is every stage of every clock given exactly once, never early, and with the first cron that comes?', async () => {
  const told = await liveYear(YEAR)
  expect(told.objections).toEqual([])
  // What a run must have met, or it says nothing.
  expect([...told.stages].toSorted()).toEqual(Object.keys(STAGES).toSorted())
  for (const count of [told.given, told.withdrawn, told.skipped, told.lost]) expect(count).toBeGreaterThan(20)
  expect(told.mostRows).toBeLessThanOrEqual(1_000)
}, 30_000)

const starts = (sql: string, words: string) => sql.trimStart().startsWith(words)
const PLANTED: readonly (readonly [what: string, objection: RegExp, story: Partial<Story>])[] = [
  ['the clock of the sweep runs ahead by an hour', /^early: /, { aheadMs: 3_600_000 }],
  [
    'nothing moves on, and neither the unique row nor the look before it is there',
    /^twice: /,
    {
      plant(database: MemoryDatabase) {
        database.rows('DROP INDEX supervision_notices_once')
        database.meddle = (sql) => {
          if (starts(sql, 'UPDATE watched_clocks SET next_at = j.value')) return null
          return starts(sql, 'INSERT INTO supervision_notices')
            ? sql.replace('NOT EXISTS', '1 OR NOT EXISTS')
            : sql
        }
      },
    },
  ],
  [
    'what is no longer true stays',
    /^not withdrawn: /,
    {
      doneShare: 0.02,
      plant(database) {
        database.meddle = (sql) =>
          starts(sql, "UPDATE supervision_notices SET state = 'withdrawn'") ? null : sql
      },
    },
  ],
  [
    'a day that moves opens no epoch',
    /^(missing|twice|withdrawn): /,
    {
      doneShare: 0.02,
      besideShare: 0.3,
      plant(database) {
        database.meddle = (sql) => sql.replace(/epoch = epoch \+ \(.*?'withdrawn'\)\),/s, '')
      },
    },
  ],
  [
    'a step that is taken hides what was due before it',
    /^missing: /,
    {
      besideShare: 0.2,
      plant(database) {
        database.meddle = (sql) =>
          sql
            .replace(/OR s\.value ->> 'at' <= j\.value ->> 'stoppedAt'/, '')
            .replace('CASE WHEN next_at <= ?1 THEN next_at END', 'NULL')
      },
    },
  ],
  [
    'the sweep does not ask whether the clock is as it was read',
    /^(not planned|after it stopped|another instant|early): /,
    {
      doneShare: 0.02,
      besideShare: 0.9,
      days: 60,
      clocks: 60,
      plant(database) {
        database.meddle = (sql) =>
          sql.replace(/ AND c\.epoch = .*? AND c\.next_at = j\.value ->> 'nextAt'/, '')
      },
    },
  ],
  [
    'the sweep looks three hours back',
    /^missing: /,
    {
      plant(database) {
        database.meddle = (sql) =>
          sql.replace('WHERE next_at <= ? ORDER', 'WHERE next_at <= ? - 10800000 ORDER')
      },
    },
  ],
]

test.each(PLANTED)(
  'is it seen when %s?',
  async (_what, objection, story) => {
    const { objections } = await liveYear({ ...SPRING, ...story })
    expect(objections.filter((each) => objection.test(each))).not.toEqual([])
  },
  30_000,
)

test('is the same story without a fault told without an objection?', async () => {
  expect(
    (await liveYear({ ...SPRING, days: 60, clocks: 60, doneShare: 0.02, besideShare: 0.9 })).objections,
  ).toEqual([])
}, 30_000)

test('is a pause over a weekend, which moves no day, seen to withdraw what is then said again?', async () => {
  const told = await liveYear({ seed: 103, days: 25, clocks: 400, periodMinutes: 10 })
  expect(told.objections).toEqual([])
}, 30_000)
