import { runJobs } from '@tongban/services'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { memoryNotifier } from '../../../packages/services/src/notices/memory-notifier.ts'
import { clockContext } from '../../context.ts'
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
  tokenOf,
} from '../../region.ts'

/** Messages that leave: sent right after the answer, else by cron; at least once, with an id to be taken in by once. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const SECRET = `whsec_${btoa('a-secret-of-the-test-gateway')}`
const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [SECRET] }),
}
const aged72 = citizen('1954-05-06')

/** The region's notification gateway: verifies each message as the standard says, then answers as it is told. */
const received: { id: string | null; message: unknown }[] = []
const answers: Response[] = []
vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
  const request = new Request(input, init)
  expect(request.url).toBe(NOTIFIER.TONGBAN_NOTIFIER_URL)
  const message = new Webhook(SECRET).verify(await request.text(), Object.fromEntries(request.headers))
  received.push({ id: request.headers.get('webhook-id'), message })
  return answers.shift() ?? new Response(null, { status: 204 })
})

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
})
beforeEach(async () => {
  received.length = 0
  await DB.batch([DB.prepare('DELETE FROM outbox'), DB.prepare('DELETE FROM jobs')])
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

/** One application in a region that has a notification gateway, which answers the first attempt so. */
async function applied(first: Response): Promise<string> {
  answers.push(first)
  const send = coldIsolate(NOTIFIER)
  const { body } = must(await apply(await tokenOf(aged72), allowance(aged72), nextKey(), send), 201)
  return String(body.caseNumber)
}
const rows = async () =>
  (await DB.prepare('SELECT * FROM outbox ORDER BY created_at, id').all<Record<string, string | number>>())
    .results
async function row() {
  const [one, ...others] = await rows()
  if (one === undefined || others.length > 0) throw new Error('not exactly one row')
  return one
}
/** Cron at that instant, with a notifier in memory. */
async function cronAt(at: number, notifier = memoryNotifier()) {
  vi.setSystemTime(at)
  const runs = await runJobs({ ...(await clockContext(NOTIFIER)), notifier }, at)
  return { notifier, outcome: runs.find(({ name }) => name === 'drainOutbox')?.outcome }
}
const failing = (status: number, headers = {}) => new Response(null, { status, headers })

test('is the applicant told right after the answer, by a signed message with all that is needed?', async () => {
  const caseNumber = await applied(failing(204))
  expect(received).toMatchObject([
    {
      message: {
        type: 'case.outcome',
        data: {
          caseNumber,
          itemName: '高龄老人津贴',
          outcome: 'approve',
          dueOn: null,
          phone: '13800000000',
          reasons: [],
        },
      },
    },
  ])
  expect(await row()).toMatchObject({
    id: received[0]?.id,
    case_number: caseNumber,
    state: 'delivered',
    attempts: 1,
    done_at: NOW,
    leased_by: null,
  })
})

test.each([
  ['somebody whose name nobody checked', 'L1', {}],
  ['an agent, however well known', 'L3', { representation: { kind: 'agent', name: '演示代理人' } }],
] as const)(
  'does the phone that %s wrote down learn neither item, number, outcome nor reason?',
  async (_who, level, change) => {
    const stranger = citizen('1970-01-01', 955)
    const submitter = 'representation' in change ? stranger : aged72
    const send = coldIsolate(NOTIFIER)
    const { body } = must(
      await apply(await tokenOf(submitter, level), allowance(aged72, change), nextKey(), send),
      201,
    )
    expect(received).toHaveLength(1)
    expect(received[0]?.message).toEqual({
      type: 'case.received',
      timestamp: expect.any(String),
      data: { phone: '13800000000', text: { zh: expect.stringContaining('回执'), en: expect.any(String) } },
    })
    const text = JSON.stringify(received[0]?.message)
    for (const told of [String(body.caseNumber), '津贴', aged72.name, aged72.idNumber, String(body.outcome)])
      expect(text).not.toContain(told)
  },
)

test('can somebody who proved nothing make the region send messages to any phone?', async () => {
  must(await apply(await tokenOf(aged72, 'L0'), allowance(aged72), nextKey(), coldIsolate(NOTIFIER)), 201)
  expect([received, await rows()]).toEqual([[], []])
})

test('in a region without a gateway, is nothing put in the outbox?', async () => {
  must(await apply(await tokenOf(aged72), allowance(aged72), nextKey(), coldIsolate()), 201)
  expect(await rows()).toEqual([])
})

test('is a message that was not taken tried again by cron, under the same id, and delivered once?', async () => {
  await applied(failing(503))
  const waiting = await row()
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, last_reason: 'status 503', leased_by: null })
  const { notifier, outcome } = await cronAt(NOW + HOUR_MS)
  expect(outcome).toBe('delivered 1, waiting 0, dead 0')
  expect(notifier.attempts.map(({ id }) => id)).toEqual([waiting.id])
  expect(await row()).toMatchObject({ state: 'delivered', attempts: 2 })
  const again = await cronAt(NOW + 2 * HOUR_MS)
  expect(again.notifier.attempts).toEqual([])
})

