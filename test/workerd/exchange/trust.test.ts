import type { MessageDraft } from '@tongban/exchange'
import { listExchangeAlarms, resolveExchangeAlarm } from '@tongban/services'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeJwk } from '../../../packages/exchange/src/wire/wire.fixture.ts'
import { carryMessages, forgetExchange } from '../../../packages/services/src/exchange/at-work.ts'
import { compareWith } from '../../../packages/services/src/exchange/heads.ts'
import { insertOutMessage } from '../../../packages/services/src/exchange/outbox.ts'
import { sealMessages } from '../../../packages/services/src/exchange/seal.ts'
import { Steps } from '../../../packages/services/src/exchange/steps.ts'
import {
  A,
  accepted,
  answerBack,
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

/** What a partner may not do by asking and giving back: begin a case no agreement covers, or speak for this region. */
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
const carry = async (minutes = 3) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await carryMessages(await two.a.context())
    await settle()
    await carryMessages(await two.b.context())
    await settle()
    vi.setSystemTime(Date.now() + 60_000)
  }
}
const run = (region: Region, ...statements: string[]) =>
  region.database.batch(statements.map((sql) => region.database.prepare(sql)))
const directed = async (region: Region, direction: string) =>
  (await region.messages()).filter((each) => each.direction === direction)
const openKinds = async ({ database }: Region) =>
  (
    await database
      .prepare('SELECT kind, subject, facts FROM exchange_alarms WHERE resolved_at IS NULL ORDER BY kind')
      .all<{ kind: string; subject: string; facts: string }>()
  ).results

test('is an application no agreement covers kept out, though what follows it was let in and it is asked for?', async () => {
  const [number = ''] = caseNumbers(1)
  const { data } = submission(number)
  await hand(two, [submission(number, { data: { ...data, itemCode: 'never-agreed' } }), urging(number, 2)])
  await carry(6)
  expect(two.taken).toEqual([])
  expect(await directed(two.b, 'in')).toMatchObject([{ seq: 2, state: 'waiting' }])
  const [first] = await directed(two.a, 'out')
  expect(await openKinds(two.b)).toContainEqual({
    kind: 'untaken',
    subject: first?.id,
    facts: expect.stringContaining('noAgreement'),
  })
})

/** Handed over and accepted, its signed deliveries on both sides. */
async function aSharedCase(): Promise<string> {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number), urging(number, 2)])
  await carry()
  await answerBack(two, [accepted(number)])
  await carry()
  return number
}

const FORGET_OWN = [
  "DELETE FROM exchange_messages WHERE direction = 'out'",
  'DELETE FROM exchange_deliveries',
  `UPDATE handovers SET out_seq = 0, out_head = '${'0'.repeat(64)}'`,
]

test('are own messages that come back taken with their proof, and is somebody told that they were lost?', async () => {
  await aSharedCase()
  const before = await directed(two.a, 'out')
  await run(two.a, ...FORGET_OWN)
  expect(await compareWith(await two.a.context(), B)).toMatchObject({ pulled: 2, divergent: 0 })
  await settle()
  const after = await directed(two.a, 'out')
  expect(after.map(({ id, seq }) => ({ id, seq }))).toEqual(before.map(({ id, seq }) => ({ id, seq })))
  expect(after.every(({ delivery_id }) => delivery_id !== null)).toBe(true)
  const proofs = await two.a.database
    .prepare("SELECT receipt FROM exchange_deliveries WHERE direction = 'out'")
    .all()
  expect(proofs.results.length).toBeGreaterThan(0)
  expect(await openKinds(two.a)).toContainEqual({
    kind: 'ownReturned',
    subject: 'messages',
    facts: expect.stringContaining('"messages":2'),
  })
})

test('is nothing taken for a word of this region that it has not signed?', async () => {
  const number = await aSharedCase()
  await run(two.a, ...FORGET_OWN)
  // The partner says that the deliveries were others: it has no signature over these messages.
  await run(
    two.b,
    "UPDATE exchange_deliveries SET signature = replace(signature, substr(signature, 1, 6), 'AAAAAA')",
  )
  expect(await compareWith(await two.a.context(), B)).toMatchObject({ pulled: 0 })
  await settle()
  expect(await directed(two.a, 'out')).toEqual([])
  expect(await openKinds(two.a)).toContainEqual({
    kind: 'ownUnproved',
    subject: number,
    facts: expect.any(String),
  })
})

