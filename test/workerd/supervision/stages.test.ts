import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { recomputeAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watchOlderCases } from '../../../packages/services/src/supervision/watch-older.ts'
import { advertising, asOwner, type Case, handIn, on, take } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  DB,
  must,
  publish,
  RULES,
  settleAllowance,
  sign,
  TODAY,
  tokenOf,
} from '../../region.ts'

/** Stages of real cases in a real database: planned with every change of a case, given by the sweep, withdrawn when untrue. */

const sweep = async () => sweepStages(await clockContext())
type Row = Readonly<Record<string, string | number | null>>
const rows = async (sql: string, ...values: readonly (string | number)[]): Promise<readonly Row[]> =>
  (
    await DB.prepare(sql)
      .bind(...values)
      .all<Row>()
  ).results

/** `promise urge 1` for each thing said of a case: which clock, what, in which epoch. */
const said = async ({ number }: Case) =>
  (
    await rows(
      `SELECT basis || ' ' || stage || ' ' || epoch || ' ' || state AS line, true_at FROM supervision_notices WHERE subject = ?1
       UNION ALL SELECT basis || ' ' || colour || ' ' || epoch || ' ' || state, true_at FROM supervision_cards WHERE subject = ?1
       ORDER BY 2, 1`,
      number,
    )
  ).map(({ line }) => line)
const watched = async ({ number }: Case) =>
  (
    await rows(
      `SELECT step || '/' || basis || ' ' || due_on || ' ' || status || ' ' || epoch AS line FROM watched_clocks
       WHERE subject = ? ORDER BY due_at`,
      number,
    )
  ).map(({ line }) => line)

let left: Case
let stopped: Case
beforeAll(async () => {
  on('2026-03-02')
  left = await handIn((who) => advertising(who))
  stopped = await handIn((who) => advertising(who))
})

test('is a case watched by its promise and by the law from the moment a person has it?', async () => {
  expect(await watched(left)).toEqual([
    'decision/promise 2026-03-16 running 1',
    'decision/law 2026-03-30 running 1',
  ])
  expect(await sweep()).toMatchObject({ clocks: 0, notices: 0 })
})

test('does a case left alone draw each stage once, in its time, by promise and by law?', async () => {
  const days: readonly (readonly [day: string, said: readonly string[]])[] = [
    ['2026-03-13', ['promise warnDays 1 open']],
    ['2026-03-14', ['promise warnShare 1 open']],
    ['2026-03-17', ['promise urge 1 open', 'promise yellow 1 proposed']],
    ['2026-03-18', ['promise supervise 1 open']],
    ['2026-03-20', ['promise escalate 1 open']],
    ['2026-03-24', ['promise bulletin 1 open']],
    ['2026-03-27', ['law warnDays 1 open', 'law warnShare 1 open']],
    ['2026-03-31', ['law red 1 proposed', 'law urge 1 open']],
  ]
  const all: string[] = []
  for (const [day, now] of days) {
    // The last minute before brings nothing.
    on(new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10), '23:59')
    await sweep()
    expect([day, await said(left)]).toEqual([day, all])
    on(day, '00:00')
    await sweep()
    await sweep()
    all.push(...now)
    expect([day, await said(left)]).toEqual([day, all])
  }
})

test('does a special procedure withdraw the reminder that is no longer true, and open an epoch?', async () => {
  on('2026-03-13', '08:00')
  const waiting = await handIn((who) => advertising(who))
  on('2026-03-26', '08:00')
  await sweep()
  expect(await said(waiting)).toEqual(['promise warnDays 1 open'])
  must(await take(waiting, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }), 200)
  expect(await said(waiting)).toEqual(['promise warnDays 1 withdrawn'])
  expect(await watched(waiting)).toContainEqual(expect.stringMatching(/^decision\/promise .* stands 2$/))
  on('2026-03-31', '08:00')
  await sweep()
  expect(await said(waiting)).toEqual(['promise warnDays 1 withdrawn'])
})

