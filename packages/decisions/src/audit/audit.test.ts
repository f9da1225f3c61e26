import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disagreements } from './agreement.ts'
import { drawn, lotOf } from './draw.ts'
import { type AuditPolicy, auditPolicyDefects, isOverLimit } from './policy.ts'

const POLICY: AuditPolicy = {
  share: 0.02,
  newVersionShare: 0.1,
  newVersionDays: 30,
  controlShare: 0.01,
  disagreementLimit: 0.05,
  atLeast: 20,
}
/** Guarantee: the days below are civil dates. */
const day = (text: string) => text as CivilDate

test.each([
  // In the first thirty days of a version one in ten is drawn, afterwards one in fifty.
  ['approve', '2026-12-22', 0.09, 'approval'],
  ['approve', '2026-12-23', 0.09, null],
  ['approve', '2026-12-23', 0.019, 'approval'],
  ['approve', '2026-12-23', 0.02, null],
  ['refer', '2026-11-23', 0.009, 'control'],
  ['supplement', '2026-11-23', 0.01, null],
  ['elsewhere', '2026-11-23', 0, null],
] as const)('is %s decided on %s with lot %d drawn as %s?', (outcome, decidedOn, lot, kind) => {
  const drawing = { outcome, decidedOn: day(decidedOn), effectiveOn: day('2026-11-23'), lot }
  expect(drawn(POLICY, drawing)).toBe(kind)
})

test('is a lot an even share of one, from 0 up to and without 1?', () => {
  expect(lotOf(`00000000${'a'.repeat(24)}`)).toBe(0)
  expect(lotOf(`80000000${'a'.repeat(24)}`)).toBe(0.5)
  expect(lotOf('f'.repeat(32))).toBeLessThan(1)
})

test.each([
  [{ judged: 1, disagreed: 1 }, false],
  [{ judged: 2, disagreed: 2 }, true],
  [{ judged: 20, disagreed: 1 }, false],
  [{ judged: 60, disagreed: 3 }, false],
  [{ judged: 60, disagreed: 4 }, true],
  [{ judged: 0, disagreed: 0 }, false],
])('is %o over a limit of one in twenty, reckoned on at least twenty: %s?', (count, over) => {
  expect(isOverLimit(POLICY, count)).toBe(over)
})

test('can more disagreement never be less over the limit?', () => {
  const count = fc.record({ judged: fc.nat(1000), disagreed: fc.nat(1000) })
  fc.assert(
    fc.property(count, ({ judged, disagreed }) => {
      if (isOverLimit(POLICY, { judged, disagreed }))
        expect(isOverLimit(POLICY, { judged, disagreed: disagreed + 1 })).toBe(true)
    }),
  )
})

test.each([
  ['notApprove', {}, 'approve', 1],
  ['approve', { amountYuan: '200' }, 'refer', 1],
  ['notApprove', {}, 'supplement', 0],
  ['approve', { amountYuan: '200', payableFromOn: '2026-12-01' }, 'approve', 0],
  ['approve', { amountYuan: '300', payableFromOn: '2026-12-01' }, 'approve', 1],
  ['approve', { amountYuan: '300', payableFromOn: '' }, 'approve', 2],
] as const)(
  'does a person’s %s %o differ from the machine’s %s in %i places?',
  (answer, result, outcome, places) => {
    const machine = outcome === 'approve' ? { amountYuan: 200, payableFromOn: '2026-12-01' } : null
    const found = disagreements({ answer, result }, outcome, machine, ['amountYuan', 'payableFromOn'])
    expect(found).toHaveLength(places)
  },
)

test('does an empty result agree with a value the rules left empty?', () => {
  expect(disagreements({ answer: 'approve', result: { on: '' } }, 'approve', { on: null }, ['on'])).toEqual(
    [],
  )
})

test('are impossible figures named?', () => {
  expect(auditPolicyDefects(POLICY)).toEqual([])
  expect(
    auditPolicyDefects({
      ...POLICY,
      share: 1.1,
      newVersionShare: Number.NaN,
      atLeast: -1,
      newVersionDays: 1.5,
    }),
  ).toHaveLength(4)
  expect(auditPolicyDefects({ ...POLICY, newVersionShare: 0.01 })).toEqual(['newVersionShare is below share'])
})
