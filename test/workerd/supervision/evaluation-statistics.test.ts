import { evaluationJobsOf } from '@tongban/services'
import { beforeAll, expect, test, vi } from 'vitest'
import { rollUpEvaluations } from '../../../packages/services/src/evaluations/statistics/roll-up.ts'
import { insertRows } from '../../case-stories.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import { DB, must, NOW, sign, worker } from '../../region.ts'

/** The statistics over HTTP: who sees what, page by page, as CSV, and the public cut of a month that is over. */
const STATISTICS = '/evaluations/v1/statistics'
const OCTOBER = Date.UTC(2026, 9, 12, 2)

/** How many of each level, 5 first; window `=1` would be a formula. */
const RATED = [
  ['civil-affairs', 'elderly-allowance', '=1', 'pad', [40, 20, 9, 2, 1]],
  ['civil-affairs', 'graduate-settlement', '', 'web', [30, 8, 0, 0, 0]],
  ['market-supervision', 'sole-trader-registration', '', 'web', [70, 30, 12, 9, 6]],
  ['transport', 'road-occupation', '', 'app', [1, 0, 1, 0, 1]],
] as const

const rows = RATED.flatMap(([department, item, window, channel, counts]) =>
  counts.flatMap((count, at) =>
    Array.from({ length: count }, () => ({ department, item, window, channel, level: 5 - at })),
  ),
).map((each, at) => ({ ...each, caseNumber: String(at).padStart(22, '0') }))

beforeAll(async () => {
  vi.setSystemTime(NOW)
  await insertRows(
    DB,
    'service_events',
    rows.flatMap(({ caseNumber, department, window }) =>
      [1, 2].map((service) => ({
        case_number: caseNumber,
        service_number: service,
        kind: 'decision',
        channel: 'web',
        department_code: department,
        at: OCTOBER,
        window: window === '' ? null : window,
      })),
    ),
  )
  await insertRows(
    DB,
    'evaluations',
    rows.map(({ caseNumber, department, item, window, channel, level }) => ({
      id: caseNumber,
      case_number: caseNumber,
      service_number: 1,
      region: '',
      revision: 1,
      level,
      options: JSON.stringify(level === 5 ? ['513', '510'] : []),
      dictionary: '2021',
      anonymous: 0,
      channel,
      item_code: item,
      department,
      window: window === '' ? null : window,
      holder: caseNumber,
      served_at: OCTOBER,
      served_on: '2026-10-12',
      at: OCTOBER + 1,
      has_text: 0,
    })),
  )
  const { outcome } = await rollUpEvaluations(await clockContext())
  expect(outcome).toMatch(/caught up$/)
})

const as = async (role: Parameters<typeof official>[0], department: string) => {
  const token = await sign(`${role}-of-${department}`, official(role, department))
  return (query: string) => ask(worker, token, 'GET', `${STATISTICS}${query}`)
}
type Group = {
  readonly department: { readonly code: string } | null
  readonly item: { readonly code: string } | null
  readonly counts: Readonly<Record<string, number>>
  readonly figures: Readonly<Record<string, unknown>>
  readonly options: readonly { readonly code: string; readonly n: number }[]
}
type Page = {
  readonly asOf: number
  readonly total: Group
  readonly groups: readonly Group[]
  readonly next: string | null
  readonly definitions: readonly { readonly code: string }[]
}
/** Guarantee: as the contract declares it. */
const pageIn = (body: unknown) => body as Page

