import { oversightJobsOf } from '@tongban/services'
import { beforeEach, expect, test, vi } from 'vitest'
import { deliverNotices } from '../../../packages/services/src/supervision/deliver/deliver-notices.ts'
import { clockContext } from '../../context.ts'
import { dueCard, dueNotice, emptied, rowsOf, watchedClock } from '../../due-notices.ts'
import { meddle } from '../../meddled-database.ts'
import { DB, NOW } from '../../region.ts'

/** One message a receiver of all that is due, and never a second line of the same: whatever cron does. */

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
beforeEach(async () => {
  vi.setSystemTime(NOW)
  await emptied()
})
const deliver = async () => deliverNotices(await clockContext())
const messages = () => rowsOf('SELECT * FROM inbox_messages ORDER BY receiver, made_at, id')
const lines = () => rowsOf('SELECT * FROM inbox_lines ORDER BY receiver, kind, subject')
const told = async () =>
  (await messages()).map(({ receiver, lines: count, counts }) => [
    receiver,
    count,
    JSON.parse(String(counts)),
  ])

test('does each receiver get one message of everything, the person, the post, the head, the body?', async () => {
  await dueNotice('n1', NOW, { person: 'index-1' })
  await dueNotice('n2', NOW, { person: 'index-1', stage: 'warnDays', number: null })
  await dueNotice('n3', NOW)
  await dueNotice('n4', NOW, { receiver: 'departmentHead', stage: 'supervise' })
  await dueNotice('n5', NOW, { receiver: 'supervisingBody', stage: 'escalate', department: 'transport' })
  expect(await deliver()).toBe('told 5, messages 4')
  expect(await told()).toEqual([
    ['body', 1, { escalate: 1 }],
    ['head:city-management', 1, { supervise: 1 }],
    ['person:index-1', 2, { urge: 1, warnDays: 1 }],
    ['post:city-management/经办人', 1, { urge: 1 }],
  ])
  const undelivered = await rowsOf('SELECT id FROM supervision_notices WHERE delivery_id IS NULL')
  expect(undelivered).toEqual([])
  expect(await deliver()).toBe('told 0, messages 0')
  expect(await messages()).toHaveLength(4)
})

test('is a card told to whoever is charged, to the head, and to the body that confirms it?', async () => {
  await dueCard('c1', NOW, { person: 'index-1' })
  await dueCard('c2', NOW, { colour: 'red', state: 'standing' })
  await dueCard('c3', NOW, { state: 'dismissed' })
  expect(await deliver()).toBe('told 2, messages 4')
  expect(await told()).toEqual([
    ['body', 2, { red: 1, yellow: 1 }],
    ['head:city-management', 2, { red: 1, yellow: 1 }],
    ['person:index-1', 1, { yellow: 1 }],
    ['post:city-management/经办人', 1, { red: 1 }],
  ])
})

test('is nothing told before its hour, and nothing that was withdrawn, ever?', async () => {
  await dueNotice('n1', NOW, { deliver_at: NOW + MINUTE_MS })
  await dueNotice('n2', NOW, { state: 'withdrawn' })
  expect(await deliver()).toBe('told 0, messages 0')
  vi.setSystemTime(NOW + MINUTE_MS)
  expect(await deliver()).toBe('told 1, messages 1')
  expect((await lines()).map(({ subject }) => subject)).toEqual(['n1'])
})

test('does it wait for a sweep that is behind, but not for ever?', async () => {
  await watchedClock('late', NOW - DAY_MS)
  await dueNotice('n1', NOW)
  expect(await deliver()).toBe('waits for the sweep')
  vi.setSystemTime(NOW + 29 * MINUTE_MS)
  expect(await deliver()).toBe('waits for the sweep')
  vi.setSystemTime(NOW + 30 * MINUTE_MS)
  expect(await deliver()).toBe('told 1, messages 1')
})

