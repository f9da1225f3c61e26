import { exports } from 'cloudflare:workers'
import { runJobs } from '@tongban/services'
import { beforeEach, expect, test, vi } from 'vitest'
import { JOBS as TABLE } from '../../../packages/services/src/jobs/table.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import { DB, logged, NOW, sign } from '../../region.ts'

/** The job runner behind the gateway's cron: each scheduled instant runs once, however often and late it is called. */

const MINUTE_MS = 60_000
const JOBS = Object.keys(TABLE)
const EACH_MINUTE = Object.entries(TABLE).flatMap(([name, { periodMinutes }]) =>
  periodMinutes === 1 ? [name] : [],
)
const run = (scheduledAt: number) => exports.Jobs.run({ cron: '* * * * *', scheduledAt })
const states = (runs: readonly { readonly name: string; readonly state: string }[]) =>
  Object.fromEntries(runs.map(({ name, state }) => [name, state]))
const ran = (...names: string[]) =>
  Object.fromEntries(JOBS.map((name) => [name, names.includes(name) ? 'ran' : 'notDue']))

async function listed() {
  const token = await sign('supervisor-1', official('supervisor'))
  const { status, body } = await ask(
    (request) => exports.default.fetch(request),
    token,
    'GET',
    '/supervision/v1/jobs',
  )
  if (status !== 200 || !Array.isArray(body.jobs)) throw new Error(`answered ${status}`)
  const jobs: Record<string, unknown>[] = body.jobs
  return Object.fromEntries(jobs.map((job) => [String(job.name), job]))
}

async function runnerStoppedSince(): Promise<unknown> {
  const token = await sign('supervisor-1', official('supervisor'))
  const { body } = await ask(
    (request) => exports.default.fetch(request),
    token,
    'GET',
    '/supervision/v1/jobs',
  )
  return Object(body.runner).stoppedSince
}

beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.exec('DELETE FROM jobs')
  await DB.exec('DELETE FROM supervision_findings')
})

test('does a first call run every job, and does the list tell when, how late and with what outcome?', async () => {
  expect(states(await run(NOW))).toEqual(ran(...JOBS))
  const jobs = await listed()
  expect(Object.keys(jobs)).toEqual(JOBS)
  expect(jobs.drainOutbox).toEqual({
    name: 'drainOutbox',
    periodMinutes: 1,
    lastScheduledAt: NOW,
    lastStartedAt: NOW,
    lastFinishedAt: NOW,
    lastOutcome: 'delivered 0, waiting 0, dead 0',
    lastLatenessMs: 0,
    lastDurationMs: 0,
    lastRows: 0,
    stoppedSince: null,
    runs: 1,
    failures: 0,
  })
  // Due at 03:00 in Shanghai, seven hours ago.
  expect(jobs.forgetIdempotencyKeys).toMatchObject({ lastLatenessMs: 0, runs: 1 })
  expect(logged.filter((line) => line.includes('"event":"job"'))).toHaveLength(JOBS.length)
})

test('does cron that fires twice for one instant run each job once?', async () => {
  expect(states(await run(NOW))).toEqual(ran(...JOBS))
  expect(states(await run(NOW))).toEqual(ran())
  const both = await Promise.all([run(NOW + MINUTE_MS), run(NOW + MINUTE_MS)])
  const times = both
    .flat()
    .filter(({ state }) => state === 'ran')
    .map(({ name }) => name)
  expect(times.toSorted()).toEqual(EACH_MINUTE.toSorted())
  expect((await listed()).drainOutbox).toMatchObject({ runs: 2 })
})

test('does an instant that comes after a later one not run?', async () => {
  await run(NOW + 5 * MINUTE_MS)
  expect(states(await run(NOW))).toEqual(ran())
})

