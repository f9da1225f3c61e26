import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LEVEL_NUMBERS } from './level.ts'
import { evaluationFigures } from './statistics.ts'
import {
  COUNT_NAMES,
  type CountedOrder,
  type CountedRating,
  type EvaluationCounts,
  tallyOfDefault,
  tallyOfOrder,
  tallyOfRating,
  tallyOfService,
} from './statistics-counts.ts'
import { STATISTIC_DEFINITIONS } from './statistics-definitions.ts'

const CELL = { month: '2026-10', department: 'health', window: '', itemCode: 'item', channel: 'web' }
const rated = (change: Partial<CountedRating> = {}): CountedRating => ({
  cell: CELL,
  region: '',
  level: 5,
  options: ['513'],
  ...change,
})
const order = (change: Partial<CountedOrder> = {}): CountedOrder => ({
  cell: CELL,
  source: 'rating',
  isReplied: false,
  isOverdue: false,
  isCalledBack: false,
  isClosed: false,
  round: 1,
  appeal: 'none',
  ...change,
})

test.each([
  ['nothing', [], false, undefined, undefined],
  ['one rating', [rated()], false, ['rated', 'level5'], ['513']],
  [
    'its amendment alone',
    [rated(), rated({ level: 2, options: ['213'] })],
    false,
    ['rated', 'level2'],
    ['213'],
  ],
  ['what an appeal set aside', [rated({ level: 1 })], true, ['rated', 'excluded'], []],
  ['a partner’s service', [rated({ region: '500106', level: 1 })], false, ['passedOn'], []],
  ['a partner’s service, set aside there', [rated({ region: '500106' })], true, ['passedOn'], []],
] as const)('does a service with %s count as it should?', (_, revisions, isExcluded, counts, options) => {
  const tally = tallyOfRating(revisions, isExcluded)
  expect(tally?.counts).toEqual(counts)
  expect(tally?.options).toEqual(options)
})

test.each([
  ['just opened', order(), ['opened']],
  ['over its limit without an answer', order({ isOverdue: true }), ['opened', 'overdue']],
  ['answered in time', order({ isReplied: true }), ['opened', 'mended', 'mendedOnTime']],
  ['answered too late', order({ isReplied: true, isOverdue: true }), ['opened', 'mended', 'overdue']],
  [
    'closed after a second round and an appeal that was rejected',
    order({ isReplied: true, isCalledBack: true, isClosed: true, round: 2, appeal: 'rejected' }),
    ['opened', 'mended', 'mendedOnTime', 'calledBack', 'closed', 'reopened', 'appealed'],
  ],
  [
    'set aside, whatever had been done',
    order({ isReplied: true, isOverdue: true, isCalledBack: true, appeal: 'upheld' }),
    ['opened', 'appealed', 'upheld'],
  ],
  [
    'of a report, closed',
    order({ source: 'unable', isReplied: true, isClosed: true }),
    ['reviewOrders', 'reviewOrdersClosed'],
  ],
] as const)('does an order %s count as it should?', (_, given, counts) => {
  expect(tallyOfOrder(given).counts).toEqual(counts)
})

test('is silence apart, a partner’s service no invitation here, and a rating after silence no default?', () => {
  expect(tallyOfService(CELL, false).counts).toEqual(['invited'])
  expect(tallyOfService(CELL, true).counts).toEqual(['passedOnInvited'])
  expect(tallyOfDefault(CELL, false)?.counts).toEqual(['defaults'])
  expect(tallyOfDefault(CELL, true)).toBeUndefined()
})

/** Guarantee: a field for each name. */
const countsFrom = (of: (name: string) => number) =>
  Object.fromEntries(COUNT_NAMES.map((name) => [name, of(name)])) as EvaluationCounts

test('are the figures of a month those of its definitions?', () => {
  const given: Readonly<Record<string, number>> = {
    invited: 400,
    rated: 102,
    excluded: 2,
    level5: 60,
    level4: 20,
    level3: 10,
    level2: 6,
    level1: 4,
    defaults: 150,
    passedOn: 9,
    opened: 12,
    mended: 8,
    mendedOnTime: 6,
    overdue: 3,
    calledBack: 8,
    upheld: 2,
  }
  const figures = evaluationFigures(countsFrom((name) => given[name] ?? 0))
  expect(figures).toMatchObject({
    valid: 100,
    satisfaction: { hits: 90, of: 100, rate: 0.9, lower: 0.8256, upper: 0.9448 },
    bad: { hits: 10, of: 100, rate: 0.1, lower: 0.0552, upper: 0.1744 },
    average: 4.26,
    response: { hits: 102, of: 400, rate: 0.255 },
    onTime: { hits: 6, of: 9, rate: 0.6667 },
    callBack: { hits: 8, of: 8, rate: 1 },
  })
  expect(evaluationFigures(countsFrom(() => 0))).toMatchObject({
    valid: 0,
    average: null,
    bad: { rate: null },
  })
  expect(
    evaluationFigures(
      countsFrom(() => 1),
      true,
    ).response,
  ).toBeNull()
})

test('do silence, reviews, partners’ services and what was set aside never move a rate of satisfaction?', () => {
  const counts = fc.record(Object.fromEntries(COUNT_NAMES.map((name) => [name, fc.nat(500)])))
  const apart = new Set(['rated', 'invited', ...LEVEL_NUMBERS.map((level) => `level${level}`)])
  fc.assert(
    fc.property(counts, fc.nat(500), (given, more) => {
      const before = evaluationFigures(countsFrom((name) => given[name] ?? 0))
      const after = evaluationFigures(countsFrom((name) => (given[name] ?? 0) + (apart.has(name) ? 0 : more)))
      expect([after.satisfaction, after.bad, after.average, after.response]).toEqual([
        before.satisfaction,
        before.bad,
        before.average,
        before.response,
      ])
      expect(before.satisfaction.hits + before.bad.hits).toBe(before.valid)
    }),
  )
})

test('is each figure spelt out in both languages?', () => {
  for (const { definition, name } of STATISTIC_DEFINITIONS)
    for (const text of [definition.zh, definition.en, name.zh, name.en])
      expect(text.length).toBeGreaterThan(1)
  const codes = STATISTIC_DEFINITIONS.map(({ code }) => code)
  for (const code of [
    'satisfaction',
    'bad',
    'average',
    'response',
    'onTime',
    'callBack',
    'bounds',
    'defaults',
    'passedOn',
  ])
    expect(codes).toContain(code)
})
