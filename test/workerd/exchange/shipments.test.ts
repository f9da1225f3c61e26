import { beforeEach, expect, test, vi } from 'vitest'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { readEvidence } from '../../../packages/services/src/exchange/evidence.ts'
import { readTimeline } from '../../../packages/services/src/exchange/timeline.ts'
import { handoversSeenHere } from '../../../packages/services/src/handovers/seen.ts'
import { listOverdueShipments, listShipments } from '../../../packages/services/src/shipments/list.ts'
import { postPapers, postPlanned } from '../../../packages/services/src/shipments/post.ts'
import { receivePapers } from '../../../packages/services/src/shipments/receive.ts'
import { as, MATERIAL, openSharing, sharedCase, succeeded } from '../../shared-cases.ts'
import { answerLost, NOW, type Region, requestLost, type TwoRegions } from '../../two-regions.ts'

/** Originals on paper between two regions: posted at one, counted at the other, both in what both have signed. */
const DAY_MS = 86_400_000
const PAPERS = [{ code: MATERIAL, count: 2 }]
const POSTED = { carrier: '中国邮政 EMS', trackingNumber: 'EX100000001CN', sentOn: '2026-12-24' }
let two: TwoRegions

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  two = await openSharing()
})

async function settled(): Promise<void> {
  for (let at = 0; at < 3; at += 1) {
    await two.a.settled()
    await two.b.settled()
  }
}
async function later(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms)
  for (const region of [two.a, two.b, two.a]) {
    await carryMessages(await region.context())
    await settled()
  }
}
const shipmentsAt = async (region: Region, caseNumber: string) =>
  succeeded(await listShipments(await as(region), caseNumber)).shipments
const typesAt = async (region: Region, caseNumber: string) =>
  succeeded(
    await readTimeline(await as(region), { seen: handoversSeenHere, caseNumber, partner: null, after: 0 }),
  ).entries.map(({ type, by }) => `${by} ${type}`)

test('is what was posted and what was found on opening it the same on both sides, and in the evidence of both?', async () => {
  const caseNumber = await sharedCase(two)
  const posted = succeeded(
    await postPapers(await as(two.a, 'window'), caseNumber, { papers: PAPERS, posted: POSTED }),
  )
  expect(posted).toMatchObject({
    direction: 'out',
    state: { code: 'sent' },
    postDueOn: '2026-12-28',
    postedLate: false,
    overdue: false,
  })
  await settled()
  expect(await shipmentsAt(two.b, caseNumber)).toMatchObject([
    { id: posted.id, direction: 'in', state: { code: 'sent' }, papers: PAPERS, ...POSTED, counted: null },
  ])
  vi.setSystemTime(NOW + DAY_MS)
  const opened = { receivedOn: '2026-12-25', papers: [{ code: MATERIAL, count: 1 }] }
  const received = succeeded(await receivePapers(await as(two.b), caseNumber, posted.id, opened))
  const differences = [{ code: MATERIAL, sent: 2, received: 1 }]
  expect(received).toMatchObject({
    state: { code: 'received' },
    counted: opened.papers,
    differences,
    dueAt: null,
  })
  await settled()
  expect(await shipmentsAt(two.a, caseNumber)).toMatchObject([
    {
      id: posted.id,
      state: { code: 'received' },
      counted: opened.papers,
      differences,
      receivedOn: '2026-12-25',
    },
  ])
  for (const region of [two.a, two.b]) {
    expect(await typesAt(region, caseNumber)).toEqual([
      '510116 case.papers-sent',
      '500112 case.papers-received',
    ])
    const { messages, deliveries } = succeeded(
      await readEvidence(await as(region), caseNumber, null, handoversSeenHere),
    )
    expect(messages.map(({ body }) => JSON.parse(body).type)).toEqual(
      expect.arrayContaining(['case.papers-sent', 'case.papers-received']),
    )
    expect(deliveries.map(({ source }) => source).toSorted()).toEqual(['500112', '510116'])
  }
  // Confirmed again it is answered again, and nothing more is told.
  expect(await receivePapers(await as(two.b), caseNumber, posted.id, opened)).toMatchObject({ ok: true })
  expect((await two.b.messages()).filter(({ direction }) => direction === 'out')).toHaveLength(1)
})

