import { nationalCalendar as calendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { append, type Happening } from './event.ts'
import { earliestRunning, type LimitRule, limitsOf } from './limits.ts'
import type { EventType } from './state.ts'

const law = { kind: 'law', zh: '行政许可法', en: 'Licensing Law' } as const
const promise = { kind: 'promise', zh: '承诺', en: 'promise' } as const
const workdays = (step: LimitRule['step'], value: number, basis: LimitRule['basis'] = law): LimitRule => ({
  step,
  length: { unit: 'workday', value },
  basis,
})

async function foldOf(day: string, ...types: EventType[]) {
  const at = Date.parse(`${day}T09:00:00+08:00`)
  const made: Happening[] = types.map((type) => ({
    type,
    at,
    actorKind: 'machine',
    actorSubject: '',
    data: {},
  }))
  const result = await append('case', null, made)
  if (!result.ok) throw new Error('not possible')
  return result.value.fold
}

test('does an accepted case owe the earlier of promise and statute, each with its basis?', async () => {
  const fold = await foldOf('2026-11-23', 'received', 'accepted', 'referred')
  const limits = limitsOf(
    [workdays('notice', 5), workdays('decision', 20), workdays('decision', 5, promise)],
    fold,
    calendar,
  )
  expect(limits.map((limit) => [limit.step, limit.dueOn, limit.running])).toEqual([
    ['notice', '2026-11-30', false],
    ['decision', '2026-11-30', true],
    ['decision', '2026-12-21', true],
  ])
  expect(earliestRunning(limits)).toMatchObject({ dueOn: '2026-11-30', basis: promise })
})

test('does an application that is only received owe the notice, until 24:00 of the fifth working day?', async () => {
  const fold = await foldOf('2026-09-24', 'received')
  const due = earliestRunning(limitsOf([workdays('notice', 5), workdays('decision', 20)], fold, calendar))
  // 25–27 September is 中秋, 1–7 October 国庆; 28, 29, 30 September, 8 and 9 October are the five days.
  expect(due).toMatchObject({ dueOn: '2026-10-09', dueAt: Date.parse('2026-10-10T00:00:00+08:00') })
})

test('does nothing run while the applicant has to supplement, nor after the end?', async () => {
  for (const types of [
    ['received', 'supplementRequested'],
    ['received', 'accepted', 'granted'],
    ['received', 'withdrawn'],
  ] as const) {
    const fold = await foldOf('2026-11-23', ...types)
    expect(
      earliestRunning(limitsOf([workdays('notice', 5), workdays('decision', 20)], fold, calendar)),
    ).toBeUndefined()
  }
})

test('is a day in a year without published calendar called provisional?', async () => {
  const fold = await foldOf('2026-12-28', 'received', 'accepted', 'referred')
  expect(earliestRunning(limitsOf([workdays('decision', 20)], fold, calendar))).toMatchObject({
    provisional: true,
  })
})

test('does a limit of months run from the receipt to the corresponding day?', async () => {
  const fold = await foldOf('2026-11-23', 'received', 'accepted', 'referred')
  const rule: LimitRule = {
    step: 'answerToApplication',
    length: { unit: 'month', value: 2, roll: 'nextWorkday' },
    basis: law,
  }
  expect(limitsOf([rule], fold, calendar)[0]).toMatchObject({
    fromOn: '2026-11-23',
    // 23 January 2027 is a Saturday of a year whose calendar is not published: the Monday after, provisionally.
    dueOn: '2027-01-25',
    provisional: true,
    running: true,
  })
})

test('does a limit of hours run at once, to the instant?', async () => {
  const fold = await foldOf('2026-11-23', 'received')
  const rule: LimitRule = { step: 'notice', length: { unit: 'hour', value: 4 }, basis: law }
  const dueAt = Date.parse('2026-11-23T13:00:00+08:00')
  expect(limitsOf([rule], fold, calendar)[0]).toMatchObject({
    dueOn: '2026-11-23',
    dueAt,
    provisional: false,
  })
})

test('does nothing that runs from acceptance exist before it, and each limit run only in its states?', async () => {
  const rules = [
    workdays('notice', 5),
    workdays('decision', 20),
    workdays('jointDecision', 45),
    workdays('answerToApplication', 40),
  ]
  const runningIn = async (...types: EventType[]) =>
    limitsOf(rules, await foldOf('2026-11-23', ...types), calendar).map(
      ({ step, running }) => `${step} ${running}`,
    )
  expect(await runningIn('received')).toEqual(['notice true', 'answerToApplication true'])
  expect(await runningIn('received', 'accepted')).toEqual([
    'notice false',
    'decision true',
    'answerToApplication true',
    'jointDecision true',
  ])
  expect(await runningIn('received', 'accepted', 'referred')).toContain('decision true')
  expect(await runningIn('received', 'supplementRequested')).toEqual([
    'notice false',
    'answerToApplication false',
  ])
  expect(await runningIn('received', 'accepted', 'granted')).toEqual([
    'notice false',
    'decision false',
    'answerToApplication false',
    'jointDecision false',
  ])
})
