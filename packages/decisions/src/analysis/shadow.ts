/**
 * Past cases decided again by a new version of the rules, without any effect on them: whose outcome or result would be
 * another, and which rules make the difference. Cases are added one by one, so that any number of them can be gone
 * through; nothing is kept of a case that stays as it is.
 */
import { canonicalJson, type Json } from '@tongban/kernel'
import { loadPlan, type Model } from '../closures/model.ts'
import type { Plan } from '../plan/plan.ts'
import { decide } from '../second-approval/decide.ts'
import type { Decision, Hindrance, Outcome } from '../second-approval/decision.ts'
import type { SettledFact } from '../second-approval/fact.ts'

export type ShadowCase = {
  /** Case number; names the case in the report. */
  readonly id: string
  /** The facts it was decided on; null where they have been erased. */
  readonly facts: readonly SettledFact[] | null
  readonly receivedOn: string
  /** What the machine decided then. */
  readonly outcome: Outcome
  readonly result?: Decision['result']
  /** Rules that stood against approval then; taken from the old plan when absent. */
  readonly rules?: readonly string[]
  /** Reasons outside the tables, as recorded. */
  readonly extra?: readonly Hindrance[]
  /** What the report is broken down by, such as a district or the kind of document. */
  readonly group?: string
}

export type Flip = {
  readonly id: string
  readonly group: string | null
  readonly receivedOn: string
  readonly from: Side
  readonly to: Side
  /** Rules that stand against approval only now, or no longer. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}
type Side = { readonly outcome: Outcome; readonly result: Json; readonly rules: readonly string[] }

type Counted = { readonly [key: string]: number }
export type ShadowReport = {
  readonly cases: number
  readonly replayed: number
  /** Cases whose facts are erased: they cannot be decided again. */
  readonly erased: number
  /** Cases the old plan does not decide as they were decided; their record stands, but they deserve a look. */
  readonly notReproduced: readonly string[]
  readonly different: number
  /** The cases that differ, in the order added; `kept` says how many of them are listed. */
  readonly flips: readonly Flip[]
  readonly kept: number
  /** Old outcome → new outcome → number of cases, those that stay included. */
  readonly outcomes: { readonly [from: string]: Counted }
  /** Same outcome, another result. */
  readonly resultsOnly: number
  /** For each rule the cases it newly stands against, and those it no longer does. */
  readonly rules: { readonly [rule: string]: { readonly gained: number; readonly lost: number } }
  readonly groups: { readonly [group: string]: { readonly cases: number; readonly different: number } }
}

export type ShadowOptions = {
  /** How many differing cases are listed; all are counted. */
  readonly keep?: number
}

const KEEP = 10_000

export type Shadow = {
  /** Decides one case again; the flip when it differs, else null. */
  add(one: ShadowCase): Flip | null
  report(): ShadowReport
}

/** All cases at once. `shadowing` is for those that come in pages. */
export function shadow(
  oldPlan: Plan | null,
  newPlan: Plan,
  cases: Iterable<ShadowCase>,
  options: ShadowOptions = {},
): ShadowReport {
  const run = shadowing(oldPlan, newPlan, options)
  for (const one of cases) run.add(one)
  return run.report()
}

/** Without an old plan the records alone say how cases were decided. */
export function shadowing(oldPlan: Plan | null, newPlan: Plan, options: ShadowOptions = {}): Shadow {
  return new Run(oldPlan, newPlan, options.keep ?? KEEP)
}

class Run implements Shadow {
  private readonly old: Model | null
  private readonly now: Model
  private readonly keep: number
  private readonly flips: Flip[] = []
  private readonly notReproduced: string[] = []
  private readonly outcomes = new Map<string, Map<string, number>>()
  private readonly rules = new Map<string, { gained: number; lost: number }>()
  private readonly groups = new Map<string, { cases: number; different: number }>()
  private cases = 0
  private erased = 0
  private different = 0
  private resultsOnly = 0

