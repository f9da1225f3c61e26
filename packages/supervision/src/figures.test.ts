import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CaseFacts, countedOf, figuresOf, spreadOf, visitsOf } from './figures.ts'

/** Guarantee: written as a civil day. */
const day = (text: string) => text as CivilDate

const FACTS: CaseFacts = {
  department: 'civil-affairs',
  itemCode: 'outdoor-advertising',
  channel: 'web',
  receivedOn: day('2026-11-02'),
  acceptedOn: day('2026-11-03'),
  end: { on: day('2026-11-10'), how: 'granted' },
  instant: false,
  presentOn: [],
  collects: false,
  offline: false,
  promiseKept: true,
  lawKept: true,
  usedWorkdays: 5,
  promisedWorkdays: 8,
  statutoryWorkdays: 20,
  exchanges: [],
  handedOver: [],
  reopenedOn: [],
}
const measures = (change: Partial<CaseFacts> = {}) =>
  countedOf({ ...FACTS, ...change }).map(({ on, measure, value, channel }) =>
    [on.slice(8), measure, ...(value === 0 ? [] : [value]), ...(channel === 'web' ? [] : [channel])].join(
      ' ',
    ),
  )

test('as what is a case counted that was decided online, five working days after its acceptance?', () => {
  expect(measures()).toEqual([
    '02 received',
    '03 accepted',
    '10 granted',
    '10 decided',
    '10 bound',
    '10 onTime',
    '10 promiseBound',
    '10 promiseKept',
    '10 lawBound',
    '10 lawKept',
    '10 online',
    '10 oneVisit',
    '10 used 5',
    '10 againstPromise -3',
    '10 saved 15',
  ])
})

test.each<readonly [string, Partial<CaseFacts>, readonly string[], readonly string[]]>([
  ['an open case', { end: null }, ['02 received', '03 accepted'], ['decided']],
  [
    'one withdrawn',
    { end: { on: day('2026-11-10'), how: 'withdrawn' } },
    ['10 withdrawn'],
    ['decided', 'onTime'],
  ],
  [
    'one decided elsewhere',
    { end: { on: day('2026-11-10'), how: 'elsewhere' } },
    ['10 elsewhere'],
    ['decided'],
  ],
  [
    'a promise broken within the law',
    { promiseKept: false },
    ['10 bound', '10 lawKept'],
    ['onTime', 'promiseKept'],
  ],
  [
    'nothing that binds',
    { promiseKept: null, lawKept: null },
    ['10 decided'],
    ['bound', 'onTime', 'lawBound'],
  ],
  ['no length in working days', { usedWorkdays: null }, ['10 decided'], ['used', 'againstPromise', 'saved']],
  [
    'a limit exceeded',
    { usedWorkdays: 22, lawKept: false },
    ['10 saved -2', '10 againstPromise 14'],
    ['lawKept'],
  ],
])('as what is %s counted?', (_, change, with_, without) => {
  const counted = measures(change)
  for (const each of with_) expect(counted).toContain(each)
  for (const each of without) expect(counted.map((line) => line.split(' ')[1])).not.toContain(each)
})

test.each<readonly [string, Partial<CaseFacts>, readonly string[]]>([
  [
    'handed in at a window and decided that day',
    { channel: 'window', presentOn: [day('2026-11-10')], receivedOn: day('2026-11-10'), offline: true },
    ['onSpot', 'oneVisit'],
  ],
  [
    'handed in at a window, decided later',
    { channel: 'window', presentOn: [day('2026-11-02')], offline: true },
    ['oneVisit'],
  ],
  [
    'handed in at a window and collected later',
    { channel: 'window', presentOn: [day('2026-11-02'), day('2026-11-12')], offline: true },
    [],
  ],
  [
    'handed in at a window, to be collected',
    { channel: 'window', presentOn: [day('2026-11-02')], collects: true, offline: true },
    [],
  ],
  ['on the web, to be collected', { collects: true, offline: true }, ['oneVisit']],
  ['by post', { channel: 'post' }, ['oneVisit']],
  [
    'on the web with a supplement at a window',
    { presentOn: [day('2026-11-04')], offline: true },
    ['oneVisit'],
  ],
  ['on the web, sent by post', { offline: true }, ['oneVisit']],
  ['in an app by rules', { channel: 'app', instant: true }, ['instant', 'online', 'oneVisit']],
])('which of the rates counts a case %s?', (_, change, expected) => {
  const rates = ['onSpot', 'instant', 'online', 'oneVisit']
  expect(
    countedOf({ ...FACTS, ...change })
      .map(({ measure }) => measure)
      .filter((measure) => rates.includes(measure)),
  ).toEqual(expected)
})

