import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import {
  carryOn,
  doorOf,
  handIn,
  handoverAt,
  openDeciding,
  publishRules,
  read,
  resident,
  settle,
  types,
  withdraw,
} from '../../deciding-regions.ts'
import { ask, official } from '../../kit.ts'
import { must, sign, tokenOf } from '../../region.ts'
import { A, B, type TwoRegions } from '../../two-regions.ts'

/** One case in two regions: handed in at 510116, decided by the rules of 500112, its licence back where it was handed in. */
let two: TwoRegions
beforeAll(() => publishRules())
beforeEach(async () => {
  two = await openDeciding()
})
afterEach(() => settle())

test('is a case handed in here decided by the rules there, and its licence back here, in one go?', async () => {
  // Of eighty, as the rules there ask.
  const person = await resident(301, '1940-05-06')
  const number = await handIn(person)
  await carryOn()
  const here = await read(A, person, number)
  const there = await read(B, person, number)
  expect(there).toMatchObject({ state: 'granted' })
  expect(here).toMatchObject({ state: 'granted' })
  // Its holder finds it beside the licences of this region; nobody else does.
  const listed = async (token: string) =>
    must(await ask(doorOf(A), token, 'GET', '/licences/v1/licences'), 200).body
  const mine = await listed(await tokenOf(person))
  const [{ identifier } = { identifier: '' }] = there.licences as readonly { identifier: string }[]
  expect(mine).toMatchObject({
    licences: [],
    fromPartners: [
      {
        identifier,
        issuedBy: { region: B },
        caseNumber: number,
        href: `/approvals/v1/cases/${number}`,
        verify: '/licences/v1/verify',
      },
    ],
  })
  expect(await listed(await tokenOf(await resident(399, '1940-05-06')))).toMatchObject({
    fromPartners: [],
  })
  expect(types(there)).toEqual(expect.arrayContaining(['received', 'accepted', 'granted']))
  expect(types(here)).toEqual(
    expect.arrayContaining([
      'received',
      'transferred',
      'acceptedElsewhere',
      'decidedElsewhere',
      'resultReceived',
    ]),
  )
  const [receiving, handling] = [await handoverAt(two.a, number), await handoverAt(two.b, number)]
  expect([receiving?.custody, handling?.custody]).toEqual(['there', 'here'])
  // What one has sent last is what the other has taken in last.
  expect([receiving?.in_seq, receiving?.in_head]).toEqual([handling?.out_seq, handling?.out_head])
  expect([handling?.in_seq, handling?.in_head]).toEqual([receiving?.out_seq, receiving?.out_head])
  expect(handling?.closed_at).not.toBeNull()
  expect(receiving).toMatchObject({
    received_at: handling?.received_at,
    transferred_at: handling?.transferred_at,
    handler_received_at: handling?.handler_received_at,
    accepted_at: handling?.accepted_at,
    deadline: handling?.deadline,
  })
})

test('does each answer name the message it answers?', async () => {
  const number = await handIn(await resident(310, '1940-05-06'))
  await carryOn()
  const { results } = await two.a.database
    .prepare("SELECT id, type, body ->> 'inreplyto' AS answers FROM exchange_messages WHERE case_number = ?")
    .bind(number)
    .all<{ id: string; type: string; answers: string | null }>()
  const idOf = (type: string) => results.find((row) => row.type === type)?.id
  const answeredBy = (type: string) => results.find((row) => row.type === type)?.answers
  expect(answeredBy('case.accepted')).toBe(idOf('case.submitted'))
  expect(answeredBy('case.closed')).toBe(idOf('case.result-delivered'))
  expect(answeredBy('case.submitted')).toBeNull()

  const withdrawing = await resident(311, '1957-06-01')
  const other = await handIn(withdrawing)
  await carryOn()
  await withdraw(withdrawing, other)
  await carryOn()
  const told = await two.a.database
    .prepare(
      `SELECT o.id AS asked, i.body ->> 'inreplyto' AS answers FROM exchange_messages o JOIN exchange_messages i
         ON i.case_number = o.case_number AND i.type = o.type AND i.direction = 'in'
       WHERE o.case_number = ? AND o.type = 'case.withdrawn' AND o.direction = 'out'`,
    )
    .bind(other)
    .first<{ asked: string; answers: string }>()
  expect(told?.answers).toBe(told?.asked)
})

