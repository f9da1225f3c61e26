import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysIn, flowsOf, OVERVIEW_METRICS, type PeriodCounts, sameLengthBefore } from './overview.ts'

/** Guarantee: written as a civil day. */
const day = (text: string) => text as CivilDate
const counts = (change: Partial<PeriodCounts> = {}): PeriodCounts => ({
  measured: [],
  mended: { opened: 0, mended: 0 },
  ...change,
})
const measured = (measure: string, n: number, region = '', median: number | null = 0) => ({
  measure,
  region,
  n,
  median,
  p90: median,
})
const metric = (code: string, of: PeriodCounts, partner: string | null = null) => {
  const found = OVERVIEW_METRICS.find((each) => each.code === code)
  if (found === undefined) throw new Error(code)
  return found.of(of, partner)
}

test.each([
  ['2026-11-01', '2026-11-30', '2026-10-02', '2026-10-31'],
  ['2026-11-23', '2026-11-23', '2026-11-22', '2026-11-22'],
  ['2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28'],
  ['2024-03-01', '2024-03-01', '2024-02-29', '2024-02-29'],
])('which days come before %s to %s, as many of them?', (from, until, first, last) => {
  expect(sameLengthBefore({ from: day(from), until: day(until) })).toEqual({ from: first, until: last })
})

test('is the period before always as long, and its last day the one before?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 91 }), (start, length) => {
      const on = (n: number) => day(new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10))
      const period = { from: on(start), until: on(start + length) }
      const before = sameLengthBefore(period)
      expect(daysIn(before)).toBe(daysIn(period))
      expect(before.until).toBe(on(start - 1))
    }),
  )
})

test.each<readonly [string, PeriodCounts, object]>([
  [
    'onTime',
    counts({ measured: [measured('onTime', 3), measured('bound', 4)] }),
    { hits: 3, of: 4, rate: 0.75 },
  ],
  ['onTime', counts(), { hits: 0, of: 0, rate: null }],
  ['instant', counts({ measured: [measured('instant', 1), measured('decided', 8)] }), { hits: 1, of: 8 }],
  ['used', counts({ measured: [measured('used', 9, '', 4)] }), { n: 9, median: 4, p90: 4 }],
  ['used', counts(), { n: 0, median: null, p90: null }],
  ['mended', counts({ mended: { opened: 5, mended: 2 } }), { hits: 2, of: 5, rate: 0.4 }],
  // More may be opened again than are decided: no share, and so no bounds.
  [
    'reopened',
    counts({ measured: [measured('reopened', 3), measured('decided', 2)] }),
    { hits: 3, of: 2, rate: 1.5, lower: null, upper: null },
  ],
  [
    'turnaroundOut',
    counts({ measured: [measured('receivingTotal', 7, '*', 5), measured('receivingTotal', 1, '500112', 9)] }),
    { n: 7, median: 5 },
  ],
])('what is %s of these counts?', (code, of, expected) => {
  expect(metric(code, of)).toMatchObject(expected)
})

test('does a turnaround asked for one region tell that of no other?', () => {
  const of = counts({
    measured: [measured('handlingTotal', 7, '*', 5), measured('handlingTotal', 1, '500112', 9)],
  })
  expect(metric('turnaroundIn', of, '500112')).toMatchObject({ n: 1, median: 9 })
  expect(metric('turnaroundIn', of, '510105')).toMatchObject({ n: 0, median: null })
})

test('is every partner with anything sent, done or open told once in each direction, and no other?', () => {
  const of = counts({
    measured: [
      measured('receivingSent', 4, '500112'),
      measured('receivingTotal', 3, '500112', 2),
      measured('receivingBound', 3, '500112'),
      measured('receivingKept', 2, '500112'),
      measured('receivingTotal', 3, '*', 2),
      measured('decided', 99),
    ],
  })
  const open = [{ partner: '510105', role: 'handling', n: 2 }]
  expect(flowsOf(of, open, null)).toEqual([
    expect.objectContaining({
      partner: '500112',
      direction: 'out',
      sent: 4,
      done: 3,
      median: 2,
      openNow: 0,
      onTime: expect.objectContaining({ hits: 2, of: 3 }),
    }),
    expect.objectContaining({ partner: '510105', direction: 'in', sent: 0, done: 0, openNow: 2 }),
  ])
  expect(flowsOf(of, open, '510105').map(({ partner }) => partner)).toEqual(['510105'])
})

test('has each figure a name and a definition in both languages, and is each code there once?', () => {
  for (const { zh, en, definition } of OVERVIEW_METRICS)
    for (const words of [zh, en, definition.zh, definition.en]) expect(words.length).toBeGreaterThan(2)
  const codes = OVERVIEW_METRICS.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})
