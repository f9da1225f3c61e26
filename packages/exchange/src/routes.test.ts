import { expect, test } from 'vitest'
import { A, anItem, aVersion, B } from './agreement.fixture.ts'
import { chooseRoute, type RouteRow, routeRows, toldOf } from './routes.ts'

/** Where an application is sent. */
const row = (change: Partial<RouteRow> = {}): RouteRow => ({
  direction: 'out',
  itemCode: 'elderly-allowance',
  region: B,
  validFrom: '2026-12-01',
  validUntil: null,
  mode: 'online',
  office: 'civil-affairs',
  agreementId: 'chuanyu',
  agreementVersion: 1,
  version: '1',
  ...change,
})
const question = { itemCode: 'elderly-allowance', region: B, on: '2026-12-24' } as const

test('does the smallest division that holds the place win, within the region and beyond it?', () => {
  const inside = (region: string, office: string) => row({ direction: 'inside', region, office })
  const rows = [row(), inside('510116', 'county'), inside('510116001', 'town'), inside('510100', 'city')]
  const office = (region: string) => chooseRoute(rows, { ...question, region })?.office
  expect(office('510116001003')).toBe('town')
  expect(office('510116002')).toBe('county')
  expect(office('510107')).toBe('city')
  expect(office('500112')).toBe('civil-affairs')
  expect(office('500113')).toBeUndefined()
  expect(office('5001')).toBeUndefined()
})

test('is a route within the region taken whatever the mode, and under no agreement?', () => {
  const rows = [row({ direction: 'inside', region: '510116' })]
  expect(chooseRoute(rows, { ...question, region: '510116001', mode: 'collect' })).toMatchObject({
    direction: 'inside',
    agreement: null,
  })
})

test('does nothing lead there that only comes from there, or in another mode, or on another day?', () => {
  expect(chooseRoute([row({ direction: 'in' })], question)).toBeNull()
  expect(chooseRoute([row()], { ...question, mode: 'collect' })).toBeNull()
  expect(chooseRoute([row()], { ...question, on: '2026-11-30' })).toBeNull()
  expect(chooseRoute([row({ validUntil: '2026-12-23' })], question)).toBeNull()
  expect(chooseRoute([row()], { ...question, itemCode: 'road-occupation' })).toBeNull()
})

test('goes 全程网办 before 异地代收代办 where no mode is asked for?', () => {
  const rows = [row({ mode: 'joint' }), row({ mode: 'collect' }), row()]
  expect(chooseRoute(rows, question)?.mode).toBe('online')
  expect(chooseRoute(rows.slice(0, 2), question)?.mode).toBe('collect')
})

test('is a route that an amendment cuts short the same route under the same version?', async () => {
  const [before] = await routeRows([aVersion()], A)
  const amended = aVersion({ version: 2, from: '2027-01-01', items: [anItem({ from: '2027-01-01' })] })
  const [cut, next] = await routeRows([aVersion(), amended], A)
  expect(cut).toEqual({ ...before, validUntil: '2026-12-31' })
  expect(next?.version).not.toBe(before?.version)
  if (cut === undefined) throw new Error('no route')
  expect(toldOf(cut, A)).toMatchObject({ receivedBy: A, handledBy: B, agreement: 'chuanyu@1' })
})
