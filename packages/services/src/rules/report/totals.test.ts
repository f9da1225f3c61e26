import type { Flip } from '@tongban/decisions'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTotals, groupOf, NOTHING, type Totals } from './totals.ts'

/** Past cases come in pages; where a page ends must not matter. */

const flip = (
  id: string,
  from: Flip['from']['outcome'],
  to: Flip['to']['outcome'],
  gained: string[],
): Flip => ({
  id,
  group: null,
  receivedOn: '2026-11-23',
  from: { outcome: from, result: null, rules: [] },
  to: { outcome: to, result: null, rules: gained },
  gained,
  lost: [],
})
const outcome = fc.constantFrom('approve', 'refer', 'supplement' as const)
const some: fc.Arbitrary<Flip> = fc
  .tuple(fc.stringMatching(/^[0-9]{3}$/), outcome, outcome, fc.subarray(['E2', 'E4', 'G5']))
  .map(([id, from, to, gained]) => flip(id, from, to, gained))

/** The totals of one case. */
const totalsOf = (one: Flip): Totals => ({
  ...NOTHING,
  cases: 1,
  replayed: 1,
  different: 1,
  outcomes: { [one.from.outcome]: { [one.to.outcome]: 1 } },
  rules: Object.fromEntries(one.gained.map((rule) => [rule, { gained: 1, lost: 0 }])),
  groups: { [groupOf(one)]: { cases: 1, sample: one } },
})
const sum = (flips: readonly Flip[]) => flips.map(totalsOf).reduce(addTotals, NOTHING)

test('do pages add up to the same, wherever they are cut?', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), fc.nat(30), (flips, at) => {
      const [left, right] = [flips.slice(0, at), flips.slice(at)]
      expect(addTotals(sum(left), sum(right))).toEqual(sum(flips))
    }),
  )
})

test('are all cases in exactly one group, and each group told from every other?', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (flips) => {
      const totals = sum(flips)
      const groups = Object.values(totals.groups)
      expect(groups.reduce((cases, group) => cases + group.cases, 0)).toBe(flips.length)
      const kinds = flips.map(
        ({ from, to, gained }) => `${from.outcome} ${to.outcome} ${gained.toSorted().join()}`,
      )
      expect(groups.length).toBe(new Set(kinds).size)
    }),
  )
})

test('are no more cases named than anybody would read?', () => {
  const page = { ...NOTHING, notReproduced: Array.from({ length: 15 }, (_, at) => String(at)) }
  expect(addTotals(page, page).notReproduced).toHaveLength(20)
})
