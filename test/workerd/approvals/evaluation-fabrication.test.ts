import { evaluationJobsOf } from '@tongban/services'
import {
  type EvaluationRow,
  fabricationCounts,
  fivesAtWindow,
  fivesOfRegion,
  fivesUnnamed,
  insertDefaults,
  insertEvaluation,
  knownOccasions,
  publishedEvaluationPolicies,
  ratingBefore,
  ratingsAtWindow,
  ratingsEntered,
  ratingsOfDevice,
  ratingsOfNewOfficials,
  ratingsOfStaff,
  ratingsUnnamed,
  type Statement,
  servedUntil,
  suspectRatings,
} from '@tongban/store'
import { beforeEach, expect, test, vi } from 'vitest'
import { detectFabrication } from '../../../packages/services/src/evaluations/fabrication/detect.ts'
import { FIGURES } from '../../../packages/services/src/evaluations/fabrication/look.ts'
import { officialIndex } from '../../../packages/services/src/staff/names.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { ask, official } from '../../kit.ts'
import { rating as rate, rateAs, served } from '../../rated.ts'
import {
  asOfficial,
  type Citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** False ratings are found, honest ones are not; each occasion once; nothing happens to the ratings. */

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000]
const DEPARTMENT = 'civil-affairs'
const WINDOW = 'civil-affairs/window-3'

let made = 0
function rating(change: Partial<EvaluationRow> = {}): EvaluationRow {
  made += 1
  const { at = NOW } = change
  return {
    id: crypto.randomUUID(),
    caseNumber: `5101162026112${String(made).padStart(9, '0')}`,
    serviceNumber: 1,
    region: '',
    revision: 1,
    level: 5,
    options: '[]',
    dictionary: '1',
    anonymous: 0,
    evaluator: null,
    channel: 'pad',
    enteredBy: 'terminal-1',
    device: null,
    viaRegion: null,
    itemCode: 'elderly-allowance',
    department: DEPARTMENT,
    window: WINDOW,
    staff: 'staff-1',
    holder: `holder-${made}`,
    visit: null,
    servedAt: at - 20 * SECOND,
    servedOn: '2026-11-23',
    at,
    hasText: 0,
    ...change,
  }
}
const every = (ms: number, count: number, change: (n: number) => Partial<EvaluationRow> = () => ({})) =>
  Array.from({ length: count }, (_, n) => rating({ at: NOW + n * ms, ...change(n) }))
const web = (change: Partial<EvaluationRow> = {}): Partial<EvaluationRow> => ({
  channel: 'web',
  enteredBy: null,
  window: null,
  staff: null,
  ...change,
})

