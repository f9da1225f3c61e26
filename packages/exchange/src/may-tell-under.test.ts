import { expect, test } from 'vitest'
import { A, anItem, aVersion, B } from './agreement.fixture.ts'
import { mayTellUnder, type Telling } from './may-tell-under.ts'
import type { Message } from './message.ts'
import { routeRows } from './routes.ts'
import { transferVersion } from './transfer.ts'

/** Access by agreement alone. B handles; A hands in. */
const NOW = Date.UTC(2026, 11, 24, 2)
const version = aVersion()
const [route] = await routeRows([version], B)

const message = (change: Partial<Message> = {}): Message => ({
  specversion: '1.0',
  id: '0197c2a4-0000-7000-8000-000000000001',
  type: 'case.submitted',
  source: A,
  to: B,
  subject: '5101162026122400000015',
  time: new Date(NOW).toISOString(),
  datacontenttype: 'application/json',
  seq: 1,
  previous: '0'.repeat(64),
  agreement: 'chuanyu@1',
  route: route?.version ?? '',
  data: { itemCode: 'elderly-allowance', mode: 'online' },
  ...change,
})
const telling: Telling = { agreements: [version], partner: A, own: B, now: NOW, handover: null }
const told = async (change: Partial<Message> = {}, more: Partial<Telling> = {}) => {
  const result = await mayTellUnder(message(change), { ...telling, ...more })
  return result.ok ? 'told' : result.failure
}
const handover = { agreementId: 'chuanyu', itemCode: 'elderly-allowance', mode: 'online' }
const daysLater = (days: number) => NOW + days * 86_400_000

test('may a partner hand over what is agreed, under the route and the agreement it names?', async () => {
  expect(await told()).toBe('told')
  expect(await told({}, { office: 'civil-affairs' })).toBe('told')
  expect(await told({ time: new Date(NOW + 600_000).toISOString() })).toBe('told')
})

test.each<[string, Partial<Message>, Partial<Telling>, string]>([
  ['another region’s message', { source: '110101' }, {}, 'otherRegion'],
  ['a message for another', { to: '110101' }, {}, 'otherRegion'],
  ['an agreement that is not known', { agreement: 'other@1' }, {}, 'unknownAgreement'],
  ['a version that is not known', { agreement: 'chuanyu@2' }, {}, 'unknownAgreement'],
  ['a name that is none', { agreement: 'chuanyu' }, {}, 'unknownAgreement'],
  ['an agreement one side has signed', {}, { agreements: [aVersion({}, { signedOn: null })] }, 'notInForce'],
  ['a day before it begins', { time: '2026-11-30T02:00:00.000Z' }, {}, 'notInForce'],
  ['a day after it was ended', {}, { agreements: [aVersion({}, { endedOn: '2026-12-23' })] }, 'notInForce'],
  ['a day to come', { time: '2026-12-26T02:00:00.000Z' }, {}, 'notInForce'],
  ['what is sent two hours from now', { time: new Date(NOW + 7_200_000).toISOString() }, {}, 'notInForce'],
  ['an item that another office handles here', {}, { office: 'market' }, 'notAgreed'],
  ['an item that is not agreed', { data: { itemCode: 'road-occupation', mode: 'online' } }, {}, 'notAgreed'],
  ['a mode that is not agreed', { data: { itemCode: 'elderly-allowance', mode: 'joint' } }, {}, 'notAgreed'],
  ['no item', { data: {} }, {}, 'notAgreed'],
  ['another route', { route: 'x' }, {}, 'notAgreed'],
  ['the other direction', { source: B, to: A }, { partner: B, own: A }, 'notAgreed'],
  ['a case that was never handed over', { type: 'case.withdrawn' }, {}, 'unknownCase'],
  [
    'a case under another agreement',
    { type: 'case.withdrawn' },
    { handover: { ...handover, agreementId: 'xinan' } },
    'notAgreed',
  ],
])('is %s refused?', async (_, change, more, reason) => {
  expect(await told(change, more)).toBe(reason)
})

test('is a case that was begun brought to its end after the agreement is over?', async () => {
  const ended = { agreements: [aVersion({}, { endedOn: '2026-12-01' })], handover, now: daysLater(300) }
  expect(await told({ type: 'case.withdrawn', data: {} }, ended)).toBe('told')
})

test('is what was sent while it was in force taken as long as its sending is not given up, and no longer?', async () => {
  const ended = { agreements: [aVersion({}, { endedOn: '2026-12-24' })] }
  expect(await told({}, { ...ended, now: daysLater(3) })).toBe('told')
  expect(await told({}, { ...ended, now: daysLater(4) })).toBe('told')
  expect(await told({}, { ...ended, now: daysLater(5) })).toBe('notInForce')
  // The day is the sender's own word: days after the end a case is not begun by dating it back.
  expect(await told({ time: '2026-12-24T15:00:00.000Z' }, { ...ended, now: daysLater(8) })).toBe('notInForce')
})

test('is what lay longer taken where it is agreed today as well, and not a month later?', async () => {
  expect(await told({}, { now: daysLater(20) })).toBe('told')
  expect(await told({}, { now: daysLater(31) })).toBe('notInForce')
  const over = aVersion({ items: [anItem({ until: '2026-12-25' })] })
  const [told25] = await routeRows([over], B)
  expect(await told({ route: told25?.version ?? '' }, { agreements: [over], now: daysLater(20) })).toBe(
    'notAgreed',
  )
})

test('may a licence be offered whose type is agreed in this direction, and under no agreement that is over?', async () => {
  const licenceType = 'sole-trader-licence'
  const entry = { licenceType, offeredBy: A, takenBy: B, office: 'market' }
  const agreement = { licenceTypes: [entry] }
  const route = await transferVersion(aVersion(agreement).agreement, entry)
  const offered = { type: 'licence.transfer-offered', data: { licenceType }, route } as const
  const under = (of: Parameters<typeof aVersion>[1] = {}) => ({ agreements: [aVersion(agreement, of)] })
  expect(await told(offered, under())).toBe('told')
  expect(await told({ ...offered, route: 'x' }, under())).toBe('notAgreed')
  expect(await told(offered)).toBe('notAgreed')
  expect(await told(offered, under({ endedOn: '2026-12-01' }))).toBe('notInForce')
})