test('is a word put between what this region has signed not taken, and nothing after it?', async () => {
  const number = await aSharedCase()
  await run(two.a, ...FORGET_OWN)
  // An urging that was never told stands as the third, without a signature of 510116.
  const [last] = (
    await two.b.database
      .prepare("SELECT body, digest FROM exchange_messages WHERE direction = 'in' AND seq = 2")
      .all<{ body: string; digest: string }>()
  ).results
  const forged = JSON.stringify({
    ...JSON.parse(last?.body ?? '{}'),
    id: '01890000-0000-7000-8000-000000000009',
    seq: 3,
    previous: last?.digest,
  })
  await two.b.database
    .prepare(
      `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts, next_at, created_at)
       VALUES (?, 'in', '01890000-0000-7000-8000-000000000009', ?, 3, 'case.withdrawn', 0, 'x', ?, 'applied', 1, 0, 0)`,
    )
    .bind(A, number, forged)
    .run()
  await run(two.b, 'UPDATE handovers SET in_seq = 3')
  await compareWith(await two.a.context(), B)
  await settle()
  expect((await directed(two.a, 'out')).map(({ seq }) => seq)).toEqual([1, 2])
  expect((await openKinds(two.a)).map(({ kind }) => kind)).toContain('ownUnproved')
})

test('is a message that was asked for proved later by the delivery that brings it again?', async () => {
  await aSharedCase()
  await run(
    two.b,
    'DELETE FROM exchange_messages',
    'DELETE FROM handovers',
    'DELETE FROM exchange_deliveries',
  )
  // What the sender itself has no proof of yet.
  await run(
    two.a,
    "UPDATE exchange_messages SET delivery_id = NULL, state = 'waiting' WHERE direction = 'out'",
  )
  two.cut.add(A)
  await compareWith(await two.b.context(), A)
  await settle()
  expect((await directed(two.b, 'in')).map(({ delivery_id }) => delivery_id)).toEqual([null, null])
  two.cut.delete(A)
  await carry()
  expect((await directed(two.b, 'in')).every(({ delivery_id }) => delivery_id !== null)).toBe(true)
})

const verdictsAt = async (region: Region, direction: string) =>
  (await directed(region, direction)).map(({ verdict }) => verdict !== null)

/** `region` signs with these keys from now on; answers what its ring holds. */
async function rotate(region: Region, keys: (old: Key[]) => Key[]): Promise<void> {
  const ring = JSON.parse(String(region.bindings.TONGBAN_EXCHANGE_KEYS)) as { keys: Key[] }
  region.bindings.TONGBAN_EXCHANGE_KEYS = JSON.stringify({ ...ring, keys: keys(ring.keys) })
}
type Key = { use: string; from: number; until: number | null; jwk: object }
const seconds = () => Math.floor(Date.now() / 1000)

test('does a partner that slept through the announcement of a new key get its messages, in the middle of a batch too?', async () => {
  const numbers = caseNumbers(60)
  await hand(
    two,
    numbers.slice(0, 55).map((number) => submission(number)),
  )
  const next = { use: 'sign', jwk: await makeJwk('Ed25519'), from: seconds(), until: null }
  // After the first fifty have gone.
  two.faults.push(async (request, forward) => {
    const response = await forward(request)
    await rotate(two.a, (old) => [...old, next])
    return response
  })
  await carry(4)
  await hand(
    two,
    numbers.slice(55).map((number) => submission(number)),
  )
  await carry(6)
  expect((await directed(two.a, 'out')).filter(({ state }) => state !== 'stored')).toEqual([])
  expect(two.taken).toHaveLength(60)
  // Verdicts there were told to here, and here’s own receipts are known there again.
  expect(await verdictsAt(two.a, 'out')).not.toContain(false)
  const [row] = (await two.b.database.prepare('SELECT keys FROM exchange_partners').all<{ keys: string }>())
    .results
  expect((JSON.parse(row?.keys ?? '[]') as Key[]).filter(({ use }) => use === 'sign')).toHaveLength(2)
  expect((await openKinds(two.a)).filter(({ kind }) => kind !== 'untaken')).toEqual([])
  expect(two.sent).toContainEqual({ from: A, path: '/exchange/cx/1/keys' })
})

