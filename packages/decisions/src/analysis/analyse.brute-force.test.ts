import { expect, test } from 'vitest'
import { bindInputs, loadPlan } from '../closures/model.ts'
import type { HitPolicy, Plan } from '../plan/plan.ts'
import { analyse } from './analyse.ts'
import { combinations, kindsOf, tableOf } from './brute-force.fixture.ts'
import type { Finding, TableReport } from './finding.ts'
import { RandomTables } from './tables.fixture.ts'

const TABLES = 20_000
const POLICIES = ['U', 'A', 'F', 'P', 'C'] as const satisfies readonly HitPolicy[]

/** Ranks of output values under PRIORITY: 2 before 0 before 1. */
const PRIORITY = [2, 0, 1]
const withPriority = (plan: Plan): Plan => {
  const table = tableOf(plan)
  const of = PRIORITY.map((n) => ({ k: 'num', v: String(n) }) as const)
  const outputs = table.outputs.map((output) => ({ ...output, values: { text: '2, 0, 1', of } }))
  const [decision] = plan.decisions
  if (decision === undefined) throw new Error('no decision')
  return { ...plan, decisions: [{ ...decision, body: { k: 'table', table: { ...table, outputs } } }] }
}

type Seen = { gap: boolean; pairs: number; different: number; taken: Set<number>; hit: Set<number> }

function bruteForce(plan: Plan, hit: HitPolicy): Seen {
  const table = tableOf(plan)
  const output = (row: number) => table.rows[row]?.outputs[0]?.text ?? ''
  const rank = (row: number) => (hit === 'P' ? PRIORITY.indexOf(Number(output(row))) : 0)
  const pairs = new Map<number, boolean>()
  const seen: Seen = { gap: false, pairs: 0, different: 0, taken: new Set(), hit: new Set() }
  for (const { hits } of combinations(plan, kindsOf(plan))) {
    if (hits.length === 0) seen.gap = true
    let first: number | undefined
    for (const [at, row] of hits.entries()) {
      seen.hit.add(row)
      if (first === undefined || rank(row) < rank(first)) first = row
      for (const other of hits.slice(at + 1)) pairs.set(row * 64 + other, output(row) !== output(other))
    }
    if (first !== undefined) seen.taken.add(first)
  }
  seen.pairs = pairs.size
  seen.different = [...pairs.values()].filter(Boolean).length
  return seen
}

/** What a finding says, checked by evaluating its witness. */
function isTrue(plan: Plan, finding: Finding): boolean {
  if (finding.kind === 'deadOutput' || finding.kind === 'notDecided') return true
  const { witness } = finding
  if (witness === null) return finding.kind === 'unreachable' && finding.reason === 'impossible'
  if (witness.inputs === null) return false
  const model = loadPlan(plan)
  const bound = bindInputs(model, witness.inputs)
  if (bound.errors.length > 0) return false
  const rows = model.evaluate({ inputs: bound.values, trace: true }).trace[0]?.rows ?? []
  const hits = rows.filter(({ state }) => state === 'hit').map(({ row }) => row)
  if (rows.some(({ state }) => state === 'unknown')) return false
  if (finding.kind === 'gap') return hits.length === 0
  if (finding.kind === 'unreachable')
    return hits.includes(finding.row.row) && hits.includes(finding.by[0]?.row ?? -1)
  return finding.rows.every(({ row }) => hits.includes(row))
}

function agrees(report: TableReport, seen: Seen, hit: HitPolicy, rows: number): boolean {
  const unreached = new Set(
    report.findings.flatMap((one) => (one.kind === 'unreachable' ? [one.row.row] : [])),
  )
  const reached = hit === 'F' || hit === 'P' ? seen.taken : seen.hit
  const isComplete = hit === 'C' ? 'notRequired' : seen.gap ? 'no' : 'yes'
  return (
    report.complete === isComplete &&
    report.overlaps.pairs === seen.pairs &&
    report.overlaps.different === seen.different &&
    Array.from({ length: rows }, (_, row) => row).every((row) => unreached.has(row) !== reached.has(row)) &&
    report.findings.some(({ kind }) => kind === 'gap') === (hit !== 'C' && seen.gap)
  )
}

test(`do ${TABLES} random tables agree with trying every value, and does every witness do what is claimed?`, () => {
  const random = new RandomTables(20_261_122)
  const counts = { gaps: 0, overlaps: 0, unreachable: 0, duplicates: 0, complete: 0 }
  for (let at = 0; at < TABLES; at += 1) {
    const hit = random.pick(POLICIES)
    const made = random.plan(hit)
    const plan = hit === 'P' ? withPriority(made) : made
    const [report] = analyse(plan)
    if (report === undefined) throw new Error('no report')
    const seen = bruteForce(plan, hit)
    if (
      !agrees(report, seen, hit, tableOf(plan).rows.length) ||
      !report.findings.every((one) => isTrue(plan, one))
    )
      expect({ at, hit, report, table: tableOf(plan) }).toEqual(seen)
    for (const { kind } of report.findings) {
      if (kind === 'gap') counts.gaps += 1
      if (kind === 'overlap') counts.overlaps += 1
      if (kind === 'unreachable') counts.unreachable += 1
      if (kind === 'duplicate') counts.duplicates += 1
    }
    if (report.complete === 'yes') counts.complete += 1
  }
  // Every kind of answer occurs often, so that agreement means something.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(100)
}, 120_000)
