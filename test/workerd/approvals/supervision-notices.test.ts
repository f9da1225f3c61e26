import { civilDate, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { WatchedClock } from '@tongban/supervision'
import { beforeEach, expect, test, vi } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watch } from '../../../packages/services/src/supervision/watch.ts'
import { clockContext } from '../../context.ts'
import { dueNotice, rowsOf } from '../../due-notices.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { asOfficial, DB, everyRow, logged, must, NOW, nextKey, sign, worker } from '../../region.ts'

/** Notices as people handle them: receipt, reply, review, return, closing, through the door, with the real database. */

const DAY_MS = 86_400_000
const PATH = '/supervision/v1/notices'
let count = 0
const newId = () => {
  count += 1
  return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`
}
const asked = async (
  subject: string,
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: unknown,
  department = 'city-management',
): Promise<Answered> => ask(worker, await sign(subject, official(role, department)), method, path, body)

const handler = (method: string, path: string, body?: unknown, subject = 'handler-1') =>
  asked(subject, 'handler', method, path, body)
const supervisor = (method: string, path: string, body?: unknown, subject = 'supervisor-1') =>
  asked(subject, 'supervisor', method, path, body, 'services')

/** An urging notice to the department; its id and number. */
async function notice(change: Parameters<typeof dueNotice>[2] = {}) {
  const id = newId()
  await dueNotice(id, NOW, {
    subject: `51011620261102${String(count).padStart(7, '0')}0`,
    step: 'decision',
    ...change,
  })
  for (const key of ['sign', 'reply'])
    await DB.prepare(
      `INSERT INTO watched_clocks (kind, subject, clock_key, epoch, step, basis, law, scope, department, post, from_at,
         from_on, unit, length, due_on, due_at, provisional, status, stages, policy, next_at, changed_at)
       SELECT 'notice', number, ?, 1, stage, 'supervision', 'x', 'whole', department, post, written_at, '2026-11-23', 'workday', 1,
         '2026-11-24', sign_by, 0, 'running', '[]', 'standard', sign_by, written_at FROM supervision_notices WHERE id = ? AND number IS NOT NULL`,
    )
      .bind(key, id)
      .run()
  return { id, path: `${PATH}/${id}` }
}
const clocksOf = (id: string) =>
  rowsOf(
    `SELECT w.clock_key, w.status, w.due_on FROM watched_clocks w JOIN supervision_notices n ON n.number = w.subject
     WHERE n.id = ? AND w.kind = 'notice' ORDER BY w.clock_key`,
    id,
  )

beforeEach(async () => {
  vi.setSystemTime(NOW)
  for (const table of [
    'supervision_notices',
    'supervision_cards',
    'notice_steps',
    'supervision_files',
    'watched_clocks',
  ])
    await DB.exec(`DELETE FROM ${table}`)
})

const TEXT = '材料已补齐，定于本周五办结。'

test('is a notice signed for, answered, returned, answered again and closed, each step with who and when?', async () => {
  const { id, path } = await notice()
  const first = must(await handler('GET', path), 200)
  expect(first.body).toMatchObject({
    state: { code: 'open' },
    possible: [{ code: 'sign' }],
    late: false,
    text: { title: '催办通知书' },
    steps: [],
  })
  expect(must(await handler('POST', `${path}/sign`), 200).body).toMatchObject({
    state: { code: 'signed' },
    signedAt: NOW,
    possible: [{ code: 'reply' }],
  })
  expect(await clocksOf(id)).toMatchObject([
    { clock_key: 'reply', status: 'running' },
    { clock_key: 'sign', status: 'ended' },
  ])
  must(await handler('POST', `${path}/reply`, { text: TEXT }), 200)
  expect((await clocksOf(id)).map(({ status }) => status)).toEqual(['ended', 'ended'])
  const returned = must(
    await supervisor('POST', `${path}/review`, {
      outcome: 'return',
      text: '没有说明责任',
      replyOn: '2026-11-26',
    }),
    200,
  )
  expect(returned.body).toMatchObject({
    state: { code: 'returned' },
    replyBy: NOW - 10 * 3_600_000 + 4 * DAY_MS,
  })
  expect(await clocksOf(id)).toMatchObject([
    { clock_key: 'reply', status: 'ended' },
    { clock_key: 'reply/3', status: 'running', due_on: '2026-11-26' },
    { clock_key: 'sign' },
  ])
  must(await handler('POST', `${path}/reply`, { text: `${TEXT}责任人已谈话。` }), 200)
  expect((await clocksOf(id)).map(({ status }) => status)).toEqual(['ended', 'ended', 'ended'])
  const closed = must(await supervisor('POST', `${path}/review`, { outcome: 'accept' }), 200)
  expect(closed.body).toMatchObject({ state: { code: 'closed' }, endedAt: NOW, possible: [] })
  expect(closed.body.steps).toMatchObject([
    { seq: 1, step: { code: 'sign' }, by: { me: false }, text: null },
    { seq: 2, step: { code: 'reply' }, text: TEXT },
    { seq: 3, step: { code: 'return' }, by: { me: true }, text: '没有说明责任' },
    { seq: 4, step: { code: 'reply' } },
    { seq: 5, step: { code: 'accept' }, text: null },
  ])
})

test('may no other department answer, nobody review the own reply, and nothing be left out?', async () => {
  const { path } = await notice({
    receiver: 'supervisingBody',
    level: 3,
    stage: 'escalate',
    template: 'escalate/1',
  })
  const other = (role: 'handler' | 'head') =>
    asked(`${role}-2`, role, 'POST', `${path}/sign`, undefined, 'transport')
  expect(await other('handler')).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
  expect(await handler('POST', `${path}/sign`)).toMatchObject({ status: 403 })
  must(await supervisor('POST', `${path}/sign`), 200)
  must(await supervisor('POST', `${path}/reply`, { text: TEXT }), 200)
  expect(await supervisor('POST', `${path}/review`, { outcome: 'accept' })).toMatchObject({
    status: 409,
    body: { code: 'secondPersonNeeded' },
  })
  const bad = { outcome: 'return', text: '请补充', replyOn: '2026-11-23' }
  expect(await supervisor('POST', `${path}/review`, bad, 'supervisor-2')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/replyOn' }] },
  })
  must(await supervisor('POST', `${path}/review`, { outcome: 'accept', text: '同意' }, 'supervisor-2'), 200)
  expect(await supervisor('POST', `${path}/close`, { reason: '事由消失' }, 'supervisor-2')).toMatchObject({
    status: 409,
    body: { code: 'stepNotPossible', state: 'closed' },
  })
})

test.each([
  ['reply by another department', { receiver: 'person' }, 'handler', 'transport', 403],
  [
    'reply of a handler to what the head is asked',
    { receiver: 'departmentHead' },
    'handler',
    'city-management',
    403,
  ],
  ['reply of the head of another department', { receiver: 'departmentHead' }, 'head', 'transport', 403],
  ['reply of the head', { receiver: 'departmentHead' }, 'head', 'city-management', 200],
  ['reply of a window where the step is not its', { receiver: 'person' }, 'window', 'city-management', 403],
  ['reply of a window where it is', { receiver: 'person', step: 'notice' }, 'window', 'city-management', 200],
  ['reply of the supervisor for a department', { receiver: 'person' }, 'supervisor', 'city-management', 403],
] as const)('what becomes of the %s?', async (_, change, role, department, status) => {
  const { path } = await notice({ ...change, state: 'signed', seq: 0 })
  const answered = await asked('somebody', role, 'POST', `${path}/reply`, { text: TEXT }, department)
  expect(answered.status).toBe(status)
})

test('is a notice of another department no notice to whoever reads, and are all of them to supervision?', async () => {
  const { id, path } = await notice()
  expect(await asked('handler-9', 'handler', 'GET', path, undefined, 'transport')).toMatchObject({
    status: 404,
    body: { code: 'notFound' },
  })
  expect(
    (await asked('handler-9', 'handler', 'GET', `${path}/document`, undefined, 'transport')).status,
  ).toBe(404)
  const elsewhere = must(await asked('handler-9', 'handler', 'GET', PATH, undefined, 'transport'), 200)
  expect(elsewhere.body.notices).toEqual([])
  expect(
    await asked('handler-9', 'handler', 'GET', `${PATH}?department=city-management`, undefined, 'transport'),
  ).toMatchObject({ status: 403 })
  expect(must(await supervisor('GET', PATH), 200).body.notices).toMatchObject([{ id }])
  expect(await supervisor('GET', `${PATH}?department=nowhere`)).toMatchObject({ status: 422 })
})

test('do two who sign at once leave one receipt, and is the other told?', async () => {
  const { id, path } = await notice()
  const both = await Promise.all([
    handler('POST', `${path}/sign`),
    handler('POST', `${path}/sign`, undefined, 'handler-2'),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'stepNotPossible',
    state: 'signed',
  })
  expect(await rowsOf('SELECT seq FROM notice_steps WHERE notice = ?', id)).toEqual([{ seq: 1 }])
})

test('does a notice that was withdrawn in between take no step, and is no half of it written?', async () => {
  const { id, path } = await notice()
  await DB.prepare("UPDATE supervision_notices SET state = 'withdrawn', seq = seq + 1 WHERE id = ?")
    .bind(id)
    .run()
  expect(await handler('POST', `${path}/sign`)).toMatchObject({ status: 409, body: { state: 'withdrawn' } })
  expect(await rowsOf('SELECT seq FROM notice_steps WHERE notice = ?', id)).toEqual([])
})

test('do lists filter by what the address says, page by page, and come as CSV?', async () => {
  const late = await notice({ sign_by: NOW - 1, written_at: NOW - 3 })
  const signed = await notice({ state: 'signed', written_at: NOW - 2 })
  const reminder = await notice({
    stage: 'warnDays',
    level: 0,
    number: null,
    sign_by: null,
    reply_by: null,
    template: 'reminder/1',
    written_at: NOW - 1,
  })
  const ids = async (query: string) => {
    const { body } = must(await supervisor('GET', `${PATH}?${query}`), 200)
    return Array.isArray(body.notices) ? body.notices.map(({ id }: { id: string }) => id) : []
  }
  expect(await ids('')).toEqual([reminder.id, signed.id, late.id])
  expect(await ids('unanswered=true')).toEqual([signed.id, late.id])
  expect(await ids('late=true')).toEqual([late.id])
  expect(await ids('stage=warnDays')).toEqual([reminder.id])
  expect(await ids('state=signed')).toEqual([signed.id])
  expect(await ids('department=city-management&item=outdoor-advertising')).toHaveLength(3)
  const [subject] = await rowsOf('SELECT subject FROM supervision_notices WHERE id = ?', signed.id)
  expect(await ids(`subject=${subject?.subject}`)).toEqual([signed.id])
  const first = must(await supervisor('GET', `${PATH}?limit=2`), 200)
  expect(first.body.notices).toHaveLength(2)
  const next = must(await supervisor('GET', String(first.body.next)), 200)
  expect(next.body).toMatchObject({ notices: [{ id: late.id, late: true }], next: null })
  expect(
    await supervisor('GET', String(first.body.next).replace('limit=2', 'limit=2&state=open')),
  ).toMatchObject({
    status: 422,
  })
  const csv = must(await supervisor('GET', `${PATH}.csv?state=signed`), 200)
  expect(csv.text.split('\r\n')).toHaveLength(3)
  expect(csv.text).toContain('催办')
  const told = must(await supervisor('GET', `${PATH}/${reminder.id}`), 200)
  expect(told.body).toMatchObject({ state: { code: 'told' }, possible: [], text: { title: '期限提醒' } })
  expect(await handler('POST', `${PATH}/${reminder.id}/sign`)).toMatchObject({ status: 409 })
})

test.each(['stage=purple', 'state=half', 'late=maybe', 'limit=0', 'cursor=x', 'who=me', 'department=X'])(
  'is %s refused?',
  async (query) => {
    expect((await supervisor('GET', `${PATH}?${query}`)).status).toBe(422)
  },
)

const upload = async (path: string, name: string, bytes: Uint8Array<ArrayBuffer>, subject = 'handler-1') => {
  const response = await worker(
    new Request(`http://region.test${path}/files`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await sign(subject, official('handler', 'city-management'))}`,
        'Content-Type': 'application/octet-stream',
        'Upload-Name': encodeURIComponent(name),
      },
      body: bytes,
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: JSON.parse(text), text }
}

