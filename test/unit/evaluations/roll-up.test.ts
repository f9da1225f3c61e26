import {
  defaultsOfServices,
  defaultsToCountAfter,
  evaluationCursors,
  exclusionsToCountAfter,
  findingsToCountAfter,
  orderStepsToCountAfter,
  ordersOverdueSince,
  ordersToCount,
  ratingsOfServices,
  ratingsToCountAfter,
  reviewsToCountAfter,
  servicesToCountAfter,
} from '@tongban/store'
import { afterAll, expect, test } from 'vitest'
import {
  rollUpEvaluations,
  rollUpEvaluationsPage,
} from '../../../packages/services/src/evaluations/statistics/roll-up.ts'
import { CURSOR_NAMES, countedUntil } from '../../../packages/services/src/evaluations/statistics/sources.ts'
import { type Fault, Lost, type MemoryDatabase, openMemoryDatabase } from '../supervision/database.ts'
import { disagreements } from './recount.ts'
import { FIRST_AT, seedSequel, seedServices } from './seeded-month.ts'

/** Roll-ups of evaluations against a recount of the rows in SQL, on the real tables and statements. */
const DAY_MS = 86_400_000
const NOW = FIRST_AT + 60 * DAY_MS
const open: MemoryDatabase[] = []
afterAll(() => {
  for (const each of open) each.close()
})
function empty(): MemoryDatabase {
  const database = openMemoryDatabase()
  open.push(database)
  return database
}
const portsOf = (database: MemoryDatabase, now = NOW) => ({
  database,
  clock: { now: () => now },
})

async function caughtUp(ports: ReturnType<typeof portsOf>): Promise<void> {
  let said = ''
  for (let run = 0; run < 50 && !said.endsWith('caught up'); run += 1)
    said = (await rollUpEvaluations(ports)).outcome
  expect(said).toMatch(/caught up$/)
}

test('do the statistics of a month of 100,000 services equal a recount of its rows?', async () => {
  const database = empty()
  seedServices(database, 100_000)
  seedSequel(database, 100_000)
  await caughtUp(portsOf(database))
  const { counts, measures, differing } = disagreements(database, NOW)
  expect(differing).toEqual([])
  expect(counts).toBeGreaterThan(10_000)
  // Each column, and the options.
  expect(measures).toBe(29)
  const total = database.rows(
    "SELECT sum(invited) AS own, sum(passed_on_invited) AS there FROM evaluation_counts WHERE grain = 'department'",
  )
  expect(total).toEqual([{ own: 98_000, there: 2_000 }])
  expect(database.figures.mostRows).toBeLessThanOrEqual(1_000)
})

const MAKE_CURSORS = `INSERT INTO event_cursors (name, through, version, moved_at)
  SELECT value, 0, '', 0 FROM json_each('${CURSOR_NAMES}')`

/** A small month, told in two parts: what was counted of the first is changed by the second. */
const SERVICES = 6_000

test('does what is amended, set aside, rated late or gone overdue count anew, and nothing twice, whatever cron does?', async () => {
  const database = empty()
  const early = FIRST_AT + 8 * DAY_MS
  // Batches and answers are lost now and then, and two runs go at it at once.
  let asked = 0
  database.fault = (): Fault => {
    asked += 1
    const chance = (asked * 7919) % 97
    if (chance < 10) return 'before'
    return chance < 20 ? 'after' : null
  }
  const seen = { lost: 0, taken: 0 }
  const roughly = async (now: number) => {
    for (let run = 0; run < 30; run += 1)
      for (const page of await Promise.allSettled(
        [0, 1].map(() => rollUpEvaluationsPage(portsOf(database, now))),
      )) {
        if (page.status === 'rejected' && !(page.reason instanceof Lost)) throw page.reason
        if (page.status === 'rejected') seen.lost += 1
        else if (page.value === 'taken') seen.taken += 1
      }
  }
  seedServices(database, SERVICES)
  database.rows(MAKE_CURSORS)
  await roughly(early)
  expect(disagreements(database, early).differing).toEqual([])
  seedSequel(database, SERVICES)
  await roughly(NOW)
  database.fault = () => null
  expect(seen.lost).toBeGreaterThan(0)
  expect(seen.taken).toBeGreaterThan(0)
  await caughtUp(portsOf(database))
  const { differing, measures } = disagreements(database, NOW)
  expect(differing).toEqual([])
  expect(measures).toBe(29)
})

test('does another way of counting begin anew, and another calendar with the orders alone?', async () => {
  const database = empty()
  seedServices(database, SERVICES)
  seedSequel(database, SERVICES)
  const ports = portsOf(database)
  const asOf = async () => {
    const [cursors] = await database.read([evaluationCursors({ names: CURSOR_NAMES })])
    return countedUntil(cursors)
  }
  await caughtUp(ports)
  expect(await asOf()).toBe(NOW)
  database.rows("UPDATE event_cursors SET version = 'earlier'")
  expect(await asOf()).toBeNull()
  await rollUpEvaluationsPage(ports)
  // A page of it is counted, and the rest is not.
  expect(await asOf()).toBeNull()
  await caughtUp(ports)
  expect(await asOf()).toBe(NOW)
  expect(disagreements(database, NOW).differing).toEqual([])
  // A calendar is published: its clocks move first, and what is counted follows them.
  const another =
    "INSERT INTO calendar_versions (version, data, first_used_at, done_at) VALUES ('another', '{}', 0,"
  database.rows(`${another} NULL)`)
  expect(await rollUpEvaluationsPage(ports)).toMatchObject({ rows: 0 })
  database.rows(`UPDATE watched_clocks SET due_at = due_at + ${40 * DAY_MS}`)
  expect(disagreements(database, NOW).differing).not.toEqual([])
  database.rows("UPDATE calendar_versions SET done_at = 1 WHERE version = 'another'")
  const { rows } = await rollUpEvaluationsPage(ports).then((done) => (done === 'taken' ? { rows: 0 } : done))
  expect(rows).toBe(Number(database.rows('SELECT count(*) AS n FROM rectification_steps')[0]?.n))
  await caughtUp(ports)
  expect(disagreements(database, NOW).differing).toEqual([])
})

test('does each page of the counting read by the order of writing or by a key, and never a whole table?', () => {
  const database = empty()
  const page = { after: 0, limit: 10 }
  const statements = [
    servicesToCountAfter(page),
    ratingsToCountAfter(page),
    exclusionsToCountAfter(page),
    defaultsToCountAfter(page),
    reviewsToCountAfter(page),
    findingsToCountAfter(page),
    orderStepsToCountAfter(page),
    ordersOverdueSince({ now: 0, limit: 10 }),
    ordersToCount({ numbers: '["x"]', now: 0 }),
    ratingsOfServices({ keys: '[["x","",1]]' }),
    defaultsOfServices({ keys: '[["x","",1]]' }),
  ]
  for (const { sql, params } of statements) {
    const plan = database.rows(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => String(detail))
    expect(plan.length).toBeGreaterThan(0)
    for (const step of plan) expect(step).not.toMatch(/^SCAN (?!json_each|[jk] VIRTUAL)/)
  }
})
