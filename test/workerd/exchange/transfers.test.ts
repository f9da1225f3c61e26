import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { compareWith } from '../../../packages/services/src/exchange/heads.ts'
import { type Citizen, citizen, must } from '../../region.ts'
import { openTransferring, type Transferring } from '../../transferring-regions.ts'
import { A, answerLost, answers, B, type Fault, type Region, requestLost, twice } from '../../two-regions.ts'

/**
 * A licence goes from 510116 to 500112 证照转出、转入. There are never two that hold in its place, and there is none only
 * between the offer and its answer, whatever the line does to the two messages.
 */
let two: Transferring
beforeEach(async () => {
  two = await openTransferring()
})
afterEach(async () => {
  await two.settle()
  vi.mocked(globalThis.fetch).mockRestore()
})

let holders = 0
async function licence(): Promise<{ person: Citizen; identifier: string }> {
  holders += 1
  const person = citizen('1985-03-04', 100 + holders)
  return { person, identifier: await two.issue(person) }
}
const transfers = '/exchange/v1/transfers'
const take = async (identifier: string, subject = 'head-1') =>
  two.as(B, 'head', 'POST', `${transfers}/${await two.offeredThere(identifier)}/take`, undefined, { subject })
const decline = async (identifier: string) =>
  two.as(B, 'handler', 'POST', `${transfers}/${await two.offeredThere(identifier)}/decline`, {
    code: 'conditionsNotMet',
    reason: '经营场所不符合当地规定',
  })
const askBack = (identifier: string) =>
  two.as(A, 'handler', 'POST', `/licences/v1/licences/${identifier}/cancel-transfer`, {
    reason: '持证人不再迁移',
  })
const readHere = async (person: Citizen, identifier: string) =>
  must(await two.asHolder(person, 'GET', `/licences/v1/licences/${identifier}`), 200).body

test('does a licence that is taken over hold there, end here, and never in both or in neither?', async () => {
  const { person, identifier } = await licence()
  expect(await two.holding(identifier)).toEqual([identifier])
  const offered = must(await two.offer(identifier), 200)
  expect(offered.body).toMatchObject({
    state: 'transferredOut',
    mine: expect.arrayContaining(['cancelTransfer']),
  })
  expect(await two.holding(identifier)).toEqual([])
  await two.carryOn(1)
  expect(await two.custody(identifier)).toEqual(['inTransit', 'inTransit'])
  const { body: list } = must(await two.as(B, 'head', 'GET', transfers), 200)
  expect(list.transfers).toMatchObject([{ identifier, partner: A, state: { code: 'offered' }, offer: null }])
  const id = await two.offeredThere(identifier)
  const { body: read } = must(await two.as(B, 'handler', 'GET', `${transfers}/${id}`), 200)
  expect(read.offer).toMatchObject({ holder: { name: person.name }, askedBy: 'department' })
  const taken = must(await take(identifier), 200).body
  expect(taken).toMatchObject({ state: { code: 'taken' } })
  const successor = String(taken.successor)
  expect(await two.holding(identifier)).toEqual([successor])
  await two.carryOn(2)
  expect(await two.holding(identifier)).toEqual([successor])
  expect(await two.custody(identifier)).toEqual(['there', 'here'])
  expect(await readHere(person, identifier)).toMatchObject({
    state: 'cancelled',
    explanation: { act: 'cancel', next: { zh: expect.stringContaining(successor) } },
  })
  // Its credential verifies as the other region's own, and names the one before.
  const file = await successorOf(successor)
  expect(file).toMatchObject({ previous: identifier, type: 'sole-trader-licence' })
  const again = must(await take(identifier, 'head-2'), 200).body
  expect(again.successor).toBe(successor)
  // What the offer said of its holder is forgotten there once it is answered.
  expect(await contentsThere(identifier)).toEqual([''])
})

const successorOf = (identifier: string) =>
  two.b.database.prepare('SELECT * FROM licences WHERE identifier = ?').bind(identifier).first()
const contentsThere = async (identifier: string) =>
  (
    await two.b.database
      .prepare(`SELECT content_enc FROM exchange_contents WHERE case_number = ? AND direction = 'in'`)
      .bind(identifier)
      .all<{ content_enc: string }>()
  ).results.map((row) => row.content_enc)

