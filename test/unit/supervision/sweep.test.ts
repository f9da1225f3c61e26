import { addDays, nationalCalendar, startOfDayAt } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watchFirst } from '../../../packages/services/src/supervision/watch.ts'
import { day, watched } from '../../../packages/supervision/src/watched.fixture.ts'
import { type Fault, Lost, type MemoryDatabase, openMemoryDatabase } from './database.ts'

/** The sweep and its batches: crashes before and after each, two at once, and what it costs. */

function region(now: number) {
  const database = openMemoryDatabase()
  let uuids = 0
  const ctx = {
    database,
    clock: { now: () => now },
    ids: {
      uuid: () => {
        uuids += 1
        return `id-${String(uuids).padStart(9, '0')}`
      },
      random: (length: number) => new Uint8Array(length),
    },
    calendar: nationalCalendar,
    policies: { held: [] },
  }
  return { database, ctx }
}

const BEGAN = day('2026-03-02')
/** Ten working days promised on 2 March are over with the 16th. */
const at = (days: number) => startOfDayAt(addDays(BEGAN, days))
const OVER = at(15)

async function regionWith(count: number, now: number) {
  const { database, ctx } = region(now)
  const began = { ...ctx, clock: { now: () => at(0) } }
  for (let from = 0; from < count; from += 500) {
    const clocks = Array.from({ length: Math.min(500, count - from) }, (_, index) =>
      watched(BEGAN, 10, { subject: `case-${String(from + index).padStart(6, '0')}` }),
    )
    const written = await database.write(watchFirst(began, clocks))
    if (!written.ok) throw new Error('not written')
  }
  database.figures.statements = 0
  database.figures.mostRows = 0
  return { database, ctx }
}

/** What was given and what is watched, but for ids and numbers, of which there may be gaps. */
const outcome = ({ rows }: MemoryDatabase) => [
  ...rows(
    'SELECT kind, CASE kind WHEN ?1 THEN 0 ELSE subject END AS subject, stage, epoch, true_at, written_at, sign_by, reply_by, state FROM supervision_notices ORDER BY 2, 3',
    'notice',
  ),
  ...rows(
    'SELECT subject, colour, cause, epoch, true_at, proposed_at, stands_at, appeal_by FROM supervision_cards ORDER BY 1, 2',
  ),
  ...rows('SELECT kind, clock_key, next_at, count(*) AS n FROM watched_clocks GROUP BY 1, 2, 3'),
]

test('does a sweep that dies before or after any of its batches end in the same state once it is made up?', async () => {
  const whole = await regionWith(12, OVER)
  await sweepStages(whole.ctx)
  const expected = outcome(whole.database)
  expect(expected).not.toEqual([])
  const { roundTrips } = whole.database
  const begun = (await regionWith(12, OVER)).database.roundTrips
  expect(roundTrips - begun).toBeGreaterThan(3)
  for (let died = 1; died <= roundTrips - begun; died += 1)
    for (const fault of ['before', 'after'] as const) {
      const { database, ctx } = await regionWith(12, OVER)
      let trip = 0
      database.fault = (): Fault => {
        trip += 1
        return trip === died ? fault : null
      }
      await expect(sweepStages(ctx)).rejects.toThrow(Lost)
      await sweepStages(ctx)
      expect([died, fault, outcome(database)]).toEqual([died, fault, expected])
    }
})

test('do three sweeps at once give what one gives?', async () => {
  const one = await regionWith(40, OVER)
  await sweepStages(one.ctx)
  const three = await regionWith(40, OVER)
  await Promise.all([sweepStages(three.ctx), sweepStages(three.ctx), sweepStages(three.ctx)])
  expect(outcome(three.database)).toEqual(outcome(one.database))
  // Each document has a number of its own.
  const [numbers] = three.database.rows(
    'SELECT count(*) AS n, count(DISTINCT number) AS distinct_n FROM supervision_notices WHERE number IS NOT NULL',
  )
  expect(numbers).toEqual({ n: 40, distinct_n: 40 })
})

test('does a second sweep write nothing, and the next stage come in its time?', async () => {
  const { database, ctx } = await regionWith(3, OVER)
  await sweepStages(ctx)
  const given = outcome(database)
  expect(await sweepStages(ctx)).toEqual({ clocks: 0, notices: 0, cards: 0, latenessMs: 0, more: false })
  expect(outcome(database)).toEqual(given)
  expect(await sweepStages({ ...ctx, clock: { now: () => at(16) - 1 } })).toMatchObject({ notices: 0 })
  // 督办 of the three cases.
  expect(await sweepStages({ ...ctx, clock: { now: () => at(16) } })).toMatchObject({ notices: 3, cards: 0 })
})