test('is a verdict under a key that is not known there yet told again until it is, and none lost?', async () => {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number)])
  // 500112 signs with a key of which 510116 has not heard; its older one is taken for requests.
  const next = { use: 'sign', jwk: await makeJwk('Ed25519'), from: seconds(), until: null }
  await carry(1)
  await run(two.a, 'UPDATE exchange_messages SET verdict = NULL')
  await run(two.b, 'UPDATE exchange_messages SET verdict = NULL, next_at = 0')
  await rotate(two.b, (old) => [...old, next])
  vi.setSystemTime(Date.now() + 10_000)
  await carryMessages(await two.b.context())
  expect(await verdictsAt(two.a, 'out')).toEqual([false])
  expect(await verdictsAt(two.b, 'in')).toEqual([false])
  await settle()
  vi.setSystemTime(Date.now() + 120_000)
  await carry()
  expect(await verdictsAt(two.a, 'out')).toEqual([true])
  expect(await verdictsAt(two.b, 'in')).toEqual([true])
})

test('does a message whose opening key was left out of the configuration wait until the key is back?', async () => {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number)])
  const whole = two.b.bindings.TONGBAN_EXCHANGE_KEYS
  await rotate(two.b, (old) => old.filter(({ use }) => use === 'sign'))
  await carry(2)
  expect(await directed(two.b, 'in')).toMatchObject([{ state: 'waiting', last_reason: 'unknownOfficeKey' }])
  two.b.bindings.TONGBAN_EXCHANGE_KEYS = whole
  vi.setSystemTime(Date.now() + 3_700_000)
  await carry(2)
  expect(two.taken).toHaveLength(1)
})

test('is somebody told what to do where a number was given twice after a restore, before heads are compared by cron?', async () => {
  const number = await aSharedCase()
  await run(
    two.a,
    "DELETE FROM exchange_messages WHERE direction = 'out' AND seq = 2",
    `UPDATE handovers SET out_seq = 1, out_head = (SELECT digest FROM exchange_messages WHERE direction = 'out')`,
  )
  const [first] = (
    await two.a.database
      .prepare("SELECT digest FROM exchange_messages WHERE direction = 'out'")
      .all<{ digest: string }>()
  ).results
  const { message } = await sealAndWrite(
    urging(number, 2, first?.digest),
    'UPDATE handovers SET out_seq = 2, out_head = ?',
  )
  await carry()
  expect(await openKinds(two.a)).toEqual(
    expect.arrayContaining([
      { kind: 'numberTaken', subject: message.id, facts: expect.stringContaining(number) },
      expect.objectContaining({ kind: 'divergence', subject: number }),
    ]),
  )
})

async function sealAndWrite(draft: MessageDraft, moved: string) {
  const context = await two.a.context()
  const [sealed] = await sealMessages(context, [draft])
  if (sealed === undefined) throw new Error('one draft')
  await context.database.write([insertOutMessage(sealed, { leasedBy: null, nextAt: Date.now() })])
  await two.a.database.prepare(moved).bind(sealed.digest).run()
  return sealed
}

