import type { Role } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { INSERT, type ListRow, valuesOf } from '../../lists/rows.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  nextKey,
  publish,
  RULES,
  settleAllowance,
  sign,
  worker,
} from '../../region.ts'

/** The lists of officials on Monday 23 November 2026, 10:00: what each holds, in which order, page by page. */

const PATH = '/approvals/v1/cases'
const demo = (role: string, department = 'civil-affairs') => `demo-510116-${department}-${role}`
const tokenOf = (role: Role, department = 'civil-affairs') =>
  sign(demo(role, department), { ...official(role, department), post: role })

type Case = Readonly<Record<string, unknown>> & { readonly caseNumber: string }
const casesOf = ({ body }: Answered): readonly Case[] => (Array.isArray(body.cases) ? body.cases : [])
const sequences = (answer: Answered) => casesOf(answer).map((row) => Number(row.caseNumber.slice(14, 21)))
const get = (token: string, query = '', path = PATH) => ask(worker, token, 'GET', path + query)
const read = async (token: string, query: string) => must(await get(token, query), 200)

const put = (...rows: readonly ListRow[]) =>
  DB.batch(rows.map((row) => DB.prepare(INSERT).bind(...valuesOf(row))))

let handler: string
let me: string

beforeAll(async () => {
  handler = await tokenOf('handler')
  me = await indexOf(demo('handler'))
})
beforeEach(async () => {
  await DB.batch([DB.prepare('DELETE FROM cases'), DB.prepare('DELETE FROM case_events')])
})

async function indexOf(subject: string): Promise<string> {
  const { keys } = await clockContext()
  return blindIndex(keys, 'subject', `official|${subject}`)
}

const SAMPLE: readonly ListRow[] = [
  { sequence: 1, dueOn: '2026-11-20' },
  { sequence: 2, dueOn: '2026-11-23', assignedTo: 'somebody' },
  { sequence: 3, dueOn: '2026-11-24' },
  { sequence: 4, dueOn: '2026-11-26' },
  { sequence: 5, dueOn: '2026-11-27' },
  { sequence: 6, dueOn: null, state: 'suspended' },
  { sequence: 7, dueOn: null, state: 'awaitingSupplement' },
  { sequence: 8, dueOn: null, closedOn: '2026-11-21' },
  // An automatic grant that was declined: closed, and a person owes a decision.
  { sequence: 9, dueOn: '2026-12-10', closedOn: '2026-11-21' },
  { sequence: 10, dueOn: '2026-11-20', department: 'transport' },
]

test.each([
  ['department', [1, 2, 3, 4, 5, 9, 6, 7]],
  ['unassigned', [1, 3, 4, 5, 6, 7, 9]],
  ['dueToday', [2]],
  ['dueSoon', [3, 4]],
  ['overdue', [1]],
  ['suspended', [6]],
  ['closed', [9, 8]],
  ['mine', []],
  ['handedIn', []],
])('does the list %s hold what its name says, in its order?', async (list, expected) => {
  await put(...SAMPLE)
  expect(sequences(await read(handler, `?list=${list}`))).toEqual(expected)
})

test('is a list of one’s own by the day it is due, and of one’s own department only?', async () => {
  await put(
    { sequence: 1, dueOn: null, assignedTo: me, state: 'suspended' },
    { sequence: 2, dueOn: '2026-12-01', assignedTo: me },
    { sequence: 3, dueOn: '2026-11-25', assignedTo: me },
    { sequence: 4, dueOn: null, assignedTo: me, closedOn: '2026-11-21' },
    { sequence: 5, dueOn: '2026-11-25', assignedTo: 'somebody' },
    { sequence: 6, dueOn: '2026-11-25', assignedTo: me, department: 'transport' },
  )
  const answer = await read(handler, '?list=mine')
  expect(sequences(answer)).toEqual([3, 2, 1])
  expect(casesOf(answer)[0]).toMatchObject({ assigned: { name: '演示人员1', me: true } })
})

