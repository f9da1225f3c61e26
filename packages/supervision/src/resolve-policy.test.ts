import { expect, test } from 'vitest'
import { type DatedPolicy, type PolicyScope, STANDARD_POLICY, WARNING_POLICY } from './policy.ts'
import { postOf, resolvePolicy } from './resolve-policy.ts'
import { day } from './watched.fixture.ts'

const dated = (
  id: string,
  scope: PolicyScope,
  fromOn: string,
  untilOn: string | null = null,
): DatedPolicy => ({
  id,
  scope,
  fromOn: day(fromOn),
  untilOn: untilOn === null ? null : day(untilOn),
  policy: WARNING_POLICY,
})
const ITEM = { kind: 'item', code: 'outdoor-advertising' } as const
const DEPARTMENT = { kind: 'department', code: 'city-management' } as const
const REGION = { kind: 'region' } as const
const at = (policies: readonly DatedPolicy[], fromOn = '2026-06-01', itemCode: string | null = ITEM.code) =>
  resolvePolicy(policies, { itemCode, department: DEPARTMENT.code, fromOn: day(fromOn) }).id

test('is the nearest scope taken: item, department, region, and else the standard one?', () => {
  const all = [dated('region', REGION, '2026-01-01'), dated('item', ITEM, '2026-01-01')]
  expect(at([...all, dated('department', DEPARTMENT, '2026-01-01')])).toBe('item')
  expect(at([dated('department', DEPARTMENT, '2026-01-01'), ...all], '2026-06-01', 'another')).toBe(
    'department',
  )
  expect(at(all, '2026-06-01', null)).toBe('region')
  expect(at([dated('other', { kind: 'item', code: 'another' }, '2026-01-01')])).toBe('standard')
  expect(resolvePolicy([], { itemCode: null, department: '', fromOn: day('2026-06-01') }).policy).toBe(
    STANDARD_POLICY,
  )
})

test('does a policy hold from its first day to its last, both included?', () => {
  const half = [dated('half', REGION, '2026-02-01', '2026-06-30')]
  expect(['2026-01-31', '2026-02-01', '2026-06-30', '2026-07-01'].map((on) => at(half, on))).toEqual([
    'standard',
    'half',
    'half',
    'standard',
  ])
})

test('of two at once, does the later begun count, whatever their order?', () => {
  const two = [dated('a', REGION, '2026-01-01'), dated('b', REGION, '2026-03-01')]
  expect([at(two), at(two.toReversed())]).toEqual(['b', 'b'])
})

test('is a step that no post is named for in the charge of the post for all others?', () => {
  expect(postOf(STANDARD_POLICY, 'notice')).toBe('窗口')
  expect(postOf(STANDARD_POLICY, 'decision')).toBe('经办人')
  expect(postOf({ ...STANDARD_POLICY, posts: {} }, 'decision')).toBe('经办人')
})
