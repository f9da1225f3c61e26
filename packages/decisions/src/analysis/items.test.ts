import { describe, expect, test } from 'vitest'
// The items stand above this package; a test may look up to see that what is published here holds for them.
import { CASES } from '../../../catalogue/src/items/cases.ts'
import { boundPlan, itemOf, settledFacts } from '../../../catalogue/src/rules.fixture.ts'
import { loadPlan } from '../closures/model.ts'
import { decide } from '../second-approval/decide.ts'
import { analyse } from './analyse.ts'
import { difference } from './difference.ts'
import { report } from './report.ts'
import { type ShadowCase, shadow } from './shadow.ts'

const ITEMS = Object.entries(CASES)

/** Rows a parameter of the region switches off. */
const SWITCHED_OFF: Readonly<Record<string, readonly string[]>> = { 'hygiene-permit-cancellation': ['K3'] }

describe.each(ITEMS)('%s', (code, cases) => {
  const { facts: definitions } = itemOf(code)

  test('has it gaps, contradictions or rows never reached?', async () => {
    const tables = analyse(await boundPlan(code, cases.region), { definitions })
    const found = tables.flatMap(({ table, findings }) =>
      findings.flatMap((one) => {
        if (one.severity === 'note') return []
        const inputs = 'witness' in one ? (one.witness?.inputs ?? {}) : {}
        const empty = Object.keys(inputs).filter((path) => inputs[path] === null)
        return [`${table} ${one.kind} ${empty.join()}`]
      }),
    )
    expect(found).toEqual([])
    const off = tables.flatMap(({ findings }) =>
      findings.flatMap((one) => (one.kind === 'unreachable' ? [`${one.row.rule}`] : [])),
    )
    expect(off.filter((rule) => !(SWITCHED_OFF[code] ?? []).includes(rule))).toEqual([])
    for (const { hit, overlaps } of tables)
      if (hit === 'U') expect(overlaps).toEqual({ pairs: 0, different: 0 })
    expect(tables.find(({ table }) => table === 'outcome')?.complete).toBe('yes')
    expect(tables.find(({ table }) => table === 'result')?.complete).toBe('yes')
  })

  test('is a version equal to itself, and does every parameter that changes show?', async () => {
    const plan = await boundPlan(code, cases.region)
    expect(difference(plan, structuredClone(plan), { definitions }).equal).toBe(true)
    if (plan.constants.parameters === undefined) return
    const stricter = await boundPlan(code, cases.region, { minimumRealName: 'L3' })
    const changed = difference(plan, stricter, { definitions })
    if (changed.parameters.length === 0) return
    expect(changed.parameters).toEqual([{ path: 'parameters.minimumRealName', from: 'L2', to: 'L3' }])
    const treated = changed.tables.flatMap((table) => table.treated)
    const rules = new Set(treated.flatMap(({ to }) => to.rows.map(({ rule }) => rule)))
    expect([...rules]).toEqual(['G5'])
    for (const { witness, from, to } of treated) {
      expect(witness.inputs?.['submitter.realName']).toBe('L2')
      expect(from.value).not.toEqual(to.value)
    }
  })

  test('does a replay of its dated cases by the same rules change nothing, and by stricter ones only what G5 says?', async () => {
    const plan = await boundPlan(code, cases.region)
    const model = loadPlan(plan)
    const past = cases.cases
      .filter(({ parameters }) => parameters === undefined)
      .map((dated, at): ShadowCase => {
        const facts = settledFacts(itemOf(code), cases, dated)
        const { outcome, result } = decide({ model, facts, receivedOn: dated.receivedOn })
        return { id: `${code}-${at}`, facts, receivedOn: dated.receivedOn, outcome, result, group: outcome }
      })
    const same = shadow(plan, plan, past)
    expect([same.cases, same.different, same.notReproduced]).toEqual([past.length, 0, []])
    const stricter = await boundPlan(code, cases.region, { minimumRealName: 'L3' })
    const run = shadow(plan, stricter, [
      ...past,
      { id: 'erased', facts: null, receivedOn: '2026-11-23', outcome: 'refer' },
    ])
    expect(run.erased).toBe(1)
    expect(run.replayed).toBe(past.length)
    const moved = Object.values(run.outcomes)
      .flatMap((row) => Object.values(row))
      .reduce((sum, count) => sum + count, 0)
    expect(moved).toBe(past.length)
    for (const flip of run.flips) expect(flip.gained.length + flip.lost.length).toBeGreaterThan(0)
    expect(Object.keys(run.rules).filter((rule) => rule !== 'G5')).toEqual([])
  })

  test('does the report read as sentences in both languages?', async () => {
    const plan = await boundPlan(code, cases.region)
    const made = report(plan, {
      analysis: analyse(plan, { definitions }),
      difference: difference(plan, plan, { definitions }),
      definitions,
    })
    expect(made.errors).toBe(0)
    for (const { zh, en } of made.lines) {
      expect(zh).toMatch(/[一-鿿].*。$/s)
      expect(en).toMatch(/^[A-Z].*\.$/s)
      expect(`${zh}${en}`).not.toMatch(/undefined|\[object|NaN/)
    }
  })
})