test('does an outage of three days end in one message a receiver, each line with its true instant?', async () => {
  for (const day of [3, 2, 1]) {
    const at = NOW - day * DAY_MS
    await dueNotice(`n${day}`, at, { person: 'index-1', written_at: NOW, deliver_at: NOW })
  }
  expect(await deliver()).toBe('told 3, messages 1')
  const [message] = await messages()
  expect(message).toMatchObject({ lines: 3, earliest_at: NOW - 3 * DAY_MS, made_at: NOW })
  expect((await lines()).map(({ true_at: at }) => (NOW - Number(at)) / DAY_MS)).toEqual([1, 2, 3])
})

test('does a receiver of more than one page still get one message, and of more than 1,000 lines as few as may be?', async () => {
  const row = (
    nth: number,
  ) => `('m${nth}', 'case', 's${nth}', 'k', 'urge', 1, NULL, 1, 's', 'law', 'l', NULL, 'd', 'p', '${nth < 700 ? 'a' : 'b'}',
    'person', '2026-11-20', 1, ${NOW}, ${NOW}, 'urge/1', '{}', 'open', 0, ${NOW})`
  const all = Array.from({ length: 1_900 }, (_, nth) => row(nth))
  for (let from = 0; from < all.length; from += 100)
    await DB.exec(
      `INSERT INTO supervision_notices (id, kind, subject, clock_key, stage, epoch, number, level, step, basis, law, item_code, department, post,
        person, receiver, due_on, due_at, true_at, written_at, template, facts, state, seq, deliver_at) VALUES ${all
          .slice(from, from + 100)
          .join(',')}`.replaceAll('\n', ' '),
    )
  expect(await deliver()).toBe('told 1900, messages 3')
  expect(await told()).toHaveLength(3)
  expect(await told()).toEqual(
    expect.arrayContaining([
      ['person:a', 700, { urge: 700 }],
      ['person:b', 1000, { urge: 1000 }],
      ['person:b', 200, { urge: 200 }],
    ]),
  )
})

/** A run whose n-th batch is preceded by what others do, or by a crash. */
const deliverWith = async (before: (trip: number) => Promise<unknown> | undefined) =>
  deliverNotices(await clockContext({ DB: meddle(DB, before) }))
const everything = async () => ({
  messages: await told(),
  lines: (await lines()).map(({ receiver, subject }) => [receiver, subject]),
})

async function aMorning(): Promise<void> {
  await dueNotice('n1', NOW, { person: 'index-1' })
  await dueNotice('n2', NOW, { person: 'index-1', stage: 'warnDays', number: null })
  await dueNotice('n3', NOW, { receiver: 'departmentHead', stage: 'supervise' })
  await dueCard('c1', NOW, { person: 'index-1' })
  await endpointOf('e1', 'person:index-1')
}
/** An endpoint that was verified; nothing is sent to it in these tests. */
const endpointOf = (id: string, receiver: string) =>
  DB.prepare(
    `INSERT INTO supervision_endpoints (id, channel, receiver, address_enc, address_index, challenge_tries, state, created_at, created_by)
     VALUES (?, 'email', ?, '', ?, 0, 'active', 0, '')`,
  )
    .bind(id, receiver, id)
    .run()
const WHOLE = {
  messages: [
    ['body', 1, { yellow: 1 }],
    ['head:city-management', 2, { supervise: 1, yellow: 1 }],
    ['person:index-1', 3, { urge: 1, warnDays: 1, yellow: 1 }],
  ],
  lines: [
    ['body', 'c1'],
    ['head:city-management', 'c1'],
    ['head:city-management', 'n3'],
    ['person:index-1', 'c1'],
    ['person:index-1', 'n1'],
    ['person:index-1', 'n2'],
  ],
}

test('does a run that dies before or after any of its batches leave one message a receiver once it is run again?', async () => {
  let batches = 0
  await aMorning()
  await deliverWith(async (trip) => {
    batches = trip
  })
  expect(await everything()).toEqual(WHOLE)
  expect(batches).toBeGreaterThan(5)
  for (let dies = 1; dies <= batches; dies += 1) {
    await emptied()
    await aMorning()
    const dying = deliverWith(async (trip) => {
      if (trip === dies) throw new Error('cut off')
    })
    await expect(dying).rejects.toThrow('cut off')
    await deliver()
    expect([dies, await everything()]).toEqual([dies, WHOLE])
    expect(await rowsOf('SELECT endpoint FROM supervision_deliveries')).toEqual([{ endpoint: 'e1' }])
    expect(await rowsOf('SELECT kind, state FROM outbox')).toEqual([
      { kind: 'supervision.email', state: 'waiting' },
    ])
  }
})

