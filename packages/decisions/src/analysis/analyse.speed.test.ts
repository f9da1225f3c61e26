import { expect, test } from 'vitest'
import type { Plan } from '../plan/plan.ts'
import { analyse } from './analyse.ts'
import { tableOf } from './brute-force.fixture.ts'
import { RandomTables } from './tables.fixture.ts'

/** Bounds are generous: shared machines are slow at times. The figures printed are those to read. */
const SLACK = 8
const figures: string[] = []

const without = (plan: Plan, row: number): Plan => {
  const [decision] = plan.decisions
  if (decision === undefined) throw new Error('no decision')
  const table = tableOf(plan)
  return {
    ...plan,
    decisions: [
      { ...decision, body: { k: 'table', table: { ...table, rows: table.rows.toSpliced(row, 1) } } },
    ],
  }
}

function timed(name: string, plan: Plan) {
  const start = performance.now()
  const [report] = analyse(plan, { definitions: [] })
  const ms = performance.now() - start
  if (report === undefined) throw new Error('no report')
  figures.push(`${name}: ${ms.toFixed(0)} ms, ${report.complete}, ${report.overlaps.pairs} pairs`)
  return { ms, report }
}

test('are 1,500 rules over 7 columns read in half a second?', () => {
  const random = new RandomTables(1507)
  const whole = random.disjoint(1500, 7)
  const complete = timed('1500 × 7 disjoint', whole)
  expect([complete.report.complete, complete.report.overlaps.pairs]).toEqual(['yes', 0])
  const open = timed('1500 × 7 with one row left out', without(whole, 77))
  expect(open.report.findings.map(({ kind, severity }) => [kind, severity])).toEqual([['gap', 'error']])
  const first = timed('1500 × 7 FIRST, overlapping', random.overlapping(1500, 7, 'F', true))
  expect(first.report.complete).toBe('yes')
  for (const { ms } of [complete, open, first]) expect(ms).toBeLessThan(500 * SLACK)
}, 60_000)

test('are 500 overlapping rules over 15 columns read in a second, or said to be not decided?', () => {
  const random = new RandomTables(515)
  for (const hit of ['U', 'F'] as const) {
    for (const last of [true, false]) {
      const { ms, report } = timed(
        `500 × 15 ${hit} overlapping, last row ${last}`,
        random.overlapping(500, 15, hit, last),
      )
      expect(ms).toBeLessThan(1000 * SLACK)
      expect(report.complete === 'yes' || report.complete === 'no' || report.complete === 'notDecided').toBe(
        true,
      )
      if (last) expect(report.complete).not.toBe('no')
      if (report.complete === 'notDecided')
        expect(report.findings.some((one) => one.kind === 'notDecided' && one.what === 'gaps')).toBe(true)
    }
  }
}, 60_000)

test('does a budget that runs out say “not decided” and never “fine”?', () => {
  const plan = new RandomTables(3).overlapping(300, 12, 'F', false)
  const [report] = analyse(plan, { definitions: [], steps: 1 })
  expect(report?.complete).toBe('notDecided')
  const open = report?.findings.flatMap((one) => (one.kind === 'notDecided' ? [one.what] : [])) ?? []
  expect(new Set(open)).toEqual(new Set(['gaps', 'unreachable']))
})

test('what did it take?', () => {
  expect(figures.length).toBeGreaterThan(5)
  process.stdout.write(`${figures.join('\n')}\n`)
})
