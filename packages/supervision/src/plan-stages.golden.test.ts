import { nationalCalendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { planStages } from './plan-stages.ts'
import { type Policy, STANDARD_POLICY, WARNING_POLICY } from './policy.ts'
import type { WatchedClock } from './stage.ts'
import { day, instant, watched, written } from './watched.fixture.ts'

/** Reckoned by hand from the notices of the State Council for 2026; 春节 15–23 February, 14 and 28 February worked. */
const planned = (clock: WatchedClock, policy: Policy = STANDARD_POLICY) =>
  planStages(policy, clock, nationalCalendar).map(({ stage, at, cause }) =>
    [stage, written(at), ...(cause === undefined ? [] : [cause])].join(' '),
  )

const GOLDEN: readonly (readonly [says: string, clock: WatchedClock, stages: readonly string[]])[] = [
  [
    'twenty working days of the law, over 清明',
    watched('2026-03-02', 20, { basis: 'law' }),
    [
      'warnShare 03-27 00:00',
      'warnDays 03-27 00:00',
      'urge 03-31 00:00',
      'red 03-31 00:00 overdue',
      'supervise 04-01 00:00',
      'escalate 04-03 00:00',
      'bulletin 04-08 00:00',
    ],
  ],
  [
    'ten working days promised: the share ends on a Friday night, the reminder by days comes that morning',
    watched('2026-03-02', 10),
    [
      'warnDays 03-13 00:00',
      'warnShare 03-14 00:00',
      'urge 03-17 00:00',
      'yellow 03-17 00:00 overdue',
      'supervise 03-18 00:00',
      'escalate 03-20 00:00',
      'bulletin 03-24 00:00',
    ],
  ],
  [
    'five over 春节: a worked Saturday counts before and after',
    watched('2026-02-12', 5),
    [
      'warnDays 02-25 00:00',
      'warnShare 02-26 00:00',
      'urge 02-27 00:00',
      'yellow 02-27 00:00 overdue',
      'supervise 02-28 00:00',
      'escalate 03-03 00:00',
      'bulletin 03-05 00:00',
    ],
  ],
  [
    'one working day, a worked Saturday: nothing to remind of',
    watched('2026-05-08', 1),
    [
      'urge 05-10 00:00',
      'yellow 05-10 00:00 overdue',
      'supervise 05-12 00:00',
      'escalate 05-14 00:00',
      'bulletin 05-16 00:00',
    ],
  ],
  [
    'two working days: the morning of the first, and its night',
    watched('2026-03-02', 2),
    [
      'warnDays 03-03 00:00',
      'warnShare 03-04 00:00',
      'urge 03-05 00:00',
      'yellow 03-05 00:00 overdue',
      'supervise 03-06 00:00',
      'escalate 03-10 00:00',
      'bulletin 03-12 00:00',
    ],
  ],
  [
    'twenty-four hours, over on a Saturday afternoon',
    watched('2026-03-06', 24, {
      unit: 'hour',
      fromAt: instant('2026-03-06 16:00'),
      dueOn: day('2026-03-07'),
      dueAt: instant('2026-03-07 16:00'),
    }),
    [
      'warnShare 03-07 13:36',
      'urge 03-07 16:00',
      'yellow 03-07 16:00 overdue',
      'supervise 03-10 00:00',
      'escalate 03-12 00:00',
      'bulletin 03-14 00:00',
    ],
  ],
  [
    'thirty natural days that end on 1 May',
    watched('2026-04-01', 30, { unit: 'day', dueOn: day('2026-05-01') }),
    [
      'warnShare 04-29 00:00',
      'warnDays 04-30 00:00',
      'urge 05-02 00:00',
      'yellow 05-02 00:00 overdue',
      'supervise 05-07 00:00',
      'escalate 05-09 00:00',
      'bulletin 05-12 00:00',
    ],
  ],
  [
    'on the spot: over with the day, and nothing to remind of',
    watched('2026-03-02', 0, { unit: 'day', dueOn: day('2026-03-02') }),
    [
      'urge 03-03 00:00',
      'yellow 03-03 00:00 overdue',
      'supervise 03-04 00:00',
      'escalate 03-06 00:00',
      'bulletin 03-10 00:00',
    ],
  ],
  [
    'a department’s part: yellow for the stage, though a statute gives the time',
    watched('2026-03-02', 10, { scope: 'stage', basis: 'law' }),
    [
      'warnDays 03-13 00:00',
      'warnShare 03-14 00:00',
      'urge 03-17 00:00',
      'yellow 03-17 00:00 stageOvertime',
      'supervise 03-18 00:00',
      'escalate 03-20 00:00',
      'bulletin 03-24 00:00',
    ],
  ],
  [
    'what was agreed with a partner is handed over late',
    watched('2026-03-02', 2, { basis: 'agreement' }),
    [
      'warnDays 03-03 00:00',
      'warnShare 03-04 00:00',
      'urge 03-05 00:00',
      'yellow 03-05 00:00 lateHandover',
      'supervise 03-06 00:00',
      'escalate 03-10 00:00',
      'bulletin 03-12 00:00',
    ],
  ],
  [
    'an 催办 without reply goes on to the next levels, and is no matter for the bulletin',
    watched('2026-03-17', 2, { kind: 'notice', basis: 'supervision', step: 'urge', key: 'reply' }),
    ['yellow 03-20 00:00 unanswered', 'supervise 03-21 00:00', 'escalate 03-25 00:00'],
  ],
  [
    'a 上级督办 without reply has nobody above it',
    watched('2026-03-17', 2, { kind: 'notice', basis: 'supervision', step: 'escalate', key: 'reply' }),
    ['yellow 03-20 00:00 unanswered'],
  ],
]

test.each(GOLDEN)('%s', (_says, clock, stages) => {
  expect(planned(clock)).toEqual(stages)
})

test('is no red card planned on a day that may still move, and is it once the year is published?', () => {
  const clock = watched('2026-12-21', 20, { basis: 'law' })
  expect(clock.provisional).toBe(true)
  expect(planned(clock).filter((line) => line.startsWith('red'))).toEqual([])
  expect(planned({ ...clock, provisional: false }).filter((line) => line.startsWith('red'))).toHaveLength(1)
})

test('is yellow the warning and red the breach by the other preset?', () => {
  const cards = planned(watched('2026-03-02', 20, { basis: 'law' }), WARNING_POLICY).filter((line) =>
    /^(yellow|red)/.test(line),
  )
  expect(cards).toEqual(['yellow 03-27 00:00 warnShare', 'red 03-31 00:00 overdue'])
})

test('does no card rest on a day that a later calendar alone has made too late?', () => {
  const stages = planned(watched('2026-03-02', 20, { basis: 'law', overByCalendarOnly: true }))
  expect(stages.map((line) => line.split(' ')[0])).toEqual([
    'warnShare',
    'warnDays',
    'urge',
    'supervise',
    'escalate',
    'bulletin',
  ])
})

test('of several rules for one colour, does the earliest count?', () => {
  const red = (overdueWorkdays: number, cause: 'overdue' | 'lateHandover') =>
    ({ colour: 'red', cause, bases: ['agreement'], overdueWorkdays }) as const
  const policy: Policy = { ...STANDARD_POLICY, cards: [red(3, 'overdue'), red(1, 'lateHandover')] }
  const clock = watched('2026-03-02', 2, { basis: 'agreement' })
  expect(planned(clock, policy).filter((line) => line.startsWith('red'))).toEqual([
    'red 03-06 00:00 lateHandover',
  ])
})

test('is nothing planned that a policy leaves out?', () => {
  const silent: Policy = {
    ...STANDARD_POLICY,
    warnSharePercent: null,
    warnWorkdaysBefore: null,
    levels: [],
    cards: [],
    bulletinAfterWorkdays: null,
  }
  expect(planned(watched('2026-03-02', 20), silent)).toEqual([])
})

test('does a red card wait for a calendar where only the days after the last one are not published?', () => {
  const later: Policy = {
    ...STANDARD_POLICY,
    cards: STANDARD_POLICY.cards.map((rule) =>
      rule.colour === 'red' ? { ...rule, overdueWorkdays: 3 } : rule,
    ),
  }
  const clock = watched('2026-12-23', 5, { basis: 'law' })
  expect([clock.dueOn, clock.provisional]).toEqual(['2026-12-30', false])
  // One working day after it is 31 December; the third lies in a year nobody has published.
  expect(planned(clock, later).filter((line) => line.startsWith('red'))).toEqual([])
  expect(planned(clock)).toContain('red 12-31 00:00 overdue')
})