test('does a row tell item, situation, state, what is due by which basis, and working days left or over?', async () => {
  await put(
    { sequence: 1, dueOn: '2026-11-20' },
    { sequence: 2, dueOn: '2026-11-30', assignedTo: 'gone' },
    { sequence: 3, dueOn: null, dueClock: null, state: 'suspended' },
  )
  const { body } = await read(handler, '')
  expect(body).toMatchObject({
    list: { code: 'department', zh: '本部门在办' },
    department: 'civil-affairs',
    asOf: Date.now(),
    next: null,
  })
  expect(casesOf({ ...(await read(handler, '')) })).toEqual([
    {
      caseNumber: expect.stringMatching(/^510116202611200000001.$/),
      item: { code: 'elderly-allowance', zh: '高龄老人津贴', en: expect.any(String) },
      situation: { code: 'ownAccount', zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) },
      state: 'inReview',
      stateName: { zh: '审查中', en: 'in review' },
      channel: 'web',
      department: 'civil-affairs',
      receivedOn: '2026-11-20',
      closedOn: null,
      dueOn: '2026-11-20',
      due: {
        zh: '作出决定',
        en: 'the decision',
        basis: { kind: 'promise', zh: expect.any(String), en: expect.any(String) },
      },
      leftWorkdays: null,
      overdueWorkdays: 1,
      assigned: null,
    },
    expect.objectContaining({
      leftWorkdays: 5,
      overdueWorkdays: null,
      assigned: { name: null, me: false },
    }),
    expect.objectContaining({ due: null, dueOn: null, leftWorkdays: null, overdueWorkdays: null }),
  ])
})

test('is a case due today not overdue, and overdue from the first instant after?', async () => {
  await put({ sequence: 1, dueOn: '2026-11-22' }, { sequence: 2, dueOn: '2026-11-23' })
  expect(sequences(await read(handler, '?list=overdue'))).toEqual([1])
  const [today] = casesOf(await read(handler, '?list=dueToday'))
  expect(today).toMatchObject({ leftWorkdays: 0, overdueWorkdays: null })
})

test('does a closed case say 不受理 or 已撤销 where that is what happened?', async () => {
  const closed = { dueOn: null, closedOn: '2026-11-21' }
  await put(
    { sequence: 1, ...closed, state: 'notAccepted' },
    { sequence: 2, ...closed, state: 'notAccepted' },
    { sequence: 3, ...closed, state: 'granted' },
  )
  const rows = casesOf(await read(handler, '?list=closed'))
  const events = [
    [1, 'notAccepted', 'reopened', 'notRequired', 'delivered'],
    [2, 'notAccepted'],
    [3, 'granted', 'annulled'],
  ] as const
  await DB.batch(
    events.flatMap(([sequence, ...types]) =>
      types.map((type, at) =>
        DB.prepare(
          "INSERT INTO case_events (case_number, seq, type, at, actor_kind, actor_subject, data, hash) VALUES (?, ?, ?, 0, 'official', 's', '{}', '')",
        ).bind(
          rows.find((row) => row.caseNumber.endsWith(String(sequence), 21))?.caseNumber ?? '',
          at + 1,
          type,
        ),
      ),
    ),
  )
  const named = casesOf(await read(handler, '?list=closed')).map(({ stateName }) => Object(stateName).zh)
  expect(named).toEqual(['准予（已撤销）', '不予受理', '不受理（无需许可）'])
})

test('does another department see nothing of it, by no list and no filter?', async () => {
  await put(...SAMPLE.filter(({ department }) => department === undefined))
  const other = await tokenOf('head', 'transport')
  for (const list of [
    'mine',
    'department',
    'unassigned',
    'dueToday',
    'dueSoon',
    'overdue',
    'suspended',
    'closed',
    'handedIn',
  ])
    expect(sequences(await read(other, `?list=${list}`))).toEqual([])
  await expectRefused(() => get(other, '?department=civil-affairs'), [403, 'notAllowed'], [])
  const counts = must(await get(other, '', '/approvals/v1/lists'), 200)
  expect(counts.body.lists).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'department', count: 0 })]),
  )
  await expectRefused(
    () => get(other, '?department=civil-affairs', '/approvals/v1/lists'),
    [403, 'notAllowed'],
    [],
  )
})

test('do oversight and the counter of the service centre see any department by its code?', async () => {
  await put(...SAMPLE)
  for (const role of ['supervisor', 'auditor', 'window'] as const) {
    const token = await tokenOf(role, 'services')
    expect(sequences(await read(token, '?list=overdue'))).toEqual([])
    expect(sequences(await read(token, '?list=overdue&department=transport'))).toEqual([10])
    await expectRefused(() => get(token, '?department=no-such'), [422, 'invalidInput'], [])
  }
  await expectRefused(
    async () => get(await tokenOf('window', 'transport'), '?department=civil-affairs'),
    [403, 'notAllowed'],
    [],
  )
})

