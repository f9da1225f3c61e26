import { parseInput } from '@tongban/kernel/parse'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluationPolicyContradictions } from './check-policy.ts'
import { type EvaluationPolicy, STANDARD_EVALUATION_POLICY } from './policy.ts'
import { evaluationPolicySchema } from './policy-schema.ts'

const pointers = (change: object) => {
  const read = parseInput(evaluationPolicySchema, { ...STANDARD_EVALUATION_POLICY, ...change })
  if (!read.ok) return read.failure.code === 'invalidInput' ? read.failure.errors.map((e) => e.pointer) : []
  return evaluationPolicyContradictions(read.value).map(({ pointer }) => pointer)
}

test('does the standard policy pass as it is?', () => {
  expect(parseInput(evaluationPolicySchema, STANDARD_EVALUATION_POLICY)).toEqual({
    ok: true,
    value: STANDARD_EVALUATION_POLICY,
  })
  expect(pointers({})).toEqual([])
})

test.each([
  ['two working days for the contact', { contactWithinWorkdays: 2 }, ['/contactWithinWorkdays']],
  [
    'contact on the day itself, which may be a holiday',
    { contactWithinWorkdays: 0 },
    ['/contactWithinWorkdays'],
  ],
  ['sixteen working days for the mending', { rectifyWithinWorkdays: 16 }, ['/rectifyWithinWorkdays']],
  ['half a day', { rectifyWithinWorkdays: 0.5 }, ['/rectifyWithinWorkdays']],
  ['a later call-back', { callBackWithinWorkdays: 6 }, ['/callBackWithinWorkdays']],
  ['more time to appeal', { appealWithinWorkdays: 6 }, ['/appealWithinWorkdays']],
  ['more time to judge', { judgeWithinWorkdays: 6 }, ['/judgeWithinWorkdays']],
  ['one round, in which nobody is heard again', { mostRounds: 1 }, ['/mostRounds']],
  ['rounds without end', { mostRounds: 11 }, ['/mostRounds']],
  ['a day to rate', { rateWithinDays: 1 }, ['/rateWithinDays']],
  ['no time to amend', { amendWithinDays: 0 }, ['/amendWithinDays']],
  ['a default while a rating can still come', { defaultAfterDays: 29 }, ['/defaultAfterDays']],
  ['a default at once', { defaultAfterDays: 0 }, ['/defaultAfterDays']],
  ['an appeal after the mending', { rectifyWithinWorkdays: 3 }, ['/appealWithinWorkdays']],
  ['a word for a number', { mostRounds: '3' }, ['/mostRounds']],
  ['what nobody asked for', { goodByDefault: true }, ['/goodByDefault']],
])('is %s refused, with its place?', (_, change, expected) => {
  expect(pointers(change)).toEqual(expected)
})

test.each([
  ['shorter limits', { rectifyWithinWorkdays: 5, callBackWithinWorkdays: 2, judgeWithinWorkdays: 3 }],
  ['longer time to rate', { rateWithinDays: 90 }],
  [
    'defaults after seven days, where seven days is the time to rate',
    { rateWithinDays: 7, defaultAfterDays: 7 },
  ],
])('may a region lay down %s?', (_, change) => {
  expect(pointers(change)).toEqual([])
})

test('whatever passes, is nobody owed anything later than by the standard?', () => {
  const days = fc.integer({ min: 5, max: 40 })
  const policy = fc.record<EvaluationPolicy>({
    rateWithinDays: days,
    amendWithinDays: days,
    contactWithinWorkdays: fc.integer({ min: 0, max: 2 }),
    rectifyWithinWorkdays: fc.integer({ min: 0, max: 17 }),
    callBackWithinWorkdays: fc.integer({ min: 0, max: 7 }),
    appealWithinWorkdays: fc.integer({ min: 0, max: 7 }),
    judgeWithinWorkdays: fc.integer({ min: 0, max: 7 }),
    mostRounds: fc.integer({ min: 0, max: 5 }),
    defaultAfterDays: fc.option(days),
    reviewsKeptYears: fc.integer({ min: 1, max: 10 }),
    unlikelyFivesPower: fc.constantFrom(6, 7, 8, 6, 7, 8, 8, 9),
  })
  const longest = STANDARD_EVALUATION_POLICY
  let passed = 0
  fc.assert(
    fc.property(policy, (made) => {
      if (pointers(made).length > 0) return
      passed += 1
      expect(made.contactWithinWorkdays).toBe(1)
      for (const limit of ['rectifyWithinWorkdays', 'callBackWithinWorkdays', 'judgeWithinWorkdays'] as const)
        expect(made[limit] >= 1 && made[limit] <= longest[limit]).toBe(true)
      expect(made.defaultAfterDays ?? made.rateWithinDays).toBeGreaterThanOrEqual(made.rateWithinDays)
      expect(made.unlikelyFivesPower).toBeLessThanOrEqual(longest.unlikelyFivesPower)
      expect(made.appealWithinWorkdays).toBeLessThanOrEqual(made.rectifyWithinWorkdays)
    }),
    { numRuns: 6_000, seed: 3 },
  )
  expect(passed).toBeGreaterThan(50)
})
