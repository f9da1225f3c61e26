import { regionProfile } from '@tongban/catalogue'
import { beforeAll, expect, test, vi } from 'vitest'
import { rollUp } from '../../../packages/services/src/figures/roll-up.ts'
import { freezeHandlingCuts } from '../../../packages/services/src/overview/frozen.ts'
import { caseStories, insertRows, type Row, WORKDAYS_2026 } from '../../case-stories.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { recount } from '../../recount.ts'
import { coldIsolate, DB, must, sign, worker } from '../../region.ts'
import { seeded } from '../../seeded.ts'

/** The overview of supervision against counts made from the events and the rows themselves, by nothing of what it counts by. */

const STORIES = caseStories(7, 260)
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 10:00 in Shanghai on Wednesday 6 May 2026, while the stories are still going on. */
const AT = Date.UTC(2026, 4, 6, 2)
const TONIGHT = Date.UTC(2026, 4, 6, 16)
/** 24:00 of the third working day after it. */
const SOON = Date.UTC(2026, 4, 9, 16)
const DEPARTMENTS = ['city-management', 'market-supervision', 'civil-affairs'] as const
const ITEMS = ['outdoor-advertising', 'sole-trader-registration', 'elderly-allowance'] as const

type Clock = Row & { readonly subject: string; readonly department: string; readonly due_at: number }
/** Limits of the stories' cases: some over, some due today, soon, later, some that stand. */
const CLOCKS: readonly Clock[] = STORIES.cases.slice(0, 160).flatMap((one, n) => {
  const chance = seeded('overview-clocks', 7, n)
  const basis = chance.pick(['promise', 'law', 'both'] as const)
  const status = chance.happens(0.1) ? 'stands' : 'running'
  return (basis === 'both' ? ['promise', 'law'] : [basis]).map((each) => ({
    kind: 'case',
    subject: String(one.case_number),
    clock_key: `decision/${each}`,
    epoch: 1,
    step: chance.pick(['decision', 'notice', 'delivery']),
    basis: each,
    law: '行政许可法第四十二条',
    scope: 'whole',
    item_code: one.item_code ?? null,
    department: String(one.department_code),
    post: '经办人',
    from_at: 0,
    from_on: '2026-03-02',
    unit: 'workday',
    length: 5,
    due_on: '2026-04-30',
    due_at: AT + chance.below(16) * DAY - 5 * DAY,
    provisional: 0,
    status,
    stages: '[]',
    policy: 'standard',
    changed_at: 0,
  }))
})
const ORDERS: readonly Row[] = Array.from({ length: 30 }, (_, n) => {
  const chance = seeded('overview-orders', 7, n)
  const state = chance.pick(['open', 'contacted', 'replied', 'closed', 'setAside'])
  const openedOn = `2026-04-${String(1 + chance.below(28)).padStart(2, '0')}`
  return {
    number: `ZG${n}`,
    source: n % 6 === 0 ? 'inspection' : 'rating',
    source_id: `r${n}`,
    item_code: chance.pick(ITEMS),
    department: chance.pick(DEPARTMENTS),
    anonymous: 0,
    state,
    seq: 1,
    round: 1,
    appeal: state === 'setAside' ? 'upheld' : 'none',
    policy: 'standard',
    opened_at: 0,
    opened_on: openedOn,
    contact_due_at: 0,
    rectify_due_at: 0,
    replied_at: state === 'replied' || state === 'closed' ? 1 : null,
    closed_at: state === 'closed' || state === 'setAside' ? 1 : null,
    updated_at: 0,
  }
})

const asked = async (
  query = '',
  role: Parameters<typeof official>[0] = 'supervisor',
  department = 'services',
): Promise<Answered> =>
  ask(worker, await sign(`${role}-1`, official(role, department)), 'GET', `/supervision/v1/overview${query}`)

