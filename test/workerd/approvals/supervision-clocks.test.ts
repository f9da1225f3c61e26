import { beforeEach, expect, test, vi } from 'vitest'
import { watchCalendar } from '../../../packages/services/src/calendars/missing.ts'
import { machineFindings } from '../../../packages/services/src/jobs/finding.ts'
import {
  runningWatched,
  runningWatchedOf,
  runningWatchedOfKind,
  standingWatched,
  watchedOfSubject,
} from '../../../packages/store/src/watched-lists.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official, person } from '../../kit.ts'
import { DB, must, NOW, sign, worker } from '../../region.ts'

/** Watched clocks for supervision and departments: what is longest overdue first, by one index, page by page. */

const PATH = '/supervision/v1/clocks'
const DAY_MS = 86_400_000
/** 24:00 of 2026-11-23 in Shanghai. */
const TONIGHT = Date.UTC(2026, 10, 23, 16)

type Made = {
  readonly subject: string
  readonly dueAt: number
  readonly dueOn?: string
  readonly department?: string
  readonly kind?: string
  readonly basis?: string
  readonly item?: string | null
  readonly status?: string
  readonly key?: string
}
async function put(...clocks: readonly Made[]): Promise<void> {
  const rows = clocks.map((made) => ({
    department: 'civil-affairs',
    kind: 'case',
    basis: 'promise',
    item: 'elderly-allowance',
    status: 'running',
    key: 'decision',
    dueOn: '2026-11-20',
    ...made,
  }))
  await DB.prepare(
    `INSERT INTO watched_clocks (kind, subject, clock_key, epoch, step, basis, law, scope, item_code, department, post,
       person, from_at, from_on, unit, length, due_on, due_at, provisional, status, stages, policy, next_at, changed_at)
     SELECT value->>'kind', value->>'subject', value->>'key', 1, 'decision', value->>'basis', '承诺', 'whole',
       value->>'item', value->>'department', '经办人', NULL, 0, '2026-11-02', 'workday', 5, value->>'dueOn',
       value->>'dueAt', 0, value->>'status', '[{"stage":"urge","at":7},{"stage":"supervise","at":9}]', 'standard', 9, 0
     FROM json_each(?)`,
  )
    .bind(JSON.stringify(rows))
    .run()
}

const asked = async (
  role: Parameters<typeof official>[0],
  query = '',
  department = 'services',
  path = PATH,
): Promise<Answered> =>
  ask(worker, await sign(`${role}-1`, official(role, department)), 'GET', `${path}${query}`)
const subjects = ({ body }: Answered) =>
  Array.isArray(body.clocks) ? body.clocks.map(({ subject }: { subject: string }) => subject) : []

beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.exec('DELETE FROM watched_clocks')
})

test('does supervision see the clocks of all departments, longest overdue first, with the next stage and who is in charge?', async () => {
  await put(
    { subject: 'b', dueAt: TONIGHT - 2 * DAY_MS },
    { subject: 'a', dueAt: TONIGHT - 3 * DAY_MS, department: 'market' },
    { subject: 'c', dueAt: TONIGHT, dueOn: '2026-11-23' },
    { subject: 'gone', dueAt: 1, status: 'ended' },
  )
  const page = must(await asked('supervisor'), 200)
  expect(subjects(page)).toEqual(['a', 'b', 'c'])
  expect(page.body).toMatchObject({ department: null, asOf: NOW, next: null })
  expect(page.body.clocks).toMatchObject([
    {
      kind: { code: 'case', zh: '办件' },
      step: { code: 'decision', zh: '作出决定' },
      basis: { code: 'promise', zh: '承诺期限' },
      item: { code: 'elderly-allowance', zh: expect.stringContaining('老') },
      post: '经办人',
      assigned: null,
      overdueWorkdays: 1,
      leftWorkdays: null,
      next: { stage: 'supervise', zh: '督办', at: 9 },
      policy: 'standard',
    },
    { overdueWorkdays: 1 },
    { overdueWorkdays: null, leftWorkdays: 0 },
  ])
})