test('does supervision see every department, with levels, rates, bounds and until when all is counted?', async () => {
  const supervisor = await as('supervisor', 'services')
  const { body } = must(await supervisor('?groupBy=department&from=2026-10&until=2026-10'), 200)
  const { groups, total, asOf, definitions } = pageIn(body)
  expect(asOf).toBe(NOW)
  expect(definitions.map(({ code }) => code)).toContain('satisfaction')
  expect(groups.map(({ department, figures }) => [department?.code, figures.valid])).toEqual([
    ['civil-affairs', 110],
    ['market-supervision', 127],
    ['transport', 3],
  ])
  expect(total.counts).toMatchObject({ invited: 480, rated: 240, level5: 141, level1: 8 })
  expect(total.figures).toMatchObject({
    satisfaction: { hits: 221, of: 240, rate: 0.9208, lower: 0.8797, upper: 0.9487 },
    response: { rate: 0.5 },
    average: 4.3,
  })
  expect(total.options).toEqual([
    { code: '510', zh: '一窗受理一次办结', en: 'taken in at one window and done in one go', n: 141 },
    { code: '513', zh: '全程网办', en: 'done online from beginning to end', n: 141 },
  ])
})

test('does the head of a department see that one alone, and is another refused?', async () => {
  const head = await as('head', 'civil-affairs')
  const { body } = must(await head('?groupBy=department&from=2026-10'), 200)
  expect(pageIn(body).groups.map(({ department }) => department?.code)).toEqual(['civil-affairs'])
  expect(pageIn(body).total.counts.rated).toBe(110)
  must(await head('?department=transport&from=2026-10'), 403)
})

test('does each page go on where the one before ended, and no cursor serve another question?', async () => {
  const supervisor = await as('supervisor', 'services')
  const items: string[] = []
  let cursor: string | null = null
  let pages = 0
  for (let query: string | null = '?groupBy=item&from=2026-10&limit=3'; query !== null; pages += 1) {
    const { groups, next }: Page = pageIn(must(await supervisor(query), 200).body)
    expect(groups.length).toBeLessThanOrEqual(3)
    items.push(...groups.map(({ item }) => item?.code ?? ''))
    const address: URL | null = next === null ? null : new URL(next, 'http://region.test')
    cursor = address?.searchParams.get('cursor') ?? cursor
    query = address?.search ?? null
  }
  expect(pages).toBe(3)
  // Services are of cases that are not there: of no item.
  expect(items.filter((item) => item !== '')).toEqual([
    'elderly-allowance',
    'graduate-settlement',
    'sole-trader-registration',
    'road-occupation',
  ])
  must(await supervisor(`?groupBy=window&from=2026-10&cursor=${encodeURIComponent(cursor ?? '')}`), 422)
})

test('is there no response rate by channel, and is a span the wrong way round refused?', async () => {
  const supervisor = await as('auditor', 'services')
  const { groups, total } = pageIn(must(await supervisor('?groupBy=channel&from=2026-10'), 200).body)
  expect(groups.map(({ counts, figures }) => [counts.rated, figures.response])).toEqual([
    [3, null],
    [72, null],
    [165, null],
  ])
  expect(total.counts.rated).toBe(240)
  must(await supervisor('?from=2026-11&until=2026-10'), 422)
  must(await supervisor('?from=2026-13'), 422)
  must(await supervisor('?window=w1'), 422)
})

test('is the table safe for a spreadsheet, its total last?', async () => {
  const supervisor = await as('supervisor', 'services')
  const { text } = must(await supervisor('.csv?groupBy=window&from=2026-10'), 200)
  const lines = text.trim().split('\r\n')
  expect(lines.some((line) => line.includes(",'=1,"))).toBe(true)
  expect(lines.some((line) => line.includes(',=1,'))).toBe(false)
  expect(lines.at(-1)).toMatch(/^合计,/)
  expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1)
})

const DAY_MS = 86_400_000
/** 30 days to rate and 7 to amend after the last day of October are over. */
const OVER = Date.UTC(2026, 11, 7, 16)
const rollUp = async () => evaluationJobsOf(await clockContext()).rollUpEvaluations()
const published = async (month?: string) =>
  must(
    await ask(worker, null, 'GET', `${STATISTICS}/public${month === undefined ? '' : `?month=${month}`}`),
    200,
  )

