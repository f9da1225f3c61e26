import { nationalCalendar } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { type BulletinInput, bulletinOf, dayPeriod, monthPeriod, periodBefore } from './bulletin.ts'
import { METRICS } from './metrics.ts'
import { superiorRowsOf } from './superior.ts'

/** Guarantee: written as a civil day. */
const day = (text: string) => text as CivilDate

test.each([
  ['2026-11-23', '2026-11', '2026-11-01', '2026-11-30', '2026-10'],
  ['2026-02-28', '2026-02', '2026-02-01', '2026-02-28', '2026-01'],
  ['2028-02-01', '2028-02', '2028-02-01', '2028-02-29', '2028-01'],
  ['2026-01-31', '2026-01', '2026-01-01', '2026-01-31', '2025-12'],
])('in which month does %s lie, and which comes before?', (on, name, fromOn, untilOn, before) => {
  const period = monthPeriod(day(on))
  expect(period).toEqual({ name, fromOn, untilOn })
  expect(periodBefore('monthly', period).name).toBe(before)
})

test('is the period before a day the day before, over the turn of the year?', () => {
  expect(periodBefore('daily', dayPeriod(day('2026-01-01')))).toEqual({
    name: '2025-12-31',
    fromOn: '2025-12-31',
    untilOn: '2025-12-31',
  })
})

const count = (measure: string, n: number, value = 0, region = '') => ({ measure, n, value, region })
const INPUT: BulletinInput = {
  kind: 'monthly',
  region: '510116',
  period: monthPeriod(day('2026-11-15')),
  previousPeriod: monthPeriod(day('2026-10-15')),
  version: 1,
  asOf: Date.UTC(2026, 11, 1, 2),
  notice: null,
  corrects: null,
  departments: [
    {
      department: 'civil-affairs',
      name: { zh: '民政', en: 'Civil affairs' },
      counts: [
        count('received', 50),
        count('decided', 40),
        count('bound', 40),
        count('onTime', 39),
        count('receivingPush', 2, 1, '500112'),
        count('receivingTotal', 2, 6, '500112'),
      ],
      previous: [count('decided', 30), count('bound', 30), count('onTime', 30)],
      overdueNow: 2,
    },
    {
      department: 'market',
      name: { zh: '市场监管', en: 'Market supervision' },
      counts: [count('received', 5), count('decided', 5), count('bound', 5), count('onTime', 5)],
      previous: [],
      overdueNow: 0,
    },
  ],
  cards: [
    { department: 'civil-affairs', step: 'decision', colour: 'yellow', state: 'standing', n: 3 },
    { department: 'civil-affairs', step: 'notice', colour: 'red', state: 'revoked', n: 1 },
  ],
  lines: [],
  explained: [],
  carried: [],
  more: { lines: 0, explained: 0, carried: 0 },
  overdue: {
    // Due on Tuesday 17 November; 1 December is ten working days later.
    lines: [
      {
        kind: 'case',
        subject: '5101162026110200000015',
        step: 'decision',
        basis: 'promise',
        itemCode: 'outdoor-advertising',
        department: 'civil-affairs',
        post: '经办人',
        dueOn: '2026-11-17',
      },
    ],
    more: false,
  },
}

test('does a bulletin say what was counted, beside the period before, with cards, lateness and turnaround?', () => {
  const content = bulletinOf(INPUT, nationalCalendar, day('2026-12-01'))
  expect(content.all).toMatchObject({
    figures: { received: 55, decided: 45, onTime: { hits: 44, of: 45 } },
    previous: { decided: 30, onTime: { hits: 30, of: 30 } },
    // The revoked one is listed, and held against nobody.
    cards: 3,
    overdueNow: 2,
  })
  expect(
    content.departments.map(({ department, cards, overdueNow }) => [department, cards, overdueNow]),
  ).toEqual([
    ['civil-affairs', 3, 2],
    ['market', 0, 0],
  ])
  expect(content.ranking.map(({ department, place, small }) => [department, place, small])).toEqual([
    ['civil-affairs', 1, false],
    ['market', null, true],
  ])
  expect(content.overdue.lines.map(({ overdueWorkdays }) => overdueWorkdays)).toEqual([10])
  expect(content.exchange).toEqual([
    {
      role: 'receiving',
      region: '500112',
      push: { n: 2, median: 1, p90: 1, total: 2 },
      total: { n: 2, median: 6, p90: 6, total: 12 },
    },
  ])
  expect(bulletinOf(INPUT, nationalCalendar, day('2026-12-01'))).toEqual(content)
})

test('is a line of what was given at last as late as it was then, and of what is owed as late as it is today?', () => {
  const [line] = INPUT.overdue.lines
  if (line === undefined) throw new Error('no line')
  const lines = [
    { ...line, endedOn: null },
    { ...line, endedOn: day('2026-11-25') },
  ]
  const content = bulletinOf({ ...INPUT, lines }, nationalCalendar, day('2026-12-01'))
  // 18, 19, 20, 23, 24, 25 November.
  expect(content.lines).toEqual([
    { ...line, overdueWorkdays: 10 },
    { ...line, overdueWorkdays: 6 },
  ])
})

test('has every figure a name and a definition in both languages?', () => {
  expect(new Set(METRICS.map(({ code }) => code)).size).toBe(METRICS.length)
  for (const { zh, en, definition } of METRICS) {
    expect([zh, definition.zh]).toEqual([
      expect.stringMatching(/\p{Script=Han}/u),
      expect.stringMatching(/。$/),
    ])
    expect([en, definition.en]).toEqual([
      expect.stringMatching(/^[a-z]/),
      expect.stringMatching(/^[A-Z].*\.$/),
    ])
  }
})

test.each([
  ['received', undefined, ['receipt']],
  ['accepted', undefined, ['acceptance', 'process 4']],
  ['deemedAccepted', undefined, ['acceptance', 'process 4']],
  ['supplementRequested', undefined, ['process 5']],
  ['suspended', undefined, ['process 6']],
  ['signed', 'grant', ['process 1']],
  ['signed', 'refuse', ['process 0']],
  ['granted', undefined, ['process 1', 'result 0']],
  ['refused', undefined, ['process 0', 'result 1']],
  ['notAccepted', undefined, ['process 3', 'result 6']],
  ['notRequired', undefined, ['process 2', 'result 6']],
  ['abandoned', undefined, ['result 5']],
  ['withdrawn', undefined, ['result 5']],
  ['returned', undefined, ['process 7', 'result 5']],
  ['fileAdded', undefined, []],
  ['identityRead', undefined, []],
])('which rows of the four tables does %s (%s) give?', (type, opinion, expected) => {
  const rows = superiorRowsOf(type, opinion)
  expect(rows.map(({ form, result }) => (result === null ? form : `${form} ${result}`))).toEqual(expected)
})
