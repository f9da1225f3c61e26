/**
 * The record of a decision: everything it was made from, as plain JSON. With the plan of its hash it replays bit for
 * bit; a difference is named. It holds personal data and is stored encrypted.
 */
import { canonicalJson, type EpochMs, type Json } from '@tongban/kernel'
import { loadPlan } from '../closures/model.ts'
import type { Plan } from '../plan/plan.ts'
import type { Counterfactual } from './counterfactual.ts'
import { decide } from './decide.ts'
import type { Decision, Hindrance, RowTrace } from './decision.ts'
import type { SettledFact } from './fact.ts'

export const RECORD_FORMAT = 'decision-record/2'

/** Each table's rows: `true` held, a number is the first failing column, a list the inputs that were unknown. */
export type CompactTrace = { readonly [table: string]: readonly (true | number | readonly string[])[] }

export type DecisionRecord = {
  readonly format: typeof RECORD_FORMAT
  readonly item: { readonly code: string; readonly version: number }
  readonly rulesHash: string
  readonly receivedOn: string
  readonly decidedAt: EpochMs
  readonly facts: readonly SettledFact[]
  readonly extra: readonly Hindrance[]
  readonly outcome: Decision['outcome']
  readonly competent: Decision['competent']
  readonly hindrances: readonly Hindrance[]
  readonly result: Decision['result']
  readonly unknownFacts: readonly string[]
  readonly trace: CompactTrace
  readonly counterfactual: Counterfactual
}

export type RecordInput = {
  readonly item: { readonly code: string; readonly version: number }
  readonly rulesHash: string
  readonly receivedOn: string
  readonly decidedAt: EpochMs
  readonly decision: Decision
  readonly counterfactual: Counterfactual
  readonly extra?: readonly Hindrance[]
}

export function record(input: RecordInput): DecisionRecord {
  const { item, rulesHash, receivedOn, decidedAt, decision, extra = [] } = input
  return {
    format: RECORD_FORMAT,
    item: { code: item.code, version: item.version },
    rulesHash,
    receivedOn,
    decidedAt,
    extra,
    facts: decision.facts,
    outcome: decision.outcome,
    competent: decision.competent,
    hindrances: decision.hindrances,
    result: decision.result,
    unknownFacts: decision.unknownFacts,
    trace: compact(decision.trace),
    counterfactual: input.counterfactual,
  }
}

export function compact(trace: readonly RowTrace[]): CompactTrace {
  const tables: Record<string, (true | number | readonly string[])[]> = {}
  for (const row of trace) {
    const rows = tables[row.table] ?? []
    rows.push(row.state === 'hit' ? true : row.state === 'miss' ? row.column : row.inputs)
    tables[row.table] = rows
  }
  return tables
}

/** What replay compares, in the order in which a difference is named. */
const COMPARED = ['facts', 'outcome', 'competent', 'hindrances', 'result', 'unknownFacts', 'trace'] as const
export type Difference = (typeof COMPARED)[number] | 'format'
export type Replay =
  | { readonly equal: true }
  | {
      readonly equal: false
      readonly difference: Difference
      readonly recorded: Json
      readonly replayed: Json
    }

/** Decides again from the record's own facts by the plan given, which must be the one of `rulesHash`. */
export function replay(recorded: DecisionRecord, plan: Plan): Replay {
  if (recorded.format !== RECORD_FORMAT)
    return { equal: false, difference: 'format', recorded: recorded.format, replayed: RECORD_FORMAT }
  const { facts, receivedOn, extra } = recorded
  const decision = decide({ model: loadPlan(plan), facts, receivedOn, extra })
  const again = { ...decision, trace: compact(decision.trace) }
  for (const difference of COMPARED) {
    const before = asJson(recorded[difference])
    const after = asJson(again[difference])
    if (canonicalJson(before) !== canonicalJson(after))
      return { equal: false, difference, recorded: before, replayed: after }
  }
  return { equal: true }
}

/** Guarantee: the parts of a record are plain data made by `record` and `decide`; JSON keeps them as they are. */
const asJson = (value: DecisionRecord[(typeof COMPARED)[number]]): Json => value as Json