test('is coming twice on one day coming once?', () => {
  const end = FACTS.end
  expect(visitsOf({ presentOn: [day('2026-11-02'), day('2026-11-02')], collects: false, end })).toBe(1)
  expect(visitsOf({ presentOn: [day('2026-11-10')], collects: true, end })).toBe(1)
  expect(visitsOf({ presentOn: [], collects: true, end })).toBe(1)
})

test('is a turnaround counted by the other region, on the day of the decision?', () => {
  const exchanges = [
    {
      role: 'receiving',
      region: '500112',
      decidedOn: day('2026-11-09'),
      pushWorkdays: 0,
      totalWorkdays: 4,
      kept: null,
    },
    {
      role: 'handling',
      region: '500112',
      decidedOn: day('2026-11-09'),
      pushWorkdays: null,
      totalWorkdays: 2,
      kept: true,
    },
  ] as const
  expect(measures({ exchanges }).slice(-5)).toEqual([
    '09 receivingPush region/500112',
    '09 receivingTotal 4 region/500112',
    '09 handlingTotal 2 region/500112',
    '09 handlingBound region/500112',
    '09 handlingKept region/500112',
  ])
  expect(measures({ exchanges: exchanges.map((each) => ({ ...each, kept: false })) }).slice(-2)).toEqual([
    '09 handlingTotal 2 region/500112',
    '09 handlingBound region/500112',
  ])
})

test('is a hand-over counted on its day, and a case opened again each time it was?', () => {
  const handedOver = [{ role: 'receiving', region: '500112', on: day('2026-11-03') }] as const
  const reopenedOn = [day('2026-11-12'), day('2026-11-20')]
  expect(measures({ handedOver, reopenedOn }).slice(-3)).toEqual([
    '03 receivingSent region/500112',
    '12 reopened',
    '20 reopened',
  ])
})

test.each<readonly [readonly (readonly [number, number])[], object]>([
  [[], { n: 0, median: null, p90: null, total: 0 }],
  [[[5, 1]], { n: 1, median: 5, p90: 5, total: 5 }],
  [
    [
      [1, 1],
      [2, 1],
    ],
    { n: 2, median: 1, p90: 2, total: 3 },
  ],
  [
    [
      [9, 1],
      [-2, 4],
      [0, 5],
    ],
    { n: 10, median: 0, p90: 0, total: 1 },
  ],
  [
    [
      [3, 89],
      [7, 11],
    ],
    { n: 100, median: 3, p90: 7, total: 344 },
  ],
])('what are median, 90th percentile and sum of %j?', (counts, expected) => {
  expect(spreadOf(counts.map(([value, n]) => ({ value, n })))).toEqual(expected)
})

test('are the percentiles of a histogram those of the list it is of, by nearest rank?', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30, max: 60 }), { minLength: 1, maxLength: 200 }), (list) => {
      const sorted = [...list].sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.ceil(share * list.length) - 1]
      const spread = spreadOf(list.map((value) => ({ value, n: 1 })))
      expect([spread.median, spread.p90, spread.n]).toEqual([at(0.5), at(0.9), list.length])
      expect(spread.total).toBe(list.reduce((sum, value) => sum + value, 0))
    }),
  )
})

test('are the figures of counts in any order and in parts the same?', () => {
  const counts = [
    { measure: 'received', value: 0, n: 10 },
    { measure: 'decided', value: 0, n: 8 },
    { measure: 'bound', value: 0, n: 8 },
    { measure: 'onTime', value: 0, n: 6 },
    { measure: 'instant', value: 0, n: 4 },
    { measure: 'used', value: 2, n: 5 },
    { measure: 'used', value: 9, n: 3 },
    { measure: 'received', value: 0, n: 2 },
  ]
  const figures = figuresOf(counts)
  expect(figures).toMatchObject({
    received: 12,
    decided: 8,
    onTime: { hits: 6, of: 8, rate: 0.75 },
    instant: { hits: 4, of: 8, rate: 0.5 },
    online: { hits: 0, of: 8, rate: 0 },
    onTimeByLaw: { of: 0, rate: null },
    used: { n: 8, median: 2, p90: 9, total: 37 },
    saved: { n: 0, median: null },
  })
  expect(figuresOf([...counts].reverse())).toEqual(figures)
})
