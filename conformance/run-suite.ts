/** Runs the scenarios against a region and says of each clause whether it holds. */
import type { ClauseId } from './clauses.ts'
import { ALONE, SIDE_BY_SIDE } from './scenarios/index.ts'
import type { Scenario } from './scenarios/scenario.ts'
import { NoAnswer, NotTried, type Tester, Unmet } from './tester.ts'

export type Outcome = {
  readonly id: ClauseId
  readonly outcome: 'passed' | 'failed' | 'notTried'
  /** What was found otherwise than it should be, or why it was not tried. */
  readonly why?: string
  readonly ms: number
}

export async function runSuite(
  tester: Tester,
  { atOnce = 6, tell = () => undefined }: { atOnce?: number; tell?: (outcome: Outcome) => void } = {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const tried = async ([id, scenario]: readonly [ClauseId, Scenario]) => {
    const outcome = await outcomeOf(id, scenario, tester)
    outcomes.push(outcome)
    tell(outcome)
  }
  const waiting = entriesOf(SIDE_BY_SIDE)
  const line = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tried(next)
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  for (const next of entriesOf(ALONE)) await tried(next)
  return outcomes.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Guarantee: the keys are those of the table. */
const entriesOf = (scenarios: Readonly<Record<ClauseId, Scenario>>) =>
  Object.entries(scenarios) as [ClauseId, Scenario][]

async function outcomeOf(id: ClauseId, scenario: Scenario, tester: Tester): Promise<Outcome> {
  const startedAt = Date.now()
  const done = (outcome: Outcome['outcome'], why?: string): Outcome => ({
    id,
    outcome,
    ms: Date.now() - startedAt,
    ...(why === undefined ? {} : { why }),
  })
  try {
    await scenario(tester)
    return done('passed')
  } catch (thrown) {
    if (thrown instanceof NotTried) return done('notTried', thrown.message)
    if (thrown instanceof Unmet || thrown instanceof NoAnswer) return done('failed', thrown.message)
    throw thrown
  }
}
