import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { auditBoth } from '../../exchange-ledger.ts'
import {
  asApplicant,
  handIn,
  newCases,
  publishAt,
  registerAt,
  type SimulatedCase,
} from '../../simulated-cases.ts'
import { type Crash, type Simulation, simulate } from '../../simulated-regions.ts'
import { carry, isDeep, pass, quiesce } from '../../simulated-run.ts'

/**
 * An isolate that ends at the n-th thing it does with its database or the line, before or after it is done, for every n of
 * the way of one case: nothing it had in memory goes on, whoever was to be answered is not. It ends in one state.
 */
let sim: Simulation
beforeAll(async () => {
  sim = await simulate('crash')
  await publishAt(sim.b, '2026-12-24')
})

const MOST = 60
type Way = (theCase: SimulatedCase) => Promise<void>

/** Every point of `way` at this side, each with a case of its own; answers the cases. */
async function endAtEach(victim: 'a' | 'b', kind: SimulatedCase['kind'], way: Way, when: Crash['when']) {
  const cases: SimulatedCase[] = []
  for (let at = 1; at <= MOST; at += 1) {
    const [theCase] = newCases([kind])
    if (theCase === undefined) throw new Error('no case')
    sim.a.restart()
    sim.b.restart()
    await registerAt(sim.b, [theCase])
    sim[victim].restart({ at, when })
    cases.push(theCase)
    await way(theCase)
    if (!sim[victim].hasEnded()) return cases
    sim[victim].restart()
    // The next begins with lines that are whole; what is under way goes on beside it.
    for (const { database } of [sim.a, sim.b])
      await database.prepare('UPDATE exchange_partners SET failures = 0, open_until = NULL').run()
    pass(61_000)
  }
  throw new Error('it has no end')
}

const untilClosed: Way = async (theCase) => {
  await handIn(sim, theCase)
  await carry(sim, sim.b)
  await carry(sim, sim.a)
}
const withdrawn: Way = async (theCase) => {
  await handIn(sim, theCase)
  if (theCase.number !== null) await asApplicant(sim, theCase, 'withdraw')
  await carry(sim, sim.b)
}

/** The others take as long again, and are told with the many stories of the deep run. */
const WAYS = [
  ['granted', untilClosed],
  ['elsewhere', untilClosed],
  ['reviewed', withdrawn],
] as const
test.each(isDeep(env) ? WAYS : WAYS.slice(0, 1))(
  'does a case that is %s end in one state, wherever either side ends on its way?',
  async (kind, way) => {
    const ended: SimulatedCase[] = []
    for (const victim of ['a', 'b'] as const)
      for (const when of ['before', 'after'] as const) {
        ended.push(...(await endAtEach(victim, kind, way, when)))
      }
    await quiesce(sim, ended)
    const { wrong } = await auditBoth(sim, ended)
    expect(wrong).toEqual([])
    sim = await simulate(`crash ${kind}`)
  },
  240_000,
)
