import { canonicalJson, type Json } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { bindInputs, loadPlan } from '../closures/model.ts'
import type { HitPolicy, Plan, Row, Table } from '../plan/plan.ts'
import { combinations, kindsOf, tableOf } from './brute-force.fixture.ts'
import { difference } from './difference.ts'
import { RandomTables, rowOf } from './tables.fixture.ts'

const PAIRS = 3000
const POLICIES = ['U', 'A', 'F', 'C', 'C#', 'R'] as const satisfies readonly HitPolicy[]

const withRows = (plan: Plan, rows: readonly Row[]): Plan => {
  const [decision] = plan.decisions
  if (decision === undefined) throw new Error('no decision')
  const table: Table = { ...tableOf(plan), rows }
  return { ...plan, decisions: [{ ...decision, body: { k: 'table', table } }] }
}

/** A new version as people make them: a cell, a result, a row more or less, two rows swapped, a note. */
function edited(plan: Plan, random: RandomTables): Plan {
  const { rows } = tableOf(plan)
  const kinds = kindsOf(plan)
  const at = random.below(rows.length)
  const row = rows[at]
  if (row === undefined) throw new Error('no row')
  switch (random.below(6)) {
    case 0: {
      const column = random.below(kinds.length)
      const cells = row.cells.with(column, random.cell(kinds[column] ?? 'number'))
      return withRows(plan, rows.with(at, { ...row, cells }))
    }
    case 1:
      return withRows(plan, rows.with(at, { ...row, outputs: rowOf(0, [], random.below(3)).outputs }))
    case 2:
      return rows.length > 1 ? withRows(plan, rows.toSpliced(at, 1)) : plan
    case 3: {
      const added = rowOf(
        90,
        kinds.map((kind) => random.cell(kind)),
        random.below(3),
      )
      return withRows(plan, rows.toSpliced(at, 0, added))
    }
    case 4:
      return withRows(plan, [...rows.toSpliced(at, 1), row])
    default:
      return withRows(plan, rows.with(at, { ...row, notes: ['reworded'] }))
  }
}

function answers(
  plan: Plan,
  inputs: readonly Readonly<Record<string, Json>>[],
  isList: boolean,
): readonly string[] {
  const model = loadPlan(plan)
  return inputs.map((one) => {
    const { values } = bindInputs(model, one)
    const value = model.evaluate({ inputs: values }).values.table ?? null
    // A collected list says the same in any order.
    return canonicalJson(isList && Array.isArray(value) ? value.toSorted() : value)
  })
}

test(`do ${PAIRS} pairs of versions agree with trying every value, and does every witness differ?`, () => {
  const random = new RandomTables(7)
  const counts = { same: 0, differ: 0, regions: 0, withoutEffect: 0 }
  for (let at = 0; at < PAIRS; at += 1) {
    const hit = random.pick(POLICIES)
    const old = random.plan(hit)
    const now = edited(old, random)
    const inputs = combinations(old, kindsOf(old)).map((one) => one.inputs)
    const [was, is] = [answers(old, inputs, hit === 'C'), answers(now, inputs, hit === 'C')]
    const differs = was.some((value, place) => value !== is[place])
    const report = difference(old, now)
    const [table] = report.tables
    const shown = { at, hit, regions: table?.regions, old: tableOf(old).rows, now: tableOf(now).rows }
    expect({ ...shown, decided: table?.decided, differs: (table?.regions ?? 0) > 0 }).toEqual({
      ...shown,
      decided: true,
      differs,
    })
    expect(report.equal).toBe(!differs)
    for (const { witness, from, to } of table?.treated ?? []) {
      if (witness.inputs === null) expect(shown).toBe('without an application')
      const [a] = answers(old, [witness.inputs ?? {}], false)
      const [b] = answers(now, [witness.inputs ?? {}], false)
      expect(a).not.toBe(b)
      expect([canonicalJson(from.value ?? null), canonicalJson(to.value ?? null)]).toEqual([a, b])
      counts.regions += 1
    }
    counts.withoutEffect += table?.withoutEffect.length ?? 0
    counts[differs ? 'differ' : 'same'] += 1
  }
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(200)
}, 120_000)