test('does each filter leave what it says, and a department nobody else’s?', async () => {
  await put(
    { subject: 'over', dueAt: NOW },
    { subject: 'today', dueAt: TONIGHT, basis: 'law' },
    { subject: 'soon', dueAt: TONIGHT + 2 * DAY_MS, item: 'sole-trader-registration' },
    { subject: 'later', dueAt: TONIGHT + 30 * DAY_MS, kind: 'notice', basis: 'supervision', item: null },
    { subject: 'stands', dueAt: TONIGHT, status: 'stands' },
    { subject: 'theirs', dueAt: TONIGHT, department: 'market' },
  )
  const seen = async (query: string) => subjects(must(await asked('supervisor', query), 200))
  expect(await seen('?due=overdue')).toEqual(['over'])
  expect(await seen('?due=today')).toEqual(['theirs', 'today'])
  expect(await seen('?due=soon')).toEqual(['soon'])
  expect(await seen('?status=stands')).toEqual(['stands'])
  expect(await seen('?basis=law')).toEqual(['today'])
  expect(await seen('?kind=notice')).toEqual(['later'])
  expect(await seen('?item=sole-trader-registration')).toEqual(['soon'])
  expect(await seen('?department=market')).toEqual(['theirs'])
  expect(await seen('?department=civil-affairs&due=today&basis=law&status=running&kind=case')).toEqual([
    'today',
  ])
  const own = must(await asked('handler', '', 'civil-affairs'), 200)
  expect(subjects(own)).toEqual(['over', 'today', 'soon', 'later'])
  expect(own.body.department).toBe('civil-affairs')
  expect((await asked('handler', '?department=market', 'civil-affairs')).status).toBe(403)
  expect((await asked('supervisor', '?department=nowhere')).status).toBe(422)
  expect((await asked('supervisor', '?due=never')).status).toBe(422)
})

test('do pages follow one another over equal days without a gap or a repetition, and a cursor fit its own list alone?', async () => {
  const made = Array.from({ length: 7 }, (_, at) => ({
    subject: `s${at}`,
    dueAt: at < 5 ? TONIGHT : TONIGHT + DAY_MS,
  }))
  await put(...made.toReversed(), { subject: 's3', dueAt: TONIGHT, key: 'delivery' })
  const found: string[] = []
  let next: string | null = `${PATH}?limit=3`
  for (let page = 0; page < 5 && next !== null; page += 1) {
    const answer = must(await ask(worker, await sign('s', official('supervisor')), 'GET', next), 200)
    found.push(...subjects(answer))
    next = answer.body.next === null ? null : String(answer.body.next)
    if (page === 0)
      expect(
        (await ask(worker, await sign('s', official('supervisor')), 'GET', `${next}&due=soon`)).status,
      ).toBe(422)
  }
  expect(found).toEqual(['s0', 's1', 's2', 's3', 's3', 's4', 's5', 's6'])
})

test('does the CSV hold the same in the language asked for, and name the page after it?', async () => {
  await put({ subject: '5101162026112300000015', dueAt: NOW }, { subject: '=1+1', dueAt: TONIGHT })
  const answer = must(await asked('supervisor', '?limit=1', 'services', `${PATH}.csv`), 200)
  expect(answer.headers.get('Content-Type')).toContain('text/csv')
  expect(answer.headers.get('Link')).toMatch(/^<\/supervision\/v1\/clocks\.csv\?.*cursor=.*>; rel="next"$/)
  const [head, row] = answer.text.replace('\u{FEFF}', '').split('\r\n')
  expect(head).toContain('编号')
  expect(row).toMatch(/^办件,5101162026112300000015,作出决定,/)
  expect((await asked('supervisor', '', 'services', `${PATH}.csv`)).text).toContain("'=1+1")
})

const NO_FILTERS = { kind: null, basis: null, item: null, step: null, channel: null, partner: null }

test('is every list read by its index, and only as far as the page goes?', async () => {
  const place = { afterAt: -1, afterKind: '~', afterSubject: '', afterKey: '', dueUntil: NOW, limit: 51 }
  const filters = { ...NO_FILTERS, ...place }
  const planOf = async ({ sql, params }: ReturnType<typeof runningWatched>) => {
    const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    return results.map(({ detail }) => detail).join('; ')
  }
  const lists = [
    [runningWatched(filters), 'watched_clocks_due'],
    [runningWatchedOf({ ...filters, department: 'x' }), 'watched_clocks_department'],
    [standingWatched(filters), 'watched_clocks_standing'],
    [runningWatchedOfKind({ ...filters, kind: 'notice', department: null }), 'watched_clocks_kind'],
  ] as const
  for (const [statement, index] of lists) {
    const plan = await planOf(statement)
    expect(plan).toContain(`USING INDEX ${index} `)
    expect(plan).not.toContain('TEMP B-TREE')
  }
})