test('does one that is declined hold here again, and is its holder told why?', async () => {
  const { person, identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  must(await decline(identifier), 200)
  await two.carryOn(2)
  expect(await two.holding(identifier)).toEqual([identifier])
  expect(await two.custody(identifier)).toEqual(['here', 'there'])
  const { events } = await readHere(person, identifier)
  expect(events).toMatchObject([
    {},
    { act: 'transferOut' },
    { act: 'cancelTransfer', texts: { reason: '经营场所不符合当地规定' } },
  ])
  // It may be offered once more, and its messages go on with their numbers.
  must(await two.offer(identifier, { reason: '已经整改' }), 200)
  await two.carryOn(1)
  must(await take(identifier), 200)
  await two.carryOn(2)
  expect(await two.stateAt(identifier)).toBe('cancelled')
  expect((await two.holding(identifier)).length).toBe(1)
})

test('does one that is asked back hold here once the other region has answered, and not before?', async () => {
  const { person, identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  two.faults.push(requestLost)
  const asked = must(await askBack(identifier), 200).body
  expect(asked).toMatchObject({ state: 'transferredOut' })
  expect((await readHere(person, identifier)).explanation).toMatchObject({
    next: { zh: expect.stringContaining('等待转入地区答复') },
  })
  expect((await askBack(identifier)).status).toBe(200)
  const other = await two.as(A, 'chief', 'POST', `/licences/v1/licences/${identifier}/cancel-transfer`, {
    reason: '再次请求取消',
  })
  expect([other.status, other.body.code]).toEqual([409, 'stepNotPossible'])
  await two.carryOn(3)
  expect(await two.holding(identifier)).toEqual([identifier])
  expect((await take(identifier)).status).toBe(409)
})

test('does what the taking region has done first stand where it crosses the asking back?', async () => {
  const { identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  const line = two.b.bindings.TRANSPORT
  two.b.bindings.TRANSPORT = () => Promise.reject(new TypeError('network connection lost'))
  const successor = String(must(await take(identifier), 200).body.successor)
  must(await askBack(identifier), 200)
  expect(await two.holding(identifier)).toEqual([successor])
  two.b.bindings.TRANSPORT = line
  vi.setSystemTime(Date.now() + 3_600_000)
  await two.carryOn(3)
  expect(await two.stateAt(identifier)).toBe('cancelled')
  expect(await two.holding(identifier)).toEqual([successor])
})

test('do two who take it at once issue one, and does one who declines at the same moment find it answered?', async () => {
  const { identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  const answered = await Promise.all([
    take(identifier, 'head-1'),
    take(identifier, 'head-2'),
    decline(identifier),
  ])
  expect(answered.map(({ status }) => status).toSorted()).toEqual(expect.arrayContaining([200]))
  await two.carryOn(3)
  expect((await two.holding(identifier)).length).toBe(1)
  const { results } = await two.b.database
    .prepare('SELECT identifier FROM licences WHERE previous = ?')
    .bind(identifier)
    .all()
  expect(results.length).toBeLessThanOrEqual(1)
})

test('is there never more than one that holds under a line that loses, repeats and refuses, and one at the end?', async () => {
  const FAULTS: readonly (Fault | null)[] = [requestLost, answerLost, twice, answers(503), null]
  let seed = 20261224
  const next = (of: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1
    return (seed >>> 8) % of
  }
  const all = await Promise.all(Array.from({ length: 6 }, licence))
  const soundNow = async () => {
    for (const { identifier } of all) expect((await two.holding(identifier)).length).toBeLessThanOrEqual(1)
  }
  for (const { identifier } of all) {
    two.faults.push(FAULTS[next(FAULTS.length)] ?? null, FAULTS[next(FAULTS.length)] ?? null)
    must(await two.offer(identifier), 200)
    await soundNow()
  }
  two.faults.length = 0
  vi.setSystemTime(Date.now() + 3_600_000)
  await two.carryOn(3)
  for (const [at, { identifier }] of all.entries()) {
    two.faults.push(...Array.from({ length: 3 }, () => FAULTS[next(FAULTS.length)] ?? null))
    // Asked back before, after, or not at all.
    const way = at % 3
    if (way === 0) must(await askBack(identifier), 200)
    await soundNow()
    const answer = next(2) === 0 ? await take(identifier) : await decline(identifier)
    expect([200, 409]).toContain(answer.status)
    await soundNow()
    if (way === 1) expect([200, 409]).toContain((await askBack(identifier)).status)
    await soundNow()
  }
  two.faults.length = 0
  vi.setSystemTime(Date.now() + 3_600_000)
  await two.carryOn(4)
  for (const { identifier } of all) {
    expect((await two.holding(identifier)).length).toBe(1)
    expect((await two.custody(identifier)).filter((each) => each === 'here').length).toBe(1)
    expect(['valid', 'cancelled']).toContain(await two.stateAt(identifier))
  }
})

test('is one that is annulled while it is offered not taken, and ended here whatever crosses it?', async () => {
  const { identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  const body = { reason: '以欺骗手段取得', ground: 'deceit', orderNumber: '双市监撤〔2026〕1号' }
  must(await two.as(A, 'head', 'POST', `/licences/v1/licences/${identifier}/annul`, body), 200)
  // The request that it be given back is on its way; its status says so before.
  await two.carryOn(2)
  const refused = await take(identifier)
  expect([409, 422]).toContain(refused.status)
  expect(await two.stateAt(identifier)).toBe('annulled')
  expect(await two.holding(identifier)).toEqual([])
})

test('may its holder ask for it, and nobody else, and only where an agreement says so?', async () => {
  const { person, identifier } = await licence()
  const path = `/licences/v1/licences/${identifier}/transfer`
  const body = { to: B, ground: 'moved', reason: '迁往渝北' }
  expect((await two.asHolder(citizen('1970-01-01', 77), 'POST', path, body)).status).toBe(404)
  expect((await two.as(A, 'handler', 'POST', path, body, { department: 'health' })).status).toBe(404)
  expect((await two.as(A, 'supervisor', 'POST', path, body, { department: 'services' })).status).toBe(403)
  const nowhere = await two.asHolder(person, 'POST', path, { ...body, to: '340100' })
  expect([nowhere.status, nowhere.body.errors]).toMatchObject([422, [{ pointer: '/to' }]])
  expect(must(await two.asHolder(person, 'POST', path, body), 200).body.state).toBe('transferredOut')
  expect(must(await two.asHolder(person, 'POST', path, body), 200).body.state).toBe('transferredOut')
  expect((await two.asHolder(person, 'POST', path, { ...body, reason: '另一说明' })).status).toBe(409)
  await two.carryOn(1)
  const id = await two.offeredThere(identifier)
  const elsewhere = { department: 'health' }
  expect((await two.as(B, 'head', 'POST', `${transfers}/${id}/take`, undefined, elsewhere)).status).toBe(404)
  expect((await two.as(B, 'window', 'POST', `${transfers}/${id}/take`)).status).toBe(403)
  must(await take(identifier), 200)
})

test('does an offer that the other region cannot open or has not agreed to come back by itself?', async () => {
  const { identifier } = await licence()
  // The other region has ended the agreement, and this one does not know it yet.
  await two.b.database
    .prepare(`UPDATE exchange_agreements SET state = 'ended', ended_on = '2026-12-20'`)
    .run()
  must(await two.offer(identifier), 200)
  expect(await two.holding(identifier)).toEqual([])
  await two.carryOn(3)
  expect(await two.holding(identifier)).toEqual([identifier])
  expect(await two.a.alarms()).toEqual([])
})

test('is a licence whose region forgot the transfer with an older database ended once the heads are compared?', async () => {
  const { identifier } = await licence()
  const before = await two.a.database
    .prepare('SELECT state, seq, head_hash, status_value FROM licences WHERE identifier = ?')
    .bind(identifier)
    .first<{ state: string; seq: number; head_hash: string; status_value: number }>()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  const successor = String(must(await take(identifier), 200).body.successor)
  await two.carryOn(2)
  await forget(two.a, identifier)
  await two.a.database
    .prepare('UPDATE licences SET state = ?, seq = ?, head_hash = ?, status_value = ? WHERE identifier = ?')
    .bind(before?.state, before?.seq, before?.head_hash, before?.status_value, identifier)
    .run()
  // Until then it would hold on both sides: what is restored is compared before it is used.
  expect(await two.holding(identifier)).toEqual([identifier, successor])
  await compareWith(await two.a.context(), B)
  await two.carryOn(2)
  expect(await two.stateAt(identifier)).toBe('cancelled')
  expect(await two.holding(identifier)).toEqual([successor])
  expect(await two.custody(identifier)).toEqual(['there', 'here'])
})

test('is a taking that was forgotten with an older database not done twice, and told to people?', async () => {
  const { identifier } = await licence()
  must(await two.offer(identifier), 200)
  await two.carryOn(1)
  const successor = String(must(await take(identifier), 200).body.successor)
  await two.carryOn(2)
  await forget(two.b, identifier)
  await two.b.database.prepare('DELETE FROM licences WHERE identifier = ?').bind(successor).run()
  await compareWith(await two.b.context(), A)
  await two.carryOn(3)
  const id = await two.offeredThere(identifier)
  const again = await two.as(B, 'head', 'POST', `${transfers}/${id}/take`)
  expect(again.body).toMatchObject({ state: { code: 'taken' }, successor })
  expect(await two.b.alarms()).toMatchObject([
    { kind: 'divergence', subject: id, facts: expect.stringContaining(successor) },
  ])
  expect(await two.stateAt(identifier)).toBe('cancelled')
})

/** As after a database from before the offer was put back. */
async function forget({ database }: Region, identifier: string): Promise<void> {
  await database.batch(
    [
      'DELETE FROM handovers WHERE case_number = ?',
      'DELETE FROM exchange_messages WHERE case_number = ?',
      'DELETE FROM exchange_contents WHERE case_number = ?',
      'DELETE FROM licence_transfers WHERE identifier = ?',
      'DELETE FROM licence_events WHERE identifier = ? AND seq > 1',
    ].map((sql) => database.prepare(sql).bind(identifier)),
  )
}
