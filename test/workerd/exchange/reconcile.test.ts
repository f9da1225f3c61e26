import { type Actor, ok } from '@tongban/kernel'
import { compareHeadsWith } from '@tongban/services'
import { handoversOfCase } from '@tongban/store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { carryMessages, compareAllHeads } from '../../../packages/services/src/exchange/at-work.ts'
import { readCaseLog } from '../../../packages/services/src/exchange/case-log.ts'
import { compareWith } from '../../../packages/services/src/exchange/heads.ts'
import { pull } from '../../../packages/services/src/exchange/pull.ts'
import {
  A,
  accepted,
  answerBack,
  answers,
  B,
  caseNumbers,
  hand,
  NOW,
  openTwoRegions,
  type Region,
  submission,
  type TwoRegions,
  urging,
} from '../../two-regions.ts'

/** Heads compared between two regions, and what one of them has forgotten with an older database made up by going on. */
vi.useFakeTimers({ toFake: ['Date'], now: NOW })

let two: TwoRegions
beforeEach(async () => {
  vi.setSystemTime(NOW)
  two = await openTwoRegions()
})
afterEach(() => settle())

const settle = async () => {
  await two.b.settled()
  await two.a.settled()
}
const carry = async () => {
  for (let round = 0; round < 3; round += 1) {
    await carryMessages(await two.a.context())
    await settle()
    await carryMessages(await two.b.context())
    await settle()
    vi.setSystemTime(Date.now() + 60_000)
  }
}
const run = (region: Region, ...statements: string[]) =>
  region.database.batch(statements.map((sql) => region.database.prepare(sql)))
const compare = async (region: Region, partner: string) => {
  const compared = await compareWith(await region.context(), partner)
  await settle()
  return compared
}
const headsAt = async (region: Region) =>
  (
    await region.database
      .prepare('SELECT case_number, out_seq, out_head, in_seq, in_head FROM handovers ORDER BY case_number')
      .all()
  ).results
/** There are no cases here, only their messages: that those after the first are refused in substance is no matter here. */
const alarmsAt = async (region: Region) =>
  (await region.alarms()).filter(({ kind }) => kind !== 'refused' && kind !== 'ownReturned')

/** Handed over, taken over, accepted: three messages in one direction and one in the other. */
async function aSharedCase(): Promise<string> {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number), urging(number, 2), urging(number, 3)])
  await carry()
  await answerBack(two, [accepted(number)])
  await carry()
  return number
}

test('are both alike after everything has arrived, and does comparing then change nothing?', async () => {
  await aSharedCase()
  const before = [await headsAt(two.a), await headsAt(two.b)]
  const same = { state: 'compared', cases: 1, same: 1, pulled: 0, resent: 0, divergent: 0 }
  expect(await compare(two.a, B)).toEqual({ partner: B, ...same })
  expect(await compare(two.b, A)).toEqual({ partner: A, ...same })
  expect([await headsAt(two.a), await headsAt(two.b)]).toEqual(before)
  expect(await compareAllHeads(await two.a.context())).toBe(
    '500112: 1 of 1 alike, pulled 0, resent 0, divergent 0',
  )
})

test('does the handling region that has forgotten a case get it back, its own messages too, under their numbers?', async () => {
  await aSharedCase()
  const before = { messages: await two.b.messages(), heads: await headsAt(two.b) }
  await run(
    two.b,
    'DELETE FROM exchange_messages',
    'DELETE FROM handovers',
    'DELETE FROM exchange_deliveries',
  )
  expect(await compare(two.b, A)).toMatchObject({ state: 'compared', pulled: 4, divergent: 0 })
  await carry()
  const key = ({ direction, seq, id }: (typeof before.messages)[number]) => ({ direction, seq, id })
  expect((await two.b.messages()).map(key)).toEqual(before.messages.map(key))
  const [application, ...others] = (await two.b.messages()).filter(({ direction }) => direction === 'in')
  expect(application).toMatchObject({ state: 'applied' })
  expect(others.every(({ state }) => state !== 'waiting')).toBe(true)
  expect(two.taken).toHaveLength(2)
  expect(await alarmsAt(two.b)).toEqual([])
})