/** Every page from the first on, following `next`; `between` runs after each. */
async function walk(query: string, between = async (_page: number) => {}): Promise<readonly number[]> {
  const seen: number[] = []
  let next: string | null = `${PATH}${query}`
  for (let page = 1; next !== null; page += 1) {
    const answer: Answered = must(await ask(worker, handler, 'GET', next), 200)
    seen.push(...sequences(answer))
    next = typeof answer.body.next === 'string' ? answer.body.next : null
    await between(page)
  }
  return seen
}

test.each(['department', 'unassigned', 'suspended', 'closed', 'mine', 'overdue', 'handedIn'])(
  'do the pages of %s hold every case once, in the order of one long page?',
  async (list) => {
    const suits = {
      suspended: { state: 'suspended', dueOn: null },
      closed: { closedOn: '2026-11-21', dueOn: null },
      mine: { assignedTo: me },
      overdue: { dueOn: '2026-11-19' },
      handedIn: { submitter: me },
    }
    const suit = Object.hasOwn(suits, list) ? Reflect.get(suits, list) : {}
    await put(
      ...Array.from({ length: 7 }, (_, at) => ({
        sequence: at + 1,
        // Two of each day, so that the case number decides.
        receivedOn: `2026-11-1${at >> 1}`,
        // The last ones have no limit that runs.
        dueOn: at > 3 ? null : `2026-11-2${(at * 3) % 4}`,
        ...suit,
      })),
    )
    const whole = sequences(await read(handler, `?list=${list}`))
    expect(whole.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7])
    for (const limit of [1, 2, 3, 7]) expect(await walk(`?list=${list}&limit=${limit}`)).toEqual(whole)
  },
)

test('while cases come in and go out between pages, is none shown twice and none that stays left out?', async () => {
  await put(...[10, 20, 30, 40, 50, 60].map((sequence) => ({ sequence })))
  const seen = await walk('?list=department&limit=2', async (page) => {
    if (page === 1) await put({ sequence: 5 }, { sequence: 35 })
    if (page === 1) await DB.prepare("DELETE FROM cases WHERE case_number LIKE '%0000020_'").run()
    if (page === 2) await put({ sequence: 15 }, { sequence: 55 })
  })
  expect(seen).toEqual([10, 20, 30, 35, 40, 50, 55, 60])
})

test('is a cursor refused that was altered, or belongs to another list, filter, department or person?', async () => {
  await put(...[1, 2, 3].map((sequence) => ({ sequence, assignedTo: me })))
  const cursorOf = async (query: string) => {
    const { body } = await read(handler, `${query}&limit=1`)
    return String(new URL(String(body.next), 'http://x').searchParams.get('cursor'))
  }
  const cursor = await cursorOf('?list=department')
  const [at, number, digest] = cursor.split('.')
  const auditor = await tokenOf('auditor', 'services')
  const chief = await tokenOf('chief')
  const mine = await cursorOf('?list=mine')
  const forged: [token: string, query: string][] = [
    [handler, `?list=department&cursor=${at}.${number}.${'0'.repeat(32)}`],
    [handler, `?list=department&cursor=0.${number}.${digest}`],
    [handler, `?list=department&cursor=${at}.${'0'.repeat(22)}.${digest}`],
    [handler, `?list=department&cursor=${cursor}x`],
    [handler, '?list=department&cursor=1'],
    [handler, `?list=department&cursor=${"1' OR 1=1"}`],
    [handler, `?list=unassigned&cursor=${cursor}`],
    [handler, `?list=department&item=road-occupation&cursor=${cursor}`],
    [handler, `?list=department&from=2026-11-20&cursor=${cursor}`],
    [auditor, `?list=department&department=transport&cursor=${cursor}`],
    [chief, `?list=mine&cursor=${mine}`],
  ]
  for (const [token, query] of forged) {
    const refused = await expectRefused(() => get(token, query), [422, 'invalidInput'], [])
    expect(refused.body.errors).toMatchObject([{ pointer: '/query/cursor' }])
  }
  expect(sequences(await read(chief, `?list=department&cursor=${cursor}`))).toEqual([2, 3])
  expect(sequences(await read(auditor, `?department=civil-affairs&cursor=${cursor}`))).toEqual([2, 3])
})

