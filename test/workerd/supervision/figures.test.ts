import { regionProfile } from '@tongban/catalogue'
import { beforeAll, expect, test, vi } from 'vitest'
import { rollUp, rollUpPage } from '../../../packages/services/src/figures/roll-up.ts'
import { caseStories, insertRows, type Row, WORKDAYS_2026 } from '../../case-stories.ts'
import { clockContext } from '../../context.ts'
import { recount } from '../../recount.ts'
import { DB, NOW } from '../../region.ts'

/** Roll-ups against a recount of the events in SQL: as they grow, made anew, and with two runs at once. */

const STORIES = caseStories(1, 250)
const promised = () => {
  const region = regionProfile('510116')
  if (!region.ok) throw new Error('no region')
  return Object.fromEntries(
    region.value.claims.map(({ itemCode, promisedWorkdays }) => [itemCode, promisedWorkdays]),
  )
}
const recounted = () => recount(DB, WORKDAYS_2026, promised())
const ORDER = 'department, counted_on, measure, item_code, channel, value'
const rolled = async () =>
  (await DB.prepare(`SELECT ${ORDER}, n FROM figure_counts ORDER BY ${ORDER}`).all<Row>()).results
const forget = () =>
  DB.batch(
    ['figure_counts', 'case_figures', 'event_cursors'].map((table) => DB.prepare(`DELETE FROM ${table}`)),
  )

async function caughtUp(): Promise<void> {
  const context = await clockContext()
  let said = ''
  for (let run = 0; run < 20 && !said.endsWith('caught up'); run += 1) said = await rollUp(context)
  expect(said).toMatch(/caught up$/)
}

beforeAll(async () => {
  vi.setSystemTime(NOW)
  await insertRows(DB, 'cases', STORIES.cases)
})

test('do the roll-ups equal a recount of the events, as they grow and when all is told?', async () => {
  const { events, handovers } = STORIES
  // Cases whose events are not written yet are not there for either.
  const cut = Number(events[600]?.at)
  const early = events.filter(({ at }) => Number(at) < cut)
  await insertRows(DB, 'case_events', early)
  await insertRows(
    DB,
    'handovers',
    handovers.map((row) => (Number(row.decided_at) < cut ? row : { ...row, decided_at: null })),
  )
  await caughtUp()
  const told = new Set(early.map(({ case_number }) => case_number))
  const waiting = STORIES.cases.filter(({ case_number }) => !told.has(case_number ?? ''))
  const numbers = JSON.stringify(waiting.map(({ case_number }) => case_number))
  await DB.prepare('DELETE FROM cases WHERE case_number IN (SELECT value FROM json_each(?))')
    .bind(numbers)
    .run()
  expect(await rolled()).toEqual(await recounted())
  await insertRows(DB, 'cases', waiting)
  await DB.batch(
    handovers.map(({ decided_at, case_number }) =>
      DB.prepare('UPDATE handovers SET decided_at = ? WHERE case_number = ?').bind(
        decided_at ?? null,
        case_number ?? '',
      ),
    ),
  )
  await insertRows(
    DB,
    'case_events',
    events.filter(({ at }) => Number(at) >= cut),
  )
  await caughtUp()
  const counts = await rolled()
  expect(counts).toEqual(await recounted())
  const measures = new Set(counts.map(({ measure }) => measure))
  // Nothing is equal because nothing was there.
  expect([...measures].toSorted()).toEqual([
    'abandoned',
    'accepted',
    'againstPromise',
    'bound',
    'decided',
    'elsewhere',
    'granted',
    'instant',
    'lawBound',
    'lawKept',
    'notAccepted',
    'onSpot',
    'onTime',
    'oneVisit',
    'online',
    'promiseBound',
    'promiseKept',
    'received',
    'receivingBound',
    'receivingKept',
    'receivingPush',
    'receivingSent',
    'receivingTotal',
    'refused',
    'reopened',
    'returned',
    'saved',
    'used',
    'withdrawn',
  ])
})

test('does a run with nothing new change nothing, and are they the same made anew from the first event on?', async () => {
  const before = await rolled()
  await caughtUp()
  expect(await rolled()).toEqual(before)
  await forget()
  await caughtUp()
  expect(await rolled()).toEqual(before)
})

test('with another way of counting, are all cases counted again without being counted twice?', async () => {
  const before = await rolled()
  await DB.prepare("UPDATE event_cursors SET version = 'earlier'").run()
  await caughtUp()
  expect(await rolled()).toEqual(before)
})

test('do two runs at once, one of which loses, count everything once?', async () => {
  const before = await rolled()
  await forget()
  const [first, second] = [await clockContext(), await clockContext()]
  await DB.prepare("INSERT INTO event_cursors VALUES ('figures', 0, '', 0, NULL)").run()
  const pages = await Promise.all([rollUpPage(first), rollUpPage(second), rollUpPage(first)])
  expect(pages.filter((page) => page === 'taken').length).toBeGreaterThan(0)
  await caughtUp()
  expect(await rolled()).toEqual(before)
})

test('does a case whose events cannot be read keep no other from being counted, and does the job say so?', async () => {
  const before = await rolled()
  const broken = STORIES.cases[0]?.case_number ?? ''
  await DB.prepare("UPDATE case_events SET type = 'resumed' WHERE case_number = ? AND seq = 1")
    .bind(broken)
    .run()
  await DB.prepare("UPDATE event_cursors SET version = 'earlier'").run()
  await expect(caughtUp()).rejects.toThrow(/^counted \d+, caught up, \d+ cannot be read$/)
  expect(await rolled()).toEqual(before)
  await DB.prepare("UPDATE case_events SET type = 'received' WHERE case_number = ? AND seq = 1")
    .bind(broken)
    .run()
})

test('does a calendar that moved more clocks than a page holds keep nothing from being counted?', async () => {
  const before = await rolled()
  const moved = STORIES.cases.flatMap(({ case_number }) =>
    Array.from({ length: 20 }, (_, at) => ({
      version: 'moved',
      case_number: case_number ?? '',
      clock_key: `decision/law/${at}`,
      step: 'decision',
      binds: 'organ',
      before_on: '2026-03-30',
      after_on: '2026-03-31',
      moved: 'later',
      needs_notice: 0,
      over_by_calendar_only: 0,
      at: 0,
    })),
  )
  expect(moved.length).toBeGreaterThan(1_000)
  await insertRows(DB, 'calendar_changes', moved)
  await DB.prepare("UPDATE event_cursors SET version = 'earlier'").run()
  await caughtUp()
  expect(await rolled()).toEqual(before)
  await DB.prepare('DELETE FROM calendar_changes').run()
})

test('is a planted wrong count found by the recount?', async () => {
  const right = await rolled()
  await DB.prepare("UPDATE figure_counts SET n = n + 1 WHERE measure = 'decided' AND n = 1").run()
  const wrong = await rolled()
  expect(wrong).not.toEqual(right)
  expect(await recounted()).toEqual(right)
})