test('are the clocks of one subject found by the key of the table, and none scanned?', async () => {
  const place = { afterAt: -1, afterKind: '~', afterSubject: '', afterKey: '', dueUntil: NOW, limit: 51 }
  const { sql, params } = watchedOfSubject({
    ...NO_FILTERS,
    subject: 'x',
    status: 'running',
    department: null,
    ...place,
  })
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  expect(results[0]?.detail).toContain('sqlite_autoindex_watched_clocks_1 (kind=? AND subject=?')
})

test('are the clocks of one case, and of one kind, listed in pages, and those of another department not?', async () => {
  await put(
    { subject: 'mine', key: 'a', dueAt: TONIGHT },
    { subject: 'mine', key: 'b', dueAt: TONIGHT - DAY_MS, basis: 'law' },
    { subject: 'mine', key: 'c', dueAt: TONIGHT, status: 'stands' },
    { subject: 'other', dueAt: TONIGHT },
    { subject: 'receipt 1', kind: 'notice', dueAt: TONIGHT, department: 'market' },
    { subject: 'receipt 2', kind: 'notice', dueAt: TONIGHT - DAY_MS },
  )
  const keys = ({ body }: Answered) =>
    Array.isArray(body.clocks) ? body.clocks.map(({ key }: { key: string }) => key) : []
  expect(keys(must(await asked('supervisor', '?subject=mine'), 200))).toEqual(['b', 'a'])
  expect(keys(must(await asked('supervisor', '?subject=mine&status=stands'), 200))).toEqual(['c'])
  expect(keys(must(await asked('supervisor', '?subject=mine&basis=law'), 200))).toEqual(['b'])
  expect(keys(must(await asked('handler', '?subject=mine', 'market'), 200))).toEqual([])
  const first = must(await asked('supervisor', '?subject=mine&limit=1'), 200)
  const next = new URL(String(first.body.next), 'http://region.test')
  expect(keys(must(await asked('supervisor', next.search), 200))).toEqual(['a'])
  next.searchParams.set('subject', 'other')
  expect((await asked('supervisor', next.search)).status).toBe(422)
  expect(subjects(must(await asked('supervisor', '?kind=notice'), 200))).toEqual(['receipt 2', 'receipt 1'])
  expect(subjects(must(await asked('handler', '?kind=notice', 'market'), 200))).toEqual(['receipt 1'])
})

test('does nobody from outside see a clock?', async () => {
  expect((await ask(worker, null, 'GET', PATH)).status).toBe(401)
  expect((await ask(worker, await sign('p', person('510101199003078515')), 'GET', PATH)).status).toBe(403)
  expect((await asked('publisher')).status).toBe(403)
  expect(
    (await asked('supervisor', '?cursor=1%20case%20x%20y.00000000000000000000000000000000')).status,
  ).toBe(422)
})

test('are a year without a calendar and a job that stands still listed among the findings, of no department?', async () => {
  await DB.exec('DELETE FROM supervision_findings')
  const ctx = await clockContext()
  await watchCalendar(ctx)
  await ctx.database.write([
    machineFindings(
      ctx,
      [{ cause: 'jobStopped', subject: 'runner', occasion: '1', law: '', fromAt: NOW }],
      NOW,
    ),
  ])
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  const { body } = must(await ask(worker, token, 'GET', '/supervision/v1/findings'), 200)
  expect(body.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        cause: expect.objectContaining({ code: 'calendarMissing' }),
        subject: '2027',
        department: null,
        law: '全国年节及纪念日放假办法',
        // 15 November, from when on it should have been there.
        fromAt: Date.UTC(2026, 10, 14, 16),
        endedAt: null,
      }),
      expect.objectContaining({ cause: expect.objectContaining({ code: 'jobStopped' }), subject: 'runner' }),
    ]),
  )
})
