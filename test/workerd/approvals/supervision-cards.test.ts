import { STANDARD_POLICY } from '@tongban/supervision'
import { beforeEach, expect, test, vi } from 'vitest'
import { lapseProposed } from '../../../packages/services/src/supervision/cards/lapse.ts'
import { findMatters } from '../../../packages/services/src/supervision/findings/find.ts'
import { clockContext } from '../../context.ts'
import { dueCard, dueNotice, rowsOf, watchedClock } from '../../due-notices.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { DB, must, NOW, sign, worker } from '../../region.ts'

/** Cards: confirmed or dismissed, appealed, judged by another person, revoked; and findings that draw them. */

const DAY_MS = 86_400_000
const PATH = '/supervision/v1/cards'
let count = 0
const newId = () => {
  count += 1
  return `00000000-0000-7000-9000-${String(count).padStart(12, '0')}`
}
const asked = async (
  subject: string,
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: unknown,
  department = 'city-management',
): Promise<Answered> => ask(worker, await sign(subject, official(role, department)), method, path, body)
const supervisor = (path: string, body?: unknown, subject = 'supervisor-1') =>
  asked(subject, 'supervisor', body === undefined ? 'GET' : 'POST', path, body, 'services')
const head = (path: string, body?: unknown) =>
  asked('head-1', 'head', body === undefined ? 'GET' : 'POST', path, body)
const REASON = { reason: '核对时限和事件后作出' }

async function card(change: Parameters<typeof dueCard>[2] = {}) {
  const id = newId()
  await dueCard(id, NOW, { step: 'decision', ...change })
  return { id, path: `${PATH}/${id}` }
}

const EMPTIED = [
  'supervision_cards',
  'card_steps',
  'supervision_notices',
  'supervision_findings',
  'watched_clocks',
  'exchange_alarms',
  'case_events',
  'cases',
]
beforeEach(async () => {
  vi.setSystemTime(NOW)
  for (const table of EMPTIED) await DB.exec(`DELETE FROM ${table}`)
})

test('is a card confirmed, appealed, and upheld by a person who did neither, then revoked with its reason?', async () => {
  const { path } = await card()
  expect(must(await supervisor(path), 200).body).toMatchObject({
    colour: { code: 'yellow', zh: '黄牌' },
    state: { code: 'proposed' },
    possible: [{ code: 'confirm' }, { code: 'dismiss' }],
    text: { title: '黄牌告知书' },
    post: '经办人',
  })
  must(await supervisor(`${path}/confirm`, REASON), 200)
  expect(await supervisor(`${path}/dismiss`, REASON)).toMatchObject({
    status: 409,
    body: { state: 'standing' },
  })
  const appealed = must(await head(`${path}/appeal`, { reason: '当日系统停机，期限应当中止' }), 200)
  expect(appealed.body).toMatchObject({ state: { code: 'appealed' }, possible: [] })
  const judged = { outcome: 'uphold', ...REASON }
  expect(await supervisor(`${path}/judge`, judged)).toMatchObject({
    status: 409,
    body: { code: 'secondPersonNeeded' },
  })
  expect((await head(`${path}/judge`, judged)).status).toBe(403)
  expect(must(await supervisor(`${path}/judge`, judged, 'supervisor-2'), 200).body).toMatchObject({
    state: { code: 'upheld' },
    endedAt: null,
  })
  const revoked = must(await supervisor(`${path}/revoke`, { reason: '复核发现期限计算有误' }), 200)
  expect(revoked.body).toMatchObject({ state: { code: 'revoked' }, endedAt: NOW, possible: [] })
  expect(revoked.body.steps).toMatchObject([
    { seq: 1, step: { code: 'confirm' }, by: { me: true }, text: REASON.reason },
    { seq: 2, step: { code: 'appeal' }, by: { me: false } },
    { seq: 3, step: { code: 'uphold' } },
    { seq: 4, step: { code: 'revoke' }, text: '复核发现期限计算有误' },
  ])
})

test('is an appeal judged by whoever made it refused, though they hold both roles?', async () => {
  const { path } = await card({ state: 'standing' })
  const both = async (verb: string, body: object) => {
    const claims = { ...official('head', 'city-management'), roles: ['head', 'supervisor'] }
    return ask(worker, await sign('both', claims), 'POST', `${path}/${verb}`, body)
  }
  must(await both('appeal', REASON), 200)
  expect(await both('judge', { outcome: 'revoke', ...REASON })).toMatchObject({
    status: 409,
    body: { code: 'secondPersonNeeded' },
  })
  expect(must(await supervisor(`${path}/judge`, { outcome: 'revoke', ...REASON }), 200).body).toMatchObject({
    state: { code: 'revoked' },
  })
})

