import { nationalCalendar as calendar, civilDateAt } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { happeningOf, policyOf } from '../test/story.ts'
import { clocksOf, earliestOwed } from './clocks.ts'
import { type CaseEvent, foldEvents } from './event.ts'
import type { CaseFold } from './fold.ts'
import { appendUnder } from './may-happen.ts'

/** Each step, and the day the organ owes next, counted by hand. */
const STORY = [
  ['2026-09-14 received by=applicant', '2026-09-20', '15–18 (4), Sunday 20 works (5)'],
  [
    '2026-09-18 supplementRequested document=B-1 untilOn=2026-09-30 reasons',
    null,
    'the applicant has the next step',
  ],
  ['2026-09-21 supplemented', '2026-09-29', 'anew: 22, 23, 24, 中秋 25–27, 28, 29'],
  [
    '2026-09-22 accepted document=A-1',
    '2026-10-27',
    '23, 24 (2), 28–30 (5), 8–10 (8), –16 (13), –23 (18), 26, 27',
  ],
  ['2026-09-28 signed who=a role=handler opinion=grant', '2026-10-27', 'a signature moves nothing'],
  [
    '2026-09-29 suspended ground=expertReview neededWorkdays=5 document=S-1',
    '2026-10-12',
    'told 29, 30, 8, 9, Saturday 10; runs again on Monday 12',
  ],
  ['2026-10-12 resumed', '2026-11-03', '[29 Sep, 12 Oct) held 5: 28, 29, 30 Oct, 2, 3 Nov'],
  [
    '2026-10-30 extended role=head workdays=10 document=E-1 reasons',
    '2026-11-17',
    '4–6 (3), 9–13 (8), 16, 17 (10)',
  ],
  ['2026-11-12 signed who=b role=chief opinion=grant', '2026-11-17', 'the second and last signature'],
  ['2026-11-13 granted who=b role=chief document=G-1', '2026-11-27', '44: 16–20 (5), 23–27 (10)'],
  ['2026-11-16 delivered document=P-1', null, 'nothing is owed'],
] as const

test('can a licence be carried from receipt to delivery, each day as computed by hand?', async () => {
  const policy = policyOf()
  let fold: CaseFold | null = null
  const stored: CaseEvent[] = []
  const owed: (string | null)[] = []
  for (const [line] of STORY) {
    const words = happeningOf(line.replace(' reasons', ''))
    const data = line.endsWith('reasons') ? { ...words.data, reasons: ['r1'] } : words.data
    const appended: Awaited<ReturnType<typeof appendUnder>> = await appendUnder(policy, 'case', fold, [
      { ...words, data },
    ])
    if (!appended.ok) throw new Error(`${line}: ${JSON.stringify(appended.failure)}`)
    fold = appended.value.fold
    stored.push(...appended.value.events)
    owed.push(earliestOwed(clocksOf(policy.plan, fold, calendar, words.at))?.dueOn ?? null)
  }
  expect(owed).toEqual(STORY.map(([, dueOn]) => dueOn))
  expect(foldEvents(stored)).toEqual(fold)
  const clocks = clocksOf(policy.plan, foldEvents(stored), calendar, happeningOf(STORY[10][0]).at)
  expect(clocks.filter(({ breach }) => breach !== null)).toEqual([])
  expect(civilDateAt(stored[10]?.at ?? 0)).toBe('2026-11-16')
})