test('after cron was away, is what was missed made up once, with its lateness recorded?', async () => {
  await run(NOW)
  const back = NOW + 30 * 60 * MINUTE_MS
  vi.setSystemTime(back + 90_000)
  expect(states(await run(back))).toEqual(ran(...JOBS))
  const jobs = await listed()
  // By the first minute that was missed, not the last.
  expect(jobs.drainOutbox).toMatchObject({
    runs: 2,
    lastScheduledAt: back,
    lastLatenessMs: back + 90_000 - (NOW + MINUTE_MS),
  })
  // Missed at 03:00 in Shanghai; cron came back at 16:00 of the day after the first run.
  expect(jobs.forgetIdempotencyKeys).toMatchObject({
    runs: 2,
    lastScheduledAt: Date.UTC(2026, 10, 23, 19),
    lastLatenessMs: back + 90_000 - Date.UTC(2026, 10, 23, 19),
  })
  expect(states(await run(back))).toEqual(ran())
})

test('is a run that died held off for its lease, and then taken over?', async () => {
  const context = await clockContext()
  const dying = {
    ...context.database,
    write: () => Promise.reject(new Error('the isolate is gone')),
  }
  await expect(runJobs({ ...context, database: dying }, NOW)).rejects.toThrow('the isolate is gone')
  vi.setSystemTime(NOW + MINUTE_MS)
  expect(states(await run(NOW + MINUTE_MS)).watchJobs).toBe('notDue')
  vi.setSystemTime(NOW + 5 * MINUTE_MS)
  expect(states(await run(NOW + 5 * MINUTE_MS)).watchJobs).toBe('ran')
})

test('does a job that fails not keep the others, and is it told with the next run free?', async () => {
  const context = await clockContext()
  const { database } = context
  const failing: typeof database = {
    ...database,
    read(statements) {
      if (statements.some(({ sql }) => sql.includes('substr(application_enc')))
        throw new Error('no such page')
      return database.read(statements)
    },
  }
  const runs = await runJobs({ ...context, database: failing }, NOW)
  expect(states(runs)).toEqual({ ...ran(...JOBS), rotateFieldKeys: 'failed' })
  expect((await listed()).rotateFieldKeys).toMatchObject({ failures: 1, lastOutcome: 'no such page' })
  expect(states(await run(NOW + MINUTE_MS)).rotateFieldKeys).toBe('ran')
})

const findings = async (cause: string) => {
  const { results } = await DB.prepare(
    'SELECT subject, occasion, found_at, ended_at FROM supervision_findings WHERE cause = ? ORDER BY found_at, subject',
  )
    .bind(cause)
    .all()
  return results
}

test('is an outage of the runner one finding, shown live while it lasts, found when it is over and then ended?', async () => {
  await run(NOW)
  const back = NOW + 180 * MINUTE_MS
  vi.setSystemTime(back)
  const during = await listed()
  expect(during.sweepStages).toMatchObject({ stoppedSince: NOW + MINUTE_MS })
  expect(during.forgetIdempotencyKeys).toMatchObject({ stoppedSince: null })
  expect(await runnerStoppedSince()).toBe(NOW + MINUTE_MS)
  await run(back)
  const found = { subject: 'runner', occasion: String(NOW + MINUTE_MS), found_at: back }
  expect(await findings('jobStopped')).toEqual([{ ...found, ended_at: null }])
  expect(await runnerStoppedSince()).toBeNull()
  vi.setSystemTime(back + MINUTE_MS)
  await run(back + MINUTE_MS)
  await run(back + MINUTE_MS)
  expect(await findings('jobStopped')).toEqual([{ ...found, ended_at: back + MINUTE_MS }])
})