test('who may appeal, and until when?', async () => {
  const { path } = await card({ state: 'standing', appeal_by: NOW + DAY_MS })
  expect(await asked('h', 'handler', 'POST', `${path}/appeal`, REASON)).toMatchObject({ status: 403 })
  expect(await asked('h', 'head', 'POST', `${path}/appeal`, REASON, 'transport')).toMatchObject({
    status: 404,
  })
  expect((await supervisor(`${path}/appeal`, REASON)).status).toBe(403)
  vi.setSystemTime(NOW + DAY_MS)
  expect(await head(`${path}/appeal`, REASON)).toMatchObject({
    status: 409,
    body: { code: 'stepNotPossible', detail: expect.stringContaining('申诉期限已过') },
  })
})

test('does a provisional day draw no red card, whoever would confirm it, and does none stand by time?', async () => {
  const [stored] = await rowsOf('SELECT 1 AS n')
  expect(stored).toEqual({ n: 1 })
  const { id, path } = await card({ colour: 'red' })
  await DB.prepare(
    "UPDATE supervision_cards SET facts = json_set(facts, '$.provisional', json('true')) WHERE id = ?",
  )
    .bind(id)
    .run()
  expect(must(await supervisor(path), 200).body).toMatchObject({
    provisional: true,
    possible: [{ code: 'dismiss' }],
  })
  expect(await supervisor(`${path}/confirm`, REASON)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('暂定') },
  })
  vi.setSystemTime(NOW + 2 * DAY_MS)
  expect(await lapseProposed(await clockContext())).toEqual({ lapsed: 1, more: false })
  expect(must(await supervisor(path), 200).body).toMatchObject({ state: { code: 'withdrawn' } })
})

test('do proposed cards stand when nobody has looked, once each, and no other?', async () => {
  const lapsing = await card({ stands_at: NOW + DAY_MS })
  const later = await card({ stands_at: NOW + 2 * DAY_MS })
  const gone = await card({ state: 'dismissed', stands_at: NOW + DAY_MS })
  const ctx = await clockContext()
  expect(await lapseProposed(ctx)).toEqual({ lapsed: 0, more: false })
  vi.setSystemTime(NOW + DAY_MS)
  const both = await Promise.all([lapseProposed(await clockContext()), lapseProposed(await clockContext())])
  expect(both.reduce((sum, { lapsed }) => sum + lapsed, 0)).toBe(1)
  expect(must(await supervisor(lapsing.path), 200).body).toMatchObject({
    state: { code: 'standing' },
    steps: [{ step: { code: 'lapse' }, at: NOW + DAY_MS, by: null }],
  })
  expect(must(await supervisor(later.path), 200).body).toMatchObject({ state: { code: 'proposed' } })
  expect(must(await supervisor(gone.path), 200).body).toMatchObject({ state: { code: 'dismissed' } })
  expect(must(await supervisor(`${PATH}?lapsed=true`), 200).body.cards).toMatchObject([{ id: lapsing.id }])
})