test('is nothing published of a month whose services can still be rated or amended?', async () => {
  await rollUp()
  const { body } = await published('2026-10')
  expect(body).toMatchObject({
    month: null,
    asOf: null,
    all: null,
    departments: [],
    orders: null,
    awaiting: { month: '2026-10', fromOn: '2026-12-08' },
  })
  // Before anything was counted there is nothing to wait for.
  must(await ask(worker, null, 'GET', `${STATISTICS}/public?month=2026-09`), 422)
  vi.setSystemTime(OVER - 1)
  await rollUp()
  expect((await published()).body).toMatchObject({
    month: null,
    awaiting: { month: '2026-10', fromOn: '2026-12-08' },
  })
})

test('does the public see a month that is over, small counts withheld, and may it be kept?', async () => {
  vi.setSystemTime(OVER)
  expect((await rollUp()).outcome).toMatch(/published 2026-10$/)
  const answer = await worker(new Request(`http://region.test${STATISTICS}/public?month=2026-10`))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=3600')
  const body: unknown = await answer.json()
  expect(body).toMatchObject({
    month: '2026-10',
    asOf: OVER,
    awaiting: null,
    all: { valid: 240 },
    channels: [
      { channel: { code: 'web' }, rated: 165 },
      { channel: null, rated: 75 },
    ],
  })
  const { departments } = publicIn(body)
  // Transport has three ratings, too few for a row; nothing of one to four is told.
  expect(departments.map((line) => line.departments.map(({ code }) => code))).toEqual([
    ['market-supervision'],
    ['transport', 'civil-affairs'],
  ])
  for (const { levels } of departments)
    for (const n of Object.values(levels)) expect(n === null || n === 0 || n >= 5).toBe(true)
  expect(departments[1]?.levels).toMatchObject({ 1: null, 2: null })
  must(await ask(worker, null, 'GET', `${STATISTICS}/public?month=2026-12`), 422)
  must(await ask(worker, null, 'GET', `${STATISTICS}/public?month=2026-09`), 422)
  // The next one is not there yet: the last that is says which it is.
  expect((await published()).body).toMatchObject({ month: '2026-10' })
  expect((await published('2026-11')).body).toMatchObject({
    month: '2026-10',
    all: { valid: 240 },
    awaiting: { month: '2026-11', fromOn: '2027-01-07' },
  })
})

test('do ratings that come late, and what is set aside afterwards, change nothing of it, day by day?', async () => {
  vi.setSystemTime(OVER + 60_000)
  const before = (await published('2026-10')).text
  const [first] = rows
  // Of a partner, which may take days to come; and one that an appeal takes out.
  await insertRows(
    DB,
    'evaluations',
    [1, 2, 3].map((n) => ({
      id: `late-${n}`,
      case_number: String(9_000 + n).padStart(22, '0'),
      service_number: 1,
      region: '',
      revision: 1,
      level: 1,
      options: '[]',
      dictionary: '2021',
      anonymous: 0,
      channel: 'web',
      item_code: 'road-occupation',
      department: 'transport',
      holder: `late-${n}`,
      via_region: '500112',
      served_at: OCTOBER,
      served_on: '2026-10-12',
      at: OVER + 1,
      has_text: 0,
    })),
  )
  await insertRows(DB, 'evaluation_exclusions', [
    { evaluation: first?.caseNumber ?? '', order_number: 'ZG1', class: 'malicious', at: OVER + 1 },
  ])
  for (const days of [0, 1, 40]) {
    vi.setSystemTime(OVER + 120_000 + days * DAY_MS)
    await rollUp()
    expect((await published('2026-10')).text).toBe(before)
  }
  const supervisor = await as('supervisor', 'services')
  const { total } = pageIn(must(await supervisor('?from=2026-10&until=2026-10'), 200).body)
  expect(total.figures).toMatchObject({ valid: 242 })
  // Meanwhile November has closed, without a rating.
  expect((await published()).body).toMatchObject({
    month: '2026-11',
    all: null,
    awaiting: { month: '2026-12' },
  })
})
type Public = {
  readonly departments: readonly {
    readonly departments: readonly { readonly code: string }[]
    readonly levels: Readonly<Record<string, number | null>>
  }[]
}
/** Guarantee: as the contract declares it. */
const publicIn = (body: unknown) => body as Public