test('is one job that fails again and again found, once, and ended when it runs again?', async () => {
  await run(NOW)
  const { database, ...context } = await clockContext()
  const failing: typeof database = {
    ...database,
    read(statements) {
      if (statements.some(({ sql }) => sql.includes('WHERE next_due_at <='))) throw new Error('no such page')
      return database.read(statements)
    },
  }
  for (let minute = 1; minute <= 6; minute += 1) {
    vi.setSystemTime(NOW + minute * MINUTE_MS)
    await runJobs({ ...context, database: failing }, NOW + minute * MINUTE_MS)
  }
  const found = {
    subject: 'sweepClocks',
    occasion: String(NOW + MINUTE_MS),
    found_at: NOW + 3 * MINUTE_MS,
  }
  expect(await findings('jobStopped')).toEqual([{ ...found, ended_at: null }])
  for (const minute of [7, 8]) {
    vi.setSystemTime(NOW + minute * MINUTE_MS)
    await run(NOW + minute * MINUTE_MS)
  }
  expect(await findings('jobStopped')).toEqual([{ ...found, ended_at: NOW + 8 * MINUTE_MS }])
})

test('from 15 November on, is a year without a calendar found once, and ended when its calendar is there?', async () => {
  const missing = { subject: '2027', occasion: '2027' }
  const early = Date.UTC(2026, 10, 14, 15, 59)
  vi.setSystemTime(early)
  await run(early)
  expect(await findings('calendarMissing')).toEqual([])
  for (const day of [0, 1, 2]) {
    const at = Date.UTC(2026, 10, 14 + day, 16, 5)
    vi.setSystemTime(at)
    await run(at)
  }
  const found_at = Date.UTC(2026, 10, 14, 16, 5)
  expect(await findings('calendarMissing')).toEqual([{ ...missing, found_at, ended_at: null }])
  await DB.prepare(
    "INSERT INTO calendar_arrangements (seq, year, arrangement, state, proposed_by, proposed_at) VALUES (1, 2027, ?, 'published', 'a', 0)",
  )
    .bind(
      JSON.stringify({
        notice: { title: '2027年放假安排（试验）', number: null, issuedOn: '2026-11-20', url: null },
        rest: ['2027-01-01'],
        work: [],
      }),
    )
    .run()
  const later = Date.UTC(2026, 10, 17, 16, 5)
  vi.setSystemTime(later)
  await run(later)
  expect(await findings('calendarMissing')).toEqual([{ ...missing, found_at, ended_at: later }])
  await DB.exec('DELETE FROM calendar_arrangements')
})

test('are keys of create requests forgotten after a week and not before?', async () => {
  const insert = 'INSERT INTO idempotency_keys (scope, key, body_hash, answer_enc, at) VALUES (?, ?, ?, ?, ?)'
  const day = 24 * 60 * MINUTE_MS
  const current = (await clockContext()).keys.current
  for (const [key, at] of [
    ['older', NOW - 7 * day - 1],
    ['younger', NOW - 7 * day],
  ] as const) {
    await DB.prepare(insert).bind('test', key, 'hash', `v1.${current}.x.x`, at).run()
  }
  await run(NOW)
  const { results } = await DB.prepare('SELECT key FROM idempotency_keys').all()
  expect(results).toEqual([{ key: 'younger' }])
  await DB.exec('DELETE FROM idempotency_keys')
})

test.each([
  ['supervisor', 200],
  ['admin', 200],
  ['auditor', 200],
  ['publisher', 403],
  ['window', 403],
] as const)('is the list of jobs shown to an official who is %s: %i?', async (role, status) => {
  const token = await sign('somebody', official(role))
  const answer = await ask((request) => exports.default.fetch(request), token, 'GET', '/supervision/v1/jobs')
  expect(answer.status).toBe(status)
})

test('can the jobs be run over HTTP?', async () => {
  const token = await sign('admin-1', official('admin'))
  for (const path of ['/supervision/v1/jobs', '/supervision/v1/jobs/run', '/Jobs/run']) {
    const { status } = await ask((request) => exports.default.fetch(request), token, 'POST', path, {})
    expect([path, status]).toEqual([path, path.endsWith('v1/jobs') ? 405 : 404])
  }
})