async function given(...rows: readonly EvaluationRow[]): Promise<void> {
  const ctx = await clockContext()
  for (let at = 0; at < rows.length; at += 100) {
    const written = await ctx.database.write(rows.slice(at, at + 100).map((row) => insertEvaluation(row)))
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
}
const detect = async (cursor: string | null = null) => detectFabrication(await clockContext(), cursor)

type Found = {
  readonly cause: string
  readonly subject: string
  readonly department: string
  readonly person: string | null
  readonly occasion: string
  readonly facts: string
}
const found = async (): Promise<readonly Found[]> =>
  (
    await DB.prepare(
      "SELECT cause, subject, department, person, occasion, facts FROM supervision_findings WHERE kind = 'evaluation' ORDER BY cause, subject, occasion",
    ).all<Found>()
  ).results
const causes = async () => (await found()).map(({ cause }) => cause)
const ratingsNow = async () => (await DB.prepare('SELECT * FROM evaluations ORDER BY rowid').all()).results

beforeEach(async () => {
  vi.setSystemTime(NOW + HOUR)
  await DB.batch(['evaluations', 'supervision_findings'].map((table) => DB.prepare(`DELETE FROM ${table}`)))
})

test('is a burst of false fives found once, put before the supervisors, counted in public, and nothing done to the ratings?', async () => {
  await given(
    ...every(40 * SECOND, 6, (n) => ({ at: NOW - (6 - n) * 40 * SECOND, level: 3 + (n % 2) })),
    ...every(5 * SECOND, 8),
  )
  const before = await ratingsNow()
  const first = await detect()
  expect(first.outcome).toBe('found 1')
  expect(await found()).toMatchObject([
    {
      cause: 'ratingAllFives',
      subject: WINDOW,
      department: DEPARTMENT,
      person: 'staff-1',
      occasion: String(NOW + 20 * SECOND),
    },
  ])
  // Again from the beginning, from where it was, and from nowhere.
  for (const cursor of [null, first.cursor, 'no cursor'])
    expect((await detect(cursor)).outcome).toBe('found 0')
  expect(await causes()).toHaveLength(1)
  expect(await ratingsNow()).toEqual(before)

  const { body } = must(
    await asOfficial('supervisor', 'GET', '/supervision/v1/findings?cause=ratingAllFives'),
    200,
  )
  expect(body.findings).toMatchObject([
    { cause: { zh: expect.stringMatching(/\S/) }, kind: 'evaluation', step: { zh: '评价' }, endedAt: null },
  ])
  const ctx = await clockContext()
  const [counts] = await ctx.database.read([fabricationCounts({ fromAt: 0, untilAt: NOW + DAY })])
  expect(counts).toEqual([{ month: '2026-11', cause: 'ratingAllFives', found: 1, open: 1 }])
})

test('does each detector find its own, at windows, terminals, devices and officials?', async () => {
  const operator = await officialIndex((await clockContext()).keys, 'demo-510116-civil-affairs-handler')
  await given(
    ...every(25 * SECOND, 20, (n) => ({ level: 2 + (n % 3) })),
    ...every(10 * SECOND, 5, () => web({ channel: 'selfService', enteredBy: 'kiosk-9' })),
    ...every(HOUR, 6, () => web({ device: 'd'.repeat(32), level: 4 })),
    ...every(HOUR, 12, (n) =>
      web({ staff: 'staff-2', level: 4, at: NOW + n * HOUR, servedAt: NOW + n * HOUR - 2 * SECOND }),
    ),
    rating(web({ evaluator: operator, level: 4 })),
    rating(web({ channel: 'hotline', enteredBy: operator, level: 4 })),
    // Two honest ones on a device of their own, and a pad that somebody pressed at once.
    ...every(MINUTE, 2, () => web({ device: 'e'.repeat(32) })),
    rating({ window: 'services/window-1', servedAt: NOW - SECOND }),
  )
  vi.setSystemTime(NOW + DAY)
  await detect()
  const rows = await found()
  expect(rows.map(({ cause, subject, department }) => [cause, subject, department])).toMatchObject([
    ['ratingAllFives', 'terminal/kiosk-9', DEPARTMENT],
    ['ratingAtOnce', 'staff/staff-2', DEPARTMENT],
    ['ratingBurst', WINDOW, DEPARTMENT],
    ['ratingOwnIdentity', expect.stringMatching(/^rating\//), DEPARTMENT],
    ['ratingOwnIdentity', expect.stringMatching(/^rating\//), DEPARTMENT],
    ['ratingSameDevice', `device/${'d'.repeat(16)}`, ''],
  ])
  // Never a case, a holder, or who rated.
  const said = JSON.stringify(rows.map(({ person: _, ...row }) => row))
  expect(said).not.toMatch(/holder-|5101162026/)
  expect(said).not.toContain(operator)
})

test('does the finding of sealed ratings tell the department days and no instants, and one of a single sealed rating nothing?', async () => {
  const operator = await officialIndex((await clockContext()).keys, 'demo-510116-civil-affairs-handler')
  await given(
    ...every(5 * SECOND, 5, (n) => ({ anonymous: n === 0 ? 1 : 0 })),
    rating(web({ anonymous: 1, evaluator: operator })),
  )
  await detect()
  const [fives, own] = await found()
  const midnight = Date.UTC(2026, 10, 22, 16)
  expect(JSON.parse(fives?.facts ?? '')).toMatchObject({
    count: 5,
    fromAt: midnight,
    untilAt: midnight + DAY,
  })
  expect(own).toMatchObject({ cause: 'ratingOwnIdentity', department: '' })
  const listed = must(await asOfficial('supervisor', 'GET', '/supervision/v1/findings'), 200)
  expect(listed.text).toContain('ratingOwnIdentity')
})

test('is a burst found that begins on one page and ends on the next, and one occasion that goes on over pages once?', async () => {
  // 500 ratings are a page: honest ones at many windows first.
  const honest = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      rating({ at: NOW - HOUR, window: `services/window-${made + n}`, enteredBy: `pad-${made + n}` }),
    )
  await given(...honest(497), ...every(10 * SECOND, 6), ...honest(600), ...every(10 * SECOND, 4))
  expect((await detect()).outcome).toBe('found 1')
  // Later, by a run of its own, in the same hour and then in another.
  await given(...every(10 * SECOND, 5, (n) => ({ at: NOW + 30 * MINUTE + n * 10 * SECOND })))
  expect((await detect()).outcome).toBe('found 0')
  await given(...every(10 * SECOND, 5, (n) => ({ at: NOW + 3 * HOUR + n * 10 * SECOND })))
  expect((await detect()).outcome).toBe('found 1')
  expect(await causes()).toEqual(['ratingAllFives', 'ratingAllFives'])
})

test('does the place after each run say where the next begins, and does a run break off without losing anything?', async () => {
  await given(...every(10 * SECOND, 3))
  const first = await detect()
  await given(...every(10 * SECOND, 3, (n) => ({ at: NOW + (3 + n) * 10 * SECOND })))
  const second = await detect(first.cursor)
  expect(second.outcome).toBe('found 1')
  expect(Number.parseInt(second.cursor, 10)).toBe(Number.parseInt(first.cursor, 10) + 3)
  expect(await detect(second.cursor)).toEqual({ cursor: second.cursor, outcome: 'found 0' })
})

test('are more places than are looked at together all looked at?', async () => {
  const windows = Array.from({ length: 53 }, (_, n) => `services/window-${n}`)
  for (const window of windows) await given(...every(2 * SECOND, 5, () => ({ window, enteredBy: null })))
  expect((await detect()).outcome).toBe('found 53')
  expect(new Set((await found()).map(({ subject }) => subject))).toEqual(new Set(windows))
})

test('does an honest busy day of several windows give nothing, in one read a page and no write?', async () => {
  const day = Array.from({ length: 600 }, (_, n) =>
    rating({
      at: NOW + Math.floor(n / 8) * 5 * MINUTE + (n % 8) * SECOND,
      window: `services/window-${n % 8}`,
      level: 5 - (n % 3 === 0 ? 1 : 0),
    }),
  )
  await given(...day)
  vi.setSystemTime(NOW + DAY)
  const { counted, taken } = countTrips(DB)
  const ctx = await clockContext({ DB: counted })
  expect((await detectFabrication(ctx, null)).outcome).toBe('found 0')
  // Where to begin, and two pages.
  expect(taken()).toBe(3)
  expect(await causes()).toEqual([])
})

test('are false fives found that come through the door, from one device and from nowhere?', async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  const tokens: string[] = []
  for (let n = 0; n < 13; n += 1) tokens.push((await served(await newcomer())).token)
  vi.setSystemTime(NOW + 2 * HOUR)
  for (const [n, token] of tokens.entries()) {
    vi.setSystemTime(Date.now() + 4 * SECOND)
    must(await rateAs(null, rate(token, n < 8 ? {} : { device: 'the same phone' })), 201)
  }
  expect((await detect()).outcome).toBe('found 3')
  expect((await found()).map(({ cause, subject }) => [cause, subject])).toEqual([
    ['ratingAllFives', expect.stringMatching(/^device\//)],
    ['ratingAllFives', `online/${DEPARTMENT}`],
    ['ratingSameDevice', expect.stringMatching(/^device\//)],
  ])
})

/** An official whose token carries the number of this citizen. */
const officialAs = (who: Citizen, department: string) =>
  sign('handler-who-is-a-citizen', {
    ...official('handler', department),
    id_kind: 'residentId',
    id_number: who.idNumber,
  })

test('is an official found who rates their own department as a citizen, also where they became known only afterwards?', async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await DB.prepare('DELETE FROM official_identities').run()
  const [who, other] = [await newcomer(), await newcomer()]
  const given = async (citizen: Citizen) => (await served(citizen)).token
  must(await rateAs(await tokenOf(who), rate(await given(who))), 201)
  must(await rateAs(await tokenOf(other), rate(await given(other))), 201)
  const before = await detect()
  expect(before.outcome).toBe('found 0')
  // Any request will do; an official of another department rates as anybody.
  must(await ask(worker, await officialAs(other, 'health'), 'GET', '/evaluations/v1/evaluations'), 200)
  must(await ask(worker, await officialAs(who, DEPARTMENT), 'GET', '/evaluations/v1/evaluations'), 200)
  const after = await detect(before.cursor)
  expect(after.outcome).toBe('found 1')
  expect(await causes()).toEqual(['ratingOwnIdentity'])
  expect((await detect(after.cursor)).outcome).toBe('found 0')
  const stored = JSON.stringify((await DB.prepare('SELECT * FROM official_identities').all()).results)
  expect(stored).not.toContain(who.idNumber)
  expect(stored).not.toContain(who.name)
})

test('are all ratings of one who became known looked at, also where they are more than a page holds?', async () => {
  await DB.prepare('DELETE FROM official_identities').run()
  // Older than what is looked at anyway, and never two on one day, so that nothing else is found in them.
  await given(...every(HOUR, 503, (n) => web({ holder: 'known-later', level: 4, at: NOW - (n + 1) * HOUR })))
  const before = await detect()
  expect(before.outcome).toBe('found 0')
  await DB.prepare(
    'INSERT INTO official_identities (identity, official, department, seen_at) VALUES (?, ?, ?, ?)',
  )
    .bind('known-later', 'official-1', DEPARTMENT, NOW)
    .run()
  const ownOnes = async () => (await causes()).filter((cause) => cause === 'ratingOwnIdentity').length
  const after = await detect(before.cursor)
  expect(await ownOnes()).toBe(503)
  expect((await detect(after.cursor)).outcome).toBe('found 0')
  await DB.prepare('DELETE FROM official_identities').run()
})

test('is it found at once where they are known, and is an official kept once a day in an isolate, after the answer?', async () => {
  await DB.prepare('DELETE FROM official_identities').run()
  const who = await newcomer()
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  const path = '/evaluations/v1/dictionary'
  await send(await requestAs(who, path))
  const first = taken()
  await send(await requestAs(who, path))
  expect([first, taken()]).toEqual([1, 0])
  vi.setSystemTime(NOW + DAY)
  await send(await requestAs(who, path))
  expect(taken()).toBe(1)
  const { results } = await DB.prepare('SELECT official, department, seen_at FROM official_identities').all()
  expect(results).toEqual([
    { official: expect.stringMatching(/^[0-9a-f]{32}$/), department: DEPARTMENT, seen_at: NOW + DAY },
  ])
  must(await rateAs(null, rate((await served(who)).token, { level: 3, options: [] })), 201)
  expect((await detect()).outcome).toBe('found 1')
  // Whoever has left for long is forgotten.
  vi.setSystemTime(NOW + 500 * DAY)
  await evaluationJobsOf(await clockContext()).expireInvitations(null)
  expect((await DB.prepare('SELECT 1 FROM official_identities').all()).results).toEqual([])
})
const requestAs = async (who: Citizen, path: string) =>
  new Request(`https://region.test${path}`, {
    headers: { Authorization: `Bearer ${await officialAs(who, DEPARTMENT)}` },
  })

test('is one false five every twenty seconds found at a window, and online, where nothing is known of who gave it?', async () => {
  const places = [
    () => ({ channel: 'web', enteredBy: null, staff: 'staff-1' }),
    () => web({ department: 'transport' }),
  ] as const
  for (const [at, place] of places.entries())
    await given(
      ...every(10 * MINUTE, 80, (n) => ({
        ...place(),
        at: NOW - (80 - n) * 10 * MINUTE,
        level: n % 2 === 0 ? 5 : 3 + (n % 2),
        holder: `before-${at}-${n}`,
      })),
    )
  const before = await detect()
  expect(before.outcome).toBe('found 0')
  for (const place of places) await given(...every(20 * SECOND, 50, place))
  vi.setSystemTime(NOW + HOUR)
  const first = await detect(before.cursor)
  expect(first.outcome).toBe('found 2')
  expect((await found()).map(({ cause, subject, person }) => [cause, subject, person])).toEqual([
    ['ratingUnlikelyFives', WINDOW, 'staff-1'],
    ['ratingUnlikelyFives', 'online/transport', null],
  ])
  // As they go on it is the same occasion.
  for (const place of places)
    await given(...every(20 * SECOND, 20, (n) => ({ ...place(), at: NOW + (50 + n) * 20 * SECOND })))
  expect((await detect(first.cursor)).outcome).toBe('found 0')
})

test('are amendments no ratings of their own?', async () => {
  await given(...every(10 * SECOND, 4, () => ({ revision: 1 })))
  await given(...every(10 * SECOND, 4, () => ({ revision: 2 })))
  expect((await detect()).outcome).toBe('found 0')
})

const LOOK = { key: 'k', department: 'd', since: 0, untilAt: 9, limit: 100 }
test.each<[string, Statement<unknown>, readonly string[]]>([
  [
    'a page of ratings and of those beside each',
    suspectRatings({ ...FIGURES, after: 0, limit: 500 }),
    [
      'INTEGER PRIMARY KEY (rowid>?)',
      'evaluations_window (',
      'evaluations_entered (',
      'evaluations_device (',
      'evaluations_department (',
    ],
  ],
  ['ratings at a window', ratingsAtWindow(LOOK), ['evaluations_window (']],
  ['ratings of a terminal', ratingsEntered(LOOK), ['evaluations_entered (']],
  ['ratings of a device', ratingsOfDevice(LOOK), ['evaluations_device (']],
  ['ratings of an official', ratingsOfStaff(LOOK), ['evaluations_department (']],
  ['ratings of nobody known', ratingsUnnamed(LOOK), ['evaluations_department (']],
  [
    'ratings of officials who became known',
    ratingsOfNewOfficials({ after: 0, since: 0, limit: 10, lastOfficial: 0, lastRow: 0 }),
    ['evaluations_department (', 'official_identities_identity ('],
  ],
  ['what a window had before', fivesAtWindow({ key: 'k', since: 0, before: 9 }), ['evaluations_window (']],
  ['what came online before', fivesUnnamed({ key: 'k', since: 0, before: 9 }), ['evaluations_department (']],
  ['what the region has', fivesOfRegion({ since: 0, before: 9 }), ['evaluations_at (']],
  ['the beginning', ratingBefore({ since: 1 }), ['evaluations_at (']],
  ['what is known', knownOccasions({ candidates: '[]' }), ['supervision_findings_once (']],
  ['the counts', fabricationCounts({ fromAt: 0, untilAt: 9 }), ['supervision_findings_found (']],
  [
    'services that ran out',
    servedUntil({ at: 0, caseNumber: '', serviceNumber: 0, before: 9, limit: 1000 }),
    ['service_events_at (', 'evaluations_once (', 'evaluations_visit_once ('],
  ],
  [
    'silent services',
    insertDefaults({ services: '[]', now: 1 }),
    ['evaluations_once (', 'evaluations_visit_once ('],
  ],
  ['policies', publishedEvaluationPolicies({ today: '2026-11-23' }), ['evaluation_policies_state (']],
])(
  'does reading %s go by spans of indexes and never through a whole table?',
  async (_, { sql, params }, indexes) => {
    const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail)
    for (const index of indexes)
      expect(
        plan.some((line) => line.includes(index)),
        index,
      ).toBe(true)
    expect(plan.filter((line) => /^SCAN (?!j |e$|n$|\(subquery)/.test(line))).toEqual([])
  },
)