test('is a head that lies behind what this region had sent moved on, so that no number is given twice?', async () => {
  const number = await aSharedCase()
  const before = await headsAt(two.b)
  await run(
    two.b,
    "DELETE FROM exchange_messages WHERE direction = 'out'",
    `UPDATE handovers SET out_seq = 0, out_head = '${'0'.repeat(64)}'`,
  )
  expect(await compare(two.b, A)).toMatchObject({ pulled: 1, resent: 0, divergent: 0 })
  expect(await headsAt(two.b)).toEqual(before)
  expect((await two.b.messages()).find(({ direction }) => direction === 'out')).toMatchObject({
    case_number: number,
    seq: 1,
    state: 'stored',
  })
})

test('is what the other region has lost sent again, and taken in there once?', async () => {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number), urging(number, 2), urging(number, 3)])
  await carry()
  await run(two.b, 'DELETE FROM exchange_messages', 'DELETE FROM handovers')
  expect(await compare(two.a, B)).toMatchObject({ cases: 1, resent: 1, divergent: 0 })
  await carry()
  expect((await two.b.messages()).filter(({ direction }) => direction === 'in')).toHaveLength(3)
  expect(two.taken).toHaveLength(2)
  const out = (await two.a.messages()).filter(({ direction }) => direction === 'out')
  expect(out.every(({ state }) => state === 'stored')).toBe(true)
})

test('is what the other region refused in substance, and has lost, sent again for its number, and the alarm left open?', async () => {
  const [number = ''] = caseNumbers(1)
  two.answerWith = { state: 'refused', code: 'noAgreement', zh: '没有协议。', en: 'No agreement.' }
  await hand(two, [submission(number), urging(number, 2)])
  await carry()
  const refused = async () =>
    (await two.a.alarms()).flatMap(({ kind, facts }) =>
      kind === 'refused' ? [JSON.parse(facts).verdict] : [],
    )
  expect(await refused()).toContain('noAgreement')
  const before = await refused()
  await run(two.b, 'DELETE FROM exchange_messages', 'DELETE FROM handovers')
  expect(await compare(two.a, B)).toMatchObject({ cases: 1, resent: 1 })
  await carry()
  // Left out, it would keep those after it waiting for its number.
  const [first, second] = (await two.b.messages()).filter(({ direction }) => direction === 'in')
  expect([first?.state, second?.state]).toEqual(['refused', 'refused'])
  expect(await refused()).toEqual(before)
})

test('is a region that has forgotten what it told itself left to ask for that first?', async () => {
  await aSharedCase()
  await run(two.b, 'DELETE FROM exchange_messages', 'DELETE FROM handovers')
  expect(await compare(two.a, B)).toMatchObject({ cases: 1, resent: 0, divergent: 0 })
  expect(await two.b.messages()).toEqual([])
  expect(await compare(two.b, A)).toMatchObject({ pulled: 4, divergent: 0 })
  await carry()
  expect(two.taken).toHaveLength(2)
})

test('does this region get back what was personal in its own messages, sealed anew to it?', async () => {
  const number = await aSharedCase()
  await run(two.a, "DELETE FROM exchange_messages WHERE direction = 'out'", 'DELETE FROM handovers')
  const { own } = await pull(await two.a.context(), 'me', { partner: B, caseNumber: number, after: 0 })
  expect(own.map(({ message, personal }) => [message.seq, personal])).toEqual([
    [1, { name: '演示甲' }],
    [2, null],
    [3, null],
  ])
})

test('are people told of a case this region took in and has forgotten whole?', async () => {
  const number = await aSharedCase()
  await run(two.a, 'DELETE FROM exchange_messages', 'DELETE FROM handovers')
  expect(await compare(two.a, B)).toMatchObject({ pulled: 3 })
  expect(await alarmsAt(two.a)).toMatchObject([
    { kind: 'divergence', subject: number, facts: expect.stringContaining('caseForgotten') },
  ])
  // What the partner has told is asked for only once there is a case it can be applied to.
  expect((await two.a.messages()).every(({ direction }) => direction === 'out')).toBe(true)
})

