/**
 * Which facts a row could use in this very case: without the fact the answer, or what is said of some row, would be
 * another. Nobody is shown what played no part (个人信息保护法 6, 24).
 */
import { loadPlan } from '../closures/model.ts'
import type { Plan } from '../plan/plan.ts'
import { decide } from './decide.ts'
import { dependenciesOf } from './depends.ts'
import type { SettledFact } from './fact.ts'
import type { DecisionRecord } from './record.ts'
import { HINDRANCES, takes } from './rule-book.ts'

export function factsThatCount(recorded: DecisionRecord, plan: Plan): readonly SettledFact[] {
  const { receivedOn, extra, facts } = recorded
  const model = loadPlan(plan)
  const answer = (given: readonly SettledFact[]) => {
    const { outcome, competent, result, trace } = decide({ model, facts: given, receivedOn, extra })
    return JSON.stringify([outcome, competent, result, trace])
  }
  const before = answer(facts)
  const needed = neededBy(recorded, plan)
  return facts.filter((fact) => {
    if (!takes(plan, fact.name)) return false
    if (needed.has(fact.name) || fact.status === 'contradictory') return true
    if (fact.status !== 'known') return false
    const without = facts.map((other) => (other === fact ? { ...fact, status: 'missing' as const } : other))
    return answer(without) !== before
  })
}

/** What rows that held rest on, and what kept others from being said. */
function neededBy({ trace, unknownFacts }: DecisionRecord, plan: Plan): ReadonlySet<string> {
  const dependencies = dependenciesOf(plan)
  const states = trace[HINDRANCES] ?? []
  return new Set([
    ...unknownFacts,
    ...states.flatMap((state, at) => (state === true ? [...(dependencies[at] ?? [])] : [])),
    ...Object.values(trace).flatMap((rows) =>
      rows.flatMap((state) => (typeof state === 'object' ? state : [])),
    ),
  ])
}