type View = {
  readonly bar: readonly {
    readonly code: string
    readonly n: number
    readonly rows: number
    readonly parts: readonly { readonly href: string; readonly n: number; readonly rows: number }[]
  }[]
  readonly metrics: readonly {
    readonly code: string
    readonly now: Value
    readonly previous: Value
    readonly region: Value
  }[]
  readonly load: readonly {
    readonly department: { readonly code: string }
    readonly step: { readonly code: string }
    readonly open: number
    readonly near: number
    readonly overdue: number
    readonly href: string
  }[]
  readonly flows: readonly {
    readonly partner: { readonly code: string }
    readonly direction: string
    readonly sent: number
    readonly done: number
    readonly onTime: Value
    readonly median: number | null
    readonly openNow: number
  }[]
  readonly worst: readonly { readonly subject: string; readonly dueAt: number }[]
}
type Value = {
  readonly hits?: number
  readonly of?: number
  readonly n?: number
  readonly median?: number | null
  readonly p90?: number | null
}
/** Guarantee: the door has checked the answer against its schema. */
const view = ({ body }: Answered) => body as unknown as View
const read = async (...given: Parameters<typeof asked>) => view(must(await asked(...given), 200))

type Counted = {
  readonly department: string
  readonly day: string
  readonly measure: string
  readonly item: string
  readonly channel: string
  readonly value: number
  readonly n: number
}
let counted: readonly Counted[] = []

beforeAll(async () => {
  vi.setSystemTime(AT)
  await insertRows(DB, 'cases', STORIES.cases)
  await insertRows(DB, 'case_events', STORIES.events)
  await insertRows(DB, 'handovers', STORIES.handovers)
  const context = await clockContext()
  let said = ''
  for (let run = 0; run < 20 && !said.endsWith('caught up'); run += 1) said = await rollUp(context)
  const region = regionProfile('510116')
  if (!region.ok) throw new Error('no region')
  const promised = Object.fromEntries(
    region.value.claims.map(({ itemCode, promisedWorkdays }) => [itemCode, promisedWorkdays]),
  )
  counted = (await recount(DB, WORKDAYS_2026, promised)).map((row) => ({
    department: String(row.department),
    day: String(row.counted_on),
    measure: String(row.measure),
    item: String(row.item_code),
    channel: String(row.channel),
    value: Number(row.value),
    n: Number(row.n),
  }))
  await insertRows(DB, 'watched_clocks', CLOCKS)
  await insertRows(DB, 'rectifications', ORDERS)
})

type Filter = {
  readonly from: string
  readonly until: string
  readonly department?: string
  readonly item?: string
  readonly channel?: string
}
const of = (measure: string, filter: Filter, by = (each: Counted) => !each.channel.startsWith('region/')) =>
  counted.filter(
    (each) =>
      each.measure === measure &&
      each.day >= filter.from &&
      each.day <= filter.until &&
      (filter.department === undefined || each.department === filter.department) &&
      (filter.item === undefined || each.item === filter.item) &&
      (filter.channel === undefined ||
        each.channel === filter.channel ||
        each.channel.startsWith('region/')) &&
      by(each),
  )
const sum = (rows: readonly Counted[]) => rows.reduce((all, { n }) => all + n, 0)
/** Nearest rank, over each case written out. */
function ranked(rows: readonly Counted[]) {
  const all = rows.flatMap(({ value, n }) => Array.from({ length: n }, () => value)).toSorted((a, b) => a - b)
  const at = (share: number) => all[Math.ceil(share * all.length) - 1] ?? null
  return { n: all.length, median: at(0.5), p90: at(0.9) }
}
const rate = (hits: number, whole: number) => ({ hits, of: whole })
function expected(filter: Filter) {
  const between = (measure: string) => of(measure, filter, ({ channel }) => channel.startsWith('region/'))
  const opened = ORDERS.filter(
    (order) =>
      order.source === 'rating' &&
      order.appeal !== 'upheld' &&
      String(order.opened_on) >= filter.from &&
      String(order.opened_on) <= filter.until &&
      (filter.department === undefined || order.department === filter.department) &&
      (filter.item === undefined || order.item_code === filter.item),
  )
  return {
    onTime: rate(sum(of('onTime', filter)), sum(of('bound', filter))),
    used: ranked(of('used', filter)),
    againstPromise: ranked(of('againstPromise', filter)),
    instant: rate(sum(of('instant', filter)), sum(of('decided', filter))),
    turnaroundOut: ranked(between('receivingTotal')),
    turnaroundIn: ranked(between('handlingTotal')),
    mended: rate(opened.filter((order) => order.replied_at !== null).length, opened.length),
    reopened: rate(sum(of('reopened', filter)), sum(of('decided', filter))),
  }
}

