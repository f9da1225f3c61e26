import { beforeEach, expect, test, vi } from 'vitest'
import { deliverNotices } from '../../../packages/services/src/supervision/deliver/deliver-notices.ts'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watch } from '../../../packages/services/src/supervision/watch.ts'
import { clockContext } from '../../context.ts'
import { emptied, rowsOf, watchedClock } from '../../due-notices.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { DB, must, NOW, nextKey, sign, worker } from '../../region.ts'

/** 催办、督办 a supervisor sends by hand: the same document, receipt, reply and delivery; none while one waits for its answer. */

const PATH = '/supervision/v1/notices'
const DAY = 24 * 3_600_000
const CASE = '5101162026112300000015'
const REASON = '申请人来电反映"><script>，请尽快办理'

beforeEach(async () => {
  vi.setSystemTime(NOW)
  await emptied()
  await DB.exec('DELETE FROM notice_steps')
})

const asOfficial = async (
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: object,
  key?: string,
  department = 'services',
): Promise<Answered> =>
  ask(
    worker,
    await sign(`${role}-${department}`, official(role, department)),
    method,
    path,
    body,
    key === undefined ? {} : { 'Idempotency-Key': key },
  )
const send = (body: object = {}, key = nextKey(), role: Parameters<typeof official>[0] = 'supervisor') =>
  asOfficial(role, 'POST', PATH, { case: CASE, level: 'urge', reason: REASON, ...body }, key)

/** Runs until two days from now; its own urging comes when it is over. */
const running = (change: Record<string, string | number | null> = {}) =>
  watchedClock(CASE, NOW + 2 * DAY, {
    clock_key: 'decision/law',
    step: 'decision',
    department: 'civil-affairs',
    item_code: 'elderly-allowance',
    due_on: '2026-11-24',
    due_at: NOW + 2 * DAY,
    stages: JSON.stringify([
      { stage: 'urge', at: NOW + 2 * DAY },
      { stage: 'supervise', at: NOW + 3 * DAY },
    ]),
    ...change,
  })

test('is it a notice like any other: number, document with the reason, receipt and reply by their days, and delivery?', async () => {
  await running()
  const { body } = must(await send(), 201)
  expect(body).toMatchObject({
    number: expect.stringMatching(/^催办〔2026〕\d{5}号$/),
    stage: { code: 'urge' },
    state: { code: 'open' },
    subject: CASE,
    receiver: 'person',
    level: 1,
  })
  expect(body.steps).toEqual([
    expect.objectContaining({ step: expect.objectContaining({ code: 'send' }), text: REASON }),
  ])
  const id = String(body.id)
  const { text } = must(await asOfficial('supervisor', 'GET', `${PATH}/${id}/document`), 200)
  expect(text).toContain('理由附后')
  expect(text).toContain('理由：申请人来电反映')
  expect(text).not.toContain('<script>')
  expect(
    await rowsOf(
      "SELECT clock_key, due_at FROM watched_clocks WHERE kind = 'notice' ORDER BY clock_key DESC",
    ),
  ).toEqual([
    { clock_key: 'sign', due_at: body.signBy },
    { clock_key: 'reply', due_at: body.replyBy },
  ])
  vi.setSystemTime(NOW + 6 * 3_600_000)
  expect(await deliverNotices(await clockContext())).toContain('messages 1')
  const inbox = must(
    await asOfficial('handler', 'GET', '/supervision/v1/inbox', undefined, undefined, 'civil-affairs'),
    200,
  )
  const [message] = inbox.body.messages as { id: string }[]
  const told = must(
    await asOfficial(
      'handler',
      'GET',
      `/supervision/v1/inbox/${message?.id}`,
      undefined,
      undefined,
      'civil-affairs',
    ),
    200,
  )
  expect(told.text).toContain('理由：申请人来电反映')
  // The reason is nowhere in clear.
  const stored = await rowsOf('SELECT * FROM notice_steps')
  expect(JSON.stringify([stored, await rowsOf('SELECT * FROM supervision_notices')])).not.toContain('来电')
  must(await asOfficial('handler', 'POST', `${PATH}/${id}/sign`, undefined, undefined, 'civil-affairs'), 200)
  must(
    await asOfficial(
      'handler',
      'POST',
      `${PATH}/${id}/reply`,
      { text: '已办理', files: [] },
      undefined,
      'civil-affairs',
    ),
    200,
  )
  expect(
    must(await asOfficial('supervisor', 'POST', `${PATH}/${id}/review`, { outcome: 'accept' }), 200).body,
  ).toMatchObject({ state: { code: 'closed' } })
})

test('is none of the same level sent while one waits for its answer, and another level is?', async () => {
  await running()
  const first = must(await send(), 201)
  expect((await send()).status).toBe(409)
  must(await send({ level: 'supervise' }), 201)
  const path = `${PATH}/${first.body.id}`
  must(await asOfficial('handler', 'POST', `${path}/sign`, undefined, undefined, 'civil-affairs'), 200)
  expect((await send()).status).toBe(409)
  must(
    await asOfficial(
      'handler',
      'POST',
      `${path}/reply`,
      { text: '正在办理', files: [] },
      undefined,
      'civil-affairs',
    ),
    200,
  )
  must(await send(), 201)
})

