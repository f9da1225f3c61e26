import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../scripts/seed/person.ts'
import { type Answer, json, type LocalServer, type Received, startServer } from './local-server.ts'
import { A, peopleAndBodies, type Region, startedRegion } from './region.ts'

/**
 * What a region tells its notification gateway: one signed message for each decided application, right after the
 * answer; by cron when the gateway was down; never again once it is taken in, and never for ever.
 */
const MINUTE_MS = 60_000
/** A message that failed is tried again within 30 seconds of its first attempt. */
const RETRY_LIMIT_MS = 40_000
const SECRET = randomBytes(32)

const { people, bodyOf } = peopleAndBodies(A)
let notifier: LocalServer
let region: Region
const taken: Answer = (response) => response.writeHead(204).end()

beforeAll(async () => {
  notifier = await startServer(taken)
  region = await startedRegion(A, people, {
    TONGBAN_NOTIFIER_URL: `${notifier.origin}/notices`,
    TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${SECRET.toString('base64')}`] }),
  })
})
beforeEach(() => {
  notifier.received.length = 0
  notifier.answerWith(taken)
})
afterAll(async () => {
  await region.close()
  await notifier.down()
})

const applied = (person: Person) => region.applyAs(person, bodyOf(person))
const jobs = async () =>
  (await region.call(await region.as('supervisor'), 'GET', '/supervision/v1/jobs')).body
const outbox = async () => (await jobs()).outbox
const job = async (name: string) => {
  const { jobs: all } = await jobs()
  return Array.isArray(all) ? all.find((each: { name: string }) => each.name === name) : undefined
}

/** The minutes of the platform's clock, as fast as they are asked for; the first of them two hours late. */
const LATE_MINUTES = 120
let minute = Math.floor(Date.now() / MINUTE_MS - LATE_MINUTES) * MINUTE_MS
async function nextMinute() {
  minute += MINUTE_MS
  return region.cron(minute)
}

async function until<T>(
  read: () => Promise<T> | T,
  holds: (value: T) => boolean,
  limitMs: number,
  everyMs = 20,
) {
  const end = Date.now() + limitMs
  for (;;) {
    const value = await read()
    if (holds(value) || Date.now() > end) return value
    await wait(everyMs)
  }
}
const arrived = (count: number, limitMs = 2_000) =>
  until(
    () => notifier.received,
    ({ length }) => length >= count,
    limitMs,
  )
const NOTHING_WAITS = { waiting: 0, dead: 0, oldestAt: null }

test('does a decided application send one signed message right after its answer, and cron no other?', async () => {
  const answer = await applied(people.aged72)
  const answeredAt = Date.now()
  const [message] = await arrived(1)
  expect(answer.body.outcome).toBe('approve')
  expect(message?.at).toBeLessThan(answeredAt + 1_000)
  expect([message?.method, message?.url]).toEqual(['POST', '/notices'])
  expect(message && signatureFault(message)).toBeUndefined()
  expect(JSON.stringify(message?.headers)).not.toContain(people.aged72.idNumber)
  expect(JSON.parse(message?.body ?? '')).toMatchObject({
    type: 'case.outcome',
    timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
    data: { caseNumber: answer.body.caseNumber, outcome: 'approve', phone: '028-00000000', dueOn: null },
  })
  expect(message?.body).not.toContain(people.aged72.idNumber)
  await until(outbox, (figures) => JSON.stringify(figures) === JSON.stringify(NOTHING_WAITS), 2_000)
  await nextMinute()
  expect([await outbox(), notifier.received.length]).toEqual([NOTHING_WAITS, 1])
  // A job that runs for the first time is not late; from then on each run tells how late it was.
  expect(await job('drainOutbox')).toMatchObject({ lastLatenessMs: 0 })
  await nextMinute()
  const { lastLatenessMs } = await job('drainOutbox')
  expect(lastLatenessMs).toBeGreaterThan((LATE_MINUTES - 2) * MINUTE_MS)
  expect(lastLatenessMs).toBeLessThan(LATE_MINUTES * MINUTE_MS)
})

test('does a replayed application send no second message, nor a pre-check any?', async () => {
  const token = await region.applicant(people.aged72)
  const key = crypto.randomUUID()
  await region.apply(token, bodyOf(people.aged72), key)
  await arrived(1)
  const again = await region.apply(token, bodyOf(people.aged72), key)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  await region.precheckAs(people.aged72, bodyOf(people.aged72))
  await wait(300)
  expect(notifier.received).toHaveLength(1)
})

test('is the person answered while the gateway stands still, and is the message sent by cron when it is back, exactly once?', async () => {
  await notifier.down()
  const startedAt = Date.now()
  const answer = await applied(people.aged81)
  expect([answer.status, answer.body.outcome]).toEqual([201, 'approve'])
  expect(Date.now() - startedAt).toBeLessThan(1_500)
  const failed = await until(outbox, (figures) => Object(figures).waiting === 1, 2_000)
  expect(failed).toMatchObject({ waiting: 1, dead: 0, oldestAt: expect.any(Number) })

  await notifier.up()
  const sent = await until(
    async () => {
      await nextMinute()
      return notifier.received
    },
    ({ length }) => length > 0,
    RETRY_LIMIT_MS,
    1_000,
  )
  const [message] = sent
  expect(message && signatureFault(message)).toBeUndefined()
  expect(JSON.parse(message?.body ?? '').data.caseNumber).toBe(answer.body.caseNumber)
  await Promise.all([nextMinute(), region.cron(minute), nextMinute()])
  expect([await outbox(), notifier.received.length]).toEqual([NOTHING_WAITS, 1])
})

test('does a job run once for each minute, however often it is fired, and is its last run shown?', async () => {
  const before = await job('drainOutbox')
  minute += MINUTE_MS
  const fired = await Promise.all(Array.from({ length: 4 }, () => region.cron(minute)))
  expect(fired.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect(await job('drainOutbox')).toMatchObject({
    periodMinutes: 1,
    runs: before.runs + 1,
    failures: 0,
    lastScheduledAt: minute,
    lastFinishedAt: expect.any(Number),
    lastOutcome: 'delivered 0, waiting 0, dead 0',
  })
})

test('does a minute that is fired again after a later one run nothing?', async () => {
  const standing = await job('drainOutbox')
  await region.cron(minute - MINUTE_MS)
  expect(await job('drainOutbox')).toEqual(standing)
})

test('is a message the gateway refuses for good kept as dead, and never sent again?', async () => {
  notifier.answerWith(json({ reason: 'gone' }, 410))
  await applied(people.nearly70)
  await arrived(1)
  const figures = await until(outbox, (read) => Object(read).dead === 1, 2_000)
  expect(figures).toEqual({ waiting: 0, dead: 1, oldestAt: null })
  notifier.answerWith(taken)
  await nextMinute()
  await nextMinute()
  expect(notifier.received).toHaveLength(1)
  expect(await outbox()).toEqual(figures)
})

/** Checks the signature from the text of Standard Webhooks 1.0, with nothing of the product's. */
function signatureFault({ headers, body, at }: Received): string | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
  if (!id) return 'webhook-id'
  if (Math.abs(Number(timestamp) * 1000 - at) > 5_000) return 'webhook-timestamp'
  const mac = createHmac('sha256', SECRET).update(`${id}.${timestamp}.${body}`).digest('base64')
  return signature === `v1,${mac}` ? undefined : 'webhook-signature'
}