test.each([
  '?list=everything',
  '?limit=0',
  '?limit=101',
  '?limit=1e2',
  '?limit=-1',
  '?state=lost',
  '?item=DROP',
  '?from=2026-02-30',
  '?until=yesterday',
  '?from=2026-11-02&until=2026-11-01',
  '?colour=red',
  '?list=mine&list=closed',
  '?department=../x',
])('is %s refused?', async (query) => {
  await expectRefused(() => get(handler, query), [422, 'invalidInput'], [])
})

test('do item, state and days of receipt leave out the others, and stay in the address of the next page?', async () => {
  await put(
    { sequence: 1, receivedOn: '2026-11-10' },
    { sequence: 2, receivedOn: '2026-11-11', item: 'road-occupation' },
    { sequence: 3, receivedOn: '2026-11-12' },
    { sequence: 4, receivedOn: '2026-11-12', state: 'accepted' },
    { sequence: 5, receivedOn: '2026-11-13' },
  )
  const listed = async (query: string) => sequences(await read(handler, query))
  for (const list of ['department', 'unassigned']) {
    expect(await listed(`?list=${list}&item=road-occupation`)).toEqual([2])
    expect(await listed(`?list=${list}&state=accepted`)).toEqual([4])
    expect(await listed(`?list=${list}&from=2026-11-12`)).toEqual([3, 4, 5])
    expect(await listed(`?list=${list}&until=2026-11-11`)).toEqual([1, 2])
    expect(await listed(`?list=${list}&from=2026-11-11&until=2026-11-12&item=elderly-allowance`)).toEqual([
      3, 4,
    ])
  }
  const query = '?list=department&item=elderly-allowance&from=2026-11-11&until=2026-11-13&limit=1'
  const { body } = await read(handler, query)
  expect(String(body.next)).toContain(`${query.replace('&limit=1', '')}`)
  expect(await walk(query)).toEqual([3, 4, 5])
})

test('do days of receipt bound the closed cases too?', async () => {
  await put(
    ...[10, 11, 12, 13].map((day) => ({
      sequence: day,
      receivedOn: `2026-11-${day}`,
      dueOn: null,
      closedOn: '2026-11-20',
    })),
  )
  expect(sequences(await read(handler, '?list=closed&from=2026-11-11&until=2026-11-12'))).toEqual([12, 11])
})

test('does a delegate have the cases of whoever is away, while the delegation holds, and nobody else?', async () => {
  const chief = await indexOf(demo('chief'))
  await put(
    { sequence: 1, assignedTo: chief, dueOn: '2026-11-30' },
    { sequence: 2, assignedTo: chief, dueOn: '2026-11-25' },
    { sequence: 3, assignedTo: me },
    { sequence: 4, assignedTo: chief, department: 'transport' },
  )
  const body = { to: demo('handler'), fromOn: '2026-11-23', untilOn: '2026-11-24', reason: 'leave' }
  const headers = { 'Idempotency-Key': nextKey() }
  const made = await ask(worker, await tokenOf('chief'), 'POST', '/approvals/v1/delegations', body, headers)
  const { id } = must(made, 201).body
  const query = `?list=mine&delegation=${id}`
  expect(sequences(await read(handler, query))).toEqual([2, 1])
  expect(await walk(`${query}&limit=1`)).toEqual([2, 1])
  expect(sequences(await read(handler, '?list=mine'))).toEqual([3])
  expect(sequences(await read(await tokenOf('head'), query))).toEqual([])
  expect(sequences(await read(handler, `?list=mine&delegation=${'0'.repeat(32)}`))).toEqual([])
  await expectRefused(() => get(handler, `?list=closed&delegation=${id}`), [422, 'invalidInput'], [])
  vi.setSystemTime(NOW + 2 * 86_400_000)
  expect(sequences(await read(await tokenOf('handler'), query))).toEqual([])
  vi.setSystemTime(NOW)
  must(await ask(worker, handler, 'POST', `/approvals/v1/delegations/${id}/end`), 200)
  expect(sequences(await read(handler, query))).toEqual([])
})

test('is an empty list an empty list?', async () => {
  const { body } = await read(handler, '?list=overdue')
  expect([body.cases, body.next]).toEqual([[], null])
  const csv = must(await get(handler, '', `${PATH}.csv`), 200)
  expect(csv.text.split('\r\n')).toHaveLength(2)
})