test('is what is put down and not posted in time seen, and what is posted late said to be?', async () => {
  const caseNumber = await sharedCase(two)
  const planned = succeeded(await postPapers(await as(two.a), caseNumber, { papers: PAPERS }))
  expect(planned).toMatchObject({ state: { code: 'planned' }, postDueOn: '2026-12-28', overdue: false })
  // Supervision watches it until it is posted.
  const watched = async () =>
    (await two.a.database.prepare('SELECT kind, basis, due_on, status FROM watched_clocks').all()).results
  const posting = { kind: 'shipment', basis: 'agreement', due_on: '2026-12-28' }
  expect(await watched()).toContainEqual({ ...posting, status: 'running' })
  await settled()
  expect(await shipmentsAt(two.b, caseNumber)).toEqual([])
  const overdue = async (region: Region) =>
    succeeded(await listOverdueShipments(await as(region, 'supervisor'), 10)).shipments.map(({ id }) => id)
  expect(await overdue(two.a)).toEqual([])
  vi.setSystemTime(NOW + 5 * DAY_MS)
  expect(await overdue(two.a)).toEqual([planned.id])
  const sent = { ...POSTED, sentOn: '2026-12-29' }
  expect(await postPlanned(await as(two.a), caseNumber, planned.id, sent)).toMatchObject({
    value: { state: { code: 'sent' }, postedLate: true, overdue: false },
  })
  expect(await postPlanned(await as(two.a), caseNumber, planned.id, sent)).toMatchObject({ ok: true })
  expect(await watched()).toContainEqual({ ...posting, status: 'ended' })
  await settled()
  expect((await two.a.messages()).filter(({ direction }) => direction === 'out')).toHaveLength(1)
  expect(await shipmentsAt(two.b, caseNumber)).toMatchObject([{ id: planned.id, postedLate: true }])
  // Nobody confirms it: both sides see that.
  vi.setSystemTime(NOW + 12 * DAY_MS)
  expect([await overdue(two.a), await overdue(two.b)]).toEqual([[planned.id], [planned.id]])
})

test('is a shipment told once, with messages and answers lost on the way and two people at once?', async () => {
  const caseNumber = await sharedCase(two)
  two.faults.push(requestLost, answerLost)
  const post = async () => postPapers(await as(two.a), caseNumber, { papers: PAPERS, posted: POSTED })
  const both = await Promise.all([post(), post()])
  expect(both.map(({ ok }) => ok)).toEqual([true, true])
  for (let minute = 0; minute < 4; minute += 1) await later(60_000)
  expect(await shipmentsAt(two.b, caseNumber)).toHaveLength(2)
  const out = (await two.a.messages()).filter(({ direction }) => direction === 'out')
  expect(out.map(({ seq, state }) => [seq, state])).toEqual([
    [1, 'stored'],
    [2, 'stored'],
  ])
})

test('is a result on paper that goes back due by the decision, and what is no paper of the item refused?', async () => {
  const caseNumber = await sharedCase(two)
  await two.b.database.prepare('UPDATE handovers SET decided_at = ?').bind(NOW).run()
  const back = await postPapers(await as(two.b), caseNumber, {
    papers: [{ code: 'result', count: 1 }],
    posted: POSTED,
  })
  expect(back).toMatchObject({ value: { postDueOn: '2026-12-25' } })
  await settled()
  expect(await shipmentsAt(two.a, caseNumber)).toMatchObject([
    { direction: 'in', papers: [{ code: 'result', count: 1 }] },
  ])
  const refused = async (papers: typeof PAPERS, sentOn = POSTED.sentOn) => {
    const result = await postPapers(await as(two.a), caseNumber, { papers, posted: { ...POSTED, sentOn } })
    return result.ok
      ? null
      : 'errors' in result.failure
        ? result.failure.errors.map(({ pointer }) => pointer)
        : null
  }
  expect(await refused([{ code: 'nothing', count: 1 }])).toEqual(['/papers/0/code'])
  expect(await refused(PAPERS, '2026-12-25')).toEqual(['/posted/sentOn'])
  expect(await refused(PAPERS, '2026-12-23')).toEqual(['/posted/sentOn'])
})

test('may only a window or a handler post and confirm, each what is theirs?', async () => {
  const caseNumber = await sharedCase(two)
  expect(await postPapers(await as(two.a, 'supervisor'), caseNumber, { papers: PAPERS })).toMatchObject({
    failure: { code: 'notAllowed' },
  })
  const posted = succeeded(await postPapers(await as(two.a), caseNumber, { papers: PAPERS, posted: POSTED }))
  await settled()
  const opened = { receivedOn: '2026-12-24', papers: PAPERS }
  // Its sender does not confirm it, and nobody confirms what was not posted.
  expect(await receivePapers(await as(two.a), caseNumber, posted.id, opened)).toMatchObject({
    failure: { code: 'notFound', what: 'shipment' },
  })
  expect(await receivePapers(await as(two.b), await sharedCase(two), posted.id, opened)).toMatchObject({
    failure: { code: 'notFound' },
  })
  expect(
    await receivePapers(await as(two.b), caseNumber, posted.id, { ...opened, receivedOn: '2026-12-23' }),
  ).toMatchObject({ failure: { errors: [{ pointer: '/receivedOn' }] } })
})