test.each<readonly [string, Omit<Filter, 'from' | 'until'>]>([
  ['', {}],
  ['&department=civil-affairs', { department: 'civil-affairs' }],
  ['&item=outdoor-advertising', { item: 'outdoor-advertising' }],
  ['&channel=web', { channel: 'web' }],
  ['&department=city-management&channel=window', { department: 'city-management', channel: 'window' }],
])(
  'do the rates of April, of March before it and of the region equal a recount of the events%s?',
  async (query, filter) => {
    const { metrics } = await read(`?from=2026-04-01&to=2026-04-30${query}`)
    const spans = {
      now: expected({ from: '2026-04-01', until: '2026-04-30', ...filter }),
      previous: expected({ from: '2026-03-02', until: '2026-03-31', ...filter }),
      region: expected({ from: '2026-04-01', until: '2026-04-30' }),
    }
    for (const side of ['now', 'previous', 'region'] as const)
      for (const [code, value] of Object.entries(spans[side]))
        expect([code, side, metrics.find((each) => each.code === code)?.[side]]).toEqual([
          code,
          side,
          expect.objectContaining(value),
        ])
    // Nothing is equal because nothing was there.
    if (query === '')
      expect(
        Math.min(
          sum(of('reopened', { from: '2026-03-02', until: '2026-05-06' })),
          spans.now.onTime.of,
          spans.now.turnaroundOut.n,
          spans.now.mended.of,
        ),
      ).toBeGreaterThan(0)
  },
)

test('do the flows to each region equal a recount, and are its open cases counted?', async () => {
  const { flows } = await read('?from=2026-03-02&to=2026-05-06')
  const span = { from: '2026-03-02', until: '2026-05-06' }
  const to = (measure: string) => of(measure, span, ({ channel }) => channel === 'region/500112')
  const done = ranked(to('receivingTotal'))
  expect(flows).toEqual([
    expect.objectContaining({
      direction: 'out',
      sent: sum(to('receivingSent')),
      done: done.n,
      median: done.median,
      onTime: expect.objectContaining(rate(sum(to('receivingKept')), sum(to('receivingBound')))),
      openNow: STORIES.handovers.filter(({ closed_at }) => closed_at === null).length,
    }),
  ])
  expect(sum(to('receivingKept'))).toBeGreaterThan(0)
  expect(sum(to('receivingBound'))).toBeGreaterThan(sum(to('receivingKept')))
})

const isRunning = ({ status }: Clock) => status === 'running'
const subjects = (clocks: readonly Clock[]) => new Set(clocks.map(({ subject }) => subject)).size
const isOver = ({ due_at }: Clock) => due_at <= AT
const isToday = ({ due_at }: Clock) => due_at > AT && due_at <= TONIGHT
const isSoon = ({ due_at }: Clock) => due_at > TONIGHT && due_at <= SOON

test.each<readonly [string, (clock: Clock) => boolean]>([
  ['', () => true],
  ['?department=civil-affairs', ({ department }) => department === 'civil-affairs'],
  ['?item=sole-trader-registration', ({ item_code }) => item_code === 'sole-trader-registration'],
  [
    '?channel=app',
    ({ subject }) => STORIES.cases.find((one) => one.case_number === subject)?.channel === 'app',
  ],
  ['?partner=500112', ({ subject }) => STORIES.handovers.some((one) => one.case_number === subject)],
])(
  'does the bar of today equal the rows themselves, and each list it names have exactly so many%s?',
  async (query, isLeft) => {
    const { bar } = await read(query)
    const left = CLOCKS.filter(isLeft)
    const running = left.filter(isRunning)
    const stands = left.filter((clock) => !isRunning(clock))
    const wanted = {
      running,
      today: running.filter(isToday),
      soon: running.filter(isSoon),
      overdue: running.filter(isOver),
      stands,
    }
    for (const [code, clocks] of Object.entries(wanted)) {
      const item = bar.find((each) => each.code === code)
      expect([code, item?.n, item?.rows]).toEqual([code, subjects(clocks), clocks.length])
      for (const { href, rows } of item?.parts ?? [])
        expect([href, await rowsBehind(href)]).toEqual([href, rows])
    }
  },
)