test('does the same request again get the same notice, and another under its key none?', async () => {
  await running()
  const key = nextKey()
  const first = must(await send({}, key), 201)
  expect(must(await send({}, key), 201).body.id).toBe(first.body.id)
  expect((await send({ reason: '另一理由' }, key)).body.code).toBe('idempotencyKeyReused')
  expect((await send({ level: 'supervise' }, key)).body.code).toBe('idempotencyKeyReused')
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_notices')).toEqual([{ n: 1 }])
})

test('sent twice at once under one key, is it one notice that both are shown, and is other words under it told so?', async () => {
  await running()
  const key = nextKey()
  const both = await Promise.all([send({}, key), send({}, key)])
  expect(both.map(({ status }) => status)).toEqual([201, 201])
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_notices')).toEqual([{ n: 1 }])
  await DB.exec('DELETE FROM notice_steps')
  await emptied()
  await running()
  const other = nextKey()
  const unlike = await Promise.all([send({}, other), send({ reason: '另一理由' }, other)])
  expect(unlike.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'idempotencyKeyReused'])
})

test('of two supervisors at once, does one send it and the other learn that it was sent?', async () => {
  await running()
  const both = await Promise.all([
    send(),
    ask(
      worker,
      await sign('supervisor-2', official('supervisor', 'services')),
      'POST',
      PATH,
      { case: CASE, level: 'urge', reason: '另一监察员催办' },
      { 'Idempotency-Key': nextKey() },
    ),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(await rowsOf('SELECT count(*) AS n FROM supervision_notices')).toEqual([{ n: 1 }])
  expect(await rowsOf("SELECT count(*) AS n FROM watched_clocks WHERE kind = 'notice'")).toEqual([{ n: 2 }])
})

test('does the ladder say nothing twice while it waits, and goes on where it was answered?', async () => {
  await running()
  const { body } = must(await send(), 201)
  await DB.exec("DELETE FROM watched_clocks WHERE kind = 'notice'")
  vi.setSystemTime(NOW + 2 * DAY + 1)
  await sweepStages(await clockContext())
  const stages = () => rowsOf('SELECT stage, by_hand FROM supervision_notices ORDER BY written_at, stage')
  expect(await stages()).toEqual([{ stage: 'urge', by_hand: 1 }])
  vi.setSystemTime(NOW + 3 * DAY + 1)
  await sweepStages(await clockContext())
  expect(await stages()).toEqual([
    { stage: 'urge', by_hand: 1 },
    { stage: 'supervise', by_hand: 0 },
  ])
  await DB.prepare("UPDATE supervision_notices SET state = 'closed' WHERE id = ?").bind(body.id).run()
  await DB.exec("DELETE FROM supervision_notices WHERE stage = 'supervise'")
  await DB.prepare('UPDATE watched_clocks SET next_at = ?')
    .bind(NOW + 2 * DAY)
    .run()
  await sweepStages(await clockContext())
  expect(await stages()).toEqual([
    { stage: 'urge', by_hand: 1 },
    { stage: 'supervise', by_hand: 0 },
    { stage: 'urge', by_hand: 0 },
  ])
})

test('does a day that moves withdraw what the policy gave and leave what was sent by hand?', async () => {
  await running({
    due_at: NOW - DAY,
    due_on: '2026-11-20',
    next_at: NOW - DAY,
    stages: JSON.stringify([{ stage: 'urge', at: NOW - DAY }]),
  })
  const context = await clockContext()
  await sweepStages(context)
  must(await send({ level: 'supervise' }), 201)
  const [row] = await rowsOf("SELECT law, from_on FROM watched_clocks WHERE kind = 'case'")
  const moved = watch(context, [
    {
      kind: 'case',
      subject: CASE,
      key: 'decision/law',
      step: 'decision',
      basis: 'law',
      law: String(row?.law),
      scope: 'whole',
      itemCode: 'elderly-allowance',
      department: 'civil-affairs',
      person: null,
      fromAt: (NOW - 9 * DAY) as never,
      fromOn: '2026-11-14' as never,
      unit: 'workday',
      length: 20,
      dueOn: '2026-12-11' as never,
      dueAt: (NOW + 18 * DAY) as never,
      provisional: false,
      status: 'running',
      stoppedAt: null,
    },
  ])
  const written = await context.database.write([...moved])
  expect(written.ok).toBe(true)
  expect(await rowsOf('SELECT stage, state FROM supervision_notices ORDER BY stage')).toEqual([
    { stage: 'supervise', state: 'open' },
    { stage: 'urge', state: 'withdrawn' },
  ])
})

test('is it refused where no limit runs, the matter is their own, or somebody else asks?', async () => {
  expect((await send()).status).toBe(404)
  await running({ status: 'stands' })
  expect((await send()).status).toBe(409)
  await DB.exec("UPDATE watched_clocks SET status = 'running'")
  for (const role of ['head', 'handler', 'auditor', 'governmentHead', 'admin'] as const)
    expect((await send({}, nextKey(), role)).status).toBe(403)
  for (const wrong of [
    { level: 'escalate' },
    { reason: '' },
    { case: undefined },
    { clock: { kind: 'case', subject: CASE, key: 'decision/law' } },
    { case: undefined, clock: { kind: 'notice', subject: 'x', key: 'sign' } },
  ])
    expect((await send(wrong)).status).toBe(422)
  const mine = must(await asOfficial('supervisor', 'GET', PATH), 200)
  expect(mine.body.notices).toEqual([])
  must(await send({ case: undefined, clock: { kind: 'case', subject: CASE, key: 'decision/law' } }), 201)
})
