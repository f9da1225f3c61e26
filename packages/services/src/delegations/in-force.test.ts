import { civilDate } from '@tongban/calendar'
import type { Official } from '@tongban/kernel'
import type { DelegationRow } from '@tongban/store'
import { expect, test } from 'vitest'
import { actingAs } from './in-force.ts'

const handler: Official = {
  kind: 'official',
  subject: 's',
  roles: ['handler'],
  department: 'civil-affairs',
  post: 'handler-post',
  name: '演示',
}
const OWN = { role: 'handler', department: 'civil-affairs', post: 'handler-post', onBehalfOf: null }
const row = (change: Partial<DelegationRow> = {}): DelegationRow => ({
  id: 'd1',
  fromIndex: 'the-chief',
  toIndex: 'the-handler',
  role: 'chief',
  department: 'civil-affairs',
  post: 'chief-post',
  fromOn: '2026-10-01',
  untilOn: '2026-10-08',
  reason: 'leave',
  createdBy: 'the-chief',
  createdAt: 0,
  endedOn: null,
  endedBy: null,
  ...change,
})
const LENT = {
  role: 'chief',
  department: 'civil-affairs',
  post: 'chief-post',
  onBehalfOf: 'the-chief',
}
const day = (text: string) => {
  const on = civilDate(text)
  if (on === undefined) throw new Error(`no day: ${text}`)
  return on
}

test.each([
  ['2026-09-30', false],
  ['2026-10-01', true],
  ['2026-10-08', true],
  ['2026-10-09', false],
])('on %s, does a delegation of 1 to 8 October hold?', (on, holds) => {
  expect(actingAs(handler, [row()], day(on))).toEqual(holds ? [OWN, LENT] : [OWN])
})

test.each([
  ['2026-10-03', true],
  ['2026-10-04', false],
  ['2026-10-08', false],
])('on %s, does one ended on 4 October hold?', (on, holds) => {
  expect(actingAs(handler, [row({ endedOn: '2026-10-04' })], day(on))).toEqual(holds ? [OWN, LENT] : [OWN])
})

test('does one ended before its first day never hold?', () => {
  expect(actingAs(handler, [row({ endedOn: '2026-09-20' })], day('2026-10-02'))).toEqual([OWN])
})

test('does a delegation stay behind when its delegate moves to another department?', () => {
  const moved: Official = { ...handler, department: 'transport' }
  expect(actingAs(moved, [row()], day('2026-10-02'))).toEqual([{ ...OWN, department: 'transport' }])
})

test('are own roles named before those of others, each with whose it is?', () => {
  const acting = actingAs(
    { ...handler, roles: ['window', 'handler'] },
    [row(), row({ id: 'd2', role: 'head', post: 'head-post', fromIndex: 'the-head' })],
    day('2026-10-02'),
  )
  expect(acting.map(({ role, onBehalfOf }) => [role, onBehalfOf])).toEqual([
    ['window', null],
    ['handler', null],
    ['chief', 'the-chief'],
    ['head', 'the-head'],
  ])
})

test('is a role that is none left out?', () => {
  expect(actingAs(handler, [row({ role: 'emperor' })], day('2026-10-02'))).toEqual([OWN])
})