test('is a promise that was broken still said after the decision, and nothing that would have come later?', async () => {
  // Nobody has swept since the day before it was over; the owner withdraws a day later.
  on('2026-04-01', '09:00')
  const late = await handIn((who) => advertising(who))
  on('2026-04-14', '09:00')
  await sweep()
  expect(await said(late)).toEqual([])
  on('2026-04-17', '10:00')
  must(await asOwner(late, 'withdraw', {}), 200)
  await sweep()
  expect(await said(late)).toEqual([
    'promise warnDays 1 open',
    'promise warnShare 1 open',
    'promise urge 1 open',
    'promise yellow 1 proposed',
  ])
  on('2026-05-29', '10:00')
  await sweep()
  expect((await said(late)).length).toBe(4)
})

test('are cases that were open before anybody was watched found once, and none of them twice?', async () => {
  on('2026-06-01', '09:00')
  const older = await handIn((who) => advertising(who))
  const before = await watched(older)
  await DB.prepare('DELETE FROM watched_clocks WHERE subject = ?').bind(older.number).run()
  on('2026-06-17', '09:00')
  const first = await watchOlderCases(await clockContext(), null)
  expect(first).toEqual({ cursor: 'done', outcome: 'watched 1', rows: 1 })
  expect(await watched(older)).toEqual(before)
  await sweep()
  expect(await said(older)).toContain('promise yellow 1 proposed')
  expect(await watchOlderCases(await clockContext(), first.cursor)).toEqual({
    cursor: 'done',
    outcome: 'every open case is watched',
    rows: 0,
  })
  expect(await watchOlderCases(await clockContext(), null)).toEqual({
    cursor: 'done',
    outcome: 'watched 0',
    rows: 0,
  })
})

const asked = async (role: 'admin' | 'supervisor', path: string, body?: object) => {
  const token = await sign(`${role}-9`, official(role, 'services'))
  const url = `/supervision/v1/calendar/arrangements${path}`
  return ask((request) => exports.default.fetch(request), token, 'POST', url, body)
}

test('is no red card planned while the year is not published, and is it once it is?', async () => {
  on('2026-12-21', '09:00')
  const open = await handIn((who) => advertising(who))
  const law = async () => {
    const [row] = await rows(
      "SELECT due_on, provisional, epoch, stages FROM watched_clocks WHERE subject = ? AND basis = 'law'",
      open.number,
    )
    return { ...row, stages: String(row?.stages).includes('"red"') }
  }
  await recomputeAtWork(await clockContext(), null)
  const before = await law()
  expect(before).toMatchObject({ provisional: 1, epoch: 1, stages: false })
  const notice = { title: '2027年放假安排（试验）', number: null, issuedOn: '2026-12-21', url: null }
  const proposed = must(await asked('admin', '', { year: 2027, notice, rest: ['2027-01-01'], work: [] }), 201)
  must(await asked('supervisor', `/${proposed.body.id}/publish`), 200)
  for (let minute = 5; minute < 15; minute += 1) {
    on('2026-12-21', `09:${String(minute).padStart(2, '0')}`)
    await recomputeAtWork(await clockContext(), null)
  }
  expect(await law()).toMatchObject({ provisional: 0, epoch: 2, stages: true })
})

test('is nobody watched who was granted at once?', async () => {
  on(TODAY, '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  const old = citizen('1940-05-06')
  await settleAllowance(old)
  const granted = must(await apply(await tokenOf(old), allowance(old)), 201)
  expect(granted.body.outcome).toBe('approve')
  expect(
    await rows('SELECT * FROM watched_clocks WHERE subject = ?', String(granted.body.caseNumber)),
  ).toEqual([])
})

test('does the sweep find what is due by its index alone?', async () => {
  const plan = await rows(
    'EXPLAIN QUERY PLAN SELECT * FROM watched_clocks WHERE next_at <= 1 ORDER BY next_at LIMIT 10',
  )
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH watched_clocks USING INDEX watched_clocks_next (next_at<?)',
  ])
  expect(stopped.number).not.toBe(left.number)
})