test('does a row that cannot be read stop neither the others nor the sending, and end its alarm once it is taken in?', async () => {
  const [broken = '', sound = ''] = caseNumbers(2)
  await hand(two, [submission(broken), submission(sound)])
  await carryMessages(await two.a.context())
  const bodies = (
    await two.b.database
      .prepare('SELECT id, body FROM exchange_messages WHERE case_number = ?')
      .bind(broken)
      .all<{ id: string; body: string }>()
  ).results
  await run(
    two.b,
    `UPDATE exchange_messages SET body = 'no json', state = 'waiting', attempts = 0 WHERE case_number = '${broken}'`,
  )
  await settle()
  vi.setSystemTime(Date.now() + 4_000_000)
  await carry(2)
  const states = new Map((await directed(two.b, 'in')).map((row) => [row.case_number, row.state]))
  expect(states.get(sound)).toBe('applied')
  expect(states.get(broken)).toBe('waiting')
  expect((await openKinds(two.b)).map(({ kind }) => kind)).toContain('untaken')
  await two.b.database
    .prepare('UPDATE exchange_messages SET body = ? WHERE id = ?')
    .bind(bodies[0]?.body, bodies[0]?.id)
    .run()
  vi.setSystemTime(Date.now() + 4_000_000)
  await carry(2)
  expect((await openKinds(two.b)).map(({ kind }) => kind)).not.toContain('untaken')
})

test('is a job whose one step fails recorded as failed, and its other steps done?', async () => {
  const steps = new Steps({ log: () => undefined })
  const done: string[] = []
  await steps.take('first', null, async () => {
    throw new Error('broken chain')
  })
  await steps.take('second', null, async () => void done.push('second'))
  expect(done).toEqual(['second'])
  expect(() => steps.done()).toThrow('first: broken chain')
})

test('do people hear of messages that wait long behind a suspended partner, and is that over when they go?', async () => {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number)])
  await run(two.a, "UPDATE exchange_partners SET state = 'suspended'")
  vi.setSystemTime(Date.now() + 5 * 3_600_000)
  await carryMessages(await two.a.context())
  expect(await openKinds(two.a)).toMatchObject([{ kind: 'lineDown', subject: 'line' }])
  await run(two.a, "UPDATE exchange_partners SET state = 'active'")
  vi.setSystemTime(Date.now() + 60_000)
  await carry(2)
  expect(await openKinds(two.a)).toEqual([])
})

test('may a supervisor end an alarm with a reason, nobody else, and none twice?', async () => {
  await run(
    two.a,
    `INSERT INTO exchange_alarms (kind, partner, subject, facts, at) VALUES ('divergence', '${B}', 'x/y', '{}', 0)`,
  )
  const as = async (role: 'admin' | 'supervisor') =>
    two.a.context({
      actor: { kind: 'official', subject: role, roles: [role], department: 'd', post: 'p', name: 'n' },
    })
  const listed = await listExchangeAlarms(await as('supervisor'), { limit: 5 })
  const id = listed.ok ? (listed.value.alarms[0]?.id ?? '') : ''
  const end = async (role: 'admin' | 'supervisor') =>
    resolveExchangeAlarm(await as(role), { id, reason: '已与对方核对' })
  expect(await end('admin')).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
  expect(await end('supervisor')).toMatchObject({ ok: true })
  expect(await end('supervisor')).toMatchObject({ ok: false, failure: { code: 'notFound' } })
  expect(
    await two.a.database.prepare('SELECT resolved_by, resolved_for FROM exchange_alarms').first(),
  ).toEqual({ resolved_by: 'supervisor', resolved_for: '已与对方核对' })
})

test('are keys that end within thirty days without a successor told of, here and there, and no longer once there is one?', async () => {
  await rotate(two.a, (old) => old.map((key) => ({ ...key, until: seconds() + 20 * 86_400 })))
  await forgetExchange(await two.a.context())
  await settle()
  const told = (await openKinds(two.a)).filter(({ kind }) => kind === 'keyExpiring')
  expect(told.length).toBe(2)
  await rotate(two.a, (old) => old.map((key) => ({ ...key, until: null })))
  await forgetExchange(await two.a.context())
  await settle()
  expect((await openKinds(two.a)).filter(({ kind }) => kind === 'keyExpiring')).toEqual([])
})

test('are all nonces that are over forgotten, however many there are?', async () => {
  await run(
    two.a,
    `INSERT INTO exchange_nonces (partner, nonce, expires_at)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500) SELECT '${B}', 'n' || i, 1 FROM n`,
  )
  await forgetExchange(await two.a.context())
  await settle()
  expect(
    await two.a.database.prepare('SELECT count(*) AS left FROM exchange_nonces WHERE expires_at = 1').first(),
  ).toEqual({ left: 0 })
})
