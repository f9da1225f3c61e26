import { claimOf, findItemVersion, regionProfile } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { dueClockOf, dueClockWords } from './due-clock.ts'
import { clockPlanOf } from './step-policy.ts'

const plan = (() => {
  const region = regionProfile('510116')
  const item = findItemVersion('outdoor-advertising', 1)
  if (!region.ok || !item.ok) throw new Error('no such item here')
  const claim = claimOf(region.value, item.value)
  if (!claim.ok) throw new Error('not claimed here')
  return clockPlanOf(item.value, claim.value)
})()

test('is every limit of an item told again in words from what is stored of it?', () => {
  expect(plan.limits.length).toBeGreaterThan(2)
  for (const { step, basis } of plan.limits) {
    const words = dueClockWords(dueClockOf({ step, basis }), plan)
    expect(words).toMatchObject({ zh: expect.stringMatching(/\p{Script=Han}/u), basis: { kind: basis.kind } })
  }
})

test.each([
  [null, null],
  ['nothing/law', null],
  ['toString/law', null],
])('does %j, which names no limit, say nothing?', (stored, words) => {
  expect(dueClockWords(stored, plan)).toEqual(words)
})

test('does a limit without a basis in the plan of today keep its name?', () => {
  expect(dueClockWords('suspension/law', plan)).toEqual({
    zh: '特别程序',
    en: 'the special procedure',
    basis: null,
  })
})

test('does a case to which nothing is owed store nothing?', () => {
  expect(dueClockOf(undefined)).toBeNull()
})