test('is the day owed the same on both sides while a person there has the case?', async () => {
  const person = await resident(302, '1957-06-01')
  const number = await handIn(person)
  await carryOn()
  const [here, there] = [await read(A, person, number), await read(B, person, number)]
  expect(there).toMatchObject({ state: 'inReview' })
  expect(here).toMatchObject({ state: 'transferred' })
  expect(here.dueOn).toBe(there.dueOn)
  expect(here.dueOn).not.toBeNull()
})

test('do the lists of officials here show the day that its view shows, before and after it is told, and in its place?', async () => {
  const listed = async (list: string) =>
    must(
      await ask(
        doorOf(A),
        await sign('handler-civil', official('handler', 'civil-affairs')),
        'GET',
        `/approvals/v1/cases?list=${list}&limit=100`,
      ),
      200,
    ).body.cases as readonly { caseNumber: string; dueOn: string | null; due: { zh: string } | null }[]
  const rowOf = async (number: string) =>
    (await listed('department')).find(({ caseNumber }) => caseNumber === number)
  const person = await resident(313, '1957-06-01')
  two.cut.add(A)
  const number = await handIn(person)
  const untold = await read(A, person, number)
  expect(untold.dueOn).not.toBeNull()
  expect(await rowOf(number)).toMatchObject({ dueOn: untold.dueOn, due: { zh: '受理或一次性告知' } })
  two.cut.delete(A)
  vi.setSystemTime(Date.now() + 3_600_000)
  await carryOn()
  const there = await read(B, person, number)
  expect(await rowOf(number)).toMatchObject({ dueOn: there.dueOn })
  expect(await read(A, person, number)).toMatchObject({ dueOn: there.dueOn })
  // What is due first comes first, wherever it is handled.
  const days = (await listed('department')).flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]))
  expect(days).toEqual(days.toSorted())
  await withdraw(person, number)
  await carryOn()
  expect(await rowOf(number)).toBeUndefined()
})

test('does a withdrawal here end the case on both sides, and one that crosses the decision neither?', async () => {
  const person = await resident(303, '1957-06-01')
  const number = await handIn(person)
  await carryOn()
  await withdraw(person, number)
  await carryOn()
  expect(await read(B, person, number)).toMatchObject({ state: 'withdrawn' })
  expect(await read(A, person, number)).toMatchObject({ state: 'withdrawn' })

  const other = await resident(305, '1940-05-07')
  // Nothing comes from there: here the case is withdrawn before it is known that it was decided.
  two.cut.add(B)
  const crossing = await handIn(other)
  await withdraw(other, crossing)
  two.cut.delete(B)
  vi.setSystemTime(Date.now() + 3_600_000)
  await carryOn()
  await carryOn()
  expect(await read(B, other, crossing)).toMatchObject({ state: 'granted' })
  expect(await read(A, other, crossing)).toMatchObject({ state: 'granted' })
})

test('taken over and granted there, and its answer replaced by somebody’s refusal: is the case owned once?', async () => {
  const person = await resident(306, '1940-05-08')
  two.cut.add(B)
  two.faults.push(async (request, forward) => {
    await forward(request)
    return new Response('blocked', { status: 422 })
  })
  const number = await handIn(person)
  await carryOn()
  expect(await read(B, person, number)).toMatchObject({ state: 'granted' })
  expect(await handoverAt(two.a, number)).toMatchObject({ custody: 'inTransit' })
  expect((await two.a.alarms()).map(({ kind }) => kind)).toContain('refused')
  two.cut.delete(B)
  vi.setSystemTime(Date.now() + 3_600_000)
  await carryOn()
  expect(await read(A, person, number)).toMatchObject({ state: 'granted' })
  expect(await handoverAt(two.a, number)).toMatchObject({ custody: 'there' })
})

test('does what that region finds to be another’s matter come back, and stand there as no case?', async () => {
  const person = await resident(304, '1954-05-06', A)
  const number = await handIn(person)
  await carryOn()
  const [receiving, handling] = [await handoverAt(two.a, number), await handoverAt(two.b, number)]
  expect([receiving?.custody, handling?.custody]).toEqual(['here', 'there'])
  expect([receiving?.in_seq, receiving?.in_head]).toEqual([handling?.out_seq, handling?.out_head])
  expect(types(await read(A, person, number))).toContain('returnedByPartner')
  expect((await ask(doorOf(B), await tokenOf(person), 'GET', `/approvals/v1/cases/${number}`)).status).toBe(
    404,
  )
})