test('do two runs at once, one within the other at any batch, make no second message?', async () => {
  for (let within = 1; within <= 7; within += 1) {
    await emptied()
    await aMorning()
    await deliverWith(async (trip) => (trip === within ? deliver() : undefined))
    expect([within, await everything()]).toEqual([within, WHOLE])
    expect(await rowsOf('SELECT endpoint FROM supervision_deliveries')).toEqual([{ endpoint: 'e1' }])
  }
  await emptied()
  await aMorning()
  await Promise.all([deliver(), deliver(), deliver()])
  expect(await everything()).toEqual(WHOLE)
})

test('is what is withdrawn while the message is made left out of it?', async () => {
  await aMorning()
  const withdraw = () =>
    DB.batch([
      DB.prepare("UPDATE supervision_notices SET state = 'withdrawn' WHERE id = 'n3'"),
      DB.prepare("UPDATE supervision_cards SET state = 'withdrawn' WHERE id = 'c1'"),
    ])
  // After its lines were written, before they become messages.
  await deliverWith(async (trip) => (trip === 4 ? withdraw() : undefined))
  expect(await everything()).toEqual({
    messages: [['person:index-1', 2, { urge: 1, warnDays: 1 }]],
    lines: [
      ['person:index-1', 'n1'],
      ['person:index-1', 'n2'],
    ],
  })
  expect(await deliver()).toBe('told 0, messages 0')
})

test('do the stages of a clock that nobody watched for three days reach each receiver in one message of its hour?', async () => {
  const dueAt = NOW - 3 * DAY_MS
  const stages = [
    { stage: 'warnDays', at: dueAt - DAY_MS },
    { stage: 'urge', at: dueAt },
    { stage: 'red', at: dueAt, cause: 'overdue' },
    { stage: 'supervise', at: dueAt + DAY_MS },
    { stage: 'escalate', at: dueAt + 2 * DAY_MS },
  ]
  await watchedClock('5101162026112300000017', dueAt - DAY_MS, {
    person: 'index-1',
    law: '行政许可法 42',
    stages: JSON.stringify(stages),
  })
  const cron = async (at: number) => {
    vi.setSystemTime(at)
    const jobs = oversightJobsOf(await clockContext())
    const first = await jobs.deliverNotices()
    await jobs.sweepStages()
    return [first, await jobs.deliverNotices()]
  }
  // Ten o’clock: what is urgent at once. Two o’clock: the rest, in one message each.
  expect(await cron(NOW)).toEqual(['waits for the sweep', 'told 2, messages 3'])
  expect(await told()).toEqual([
    ['body', 2, { escalate: 1, red: 1 }],
    ['head:city-management', 1, { red: 1 }],
    ['person:index-1', 1, { red: 1 }],
  ])
  expect(await cron(NOW + 60 * MINUTE_MS)).toEqual(['told 0, messages 0', 'told 0, messages 0'])
  expect(await cron(NOW + 4 * 60 * MINUTE_MS)).toEqual(['told 3, messages 2', 'told 0, messages 0'])
  const late = await rowsOf(
    `SELECT l.receiver, l.stage, m.made_at - l.true_at AS later FROM inbox_lines l JOIN inbox_messages m ON m.id = l.message
     WHERE m.made_at > ? ORDER BY l.receiver, later`,
    NOW,
  )
  const hours = (days: number) => days * DAY_MS + 4 * 60 * MINUTE_MS
  expect(late).toEqual([
    { receiver: 'head:city-management', stage: 'supervise', later: hours(2) },
    { receiver: 'person:index-1', stage: 'urge', later: hours(3) },
    { receiver: 'person:index-1', stage: 'warnDays', later: hours(4) },
  ])
})
