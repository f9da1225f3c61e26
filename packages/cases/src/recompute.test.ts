import { type CalendarData, NATIONAL_DATA, nationalCalendar, openCalendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { foldOf, instant, LAW, planOf } from '../test/story.ts'
import type { Untold } from './clock-rules.ts'
import { clocksOf } from './clocks.ts'
import { recompute } from './recompute.ts'

/** A calendar with 2027 published: 元旦 1–3 January, worked on Sunday 10 January unless other days are given. */
function published(rest: readonly string[], work: readonly string[]) {
  const notice = {
    title: '国务院办公厅关于2027年部分节假日安排的通知（试题）',
    number: null,
    issuedOn: '2026-12-20',
    url: null,
  }
  const data: CalendarData = {
    ...NATIONAL_DATA,
    version: 'national-2027-test',
    years: { ...NATIONAL_DATA.years, 2027: [{ notice, rest, work }] },
  }
  const opened = openCalendar(data)
  if (!opened.ok) throw new Error('faulty test calendar')
  return opened.value
}
const now = instant('2026-12-31')
const later = published(['2027-01-01', '2027-01-04', '2027-01-05'], [])
const earlier = published(['2027-01-01'], ['2027-01-02'])
const same = published(['2027-01-01'], [])

const moved = async (story: string, after = later, at = now) =>
  recompute(planOf('notice 5; decision 20'), await foldOf(story), nationalCalendar, after, at).map(
    ({ step, before, after: is, moved: how, needsNotice, overByCalendarOnly }) =>
      [step, before.dueOn, is.dueOn, how, needsNotice, overByCalendarOnly] as const,
  )

test('is every open day listed before and after, and a later day of the organ told to the citizen?', async () => {
  // 25, 28–31 December are five working days of 2026; by 20 working days January is reached.
  expect(await moved('2026-12-31 received')).toEqual([
    ['notice', '2027-01-08', '2027-01-12', 'later', true, false],
  ])
  expect(await moved('2026-12-31 received; 2026-12-31 accepted')).toEqual([
    ['decision', '2027-01-29', '2027-02-02', 'later', true, false],
  ])
})

test('is an earlier day of the organ no harm, and one that only becomes certain no move?', async () => {
  expect(await moved('2026-12-31 received', earlier)).toEqual([
    ['notice', '2027-01-08', '2027-01-07', 'earlier', false, false],
  ])
  expect(await moved('2026-12-31 received', same)).toEqual([
    ['notice', '2027-01-08', '2027-01-08', 'confirmed', false, false],
  ])
})

test('is an earlier day of the citizen’s own harm to be told?', async () => {
  const story =
    '2026-12-30 received; 2026-12-30 accepted; 2026-12-30 suspended ground=hearing neededWorkdays=4'
  const found = await moved(story, earlier, instant('2026-12-30'))
  expect(found.filter(([step]) => step === 'suspension')).toEqual([
    ['suspension', '2027-01-06', '2027-01-05', 'earlier', false, false],
  ])
  const told = '2026-12-30 received; 2026-12-30 supplementRequested untilOn=2027-01-08'
  // A term told as a day is that day by any calendar.
  expect(await moved(told, earlier)).toEqual([])
})

test('is a breach that only the new calendar makes nobody’s breach?', async () => {
  const at = instant('2027-01-08T12:00')
  expect(await moved('2026-12-31 received', earlier, at)).toEqual([
    ['notice', '2027-01-08', '2027-01-07', 'earlier', false, true],
  ])
  expect(await moved('2026-12-31 received', earlier, instant('2027-01-07T12:00'))).toEqual([
    ['notice', '2027-01-08', '2027-01-07', 'earlier', false, false],
  ])
})

test('is nothing listed twice, nor what has ended, nor what the calendar leaves alone?', async () => {
  const plan = planOf('notice 5; decision 20')
  const fold = await foldOf('2026-12-31 received')
  expect(recompute(plan, fold, later, later, now)).toEqual([])
  expect(await moved('2026-12-31 received; 2026-12-31 withdrawn')).toEqual([])
  expect(await moved('2026-11-02 received')).toEqual([])
})

test('of a move that nobody was told of, does the better day stay, however long the clock then stands?', async () => {
  const plan = planOf('notice 5; decision 20', {
    grounds: [{ code: 'hearing', zh: '听证', en: 'a hearing', basis: LAW }],
  })
  const accepted = '2026-12-31 received; 2026-12-31 accepted'
  const key = 'decision/law/2026-12-31'
  const dayOf = async (story: string, untold: readonly Untold[], at = now) =>
    clocksOf({ ...plan, untold }, await foldOf(story), later, at).find(({ step }) => step === 'decision')
      ?.dueOn
  const before = { by: later.version, calendar: nationalCalendar, keys: [key] }
  expect(await dayOf(accepted, [])).toBe('2027-02-02')
  expect(await dayOf(accepted, [before])).toBe('2027-01-29')
  expect(await dayOf(accepted, [{ ...before, keys: ['decision/promise/2026-12-31'] }])).toBe('2027-02-02')
  // An earlier calendar by which it would be later still is none to hold on to.
  const latest = published(['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06'], [])
  expect(await dayOf(accepted, [{ ...before, calendar: latest }])).toBe('2027-02-02')
  // 18–21 January stopped, four working days: from Friday 29 January to 1, 2, 3, 4 February.
  const stood = `${accepted}; 2027-01-18 suspended ground=hearing neededWorkdays=4; 2027-01-22 resumed`
  expect(await dayOf(stood, [before], instant('2027-01-22'))).toBe('2027-02-04')
})

test('of the citizen’s own time, is the later day the better one?', async () => {
  const plan = planOf('notice 5')
  // Five days of the law for a party told on 30 December: with Saturday the 2nd worked 31, 2, 4, 5, 6; before that 31, 4, 5, 6, 7.
  const story =
    '2026-12-30 received; 2026-12-30 accepted; 2026-12-30 thirdPartyNotified parties=p untilOn=2027-01-06'
  const fold = await foldOf(story)
  const party = (untold: readonly Untold[]) =>
    clocksOf({ ...plan, untold }, fold, earlier, now).find(({ step }) => step === 'thirdParty')
  const told = party([])
  const held = party([{ by: 'x', calendar: nationalCalendar, keys: [told?.key ?? ''] }])
  expect([told?.dueOn, held?.dueOn]).toEqual(['2027-01-06', '2027-01-07'])
})
