import { expect, test } from 'vitest'
import { A, anAgreement, anItem, B } from './agreement.fixture.ts'
import {
  type Agreement,
  agreementName,
  agreementSchema,
  agreementText,
  limitsSchema,
  parseAgreementName,
} from './agreement.ts'

/** What may stand in an agreement at all. */
const read = (agreement: unknown) => agreementSchema.safeParse(agreement)
const places = (agreement: unknown) => read(agreement).error?.issues.map(({ path }) => path.join('.')) ?? []

test('is a sound agreement read, and its text the same however its members are ordered?', () => {
  const agreement = anAgreement()
  const reversed = Object.fromEntries(Object.entries(agreement).toReversed())
  const parsed = read(reversed)
  expect(parsed.success).toBe(true)
  expect(parsed.data && agreementText(parsed.data)).toBe(agreementText(agreement))
})

test('are the time limits those found in print where none are given?', () => {
  expect(limitsSchema.parse({})).toEqual({
    acceptAndPushWorkdays: 1,
    paperPostWorkdays: 2,
    recheckWorkdays: 1,
    resultPostWorkdays: 1,
  })
})

const [first, second] = anAgreement().parties
test.each<[string, Partial<Agreement> & Record<string, unknown>, string]>([
  ['a member nobody knows', { more: 1 }, ''],
  ['parties in the wrong order', { parties: [second, first] }, 'parties'],
  ['one region twice', { parties: [first, first] }, 'parties'],
  ['a day that is none', { from: '2026-02-30' }, 'from'],
  ['an end before its beginning', { until: '2026-11-30' }, 'until'],
  ['a stranger who handles', { items: [anItem({ handledBy: '110101' })] }, 'items.0'],
  ['an item from here to here', { items: [anItem({ receivedBy: B })] }, 'items.0'],
  ['an item before the agreement', { items: [anItem({ from: '2026-11-30' })] }, 'items.0'],
  ['an item past its end', { until: '2026-12-31', items: [anItem({ until: '2027-01-01' })] }, 'items.0'],
  ['a mode twice', { items: [anItem({ modes: ['online', 'online'] })] }, 'items.0.modes'],
  ['no mode', { items: [anItem({ modes: [] })] }, 'items.0.modes'],
  ['no item', { items: [] }, 'items'],
  ['a slash after the address', { id: 'A/1' }, 'id'],
])('is %s refused?', (_, change, place) => {
  expect(places(anAgreement(change))).toContain(place)
})

test('may an item be agreed anew after its days, and never twice on one day?', () => {
  const early = anItem({ until: '2026-12-31' })
  const later = anItem({ from: '2027-01-01' })
  expect(places(anAgreement({ items: [early, later] }))).toEqual([])
  expect(places(anAgreement({ items: [early, anItem({ from: '2026-12-31' })] }))).toEqual(['items.1'])
  const back = anItem({ receivedBy: B, handledBy: A })
  expect(places(anAgreement({ items: [anItem(), back, anItem({ modes: ['collect'] })] }))).toEqual([])
})

test('is the name of a version read as it is written, and nothing else?', () => {
  expect(parseAgreementName(agreementName(anAgreement({ version: 12 })))).toEqual({
    id: 'chuanyu',
    version: 12,
  })
  for (const name of ['chuanyu', 'chuanyu@0', 'chuanyu@01', 'chuanyu@1@2', '@1', 'Chuan@1'])
    expect(parseAgreementName(name)).toBeUndefined()
})