test('are two messages under one number a divergence on both sides, and is nothing changed?', async () => {
  const number = await aSharedCase()
  await run(two.a, `UPDATE handovers SET out_head = '${'e'.repeat(64)}'`)
  const before = [await two.a.messages(), await two.b.messages()]
  expect(await compare(two.a, B)).toMatchObject({ divergent: 1, pulled: 0, resent: 0 })
  expect(await compare(two.b, A)).toMatchObject({ divergent: 1, pulled: 0, resent: 0 })
  for (const region of [two.a, two.b])
    expect(await alarmsAt(region)).toMatchObject([{ kind: 'divergence', subject: number }])
  expect([await two.a.messages(), await two.b.messages()]).toEqual(before)
})

test('is a dead letter that the partner has taken in after all sent once more, for its receipt?', async () => {
  await aSharedCase()
  await run(
    two.a,
    "UPDATE exchange_messages SET state = 'dead', delivery_id = NULL WHERE direction = 'out' AND seq = 2",
    `INSERT INTO exchange_alarms (kind, partner, subject, facts, at)
       SELECT 'deadLetter', partner, id, '{}', 0 FROM exchange_messages WHERE state = 'dead'`,
  )
  await compare(two.a, B)
  await carry()
  const second = (await two.a.messages()).find(({ direction, seq }) => direction === 'out' && seq === 2)
  expect(second).toMatchObject({ state: 'stored' })
  expect(second?.delivery_id).not.toBeNull()
  expect(await alarmsAt(two.a)).toEqual([])
})

test('is the log of a case of hundreds of messages whole and in order, read so many at once?', async () => {
  const [number = ''] = caseNumbers(1)
  const many = 450
  const later = Array.from({ length: many - 1 }, (_, at) => urging(number, at + 2))
  await hand(two, [submission(number), ...later])
  const { counted, trips } = rowsRead(two.a.database)
  const log = await readCaseLog(
    await two.a.context({ database: counted }),
    number,
    null,
    async (ctx, caseNumber) => {
      const [rows] = await ctx.database.read([handoversOfCase({ caseNumber })])
      return ok(rows)
    },
  )
  const messages = log.ok ? log.value.messages.map(({ message: { seq } }) => seq) : []
  expect(messages).toEqual(Array.from({ length: many }, (_, at) => at + 1))
  expect(Math.max(...trips)).toBeLessThanOrEqual(200)
})

/** How many rows each statement of a batch has answered. */
function rowsRead(database: D1Database) {
  const trips: number[] = []
  const counted = new Proxy(database, {
    get(target, name) {
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          const answers = await target.batch(statements)
          trips.push(...answers.map(({ results }) => results.length))
          return answers
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { counted, trips }
}

test('who may have it compared, and what are they told of a partner that is away or unknown?', async () => {
  const official = (role: 'admin' | 'supervisor' | 'window'): Actor => ({
    kind: 'official',
    subject: role,
    roles: [role],
    department: 'd',
    post: 'p',
    name: 'n',
  })
  const as = async (role: Parameters<typeof official>[0], partner: string) =>
    compareHeadsWith(await two.a.context({ actor: official(role) }), partner)
  expect(await as('window', B)).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
  expect(await as('supervisor', '999999')).toMatchObject({ ok: false, failure: { code: 'notFound' } })
  const setState = (state: string) =>
    two.a.database.prepare('UPDATE exchange_partners SET state = ?').bind(state).run()
  await setState('suspended')
  expect(await as('supervisor', B)).toMatchObject({
    ok: false,
    failure: { code: 'stepNotPossible', state: 'suspended', possible: ['resume'] },
  })
  await setState('active')
  two.faults.push(answers(503))
  expect(await as('admin', B)).toMatchObject({ ok: true, value: { state: 'unreached' } })
  expect(await as('admin', B)).toMatchObject({ ok: true, value: { state: 'compared', cases: 0 } })
})