test('does a reply carry files, sealed in storage, that only those concerned may read?', async () => {
  const { path } = await notice({ state: 'signed' })
  const bytes = new Uint8Array(pdfFile(600_000))
  const { body } = must(await upload(path, '说明 张三.pdf', bytes), 201)
  expect(body).toMatchObject({ name: '说明 张三.pdf', type: 'application/pdf', size: bytes.length })
  // The same again is the same.
  expect(must(await upload(path, '说明 张三.pdf', bytes), 201).body.id).toBe(body.id)
  expect(must(await handler('GET', path), 200).body.uploads).toMatchObject([{ id: body.id }])
  expect(must(await supervisor('GET', path), 200).body.uploads).toEqual([])
  expect((await supervisor('GET', `${path}/files/${body.id}`)).status).toBe(404)
  expect(await handler('POST', `${path}/reply`, { text: TEXT, files: [newId()] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/files/0' }] },
  })
  const replied = must(await handler('POST', `${path}/reply`, { text: TEXT, files: [body.id] }), 200)
  expect(replied.body).toMatchObject({
    steps: [{ files: [{ id: body.id, name: '说明 张三.pdf' }] }],
    uploads: [],
  })
  const response = await worker(
    new Request(`http://region.test${path}/files/${body.id}`, {
      headers: { Authorization: `Bearer ${await sign('supervisor-1', official('supervisor', 'services'))}` },
    }),
  )
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Disposition')).toContain('attachment')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  const stored = JSON.stringify(await everyRow())
  for (const said of [TEXT, '张三']) {
    expect(stored).not.toContain(said)
    expect(logged.join('\n')).not.toContain(said)
  }
})

test.each([
  ['程序.exe', 'MZ', 422],
  ['说明.pdf', 'not a PDF', 422],
  ['../说明.pdf', '%PDF-1.7\n%%EOF', 422],
  ['空.pdf', '', 422],
])('is %s with %j refused?', async (name, content, status) => {
  const { path } = await notice({ state: 'signed' })
  expect((await upload(path, name, new Uint8Array(new TextEncoder().encode(content)))).status).toBe(status)
})

test('are no more than five uploads kept that no reply names, and none taken for what is closed?', async () => {
  const { id, path } = await notice({ state: 'signed' })
  for (let size = 1; size <= 7; size += 1)
    must(await upload(path, `第${size}份.pdf`, new Uint8Array(pdfFile(200 + size))), 201)
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_files WHERE notice = ?', id)).toEqual([{ n: 5 }])
  await DB.prepare("UPDATE supervision_notices SET state = 'closed' WHERE id = ?").bind(id).run()
  expect((await upload(path, '迟.pdf', new Uint8Array(pdfFile(300)))).status).toBe(409)
})

test('does a document print as a page with its own style and nothing else, marked as a demonstration?', async () => {
  const { path } = await notice()
  const page = must(await handler('GET', `${path}/document`), 200)
  expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(page.text).toContain('催办通知书')
  expect(page.text).toContain('演示数据，不具效力')
  expect(page.text).toContain('成都市双流区城市管理局（责任岗位：经办人）')
  expect(page.text).not.toMatch(/\{\w+\}/)
  expect(page.text).not.toContain('<script')
})

const TEMPLATES = '/supervision/v1/templates'
const text = (change: object = {}) => ({
  template: 'urge',
  fromOn: '2026-11-24',
  title: '催办函',
  lines: ['{department}：{subject}依{law}已逾期，请于{replyBy}前回复。'],
  ...change,
})
const propose = async (body: object, subject = 'supervisor-1') =>
  ask(worker, await sign(subject, official('supervisor', 'services')), 'POST', TEMPLATES, body, {
    'Idempotency-Key': nextKey(),
  })

test('is a template with an unknown field refused, and one that says too little?', async () => {
  const unknown = await propose(text({ lines: ['{department}：{subject}依{law}，申请人{applicantName}。'] }))
  expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/lines/0' }] } })
  expect(await propose(text({ lines: ['请办理。'] }))).toMatchObject({ status: 422 })
  expect(await propose(text({ fromOn: '2026-11-23' }))).toMatchObject({
    body: { errors: [{ pointer: '/fromOn' }] },
  })
  expect(await propose(text({ template: 'farewell' }))).toMatchObject({ status: 422 })
})

test('is a template used when another supervisor has published it, and does a notice keep the one it was written by?', async () => {
  const { body } = must(await propose(text()), 201)
  const settle = (subject: string, verb = 'publish') =>
    supervisor('POST', `${TEMPLATES}/${body.id}/${verb}`, undefined, subject)
  expect(await settle('supervisor-1')).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
  expect(must(await settle('supervisor-2'), 200).body).toMatchObject({ state: 'published' })
  expect(must(await settle('supervisor-2'), 200).body).toMatchObject({ state: 'published' })
  expect(await settle('supervisor-2', 'decline')).toMatchObject({ status: 409 })
  const before = await notice()
  const after = await notice({ template: `urge/${body.id}` })
  expect(must(await handler('GET', before.path), 200).body.text).toMatchObject({ title: '催办通知书' })
  expect(must(await handler('GET', after.path), 200).body.text).toMatchObject({ title: '催办函' })
  const list = must(await asOfficial('supervisor', 'GET', `${TEMPLATES}?state=published`), 200)
  expect(list.body.templates).toMatchObject([{ id: body.id, template: 'urge', mine: true }])
  expect(list.body.own).toContainEqual(expect.objectContaining({ template: 'red', reference: 'red/2' }))
})

test('does everything the sweep writes read and print, and does the sweep’s own clock of the receipt end with it?', async () => {
  const ctx = await clockContext()
  const dueOn = civilDate('2026-11-20')
  const fromOn = civilDate('2026-11-02')
  if (dueOn === undefined || fromOn === undefined) throw new Error('no day')
  const clock: WatchedClock = {
    kind: 'case',
    subject: '5101162026110200000010',
    key: 'decision',
    step: 'decision',
    basis: 'law',
    law: '行政许可法 42',
    scope: 'whole',
    itemCode: 'outdoor-advertising',
    department: 'city-management',
    person: null,
    fromAt: startOfDayAt(fromOn),
    fromOn,
    unit: 'workday',
    length: 14,
    dueOn,
    dueAt: endOfDayAt(dueOn),
    provisional: false,
    status: 'running',
    stoppedAt: null,
  }
  mustBeWritten(await ctx.database.write(watch(ctx, [clock])))
  vi.setSystemTime(NOW + 14 * DAY_MS)
  await sweepStages(await clockContext())
  const { body } = must(await supervisor('GET', `${PATH}?subject=${clock.subject}`), 200)
  const listed = body.notices as { id: string; stage: { code: string }; possible: { code: string }[] }[]
  expect(listed.map(({ stage }) => stage.code).toSorted()).toEqual([
    'bulletin',
    'escalate',
    'supervise',
    'urge',
    'warnDays',
    'warnShare',
  ])
  for (const { id } of listed) {
    expect(must(await supervisor('GET', `${PATH}/${id}`), 200).text).toContain('户外广告')
    expect(must(await supervisor('GET', `${PATH}/${id}/document`), 200).text).not.toMatch(/\{\w+\}/)
  }
  const cards = must(await supervisor('GET', `/supervision/v1/cards?subject=${clock.subject}`), 200)
  const [card] = cards.body.cards as { id: string; colour: { code: string } }[]
  expect(card?.colour.code).toBe('red')
  expect(must(await supervisor('GET', `/supervision/v1/cards/${card?.id}/document`), 200).text).toContain(
    '红牌告知书',
  )
  const urge = listed.find(({ stage }) => stage.code === 'urge')
  must(await handler('POST', `${PATH}/${urge?.id}/sign`), 200)
  must(await handler('POST', `${PATH}/${urge?.id}/reply`, { text: TEXT }), 200)
  expect((await clocksOf(String(urge?.id))).map(({ status }) => status)).toEqual(['ended', 'ended'])
})

function mustBeWritten(written: { readonly ok: boolean }): void {
  if (!written.ok) throw new Error('nothing was written')
}
