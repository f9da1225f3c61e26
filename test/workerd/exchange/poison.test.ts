import { beforeEach, expect, test, vi } from 'vitest'
import { loadCase } from '../../../packages/services/src/cases/load.ts'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { tellBeside } from '../../../packages/services/src/handovers/tell-beside.ts'
import { listShipments } from '../../../packages/services/src/shipments/list.ts'
import { as, MATERIAL, openSharing, sharedCase, succeeded } from '../../shared-cases.ts'
import { B, caseNumbers, hand, NOW, submission, type TwoRegions, urging } from '../../two-regions.ts'

/** What cannot be applied stops its case for a while and not for good, and a day out of any calendar is refused at once. */
const HOUR_MS = 3_600_000
let two: TwoRegions
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  two = await openSharing()
})

async function carry(): Promise<void> {
  for (const region of [two.a, two.b, two.a]) {
    await carryMessages(await region.context())
    await region.settled()
  }
}

test('is a message that fails each time refused at last, with an alarm, and is what comes after it taken?', async () => {
  const [number = ''] = caseNumbers(1)
  let throws = 0
  const taker = two.b.bindings.CASES
  two.b.bindings.CASES = {
    apply: async () => {
      throws += 1
      throw new RangeError('no civil day')
    },
  }
  const first = submission(number)
  const [sealed] = await hand(two, [first])
  for (let round = 0; round < 7; round += 1) {
    await carry()
    vi.setSystemTime(Date.now() + HOUR_MS + 1)
  }
  const states = async () => (await two.b.messages()).map(({ seq, state }) => [seq, state])
  expect(throws).toBe(7)
  expect(await states()).toEqual([[1, 'waiting']])
  await carry()
  expect(throws).toBe(8)
  expect(await states()).toEqual([[1, 'refused']])
  const [row] = await two.b.messages()
  expect(JSON.parse(row?.last_reason ?? '')).toMatchObject({ code: 'notApplicable' })
  expect((await two.b.alarms()).map(({ kind, subject }) => [kind, subject])).toContainEqual([
    'inapplicable',
    first.id,
  ])
  two.b.bindings.CASES = taker
  // The numbers go on: what follows is looked at for itself.
  await hand(two, [urging(number, 2, sealed?.digest ?? '')])
  vi.setSystemTime(Date.now() + HOUR_MS)
  await carry()
  expect(await states()).toEqual([
    [1, 'refused'],
    [2, 'refused'],
  ])
})

test('is a posting of a day far from today refused, and does the case go on?', async () => {
  const caseNumber = await sharedCase(two)
  const sent = async (sentOn: string) => {
    const ctx = await as(two.a, 'window')
    const data = {
      at: Date.now(),
      shipment: crypto.randomUUID(),
      sentOn,
      carrier: '中国邮政 EMS',
      trackingNumber: 'EX100000009CN',
      papers: [{ code: MATERIAL, count: 1 }],
      dueOn: null,
    }
    const loaded = succeeded(await loadCase(ctx, caseNumber))
    const message = { type: 'case.papers-sent', data, personal: null } as const
    expect(await tellBeside(ctx, loaded, B, message, [])).toBe(true)
    await carry()
  }
  for (const day of ['2199-12-31', '2027-03-01', '2026-09-01']) await sent(day)
  await sent('2026-12-24')
  const incoming = (await two.b.messages()).filter(({ direction }) => direction === 'in')
  expect(incoming.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused', 'applied'])
  expect(JSON.parse(incoming[0]?.last_reason ?? '')).toMatchObject({ code: 'noSuchDay' })
  expect(succeeded(await listShipments(await as(two.b), caseNumber)).shipments).toHaveLength(1)
})
