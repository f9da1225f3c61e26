import type { Json } from '@tongban/kernel'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { agreed, FROM, handoverIn, rowsOf, submitted, take, typesTold } from '../../handed-over.ts'
import { eventsIn } from '../../licences.ts'
import { allowance, DB, NOW, newcomer, publish, RULES, settleAllowance } from '../../region.ts'

/**
 * What a partner may not make of an application it hands over: another item than is agreed, a receipt of a day before the
 * agreement, a path that does not lead here. Nothing of it becomes a case.
 */
const DAY_MS = 86_400_000
beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance()
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

const handed = async (
  told: { readonly [name: string]: Json },
  more: { readonly receivedAt?: number } = {},
) => {
  const person = await newcomer()
  return submitted(person, { ...allowance(person) }, { ...more, told })
}
const alarmsOf = async (subject: string) =>
  (
    await DB.prepare('SELECT kind, facts FROM exchange_alarms WHERE subject = ?')
      .bind(subject)
      .all<{ kind: string; facts: string }>()
  ).results

test('is an item taken over only under the agreement for that item, and by the office that is agreed?', async () => {
  const person = await newcomer()
  const opened = await submitted(person, { ...allowance(person) }, {})
  // Openly an item that is agreed, sealed the one that is not: the agreement for the first opens nothing for the second.
  const route = await agreed('road-occupation', 'online')
  const data = { ...opened.message.data, itemCode: 'road-occupation' }
  const smuggled = { ...opened, message: { ...opened.message, route, data } }
  expect(await take(smuggled)).toMatchObject({ state: 'refused', code: 'contentDiffers' })
  expect(await rowsOf('cases', opened.message.subject)).toEqual([])

  const other = await agreed('elderly-allowance', 'online', { of: { office: 'market' } })
  const elsewhere = { ...opened, message: { ...opened.message, route: other } }
  expect(await take(elsewhere)).toMatchObject({ state: 'refused', code: 'noAgreement' })
  await agreed('elderly-allowance', 'online')
  expect(await take(opened)).toEqual({ state: 'applied' })
})

test.each<[string, { readonly [name: string]: Json }, string]>([
  ['another situation', { situation: 'ward' }, 'contentDiffers'],
  ['another channel', { channel: 'window' }, 'contentDiffers'],
  ['a version that is not in force', { itemVersion: '9' }, 'contentDiffers'],
  ['the digest of another application', { applicationDigest: '0'.repeat(64) }, 'contentDiffers'],
  ['a transfer before the receipt', { transferredAt: NOW - 120_000 }, 'instantsCrossed'],
  ['a transfer after it was sent', { transferredAt: NOW + 30_000 }, 'instantsCrossed'],
  ['a path that ends elsewhere', { path: [FROM, '110101'] }, 'pathRefused'],
  ['a path that was here', { path: ['510116', FROM] }, 'pathRefused'],
  [
    'a path that has no room for this region',
    { path: [...Array.from({ length: 19 }, (_, at) => `${110_101 + at}`), FROM] },
    'pathRefused',
  ],
])('is an application not taken over that tells of %s?', async (_, told, code) => {
  const opened = await handed(told)
  expect(await take(opened)).toMatchObject({ state: 'refused', code })
  expect(await rowsOf('cases', opened.message.subject)).toEqual([])
  expect(await typesTold(opened.message.subject)).toEqual([])
})

test('is nothing received under an agreement before its first day?', async () => {
  const opened = await handed({}, { receivedAt: NOW - 3 * DAY_MS })
  const route = await agreed('elderly-allowance', 'online', { signedOn: '2026-11-22' })
  expect(await take({ ...opened, message: { ...opened.message, route } })).toMatchObject({
    state: 'refused',
    code: 'noAgreement',
  })
})

test('can a partner force an acceptance by dating the receipt back, and do people learn of it?', async () => {
  const opened = await handed({}, { receivedAt: NOW - 25 * DAY_MS })
  const { subject } = opened.message
  expect(await take(opened)).toEqual({ state: 'applied' })
  // One working day to hand over, three days on the way: 2026-11-23 is a Monday.
  const earliest = Date.parse('2026-11-19T00:00:00+08:00')
  expect((await eventsIn(subject)).map(({ type, at }) => [type, at])).toEqual([
    ['received', earliest],
    ['accepted', NOW],
    // Rules were published on that Monday: a person decides what was received before.
    ['referred', NOW],
  ])
  expect(await handoverIn(subject)).toMatchObject({ received_at: earliest })
  const [alarm] = await alarmsOf(subject)
  expect(alarm?.kind).toBe('receiptDoubted')
  expect(JSON.parse(alarm?.facts ?? '')).toMatchObject({ told: NOW - 25 * DAY_MS, countedFrom: earliest })

  const within = await handed({}, { receivedAt: NOW - 2 * DAY_MS })
  await take(within)
  expect(await handoverIn(within.message.subject)).toMatchObject({ received_at: NOW - 2 * DAY_MS })
  expect(await alarmsOf(within.message.subject)).toEqual([])
})
