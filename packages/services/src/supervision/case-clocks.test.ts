import { nationalCalendar } from '@tongban/calendar'
import { append, type CaseEvent, type CaseFold } from '@tongban/cases'
import type { Database } from '@tongban/store'
import { type DatedPolicy, type Policy, STANDARD_POLICY, WARNING_POLICY } from '@tongban/supervision'
import { expect, test } from 'vitest'
import { happeningOf, instant, planOf, policyOf } from '../../../cases/test/story.ts'
import type { LoadedCase } from '../cases/load.ts'
import { watchStatements } from './case-clocks.ts'

/** How supervision sees the clocks of a case, told in lines: when each stopped, who answers for it, by whose policy. */

type Told = { readonly fold: CaseFold; readonly events: readonly CaseEvent[] }
async function told(story: string): Promise<Told> {
  const result = await append('case', null, story.split('; ').map(happeningOf))
  if (!result.ok) throw new Error(`${story}: ${JSON.stringify(result.failure.because)}`)
  return { fold: result.value.fold, events: result.value.events }
}

type Seen = {
  readonly key: string
  readonly status: string
  readonly stoppedAt: number | null
  readonly department: string
  readonly person: string | null
  readonly policy: string
  readonly stages: readonly { readonly stage: string }[]
}
/** Guarantee: written as the policy of a department since the first of the year; nothing else of it is asked. */
const policyIn = (code: string, policy: Policy) =>
  ({
    id: `policy of ${code}`,
    scope: { kind: 'department', code },
    fromOn: '2026-01-01',
    untilOn: null,
    policy,
  }) as DatedPolicy
/** Guarantee: of a claim no more is asked than who has the item. */
const claimOf = (department: string) => ({ department }) as LoadedCase['claim']
const POLICIES = {
  held: [policyIn('lower', WARNING_POLICY), policyIn('superior', STANDARD_POLICY)],
  riding: (database: Database) => database,
}
const isList = (each: unknown): each is string => typeof each === 'string' && each.startsWith('[{')
/** Guarantee: as `watch` wrote them. */
const clocksIn = (text: string) => JSON.parse(text) as readonly Seen[]

/** Clocks by their step, as the statements that watch them are told. */
async function seen(
  rules: string,
  at: string,
  { fold, events }: Told,
): Promise<Readonly<Record<string, Seen>>> {
  const policy = policyOf({ plan: planOf(rules) })
  const statements = watchStatements(
    { clock: { now: () => instant(at) }, policies: POLICIES },
    {
      policy: { ...policy, calendar: nationalCalendar },
      claim: claimOf('lower'),
      row: { caseNumber: 'case', itemCode: 'an-item' },
      events,
    },
    fold,
  )
  const [list = '[]'] = statements.flatMap(({ params }) => params.filter(isList))
  const clocks = clocksIn(list)
  return Object.fromEntries(clocks.map((clock) => [clock.key.split('/')[0], clock]))
}

test('does a clock that waits for the applicant stop on the day they were asked, whatever is recorded later?', async () => {
  const story = '2026-09-14 received; 2026-09-15 supplementRequested untilOn=2026-11-30'
  const asked = await seen('notice 5; answerToApplication 10', '2026-10-30', await told(story))
  expect(asked.answerToApplication).toMatchObject({
    status: 'stands',
    stoppedAt: instant('2026-09-16T00:00') - 1,
  })
  // It was over in the meantime by the calendar, and the organ owed nothing.
  const withdrawn = await told(`${story}; 2026-10-30 withdrawn`)
  expect(
    (await seen('notice 5; answerToApplication 10', '2026-10-30', withdrawn)).answerToApplication,
  ).toMatchObject({ status: 'ended', stoppedAt: instant('2026-09-16T00:00') - 1 })
})

test('of hours, does it stop with the act, and not when something else is recorded that day?', async () => {
  const story = '2026-09-14T09:00 received; 2026-09-14T10:00 accepted'
  const rules = 'notice 2 hours; decision 20'
  const early = await told(`${story}; 2026-09-14T15:00 assigned to=somebody`)
  expect((await seen(rules, '2026-09-14T15:00', early)).notice).toMatchObject({
    status: 'ended',
    stoppedAt: instant('2026-09-14T10:00'),
  })
})

test('does what was over before the case went to the superior organ stay with the lower one, and by its policy?', async () => {
  const story =
    '2026-09-14 received; 2026-09-14 accepted; 2026-09-15 assigned to=somebody; 2026-10-19 forwarded to=superior'
  const rules = 'notice 5; answerToApplication 40; lowerExamination 20; decision 20'
  const { lowerExamination, decision, answerToApplication } = await seen(
    rules,
    '2026-10-19',
    await told(story),
  )
  expect(lowerExamination).toMatchObject({ status: 'ended', department: 'lower', policy: 'policy of lower' })
  expect(decision).toMatchObject({ status: 'running', department: 'superior', policy: 'policy of superior' })
  // It goes on there, by the policy it began under.
  expect(answerToApplication).toMatchObject({ department: 'superior', policy: 'policy of lower' })
})
