import { exports } from 'cloudflare:workers'
import { civilDate, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { WatchedClock } from '@tongban/supervision'
import { beforeEach, expect, test, vi } from 'vitest'
import { recomputeAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watch, watchFirst } from '../../../packages/services/src/supervision/watch.ts'
import { advertising, asOwner, handIn, on } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { dueCard, dueNotice, emptied, rowsOf, watchedClock } from '../../due-notices.ts'
import { ask, official } from '../../kit.ts'
import { DB, must, sign } from '../../region.ts'

/** A calendar published while receipts, replies, cards and parcels are owed: each follows it, and so does what was said of them. */

const MINUTE_MS = 60_000
const at = (text: string) => Date.parse(`${text}:00+08:00`)
/** Guarantee: a day of the calendar. */
const day = (text: string) => civilDate(text) as NonNullable<ReturnType<typeof civilDate>>
/** The plain week has Monday the 4th as a working day; the days off that are published take it away. */
const REST = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']

const asked = async (role: 'admin' | 'supervisor', path: string, body?: object) => {
  const token = await sign(`${role}-w`, official(role, 'services'))
  const url = `/supervision/v1/calendar/arrangements${path}`
  return ask((request) => exports.default.fetch(request), token, 'POST', url, body)
}
let noticesIssued = 0
async function openYear2027(rest: readonly string[], work: readonly string[]): Promise<void> {
  noticesIssued += 1
  const notice = {
    title: `2027年放假安排（试验 ${noticesIssued}）`,
    number: null,
    issuedOn: '2026-12-21',
    url: null,
  }
  const proposed = must(await asked('admin', '', { year: 2027, notice, rest, work }), 201)
  must(await asked('supervisor', `/${proposed.body.id}/publish`), 200)
  // Isolates look for a new calendar once a minute.
  vi.setSystemTime(Date.now() + 2 * MINUTE_MS)
}

/** The days off of 2027 as two people published them, and the job that follows until it is done. */
async function publish2027(rest: readonly string[] = REST, work: readonly string[] = []): Promise<string> {
  await openYear2027(rest, work)
  return runUntilDone()
}
async function runUntilDone(): Promise<string> {
  let cursor: string | null = null
  for (let run = 0; run < 8; run += 1) {
    const pass = await recomputeAtWork(await clockContext(), cursor)
    if (pass.outcome.endsWith('all done')) return pass.outcome
    cursor = pass.cursor
    vi.setSystemTime(Date.now() + 2 * MINUTE_MS)
  }
  throw new Error('the job does not end')
}
const sweep = async () => sweepStages(await clockContext())
const clocksOf = (kind: string) =>
  rowsOf(
    `SELECT clock_key || ' ' || due_on || ' ' || status || ' ' || epoch || iif(provisional, ' provisional', '') AS line
     FROM watched_clocks WHERE kind = ? ORDER BY clock_key`,
    kind,
  ).then((rows) => rows.map(({ line }) => line))
const saidOf = (kind: string) =>
  rowsOf(
    `SELECT clock_key || ' ' || stage || ' ' || epoch || ' ' || state AS line FROM supervision_notices WHERE kind = ?1
     UNION ALL SELECT clock_key || ' ' || colour || ' ' || epoch || ' ' || state FROM supervision_cards WHERE kind = ?1
     ORDER BY 1`,
    kind,
  ).then((rows) => rows.map(({ line }) => line))

beforeEach(async () => {
  await emptied()
  for (const table of [
    'calendar_arrangements',
    'calendar_versions',
    'calendar_changes',
    'exchange_shipments',
    'rectifications',
    'cases',
    'case_events',
  ])
    await DB.exec(`DELETE FROM ${table}`)
  vi.setSystemTime(at('2026-12-21T09:00'))
  // The calendar before is the first that was ever used.
  await recomputeAtWork(await clockContext(), null)
})

/** A case whose last day is over, so that the sweep urges its department and asks for a receipt and a reply. */
async function urged(): Promise<string> {
  vi.setSystemTime(at('2026-12-30T15:00'))
  await watchedClock('late-case', Date.now(), {
    stages: JSON.stringify([{ stage: 'urge', at: Date.now() }]),
  })
  await sweep()
  const [row] = await rowsOf("SELECT number FROM supervision_notices WHERE stage = 'urge'")
  return String(row?.number)
}

test('do receipt and reply follow a calendar that is published later, and the notice with them?', async () => {
  const number = await urged()
  // Delivered on Thursday the 31st at nine: a working day for the receipt, two for the reply, by the plain week.
  expect(await clocksOf('notice')).toEqual([
    'reply 2027-01-05 running 1 provisional',
    'sign 2027-01-04 running 1 provisional',
  ])
  await publish2027()
  expect(await clocksOf('notice')).toEqual(['reply 2027-01-06 running 2', 'sign 2027-01-05 running 2'])
  expect(await rowsOf('SELECT sign_by, reply_by FROM supervision_notices WHERE number = ?', number)).toEqual([
    { sign_by: endOfDayAt(day('2027-01-05')), reply_by: endOfDayAt(day('2027-01-06')) },
  ])
  const before = await rowsOf("SELECT * FROM watched_clocks WHERE kind = 'notice' ORDER BY clock_key")
  await DB.exec("UPDATE calendar_versions SET done_at = NULL WHERE version LIKE '%+1'")
  await runUntilDone()
  expect(await rowsOf("SELECT * FROM watched_clocks WHERE kind = 'notice' ORDER BY clock_key")).toEqual(
    before,
  )
})

test('is what was said of a receipt on a day that is now a day off withdrawn, and said again when it is true?', async () => {
  await urged()
  vi.setSystemTime(at('2027-01-05T10:00'))
  await sweep()
  expect(await saidOf('notice')).toEqual(['sign yellow 1 proposed'])
  await publish2027()
  expect(await saidOf('notice')).toEqual(['sign yellow 1 withdrawn'])
  vi.setSystemTime(at('2027-01-05T23:59'))
  await sweep()
  expect(await saidOf('notice')).toHaveLength(1)
  vi.setSystemTime(at('2027-01-06T00:00'))
  await sweep()
  expect(await saidOf('notice')).toEqual(['sign yellow 1 withdrawn', 'sign yellow 2 proposed'])
})

test('is a receipt that is late only by a calendar published later held against nobody, by the next one either?', async () => {
  await publish2027()
  vi.setSystemTime(at('2027-01-08T15:00'))
  await watchedClock('late-case', Date.now(), { stages: JSON.stringify([{ stage: 'urge', at: Date.now() }]) })
  await sweep()
  // Friday the 8th at three: delivered on Monday the 11th, to be signed for by Tuesday.
  expect(await clocksOf('notice')).toContain('sign 2027-01-12 running 1')
  await DB.exec(
    "UPDATE watched_clocks SET from_on = '2027-01-08' WHERE kind = 'notice' AND clock_key = 'sign'",
  )
  vi.setSystemTime(at('2027-01-12T15:00'))
  // The weekend is worked: the first working day after Friday was Saturday.
  await openYear2027([], ['2027-01-09', '2027-01-10'])
  await runUntilDone()
  expect(await clocksOf('notice')).toContain('sign 2027-01-09 running 2')
  await sweep()
  expect((await saidOf('notice')).filter((line) => String(line).includes('yellow'))).toEqual([])
  await openYear2027(['2027-05-03'], [])
  await runUntilDone()
  await sweep()
  expect((await saidOf('notice')).filter((line) => String(line).includes('yellow'))).toEqual([])
})

const CLOCK: WatchedClock = {
  kind: 'rectification',
  subject: 'order-1',
  key: 'rectify',
  step: 'decision',
  basis: 'law',
  law: '整改期限',
  scope: 'whole',
  itemCode: null,
  department: 'city-management',
  person: null,
  fromAt: startOfDayAt(day('2026-12-21')),
  fromOn: day('2026-12-21'),
  unit: 'workday',
  length: 15,
  dueOn: day('2027-01-12'),
  dueAt: endOfDayAt(day('2027-01-12')),
  provisional: true,
  status: 'running',
  stoppedAt: null,
}

test('does whatever is reckoned in working days follow, while a day that somebody named stays?', async () => {
  const ctx = await clockContext()
  const named: WatchedClock = { ...CLOCK, subject: 'order-2', unit: 'day', length: 22 }
  await ctx.database.write([...watchFirst(ctx, [CLOCK, named])])
  await DB.exec("UPDATE watched_clocks SET post = '窗口负责人' WHERE subject = 'order-1'")
  await publish2027()
  expect(
    await rowsOf(
      'SELECT subject, due_on, provisional, post, epoch, stages LIKE \'%"red"%\' AS red FROM watched_clocks ORDER BY subject',
    ),
  ).toEqual([
    { subject: 'order-1', due_on: '2027-01-13', provisional: 0, post: '窗口负责人', epoch: 2, red: 1 },
    { subject: 'order-2', due_on: '2027-01-12', provisional: 0, post: '经办人', epoch: 2, red: 1 },
  ])
})

test('do the limits that an order of rectification shows follow, those of its last round alone?', async () => {
  const ctx = await clockContext()
  const clock = (key: string, fromOn: string, length: number, dueOn: string, ended: string | null) => ({
    ...CLOCK,
    key,
    fromOn: day(fromOn),
    length,
    dueOn: day(dueOn),
    dueAt: endOfDayAt(day(dueOn)),
    ...(ended === null ? {} : { status: 'ended' as const, stoppedAt: endOfDayAt(day(ended)) }),
  })
  const [contactBy, rectifyBy] = ['2027-01-04', '2027-01-06'].map((on) => endOfDayAt(day(on)))
  await DB.prepare(
    `INSERT INTO rectifications (number, source, source_id, department, anonymous, state, seq, round, appeal, policy, opened_at,
       opened_on, contact_due_at, rectify_due_at, updated_at)
     VALUES ('order-1', 'rating', 'a-rating', 'city-management', 0, 'contacted', 9, 10, 'none', 'standard', 0, '2026-12-21', ?, ?, 0)`,
  )
    .bind(contactBy, rectifyBy)
    .run()
  await ctx.database.write([
    ...watchFirst(ctx, [
      clock('contact/9', '2026-12-31', 1, '2027-01-04', '2027-01-05'),
      clock('rectify/9', '2026-12-21', 9, '2027-01-03', '2027-01-04'),
      clock('rectify/10', '2026-12-30', 4, '2027-01-06', null),
    ]),
  ])
  await publish2027()
  expect(await rowsOf('SELECT contact_due_at, rectify_due_at FROM rectifications')).toEqual([
    { contact_due_at: endOfDayAt(day('2027-01-05')), rectify_due_at: endOfDayAt(day('2027-01-07')) },
  ])
})

test('does a parcel that is still to be posted follow, and what its list says of it?', async () => {
  const ctx = await clockContext()
  const shipment = '00000000-0000-7000-8000-000000000001'
  const posting: WatchedClock = {
    ...CLOCK,
    kind: 'shipment',
    subject: 'a-case',
    key: `paperPost/${shipment}`,
    basis: 'agreement',
    fromOn: day('2026-12-30'),
    length: 2,
    dueOn: day('2027-01-04'),
    dueAt: endOfDayAt(day('2027-01-04')),
  }
  await ctx.database.write([...watchFirst(ctx, [posting])])
  await DB.prepare(
    `INSERT INTO exchange_shipments (partner, shipment_id, case_number, direction, state, papers, post_due_on, due_at, created_at, updated_at)
     VALUES ('510117', ?, 'a-case', 'out', 'planned', '[]', '2027-01-04', ?, 0, 0)`,
  )
    .bind(shipment, posting.dueAt)
    .run()
  await publish2027()
  expect(await clocksOf('shipment')).toEqual([`paperPost/${shipment} 2027-01-05 running 2`])
  expect(await rowsOf('SELECT post_due_on, due_at FROM exchange_shipments')).toEqual([
    { post_due_on: '2027-01-05', due_at: endOfDayAt(day('2027-01-05')) },
  ])
})

test('has a card as many working days to be looked at and appealed as its policy gives, and never fewer than it was told?', async () => {
  vi.setSystemTime(at('2026-12-31T10:00'))
  const told = {
    // One working day, and five after it, by the plain week.
    stands_at: endOfDayAt(day('2027-01-04')),
    appeal_by: endOfDayAt(day('2027-01-11')),
  }
  await dueCard('1', Date.now(), told)
  await dueCard('2', Date.now() + 1, { ...told, state: 'standing' })
  await dueCard('3', Date.now() + 2, { ...told, state: 'revoked' })
  const terms = () => rowsOf('SELECT id, stands_at, appeal_by FROM supervision_cards ORDER BY id')
  await publish2027()
  const later = { stands_at: endOfDayAt(day('2027-01-05')), appeal_by: endOfDayAt(day('2027-01-12')) }
  const first = [
    { id: '1', ...later },
    { id: '2', stands_at: told.stands_at, appeal_by: later.appeal_by },
    { id: '3', ...told },
  ]
  expect(await terms()).toEqual(first)
  // A working Saturday would give fewer days than people were told.
  await openYear2027(REST, ['2027-01-09'])
  await runUntilDone()
  expect(await terms()).toEqual(first)
})

test('does a case that was closed late on a provisional day draw its red card once the calendar bears it out?', async () => {
  on('2026-12-07', '09:00')
  const late = await handIn((who) => advertising(who))
  const calm = await handIn((who) => advertising(who))
  const cards = async () =>
    (
      await rowsOf(
        "SELECT basis || ' ' || colour || ' ' || state AS line FROM supervision_cards WHERE subject = ? ORDER BY 1",
        late.number,
      )
    ).map(({ line }) => line)
  on('2027-01-04', '09:00')
  must(await asOwner(calm, 'withdraw', {}), 200)
  on('2027-01-12', '09:00')
  must(await asOwner(late, 'withdraw', {}), 200)
  await sweep()
  expect(await cards()).toEqual(['promise yellow proposed'])
  await publish2027()
  await sweep()
  expect(await cards()).toEqual(['law red proposed', 'promise yellow proposed'])
  expect(
    await rowsOf("SELECT 1 FROM supervision_cards WHERE subject = ? AND colour = 'red'", calm.number),
  ).toEqual([])
})

test('is what was said of a closed case withdrawn where the calendar makes it in time?', async () => {
  on('2026-12-07', '09:00')
  const late = await handIn((who) => advertising(who))
  on('2027-01-08', '09:00')
  await sweep()
  must(await asOwner(late, 'withdraw', {}), 200)
  await sweep()
  const law = () =>
    rowsOf(
      "SELECT stage, state FROM supervision_notices WHERE subject = ? AND basis = 'law' AND level > 0 ORDER BY stage",
      late.number,
    )
  expect(await law()).toEqual([
    { stage: 'supervise', state: 'open' },
    { stage: 'urge', state: 'open' },
  ])
  await publish2027([...REST, '2027-01-05', '2027-01-06', '2027-01-07'])
  expect(await law()).toEqual([
    { stage: 'supervise', state: 'withdrawn' },
    { stage: 'urge', state: 'withdrawn' },
  ])
})

test('goes everything that was said about not answering a notice with the notice?', async () => {
  vi.setSystemTime(at('2026-12-22T09:00'))
  const ctx = await clockContext()
  const clock: WatchedClock = {
    ...CLOCK,
    kind: 'case',
    subject: 'moved-case',
    key: 'decision/promise',
    basis: 'promise',
    fromOn: day('2026-12-14'),
    fromAt: startOfDayAt(day('2026-12-14')),
    length: 5,
    dueOn: day('2026-12-21'),
    dueAt: endOfDayAt(day('2026-12-21')),
    provisional: false,
  }
  await ctx.database.write([...watchFirst(ctx, [clock])])
  await sweep()
  const [urge] = await rowsOf("SELECT id, number FROM supervision_notices WHERE stage = 'urge'")
  vi.setSystemTime(at('2026-12-29T10:00'))
  await sweep()
  expect(await saidOf('notice')).toEqual([
    'reply supervise 1 open',
    'reply yellow 1 proposed',
    'sign escalate 1 open',
    'sign supervise 1 open',
    'sign yellow 1 proposed',
  ])
  await dueNotice('kept', Date.now(), { kind: 'notice', subject: 'another-number' })
  // The day moves: what was urged was never due.
  const moved = { ...clock, length: 15, dueOn: day('2026-12-31'), dueAt: endOfDayAt(day('2026-12-31')) }
  const later = await clockContext()
  await later.database.write([...watch(later, [moved])])
  expect(await rowsOf('SELECT state FROM supervision_notices WHERE id = ?', String(urge?.id))).toEqual([
    { state: 'withdrawn' },
  ])
  const left = await rowsOf(
    `SELECT state, count(*) AS n FROM (SELECT state FROM supervision_notices WHERE kind = 'notice' AND subject = ?1
       UNION ALL SELECT state FROM supervision_cards WHERE kind = 'notice' AND subject = ?1) GROUP BY state`,
    String(urge?.number),
  )
  expect(left).toEqual([{ state: 'withdrawn', n: 5 }])
  expect(await rowsOf("SELECT state FROM supervision_notices WHERE id = 'kept'")).toEqual([{ state: 'open' }])
})

test('are clocks that follow a calendar found by their own index, and not among those of cases?', async () => {
  const plan = async (sql: string) =>
    (await rowsOf(`EXPLAIN QUERY PLAN ${sql}`)).map(({ detail }) => String(detail))
  const { othersWatched, casesEndedProvisional } = await import('@tongban/store')
  const bound = ({ sql, params }: { sql: string; params: readonly unknown[] }) =>
    params.reduce<string>(
      (text, value) => text.replace('?', typeof value === 'number' ? String(value) : `'${value}'`),
      sql,
    )
  expect(await plan(bound(othersWatched({ kind: 'notice', subject: 'a', key: 'b', limit: 10 })))).toEqual([
    expect.stringContaining('USING INDEX watched_clocks_others'),
  ])
  const closed = await plan(bound(casesEndedProvisional({ after: '5', limit: 10 })))
  expect(closed[0]).toContain('watched_clocks_provisional')
  expect(closed.join('\n')).not.toContain('SCAN')
})