test('is a message not sent again before the gateway’s Retry-After?', async () => {
  await applied(failing(429, { 'Retry-After': '600' }))
  expect(Number((await row()).next_at)).toBeGreaterThanOrEqual(NOW + 600_000)
  expect((await cronAt(NOW + 599_000)).notifier.attempts).toEqual([])
  const due = Number((await row()).next_at)
  expect((await cronAt(due + MINUTE_MS)).notifier.attempts).toHaveLength(1)
})

test('is a message the gateway will never take a dead letter at once?', async () => {
  await applied(failing(422))
  expect(await row()).toMatchObject({ state: 'dead', attempts: 1, last_reason: 'status 422', done_at: NOW })
  expect((await cronAt(NOW + HOUR_MS)).notifier.attempts).toEqual([])
})

test('is a message given up after three days of trying, and not before?', async () => {
  await applied(failing(503))
  const notifier = memoryNotifier()
  const retry = { state: 'retry', reason: 'timeout' } as const
  for (let at = NOW + 24 * HOUR_MS; at < NOW + 72 * HOUR_MS; at += 16 * HOUR_MS) {
    notifier.answerNext(retry)
    await cronAt(at, notifier)
  }
  expect(await row()).toMatchObject({ state: 'waiting', attempts: 4 })
  notifier.answerNext(retry)
  const { outcome } = await cronAt(NOW + 72 * HOUR_MS, notifier)
  expect(outcome).toBe('delivered 0, waiting 0, dead 1')
  expect(await row()).toMatchObject({ state: 'dead', attempts: 5, last_reason: 'timeout' })
})

test('of two drains at once, does each take its own rows?', async () => {
  for (let count = 0; count < 6; count += 1) await applied(failing(503))
  vi.setSystemTime(NOW + HOUR_MS)
  const notifier = memoryNotifier()
  const context = { ...(await clockContext(NOTIFIER)), notifier }
  await Promise.all([runJobs(context, NOW + HOUR_MS), runJobs(context, NOW + HOUR_MS + MINUTE_MS)])
  expect(notifier.attempts).toHaveLength(6)
  expect(notifier.taken.size).toBe(6)
})

test('when a request dies after its answer, does cron send its message after the lease and not before?', async () => {
  await applied(failing(503))
  const { id } = await row()
  // As the request left it, had it died before it sent anything: leased to the request, for a minute.
  const leased = "UPDATE outbox SET leased_by = 'request', next_at = ?, attempts = 0 WHERE id = ?"
  await DB.prepare(leased)
    .bind(NOW + MINUTE_MS, id)
    .run()
  expect((await cronAt(NOW + MINUTE_MS - 1)).notifier.attempts).toEqual([])
  expect((await cronAt(NOW + 2 * MINUTE_MS)).notifier.attempts.map((each) => each.id)).toEqual([id])
})

test('when a drain dies between sending and noting it, is the message sent again under its id?', async () => {
  await applied(failing(503))
  const notifier = memoryNotifier()
  const at = NOW + HOUR_MS
  vi.setSystemTime(at)
  const context = await clockContext(NOTIFIER)
  const dying: typeof context.database = {
    ...context.database,
    write: (list) =>
      notifier.attempts.length === 0
        ? context.database.write(list)
        : Promise.reject(new Error('the isolate is gone')),
  }
  await expect(runJobs({ ...context, notifier, database: dying }, at)).rejects.toThrow('gone')
  expect(notifier.attempts).toHaveLength(1)
  await cronAt(at + 10 * MINUTE_MS, notifier)
  expect(notifier.attempts).toHaveLength(2)
  expect(notifier.taken.size).toBe(1)
  expect(await row()).toMatchObject({ state: 'delivered' })
})

test('is a message that was altered in the database never sent?', async () => {
  await applied(failing(503))
  await applied(failing(503))
  const [one, two] = await rows()
  await DB.prepare('UPDATE outbox SET payload_enc = ? WHERE id = ?').bind(one?.payload_enc, two?.id).run()
  const { notifier } = await cronAt(NOW + HOUR_MS)
  expect(notifier.attempts.map((each) => each.id)).toEqual([one?.id])
  expect((await rows())[1]).toMatchObject({ state: 'dead', last_reason: 'payload tampered' })
})