test('is a list one round trip to the database, and so are the counts?', async () => {
  await put(...SAMPLE)
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  // What an isolate reads once when it starts.
  must(await ask(send, handler, 'GET', PATH), 200)
  taken()
  for (const path of [
    `${PATH}?list=department&limit=2`,
    `${PATH}?list=closed`,
    `${PATH}.csv?list=mine`,
    '/approvals/v1/lists',
  ]) {
    must(await ask(send, handler, 'GET', path), 200)
    expect([path, taken()]).toEqual([path, 1])
  }
})

test('do the counts agree with the lists, and stop at a thousand?', async () => {
  await put(...SAMPLE)
  const counted = async () => {
    const { body } = must(await get(handler, '', '/approvals/v1/lists'), 200)
    return Array.isArray(body.lists) ? body.lists : []
  }
  const lists = await counted()
  expect(lists.map(({ code, count, more }) => [code, count, more])).toEqual([
    ['mine', 0, false],
    ['department', 8, false],
    ['unassigned', 7, false],
    ['dueToday', 1, false],
    ['dueSoon', 2, false],
    ['overdue', 1, false],
    ['opinions', 0, false],
    ['suspended', 1, false],
    ['closed', null, false],
    ['handedIn', null, false],
  ])
  for (const { href, count } of lists)
    if (count !== null)
      expect(casesOf(must(await ask(worker, handler, 'GET', href), 200))).toHaveLength(count)
  await DB.batch(
    Array.from({ length: 1000 }, (_, at) =>
      DB.prepare(INSERT).bind(...valuesOf({ sequence: 1000 + at, dueOn: '2026-11-19' })),
    ),
  )
  expect(await counted()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'overdue', count: 1000, more: true }),
      expect.objectContaining({ code: 'dueToday', count: 1, more: false }),
    ]),
  )
})

test('is the CSV UTF-8 with a mark, quoted, without formulas, and page by page?', async () => {
  await put(
    { sequence: 1, channel: '=HYPERLINK("http://x.test")' },
    { sequence: 2, channel: '@SUM(1,2)' },
    { sequence: 3 },
  )
  const csv = (query: string, language = 'zh-CN') =>
    ask(worker, handler, 'GET', `${PATH}.csv${query}`, undefined, { 'Accept-Language': language })
  const whole = must(await csv('?list=department'), 200)
  expect(whole.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(whole.headers.get('Content-Disposition')).toBe('attachment; filename="cases-department.csv"')
  expect(whole.headers.get('Link')).toBeNull()
  const response = await worker(
    new Request(`http://region.test${PATH}.csv`, { headers: { Authorization: `Bearer ${handler}` } }),
  )
  expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head = '', ...lines] = whole.text.split('\r\n')
  expect(head).toMatch(/办件编号,事项,情形,状态,/)
  expect(lines[0]).toContain(',"\'=HYPERLINK(""http://x.test"")",')
  expect(lines[1]).toContain(',"\'@SUM(1,2)",')
  expect(lines[2]).toMatch(
    /^510116202611200000003.,高龄老人津贴,.*,审查中,web,civil-affairs,2026-11-20,,2026-11-30,/,
  )
  expect(lines[3]).toBe('')
  expect((await csv('', 'en')).text).toContain('case number,item,')

  const first = must(await csv('?list=department&limit=2'), 200)
  const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('Link') ?? '') ?? []
  const second = must(await ask(worker, handler, 'GET', next), 200)
  expect(second.text.split('\r\n')).toHaveLength(3)
  expect(second.headers.get('Link')).toBeNull()
  await expectRefused(() => csv('?limit=1001'), [422, 'invalidInput'], [])
})

test('is a case that intake referred to a person in the lists, with its limit and basis, and nothing of its applicant?', async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  const young = citizen('1957-06-01', 901, '演示特殊姓名')
  await settleAllowance(young)
  const window = await tokenOf('window', 'services')
  const body = allowance(young, { representation: { kind: 'staffAssisted' } })
  const { caseNumber, dueOn } = must(await apply(window, body), 201).body
  const row = { caseNumber, state: 'inReview', assigned: null, dueOn, due: { basis: { kind: 'promise' } } }
  for (const list of ['department', 'unassigned']) {
    const answer = await read(handler, `?list=${list}`)
    expect(casesOf(answer)).toMatchObject([row])
    for (const secret of [young.idNumber, young.name, '13800000000'])
      expect(answer.text).not.toContain(secret)
  }
  expect(casesOf(await read(window, '?list=handedIn'))).toMatchObject([row])
  expect(casesOf(await read(handler, '?list=handedIn'))).toEqual([])
})