test('do two who confirm and dismiss at once leave one step?', async () => {
  const { id, path } = await card()
  const both = await Promise.all([
    supervisor(`${path}/confirm`, REASON),
    supervisor(`${path}/dismiss`, REASON, 'supervisor-2'),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await rowsOf('SELECT seq FROM card_steps WHERE card = ?', id)).toEqual([{ seq: 1 }])
})

test('are cards listed and written as CSV as the address asks, and those of another department not shown?', async () => {
  const yellow = await card()
  const red = await card({ colour: 'red', state: 'standing', proposed_at: NOW + 1 })
  const ids = async (query: string) => {
    const { body } = must(await supervisor(`${PATH}?${query}`), 200)
    return Array.isArray(body.cards) ? body.cards.map(({ id }: { id: string }) => id) : []
  }
  expect(await ids('')).toEqual([red.id, yellow.id])
  expect(await ids('colour=red')).toEqual([red.id])
  expect(await ids('state=proposed')).toEqual([yellow.id])
  expect(await ids(`subject=case-${red.id}`)).toEqual([red.id])
  expect(await ids('cause=burst')).toEqual([])
  const elsewhere = await asked('h', 'handler', 'GET', PATH, undefined, 'transport')
  expect(must(elsewhere, 200).body.cards).toEqual([])
  expect((await asked('h', 'handler', 'GET', red.path, undefined, 'transport')).status).toBe(404)
  const csv = must(await supervisor(`${PATH}.csv`), 200)
  expect(csv.text.trim().split('\r\n')).toHaveLength(3)
  expect(must(await supervisor(`${red.path}/document`), 200).text).toContain('红牌告知书')
  expect((await supervisor(`${PATH}?colour=purple`)).status).toBe(422)
})

/** A case as the projection has it, received the day before, and its steps. */
async function caseWith(events: readonly { type: string; at: number; kind?: string; data?: object }[]) {
  count += 1
  const number = `51011620261122${String(count).padStart(8, '0')}`
  const columns = await rowsOf('SELECT name, type, "notnull" AS needed FROM pragma_table_info(\'cases\')')
  const given: Record<string, string | number> = {
    case_number: number,
    item_code: 'outdoor-advertising',
    department_code: 'city-management',
    received_at: NOW - DAY_MS,
    received_on: '2026-11-22',
  }
  const row = Object.fromEntries(
    columns
      .filter(({ needed, name }) => needed === 1 || name === 'case_number')
      .map(({ name, type }) => [name, given[String(name)] ?? (type === 'INTEGER' ? 0 : '')]),
  )
  await DB.prepare(
    `INSERT INTO cases (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
  )
    .bind(...Object.values(row))
    .run()
  for (const [index, { type, at, kind = 'official', data = { textsDigest: 'x' } }] of events.entries())
    await DB.prepare("INSERT INTO case_events VALUES (?, ?, ?, ?, ?, 'x', ?, ?)")
      .bind(number, index + 1, type, at, kind, JSON.stringify(data), `${number}${index}`)
      .run()
  return number
}
test('is a card printed, and listed, under the name the region has for its colour?', async () => {
  const policy = { ...STANDARD_POLICY, colourNames: { yellow: '黄色预警单' } }
  await DB.prepare(
    `INSERT INTO supervision_policies (id, scope_kind, scope, from_on, policy, state, proposed_by, proposed_at)
     VALUES ('named', 'region', '', '2026-01-01', ?, 'published', 'x', 0)`,
  )
    .bind(JSON.stringify(policy))
    .run()
  // An isolate looks for new policies once a minute.
  vi.setSystemTime(NOW + 2 * 60_000)
  const { path } = await card()
  const red = await card({ colour: 'red' })
  expect(must(await supervisor(path), 200).body).toMatchObject({
    colour: { zh: '黄色预警单' },
    text: { title: '黄色预警单告知书' },
  })
  const printed = must(await supervisor(`${path}/document`), 200).text
  expect(printed).toContain('黄色预警单告知书')
  expect(printed).not.toContain('黄牌告知书')
  expect(must(await supervisor(`${red.path}/document`), 200).text).toContain('红牌告知书')
  await DB.exec('DELETE FROM supervision_policies')
  vi.setSystemTime(NOW + 4 * 60_000)
  expect(must(await supervisor(`${path}/document`), 200).text).toContain('黄牌告知书')
})

const findings = async (query = '') =>
  must(await supervisor(`/supervision/v1/findings?${query}`), 200).body.findings

test('are steps entered in a burst found once, with one proposed card, however often the job runs?', async () => {
  const minute = 60_000
  const burst = await caseWith(
    [0, 1, 2, 3].map((at) => ({ type: 'assigned', at: NOW - 10 * minute + at * minute })),
  )
  await caseWith([0, 1, 2].map((at) => ({ type: 'assigned', at: NOW - 10 * minute + at * minute })))
  await caseWith([0, 20, 40, 60].map((at) => ({ type: 'assigned', at: NOW - 100 * minute + at * minute })))
  const first = await findMatters(await clockContext(), null)
  expect(await findings()).toMatchObject([
    { cause: { code: 'burst' }, subject: burst, count: 4, department: { code: 'city-management' } },
  ])
  const found = must(await supervisor(`${PATH}?cause=burst`), 200).body.cards
  expect(found).toMatchObject([{ subject: burst, colour: { code: 'yellow' }, state: { code: 'proposed' } }])
  // From where it was, from the beginning, and both at once.
  await Promise.all([
    findMatters(await clockContext(), null),
    findMatters(await clockContext(), first.cursor),
    findMatters(await clockContext(), 'not a place'),
  ])
  expect(await findings('all=true')).toHaveLength(1)
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_cards')).toEqual([{ n: 1 }])
  const [{ id } = { id: '' }] = found as { id: string }[]
  const text = must(await supervisor(`${PATH}/${id}`), 200).body
  expect(text).toMatchObject({ template: 'finding/1', text: { title: '监察告知书' } })
  expect(must(await supervisor(`${PATH}/${id}/confirm`, REASON), 200).body.state).toMatchObject({
    code: 'standing',
  })
})

test('is a negative decision without reasons found, also one a partner told, and one with reasons not?', async () => {
  const bare = await caseWith([{ type: 'refused', at: NOW, data: {} }])
  const told = await caseWith([
    { type: 'decidedElsewhere', at: NOW, kind: 'partner', data: { outcome: 'refused', reasons: [] } },
  ])
  await caseWith([
    { type: 'decidedElsewhere', at: NOW, kind: 'partner', data: { outcome: 'refused', reasons: ['R1'] } },
  ])
  await caseWith([{ type: 'refused', at: NOW, data: { document: '不予〔2026〕1号' } }])
  await caseWith([{ type: 'granted', at: NOW, data: {} }])
  await findMatters(await clockContext(), null)
  const list = (await findings('cause=noReasons')) as { subject: string }[]
  expect(list.map(({ subject }) => subject).toSorted()).toEqual([bare, told].toSorted())
})

test('are an unanswered notice, a late hand-over and an old alarm found, ended when mended, and ended by people with a reason?', async () => {
  await watchedClock('late-case', NOW - 1)
  await DB.exec("UPDATE watched_clocks SET step = 'transfer'")
  await watchedClock('other-case', NOW - 1)
  const id = newId()
  await dueNotice(id, NOW, { subject: 'x' })
  const [{ number } = { number: '' }] = await rowsOf(
    'SELECT number FROM supervision_notices WHERE id = ?',
    id,
  )
  await watchedClock(String(number), NOW - 1)
  await DB.prepare(
    "UPDATE watched_clocks SET kind = 'notice', clock_key = 'sign', step = 'urge' WHERE subject = ?",
  )
    .bind(String(number))
    .run()
  const alarm =
    "INSERT INTO exchange_alarms (kind, partner, subject, facts, at) VALUES (?, '500112', 's', '{}', ?)"
  await DB.prepare(alarm)
    .bind('divergence', NOW - 3_600_000)
    .run()
  await DB.prepare(alarm)
    .bind('refused', NOW - 3_599_000)
    .run()
  const { cursor } = await findMatters(await clockContext(), null)
  const list = (await findings()) as { cause: { code: string }; subject: string; id: string }[]
  expect(list.map(({ cause, subject }) => [cause.code, subject]).toSorted()).toEqual([
    ['exchangeAlarm', 'divergence/500112/s'],
    ['lateHandover', 'late-case'],
    ['unanswered', number],
  ])
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_cards')).toEqual([{ n: 0 }])
  await DB.exec("UPDATE watched_clocks SET status = 'ended' WHERE kind = 'notice'")
  await DB.exec(`UPDATE exchange_alarms SET resolved_at = ${NOW} WHERE kind = 'divergence'`)
  vi.setSystemTime(NOW + 60_000)
  await findMatters(await clockContext(), cursor)
  const open = (await findings()) as { cause: { code: string }; id: string }[]
  expect(open.map(({ cause }) => cause.code).toSorted()).toEqual(['exchangeAlarm', 'lateHandover'])
  const late = open.find(({ cause }) => cause.code === 'lateHandover')
  const end = (subject: string) =>
    supervisor(`/supervision/v1/findings/${late?.id}/end`, { reason: '对方地区已书面同意延后' }, subject)
  expect((await asked('h', 'head', 'POST', `/supervision/v1/findings/${late?.id}/end`, REASON)).status).toBe(
    403,
  )
  const both = await Promise.all([end('supervisor-1'), end('supervisor-2')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const all = must(await supervisor('/supervision/v1/findings?all=true&cause=lateHandover'), 200)
  expect(all.body.findings).toMatchObject([{ reason: '对方地区已书面同意延后', endedAt: NOW + 60_000 }])
  expect(must(await supervisor('/supervision/v1/findings.csv?all=true'), 200).text).toContain('逾期移交')
})

test('does the report on supervisors count what was left and what was revoked, by department and person?', async () => {
  await dueNotice(newId(), NOW - 2 * DAY_MS)
  const lapsing = await card({ stands_at: NOW })
  const wrong = await card()
  await lapseProposed(await clockContext())
  must(await supervisor(`${wrong.path}/confirm`, REASON), 200)
  must(await supervisor(`${wrong.path}/revoke`, REASON, 'supervisor-2'), 200)
  const report = must(await supervisor('/supervision/v1/reports/supervisor'), 200)
  expect(report.body).toMatchObject({
    unanswered: { count: 1, lines: [{ department: { code: 'city-management' }, by: null, count: 1 }] },
    lapsed: { count: 1, lines: [{ count: 1, by: null }] },
    revoked: { count: 1, lines: [{ by: { me: false } }] },
    confirmedInError: { count: 1, lines: [{ by: { me: true } }] },
    untilOn: '2026-11-23',
  })
  const lists = report.body as { lapsed: { list: string }; revoked: { list: string } }
  expect(must(await supervisor(lists.lapsed.list), 200).body.cards).toMatchObject([{ id: lapsing.id }])
  expect(must(await supervisor(lists.revoked.list), 200).body.cards).toMatchObject([{ id: wrong.id }])
  expect((await head('/supervision/v1/reports/supervisor')).status).toBe(403)
  expect((await supervisor('/supervision/v1/reports/supervisor?from=2026-12-01')).status).toBe(422)
})