  constructor(oldPlan: Plan | null, newPlan: Plan, keep: number) {
    this.old = oldPlan === null ? null : loadPlan(oldPlan)
    this.now = loadPlan(newPlan)
    this.keep = keep
  }

  add(one: ShadowCase): Flip | null {
    this.cases += 1
    const { facts, receivedOn, extra = [] } = one
    if (facts === null) {
      this.erased += 1
      return null
    }
    const then = this.old === null ? null : sideOf(decide({ model: this.old, facts, receivedOn, extra }))
    const from = this.recorded(one, then)
    const to = sideOf(decide({ model: this.now, facts, receivedOn, extra }))
    const flip = compared(one, from, to, one.rules !== undefined || then !== null)
    this.count(one, from, to, flip)
    return flip
  }

  /** The record counts; the old plan gives what the record does not say. */
  private recorded(one: ShadowCase, then: Side | null): Side {
    const { outcome, result = then?.result ?? null, rules = then?.rules ?? [] } = one
    const recorded = { outcome, result, rules }
    const isReproduced =
      then === null || (then.outcome === outcome && canonicalJson(then.result) === canonicalJson(result))
    if (!isReproduced && this.notReproduced.length < this.keep) this.notReproduced.push(one.id)
    return recorded
  }

  private count(one: ShadowCase, from: Side, to: Side, flip: Flip | null): void {
    const row = this.outcomes.get(from.outcome) ?? new Map<string, number>()
    row.set(to.outcome, (row.get(to.outcome) ?? 0) + 1)
    this.outcomes.set(from.outcome, row)
    if (one.group !== undefined) {
      const group = this.groups.get(one.group) ?? { cases: 0, different: 0 }
      group.cases += 1
      if (flip !== null) group.different += 1
      this.groups.set(one.group, group)
    }
    if (flip === null) return
    this.different += 1
    if (from.outcome === to.outcome && flip.gained.length === 0 && flip.lost.length === 0)
      this.resultsOnly += 1
    for (const rule of flip.gained) this.ruleOf(rule).gained += 1
    for (const rule of flip.lost) this.ruleOf(rule).lost += 1
    if (this.flips.length < this.keep) this.flips.push(flip)
  }

  private ruleOf(rule: string): { gained: number; lost: number } {
    const known = this.rules.get(rule) ?? { gained: 0, lost: 0 }
    this.rules.set(rule, known)
    return known
  }

  report(): ShadowReport {
    return {
      cases: this.cases,
      replayed: this.cases - this.erased,
      erased: this.erased,
      notReproduced: [...this.notReproduced],
      different: this.different,
      flips: [...this.flips],
      kept: this.flips.length,
      outcomes: Object.fromEntries([...this.outcomes].map(([from, row]) => [from, Object.fromEntries(row)])),
      resultsOnly: this.resultsOnly,
      rules: Object.fromEntries([...this.rules].map(([rule, counts]) => [rule, { ...counts }])),
      groups: Object.fromEntries([...this.groups].map(([group, counts]) => [group, { ...counts }])),
    }
  }
}

function sideOf({ outcome, result, hindrances, competent }: Decision): Side {
  const rules = hindrances.map(({ rule }) => rule)
  const ofCompetence = outcome === 'elsewhere' && competent.rule !== null ? [competent.rule] : []
  return { outcome, result, rules: [...new Set([...ofCompetence, ...rules])] }
}

/** A case differs by its outcome, its result, or the rules its applicant is told of. */
function compared(one: ShadowCase, from: Side, to: Side, rulesKnown: boolean): Flip | null {
  const gained = rulesKnown ? to.rules.filter((rule) => !from.rules.includes(rule)) : []
  const lost = rulesKnown ? from.rules.filter((rule) => !to.rules.includes(rule)) : []
  const isSame =
    from.outcome === to.outcome &&
    canonicalJson(from.result) === canonicalJson(to.result) &&
    gained.length === 0 &&
    lost.length === 0
  if (isSame) return null
  const { id, group = null, receivedOn } = one
  return { id, group, receivedOn, from, to, gained, lost }
}
