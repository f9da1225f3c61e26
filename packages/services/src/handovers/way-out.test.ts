import type { WayOutRow } from '@tongban/store'
import { expect, test } from 'vitest'
import { isElsewhere, wayOut } from './way-out.ts'

const row = (change: Partial<WayOutRow> = {}): WayOutRow => ({
  direction: 'out',
  itemCode: 'item',
  region: '500112',
  validFrom: '2026-01-01',
  validUntil: null,
  mode: 'online',
  office: 'civil-affairs',
  agreementId: 'cy-1',
  agreementVersion: 2,
  version: `${change.region ?? '500112'}/${change.mode ?? 'online'}`,
  pushWorkdays: 1,
  resultWorkdays: 1,
  nameZh: '重庆市渝北区',
  nameEn: 'Yubei',
  ...change,
})
const online = { channel: 'web', representation: { kind: 'self' } } as const
const window = { channel: 'window', representation: { kind: 'staffAssisted' } } as const
const asked = {
  itemCode: 'item',
  place: '500112001',
  on: '2026-11-23',
  application: online,
  own: '510116',
  passed: [],
} as unknown as Parameters<typeof wayOut>[1]
const both = [row(), row({ mode: 'collect' })]

test('at a window it is collected where that is agreed on, and otherwise handled online?', () => {
  expect(wayOut(both, asked)).toMatchObject({ mode: 'online', region: '500112', name: { en: 'Yubei' } })
  expect(wayOut(both, { ...asked, application: window })).toMatchObject({ mode: 'collect' })
  expect(wayOut([row()], { ...asked, application: window })).toMatchObject({ mode: 'online' })
  // Staff of no window, or a window without staff, has no papers before it.
  expect(wayOut(both, { ...asked, application: { ...window, channel: 'web' } })).toMatchObject({
    mode: 'online',
  })
  // What only a window may collect is not sent by whoever sits at home.
  expect(wayOut([row({ mode: 'collect' })], asked)).toBeNull()
  expect(wayOut([row({ mode: 'joint' })], { ...asked, application: window })).toBeNull()
})

test('does it lead nowhere the case has been, nor back here, nor to a place no agreement reaches?', () => {
  expect(wayOut(both, { ...asked, passed: ['500112'] })).toBeNull()
  expect(wayOut([row({ region: '510116' })], { ...asked, place: '510116' })).toBeNull()
  expect(wayOut(both, { ...asked, place: '511402' })).toBeNull()
  expect(wayOut(both, { ...asked, itemCode: 'other' })).toBeNull()
  expect(wayOut([row({ validFrom: '2026-12-01' })], asked)).toBeNull()
})

test.each([
  ['500112', '510116', true],
  ['500112001002', '510116', true],
  ['510116', '510116', false],
  ['510116003', '510116', false],
  // The city that holds this district leaves open whether this district is meant.
  ['510100', '510116', false],
  ['nowhere', '510116', false],
])('is %s another region than %s: %s?', (place, own, is) => {
  expect(isElsewhere(place, own)).toBe(is)
})