test('are orders counted as their list has them, whatever they came of?', async () => {
  for (const department of [undefined, 'civil-affairs']) {
    const { bar } = await read(department === undefined ? '' : `?department=${department}`)
    const orders = ORDERS.filter(
      ({ state, ...order }) =>
        (state === 'open' || state === 'contacted') &&
        (department === undefined || order.department === department),
    )
    const item = bar.find(({ code }) => code === 'rectifying')
    expect(item?.n).toBe(orders.length)
    for (const { href, n } of item?.parts ?? []) expect(await rowsBehind(href)).toBe(n)
  }
})

/** Rows of a list, page after page. */
async function rowsBehind(href: string): Promise<number> {
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  let rows = 0
  for (let next: string | null = `${href}&limit=100`; next !== null; ) {
    const { body }: Answered = must(await ask(worker, token, 'GET', next), 200)
    const list = body.clocks ?? body.orders ?? body.rectifications
    if (!Array.isArray(list)) throw new Error(`no list: ${Object.keys(body)}`)
    rows += list.length
    next = typeof body.next === 'string' ? body.next : null
  }
  return rows
}

test('does the table of departments and steps hold each running case of each step once, near and overdue told apart?', async () => {
  const { load } = await read()
  const running = CLOCKS.filter(isRunning)
  const cells = new Map<string, Clock[]>()
  for (const clock of running) {
    const name = `${clock.department} ${clock.step}`
    cells.set(name, [...(cells.get(name) ?? []), clock])
  }
  expect(
    load.map(({ department, step, open, near, overdue }) => [
      department.code,
      step.code,
      open,
      near,
      overdue,
    ]),
  ).toEqual(
    [...cells]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, clocks]) => [
        ...name.split(' '),
        subjects(clocks),
        subjects(clocks.filter((clock) => isToday(clock) || isSoon(clock))),
        subjects(clocks.filter(isOver)),
      ]),
  )
  const [first] = load
  expect(await rowsBehind(first?.href ?? '')).toBe(
    running.filter(
      ({ department, step }) => department === first?.department.code && step === first?.step.code,
    ).length,
  )
})

test('is the head of the list what is longest overdue, twenty at most?', async () => {
  const { worst } = await read()
  expect(worst).toHaveLength(20)
  const due = CLOCKS.filter(isRunning)
    .map(({ due_at }) => due_at)
    .toSorted((a, b) => a - b)
  expect(worst.map(({ dueAt }) => dueAt)).toEqual(due.slice(0, 20))
})

test('does the head of a department see their own alone, and who else gets nothing?', async () => {
  const own = await read('', 'head', 'civil-affairs')
  expect(new Set(own.load.map(({ department }) => department.code))).toEqual(new Set(['civil-affairs']))
  expect(own.bar).toEqual((await read('?department=civil-affairs')).bar)
  expect((await asked('?department=market-supervision', 'head', 'civil-affairs')).status).toBe(403)
  expect((await asked('', 'handler', 'civil-affairs')).status).toBe(403)
  expect((await ask(worker, null, 'GET', '/supervision/v1/overview')).status).toBe(401)
})

test.each([
  '?from=2026-05-07',
  '?to=2026-05-07',
  '?from=2026-04-02&to=2026-04-01',
  '?from=2026-01-01&to=2026-05-01',
  '?department=nobody',
  '?item=nothing',
  '?channel=fax',
  '?partner=50011',
  '?colour=red',
])('is %s refused with the place of the mistake?', async (query) => {
  const { status, body } = await asked(query)
  expect(status).toBe(422)
  expect(body.errors).toEqual([expect.objectContaining({ pointer: expect.stringMatching(/^\/query/) })])
})

test('is everything read in one batch, and no answer longer than a page holds?', async () => {
  const { counted: database, taken } = countTrips(DB)
  const send = coldIsolate({ DB: database })
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  must(await ask(send, token, 'GET', '/supervision/v1/overview'), 200)
  taken()
  must(await ask(send, token, 'GET', '/supervision/v1/overview'), 200)
  expect(taken()).toBe(1)
})

