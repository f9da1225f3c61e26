import { nationalCalendar } from '@tongban/calendar'
import { asOf, clocksOf, earliestOwed } from '@tongban/cases'
import { expect, test } from 'vitest'
import { foldOf, instant, planOf } from '../../../cases/test/story.ts'
import { deadlineOf } from './deadline.ts'

/** The item the stories are of: five working days for the notice, twenty for the decision (行政许可法 32, 42). */
const plan = planOf('notice 5; decision 20')
const policy = { plan, calendar: nationalCalendar }

async function told(story: string, at: string) {
  const { dueOn, step, state, consumedWorkdays } = deadlineOf(policy, await foldOf(story), instant(at))
  return [dueOn, step, state, consumedWorkdays]
}

test('does a case handed over on a Friday keep its five days from the receipt there, and its twenty from acceptance here?', async () => {
  const received = '2026-11-20T17:00 received'
  expect(await told(received, '2026-11-20T17:05')).toEqual(['2026-11-27', 'notice', 'running', 0])
  // Come in on Monday: the weekend counts for nobody, and Monday is the first of the five.
  expect(await told(received, '2026-11-23T08:00')).toEqual(['2026-11-27', 'notice', 'running', 1])
  const accepted = `${received}; 2026-11-23T09:00 accepted`
  expect(await told(accepted, '2026-11-23T09:01')).toEqual(['2026-12-21', 'decision', 'running', 0])
})

test('does a week of holidays count for nothing, and the working Saturday after it for a day?', async () => {
  const received = '2026-09-30 received'
  expect(await told(received, '2026-10-07')).toEqual(['2026-10-13', 'notice', 'running', 0])
  expect(await told(received, '2026-10-10')).toEqual(['2026-10-13', 'notice', 'running', 3])
})

test('is what silence made on the way told as accepted from the day of receipt?', async () => {
  const received = '2026-11-20 received'
  expect(await told(received, '2026-11-27T23:59')).toEqual(['2026-11-27', 'notice', 'running', 5])
  expect(await told(received, '2026-11-28T00:00')).toEqual(['2026-12-18', 'decision', 'running', 5])
})

test('does a special procedure stop the days, and is only what was told of it still due?', async () => {
  const accepted = '2026-11-20 received; 2026-11-23 accepted'
  const open = `${accepted}; 2026-11-25 suspended ground=hearing`
  expect(await told(open, '2026-11-26')).toEqual([null, 'decision', 'paused', 1])
  const paused = `${open} neededWorkdays=10`
  expect(await told(paused, '2026-11-26')).toEqual(['2026-12-09', 'suspension', 'paused', 1])
  expect(await told(paused, '2026-11-28')).toEqual(['2026-12-09', 'suspension', 'paused', 1])
  const resumed = `${paused}; 2026-11-30 resumed`
  expect(await told(resumed, '2026-11-30T10:00')).toEqual(['2026-12-24', 'decision', 'running', 2])
})

test('does nothing run while the applicant has the next step, and once it is decided?', async () => {
  const asked = '2026-11-20 received; 2026-11-23 supplementRequested untilOn=2026-12-04'
  expect(await told(asked, '2026-11-24')).toEqual([null, null, 'none', 0])
  const given = `${asked}; 2026-11-25 supplemented`
  expect(await told(given, '2026-11-25T10:00')).toEqual(['2026-12-02', 'notice', 'running', 0])
  const granted = '2026-11-20 received; 2026-11-23 accepted; 2026-11-24 granted'
  expect(await told(granted, '2026-11-25')).toEqual([null, null, 'none', 0])
})

test('is the day told the very day that the case itself shows, by the calendar it names?', async () => {
  const stories = [
    '2026-09-29 received',
    '2026-09-29 received; 2026-09-30 accepted',
    '2026-09-29 received; 2026-09-30 accepted; 2026-10-08 suspended ground=hearing neededWorkdays=3',
    '2026-12-28 received; 2026-12-29 accepted; 2026-12-30 extended workdays=10',
  ]
  for (const story of stories) {
    const fold = await foldOf(story)
    for (const at of ['2026-12-30T10:00', '2027-01-20T10:00'].map(instant)) {
      const shown = asOf(plan, fold, nationalCalendar, at)
      const owed = earliestOwed(clocksOf(plan, shown, nationalCalendar, at))
      const { dueOn, provisional, calendar } = deadlineOf(policy, fold, at)
      expect(dueOn, story).toBe(owed?.dueOn ?? null)
      if (owed !== undefined) expect(provisional).toBe(owed.provisional)
      expect(calendar).toBe(nationalCalendar.version)
    }
  }
})