test('do thousands that are due take ten statements a thousand at most, and no list more than a thousand rows?', async () => {
  for (const [now, stages] of [
    [at(11), { notices: 1_000, cards: 0 }],
    // Nobody came by for ten days: reminders, 催办, cards, 督办 at once.
    [at(21), { notices: 5_000, cards: 1_000 }],
  ] as const) {
    const { database, ctx } = await regionWith(1_000, now)
    const swept = await sweepStages(ctx)
    expect(swept).toMatchObject({ clocks: 1_000, ...stages, more: false })
    const due = Math.max(swept.notices, swept.cards)
    expect(database.figures.statements).toBeLessThanOrEqual((10 * due) / 1_000)
    expect(database.figures.mostRows).toBeLessThanOrEqual(1_000)
  }
}, 30_000)

test('is what was late recorded as late, with the instant at which it was true?', async () => {
  const { database, ctx } = await regionWith(1, at(21) + 3_600_000)
  expect(await sweepStages(ctx)).toMatchObject({ latenessMs: at(21) + 3_600_000 - at(11) })
  const rows = database.rows(
    'SELECT stage, true_at, written_at, deliver_at FROM supervision_notices ORDER BY true_at',
  )
  expect(rows.map(({ stage, true_at }) => [stage, true_at])).toEqual([
    ['warnDays', at(11)],
    ['warnShare', at(12)],
    ['urge', at(15)],
    ['supervise', at(16)],
    ['escalate', at(18)],
  ])
  expect(new Set(rows.map(({ written_at }) => written_at))).toEqual(new Set([at(21) + 3_600_000]))
  // On Monday at one in the morning: what is urgent at once, all else at nine.
  const morning = at(21) + 9 * 3_600_000
  expect(rows.map(({ deliver_at }) => deliver_at)).toEqual([
    morning,
    morning,
    morning,
    morning,
    at(21) + 3_600_000,
  ])
})

test('has each level of supervision a word and a series of numbers of its own?', async () => {
  const { database, ctx } = await regionWith(2, at(21))
  await sweepStages(ctx)
  const numbers = database
    .rows('SELECT number FROM supervision_notices WHERE level > 0 ORDER BY number')
    .map(({ number }) => number)
  expect(numbers.toSorted()).toEqual(
    ['上级督办', '催办', '督办'].flatMap((word) => [`${word}〔2026〕00001号`, `${word}〔2026〕00002号`]),
  )
})

test('do documents have numbers of their kind and year, and facts without anybody’s name?', async () => {
  const { database, ctx } = await regionWith(1, OVER)
  await sweepStages(ctx)
  const [urge] = database.rows("SELECT * FROM supervision_notices WHERE stage = 'urge'")
  expect(urge).toMatchObject({
    number: '催办〔2026〕00001号',
    level: 1,
    receiver: 'person',
    template: 'urge/1',
  })
  expect(JSON.parse(String(urge?.facts))).toEqual({
    itemCode: 'outdoor-advertising',
    subject: 'case-000000',
    step: 'decision',
    law: '承诺办结时限',
    fromOn: '2026-03-02',
    dueOn: '2026-03-16',
    length: 10,
    unit: 'workday',
    overdueWorkdays: 0,
    department: 'city-management',
    post: '经办人',
    provisional: false,
  })
  const [card] = database.rows('SELECT * FROM supervision_cards')
  expect(card).toMatchObject({
    number: '黄牌〔2026〕00001号',
    colour: 'yellow',
    cause: 'overdue',
    state: 'proposed',
  })
  // Tuesday; it stands from the end of Wednesday, and is appealed within five working days after that.
  expect([card?.stands_at, card?.appeal_by]).toEqual([at(17), at(24)])
  const watches = database.rows(
    "SELECT subject, clock_key, step, law, due_at, next_at FROM watched_clocks WHERE kind = 'notice' ORDER BY due_at",
  )
  expect(watches).toEqual([
    {
      subject: '催办〔2026〕00001号',
      clock_key: 'sign',
      step: 'urge',
      law: '催办〔2026〕00001号通知书要求的签收期限',
      due_at: at(17),
      next_at: at(17),
    },
    {
      subject: '催办〔2026〕00001号',
      clock_key: 'reply',
      step: 'urge',
      law: '催办〔2026〕00001号通知书要求的回复期限',
      due_at: at(18),
      next_at: at(18),
    },
  ])
})