test('is each table given as CSV, with what stands on the screen?', async () => {
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  for (const [table, head] of [
    ['bar', '项目'],
    ['metrics', '指标'],
    ['load', '部门'],
    ['flows', '地区编码'],
  ] as const) {
    const { status, text, headers } = await ask(
      worker,
      token,
      'GET',
      `/supervision/v1/overview.csv?table=${table}`,
    )
    expect([table, status, headers.get('content-type')]).toEqual([table, 200, 'text/csv; charset=utf-8'])
    expect(text).toContain(head)
  }
})

const PUBLIC = '/supervision/v1/overview/public'
test('is nothing public of a month that is not made, is it made once its end is counted, and never anew?', async () => {
  const context = await clockContext()
  const april = async () => must(await ask(worker, null, 'GET', `${PUBLIC}?month=2026-04`), 200)
  const early = await april()
  expect(early.body).toMatchObject({ all: null, items: [], countedUntil: null })
  expect(early.headers.get('cache-control')).not.toMatch(/public/)
  // Counted until an hour before it was over.
  const until = (at: number) =>
    DB.prepare("UPDATE event_cursors SET caught_up_at = ? WHERE name = 'figures'").bind(at).run()
  const months: string[] = []
  const make = async () => {
    for (
      let made = await freezeHandlingCuts(context);
      made.length > 0;
      made = await freezeHandlingCuts(context)
    )
      months.push(...made)
  }
  await until(Date.UTC(2026, 3, 30, 15))
  await make()
  expect(months).not.toContain('2026-04')
  await until(AT)
  await make()
  expect(months.at(-1)).toBe('2026-04')
  expect([...months].sort()).toEqual([...new Set(months)])
  const { body } = await april()
  expect(body).toMatchObject({ all: { handled: expect.any(Number) }, countedUntil: AT })
  await DB.exec("UPDATE figure_counts SET n = n + 1 WHERE counted_on LIKE '2026-04-%'")
  expect(await make()).toBeUndefined()
  expect((await april()).body).toEqual({ ...body, asOf: expect.any(Number) })
  await DB.exec("UPDATE figure_counts SET n = n - 1 WHERE counted_on LIKE '2026-04-%'")
  const [first = ''] = months
  const before = await ask(worker, null, 'GET', `${PUBLIC}?month=${Number(first.slice(0, 4)) - 1}-12`)
  expect([before.status, before.text]).toEqual([422, expect.stringContaining('该月没有公布的统计')])
})

test('does the public cut show a month that is over to anybody, its sums those of the events, and no count from 1 to 4?', async () => {
  const { body, headers } = must(
    await ask(worker, null, 'GET', '/supervision/v1/overview/public?month=2026-04'),
    200,
  )
  const span = { from: '2026-04-01', until: '2026-04-30' }
  const { all, items } = body as { all: Line; items: Line[] }
  type Line = {
    items: { code: string }[]
    handled: number
    instant: number | null
    withinLimit: number | null
    late: number | null
  }
  expect(all.handled).toBe(sum(of('decided', span)))
  expect(items.reduce((n, { handled }) => n + handled, 0)).toBe(all.handled)
  for (const line of [all, ...items]) {
    const codes = line.items.map(({ code }) => code)
    const isOf = ({ item, channel }: Counted) =>
      !channel.startsWith('region/') && (codes.length === 0 || codes.includes(item))
    if (line.instant !== null) expect(line.instant).toBe(sum(of('instant', span, isOf)))
    if (line.late !== null)
      expect(line.late).toBe(sum(of('bound', span, isOf)) - sum(of('onTime', span, isOf)))
    for (const n of [line.handled, line.instant, line.withinLimit, line.late])
      expect([1, 2, 3, 4]).not.toContain(n)
  }
  expect(headers.get('cache-control')).toBe('public, max-age=3600')
  for (const month of ['2026-05', '2027-01', '2026-13', 'now'])
    expect((await ask(worker, null, 'GET', `/supervision/v1/overview/public?month=${month}`)).status).toBe(
      422,
    )
})
