import { nationalCalendar as calendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { foldOf, happeningOf, instant, LAW, planOf, policyOf, stage } from '../test/story.ts'
import type { ClockPlan } from './clock-rules.ts'
import { clocksOf, earliestOwed } from './clocks.ts'
import { mayHappen } from './may-happen.ts'

const clocks = async (rules: string, story: string, at: string, more: Partial<ClockPlan> = {}) =>
  clocksOf(planOf(rules, more), await foldOf(story), calendar, instant(at))
const one = async (...given: Parameters<typeof clocks>) => {
  const [clock] = await clocks(...given)
  if (clock === undefined) throw new Error('no clock')
  return clock
}
const ACCEPTED = '2026-09-24 received; 2026-09-24 accepted'

test('is what the organ owes first neither what stands, nor what has ended, nor the citizen’s own?', async () => {
  const owed = async (...given: Parameters<typeof clocks>) => earliestOwed(await clocks(...given))?.step
  expect(await owed('notice 5; decision 20', ACCEPTED, '2026-09-24')).toBe('decision')
  expect(await owed('notice 5', '2026-09-24 received', '2026-09-24')).toBe('notice')
  expect(
    await owed(
      'notice 5',
      '2026-09-24 received; 2026-09-25 supplementRequested untilOn=2026-10-09',
      '2026-09-25',
    ),
  ).toBeUndefined()
  const paused = `${ACCEPTED}; 2026-09-29 suspended ground=hearing`
  expect(await owed('decision 20', paused, '2026-09-30')).toBeUndefined()
})

test('are elapsed and left days those of the limit, and kept while it stands?', async () => {
  const figures = async (...given: Parameters<typeof clocks>) => {
    const { elapsed, left, extendedBy } = await one(...given)
    return [elapsed, left, extendedBy]
  }
  expect(await figures('decision 20', ACCEPTED, '2026-09-24')).toEqual([0, 20, 0])
  expect(await figures('decision 20', ACCEPTED, '2026-10-09')).toEqual([5, 15, 0])
  expect(await figures('decision 20', ACCEPTED, '2026-10-29')).toEqual([20, 0, 0])
  const paused = `${ACCEPTED}; 2026-09-29 suspended ground=hearing`
  expect(await figures('decision 20', paused, '2026-09-30')).toEqual([1, 19, 0])
  expect(await figures('decision 20', paused, '2026-10-30')).toEqual([1, 19, 0])
  expect(await figures('decision 20', `${ACCEPTED}; 2026-10-09 extended workdays=10`, '2026-10-09')).toEqual([
    5, 25, 10,
  ])
  // Calendar days: 24 September to 4 October are ten; thirty end on Saturday 24 October, so on Monday 26.
  expect(await figures('decision 30 days localLaw', ACCEPTED, '2026-10-04')).toEqual([10, 22, 0])
})

test('does a breach say its first day and how many days of the unit it has lasted?', async () => {
  expect((await one('decision 20', ACCEPTED, '2026-11-03')).breach).toEqual({
    fromOn: '2026-10-30',
    overdue: 3,
  })
  expect((await one('decision 30 strictDays localLaw', ACCEPTED, '2026-11-03')).breach).toEqual({
    fromOn: '2026-10-25',
    overdue: 10,
  })
})

test('does a clock name what stops it, and what came too late to?', async () => {
  const open = await one('decision 20', `${ACCEPTED}; 2026-09-29 suspended ground=hearing`, '2026-10-08')
  expect(open.tooLate).toEqual([])
  expect(open.stoppedBy).toEqual([
    {
      ground: 'hearing',
      zh: '听证',
      en: 'a hearing',
      basis: { kind: 'law', zh: '行政许可法 45', en: 'Licensing Law 45' },
      fromOn: '2026-09-29',
      neededWorkdays: null,
      resumesOn: null,
      isLate: false,
    },
  ])
  const story = `${ACCEPTED}; 2026-09-29 suspended ground=other neededWorkdays=3`
  const decision = async (at: string) =>
    (await clocks('decision 20', story, at)).find(({ step }) => step === 'decision')
  // 29, 30 September, 8 October are the three; it runs again on the 9th, and is late on the 10th.
  expect((await decision('2026-10-09'))?.stoppedBy).toMatchObject([
    { zh: '特别程序', en: 'a special procedure', resumesOn: '2026-10-09', isLate: false },
  ])
  expect((await decision('2026-10-10'))?.stoppedBy).toMatchObject([{ isLate: true }])
  expect((await one('', story, '2026-10-09')).breach).toBeNull()
  expect((await one('', story, '2026-10-10')).breach).not.toBeNull()
  const first = `${ACCEPTED}; 2026-09-29 suspended ground=hearing; 2026-09-30 suspended ground=appraisal; 2026-10-08 resumed suspension=3`
  expect((await one('decision 20', first, '2026-10-08')).stoppedBy.map(({ ground }) => ground)).toEqual([
    'appraisal',
  ])
  const tooLate = await one('decision 20', `${ACCEPTED}; 2026-10-30 suspended ground=hearing`, '2026-10-30')
  expect(tooLate.stoppedBy).toEqual([])
  expect(tooLate.tooLate.map(({ seq }) => seq)).toEqual([3])
})

test('does a promise that says so grow with the extension, and nothing but the decision?', async () => {
  const story = `${ACCEPTED}; 2026-10-09 extended workdays=10`
  const fold = await foldOf(story)
  const promised = {
    step: 'decision',
    length: { unit: 'workday', value: 10 },
    basis: { kind: 'promise', zh: '承诺', en: 'promise' },
  } as const
  const due = (rule: ClockPlan['limits'][number]) =>
    clocksOf({ ...planOf(''), limits: [rule] }, fold, calendar, instant('2026-10-09'))[0]?.dueOn
  expect(due(promised)).toBe('2026-10-15')
  expect(due({ ...promised, isExtendable: true })).toBe('2026-10-29')
  expect(due({ ...promised, step: 'answerToApplication', isExtendable: true })).toBe('2026-10-15')
  const joint = { mode: 'simultaneous', stages: [stage('roads', 10)] } as const
  expect((await one('', story, '2026-10-09', { joint })).dueOn).toBe('2026-10-15')
})

test('does each clock have a name of its own that stays while it runs?', async () => {
  const joint = { mode: 'simultaneous', stages: [stage('roads', 10), stage('police', 10)] } as const
  const story = `${ACCEPTED}; 2026-09-29 suspended ground=hearing neededWorkdays=3; 2026-09-29 suspended ground=appraisal neededWorkdays=3`
  const keys = (
    await clocks('notice 5; decision 20; decision 10 workdays promise', story, '2026-09-30', { joint })
  ).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect([...keys].sort()).toEqual([
    'decision/law/2026-09-24',
    'decision/promise/2026-09-24',
    'notice/law/2026-09-24',
    'stage/police/2026-09-24',
    'stage/roads/2026-09-24',
    'suspension/3/2026-09-29',
    'suspension/4/2026-09-29',
  ])
})

test('is a term told to somebody over when it was answered, and named after its notice?', async () => {
  const asked = '2026-09-24 received; 2026-09-25 supplementRequested untilOn=2026-10-09'
  expect(await one('', `${asked}; 2026-10-08 supplemented; 2026-10-09 accepted`, '2026-12-01')).toMatchObject(
    {
      endedOn: '2026-10-08',
      breach: null,
      basis: { zh: '本办件告知书', en: 'the notice given in this case' },
      key: 'supplement/told/2026-09-25',
    },
  )
  expect((await one('', `${asked}; 2026-10-08 withdrawn`, '2026-12-01')).endedOn).toBe('2026-10-08')
  const told = `${ACCEPTED}; 2026-09-28 thirdPartyNotified parties=p untilOn=2026-10-12`
  expect((await one('', `${told}; 2026-10-09 thirdPartyStated party=p`, '2026-12-01')).endedOn).toBe(
    '2026-10-09',
  )
  expect((await one('', `${told}; 2026-10-10 hearingRequested`, '2026-12-01')).endedOn).toBe('2026-10-10')
  expect((await one('', `${told}; 2026-10-11 withdrawn`, '2026-12-01')).endedOn).toBe('2026-10-11')
  // A right that nobody used ends unused, though the case is decided or closed later, and is nobody's breach.
  const lapsed = { endedOn: '2026-10-12', breach: null, unused: true }
  for (const later of ['', '; 2026-10-20 withdrawn', '; 2026-10-20 thirdPartyStated party=p'])
    expect(await one('', told + later, '2026-12-01')).toMatchObject(lapsed)
})

test('is an extension kept out by the decision’s own limit only, and not by another that is over?', async () => {
  const extend = happeningOf('2026-10-12 extended document=E role=head workdays=5')
  const step = { ...extend, data: { ...extend.data, reasons: ['r'] } }
  const verdict = async (rules: string, story: string, on = '2026-10-12') => {
    const result = mayHappen(
      await foldOf(story),
      { ...step, at: instant(on) },
      policyOf({ plan: planOf(rules) }),
    )
    if (result.ok) return 'may'
    return result.failure.code === 'stepNotPossible' ? result.failure.because : result.failure
  }
  // Deemed accepted: the notice was late, and the promise of five days is over too; the law's term is not.
  const silent = '2026-09-24 received; 2026-10-10 deemedAccepted by=clock'
  expect(await verdict('notice 5; decision 20; decision 5 workdays promise', silent)).toBe('may')
  expect(await verdict('jointDecision 6', ACCEPTED)).toMatchObject({
    guard: 'limitOver',
    facts: { dueOn: '2026-10-10' },
  })
  expect(await verdict('jointDecision 7', ACCEPTED)).toBe('may')
})

test('does a declined grant leave the notice alone, and end a case’s notice whatever ended it?', async () => {
  const granted =
    '2026-09-24 received; 2026-09-24 accepted; 2026-09-24 granted by=machine; 2026-09-28 automaticDecisionDeclined'
  expect((await foldOf(granted)).noticeEndedOn).toBe('2026-09-24')
  for (const event of ['returned', 'notRequired', 'notAccepted', 'withdrawn'])
    expect((await foldOf(`2026-09-24 received; 2026-09-25 ${event}`)).noticeEndedOn, event).toBe('2026-09-25')
})

test('after a reopening, does the superior organ’s term run anew, and no other begin?', async () => {
  const decided = `${ACCEPTED}; 2026-09-28 forwarded; 2026-09-29 signed; 2026-09-29 refused; 2026-10-08 annulled; 2026-10-09 reopened`
  const found = await clocks('lowerExamination 20; decision 3', decided, '2026-10-09')
  expect(found.map(({ step, dueOn, status }) => [step, dueOn, status])).toEqual([
    // 9 October: Saturday 10, 12, 13.
    ['decision', '2026-10-13', 'running'],
    // 10 (1), –16 (6), –23 (11), –30 (16), 2–5 November (20).
    ['lowerExamination', '2026-11-05', 'ended'],
  ])
  expect((await foldOf(decided)).forwardedOn).toBe('2026-10-09')
  expect((await foldOf(decided.replace('2026-09-28 forwarded; ', ''))).forwardedOn).toBeNull()
})

test('is a renewal’s silence that of an applicant who applied in time only?', async () => {
  const renewal = { renewal: { daysBefore: 30, basis: LAW } }
  expect(await clocks('', ACCEPTED, '2026-09-24', renewal)).toEqual([])
  expect(await clocks('', '2026-09-24 received renewalExpiresOn=2026-12-31', '2026-09-24')).toEqual([])
  expect(
    await one('', '2026-09-24 received renewalExpiresOn=2026-12-31', '2026-09-24', renewal),
  ).toMatchObject({ length: { unit: 'calendarDay', value: 98, roll: 'none' }, left: 98, unchecked: true })
  const found =
    '2026-09-24 received renewalExpiresOn=2026-12-31; 2026-09-25 licenceChecked finding=found validUntil=2026-12-31'
  expect(await one('', found, '2026-09-25', renewal)).toMatchObject({ left: 97, unchecked: false })
})

test('when does the time of an interested party end, and when was the right left unused?', async () => {
  const told = `${ACCEPTED}; 2026-11-02 thirdPartyNotified parties=p untilOn=2026-11-09`
  const both = `${ACCEPTED}; 2026-11-02 thirdPartyNotified parties=p,q untilOn=2026-11-09`
  const term = async (story: string, at: string) => {
    const found = (await clocks('', story, at)).find(({ step }) => step === 'thirdParty')
    return [found?.status, found?.endedOn, found?.unused]
  }
  const open = ['running', null, false]
  expect(await term(told, '2026-11-09')).toEqual(open)
  expect(await term(told, '2026-11-10')).toEqual(['ended', '2026-11-09', true])
  const says = (on: string, party = 'p') => `${on} thirdPartyStated party=${party}`
  expect(await term(`${told}; ${says('2026-11-05')}`, '2026-11-20')).toEqual(['ended', '2026-11-05', false])
  // On the first and on the last day of it as well, and not after it.
  for (const on of ['2026-11-02', '2026-11-09'])
    expect(await term(`${told}; ${says(on)}`, '2026-11-20')).toEqual(['ended', on, false])
  expect(await term(`${told}; ${says('2026-11-10')}`, '2026-11-20')).toEqual(['ended', '2026-11-09', true])
  // Of two who were told together the last ends it; one who spoke has used it.
  expect(await term(`${both}; ${says('2026-11-05')}`, '2026-11-06')).toEqual(open)
  expect(await term(`${both}; ${says('2026-11-05')}`, '2026-11-10')).toEqual(['ended', '2026-11-09', false])
  const all = `${both}; ${says('2026-11-05', 'q')}; ${says('2026-11-06')}`
  expect(await term(all, '2026-11-20')).toEqual(['ended', '2026-11-06', false])
  // A hearing that is asked for ends it, but none that was asked for before this party was told.
  expect(await term(`${told}; 2026-11-04 hearingRequested`, '2026-11-05')).toEqual([
    'ended',
    '2026-11-04',
    false,
  ])
  const before = `${ACCEPTED}; 2026-10-20 hearingRequested; 2026-11-02 thirdPartyNotified parties=p untilOn=2026-11-09`
  expect(await term(before, '2026-11-03')).toEqual(open)
  const decided = `${told}; 2026-11-06 refused`
  expect(await term(decided, '2026-11-06')).toEqual(['ended', '2026-11-06', false])
})

test('has each notice a clock of its own, with the law’s five days or those that were told?', async () => {
  const story = `${ACCEPTED}; 2026-11-02 thirdPartyNotified parties=p untilOn=2026-11-09; 2026-11-03 thirdPartyNotified parties=q untilOn=2026-11-20`
  const terms = (await clocks('', story, '2026-11-04')).filter(({ step }) => step === 'thirdParty')
  // 3, 4, 5, 6, 9 November are five working days; the other notice gave more.
  expect(terms.map(({ key, dueOn, basis, length }) => [key, dueOn, basis.zh, basis.en, length])).toEqual([
    [
      'thirdParty/2026-11-09/2026-11-02',
      '2026-11-09',
      '行政许可法 47(1)',
      'Licensing Law 47(1)',
      { unit: 'workday', value: 5 },
    ],
    [
      'thirdParty/2026-11-20/2026-11-03',
      '2026-11-20',
      '本办件告知书',
      'the notice given in this case',
      { unit: 'calendarDay', value: 17, roll: 'none' },
    ],
  ])
})

test('does a hearing’s clock end with the hearing, and else with the decision?', async () => {
  const asked = `${ACCEPTED}; 2026-10-20 hearingRequested`
  const end = async (story: string) => (await clocks('hearing 20', story, '2026-11-20'))[0]?.endedOn
  expect(await end(asked)).toBeNull()
  expect(await end(`${asked}; 2026-11-04 hearingHeld heldOn=2026-11-03; 2026-11-06 refused`)).toBe(
    '2026-11-03',
  )
  expect(await end(`${asked}; 2026-11-06 withdrawn`)).toBe('2026-11-06')
})

test('is a decision owed that replaces a declined grant until it is made or the grant annulled?', async () => {
  const declined =
    '2026-09-24 received; 2026-09-24 accepted; 2026-09-24 granted by=machine; 2026-09-28 automaticDecisionDeclined'
  const owed = async (story: string) => {
    const clock = (await clocks('decision 20', story, '2026-10-09')).find(({ step }) => step === 'decision')
    return [clock?.status, clock?.fromOn]
  }
  expect(await owed(declined)).toEqual(['running', '2026-09-28'])
  expect(await owed(`${declined}; 2026-09-30 annulled`)).toEqual(['ended', '2026-09-28'])
})

test('does what has ended stand no more, whatever was open then, and is it nobody’s unused right?', async () => {
  const story = `${ACCEPTED}; 2026-09-29 suspended ground=hearing neededWorkdays=3; 2026-10-09 withdrawn`
  const clock = await one('decision 20', story, '2026-10-12')
  expect(clock).toMatchObject({ status: 'ended', endedOn: '2026-10-09', stoppedBy: [], unused: false })
})
