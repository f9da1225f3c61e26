import { makeJwk, makeRing } from '../packages/exchange/src/wire/wire.fixture.ts'
import { compareAllHeads, forgetExchange } from '../packages/services/src/exchange/at-work.ts'
import { type Audited, auditBoth } from './exchange-ledger.ts'
import { type Chance, seeded } from './seeded.ts'
import {
  asApplicant,
  asOfficialOf,
  handIn,
  newCases,
  registerAt,
  type SimulatedCase,
  someKinds,
} from './simulated-cases.ts'
import { FAULTS } from './simulated-line.ts'
import { type SimulatedRegion, type Simulation, STORMS, simulate } from './simulated-regions.ts'
import { carry, carryBoth, DAY_MS, HOUR_MS, MINUTE_MS, pass, quiesce, SECOND_MS } from './simulated-run.ts'

/**
 * One story of two regions, told by its seed alone: people apply, officials decide, cron runs, time goes by, and the line,
 * the isolates, the clocks and the keys fail as the seed has it. At its end nothing fails any more, and the ledger is read.
 */
export type Told = Audited & {
  readonly seed: number
  readonly faults: Readonly<Record<string, number>>
  readonly hash: string
  readonly lines: readonly string[]
}

const CASES = 10
const STEPS = 40

export async function tellStory(seed: number): Promise<Told> {
  const chance = seeded(seed, 'story')
  const sim = await simulate(seed)
  const cases = newCases(someKinds(CASES, seed))
  await registerAt(sim.b, cases)
  // Each story leaves some faults out, so that none hides what another does.
  const kinds = FAULTS.filter(() => chance.happens(0.7))
  sim.line.kinds = kinds.length === 0 ? FAULTS : kinds
  sim.line.share = chance.pick([0.1, 0.25, 0.5])
  const story: Story = { sim, chance, cases, waiting: [...cases] }
  for (let step = 0; step < STEPS; step += 1) {
    await sim.deliverLate()
    await chance.pick(STEPS_THERE_ARE)(story)
    for (const region of [sim.a, sim.b])
      if (region.hasEnded()) {
        sim.trace(`${region.code} has ended`)
        sim.line.count('crash')
        region.restart()
      }
  }
  sim.a.aheadMs = 0
  sim.b.aheadMs = 0
  await quiesce(sim, cases)
  const audited = await auditBoth(sim, cases)
  return {
    ...audited,
    seed,
    faults: Object.fromEntries(sim.line.counted),
    hash: await sim.hash(),
    lines: sim.lines(),
  }
}

type Story = {
  readonly sim: Simulation
  readonly chance: Chance
  readonly cases: readonly SimulatedCase[]
  /** Have not been handed in, or not been answered. */
  readonly waiting: SimulatedCase[]
}
type Step = (story: Story) => Promise<void>

const either = ({ sim: { a, b }, chance }: Story): SimulatedRegion => chance.pick([a, b])
const known = ({ cases }: Story) => cases.filter(({ number }) => number !== null)

const apply: Step = async ({ sim, waiting, chance }) => {
  const some = waiting.splice(0, 1 + chance.below(3))
  for (const each of some) {
    await handIn(sim, each)
    if (each.number === null) waiting.push(each)
  }
}
const applyTwice: Step = async ({ sim, waiting }) => {
  const [one] = waiting.splice(0, 1)
  if (one === undefined) return
  await Promise.all([handIn(sim, one), handIn(sim, one)])
  if (one.number === null) waiting.push(one)
}
const act: Step = async (story) => {
  const { sim, chance } = story
  const cases = known(story)
  if (cases.length === 0) return
  const theCase = chance.pick(cases)
  const what = chance.pick(['withdraw', 'urge', 'urge', 'supplement', 'supplement'] as const)
  const answer = await asApplicant(sim, theCase, what)
  sim.trace(`${what} of ${theCase.kind}: ${answer?.status ?? 'unanswered'}`)
}
const REASONS = [{ text: '试验所需', basis: '演示条例 1' }]
const OFFICIAL_STEPS = [
  ['handler', 'request-supplement', { reasons: REASONS }],
  ['handler', 'accept', {}],
  ['handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }],
  ['handler', 'resume', {}],
  ['handler', 'sign', { opinion: 'grant' }],
  ['handler', 'sign', { opinion: 'refuse', reasons: REASONS }],
  ['chief', 'decide', { decision: 'grant' }],
  ['chief', 'decide', { decision: 'refuse', reasons: REASONS }],
  ['head', 'extend', { workdays: 5, reasons: REASONS }],
] as const
const decide: Step = async (story) => {
  const { sim, chance } = story
  const cases = known(story).filter(({ kind }) => kind === 'reviewed' || kind === 'lacking')
  if (cases.length === 0) return
  const { number, kind } = chance.pick(cases)
  const [role, step, body] = chance.pick(OFFICIAL_STEPS)
  try {
    const path = `/approvals/v1/cases/${number}/${step}`
    const answer = await asOfficialOf(sim.b, role, 'POST', path, body, { department: 'civil-affairs' })
    sim.trace(
      `${step} of ${kind}: ${answer.status} ${answer.status < 300 ? answer.body.state : answer.body.code}`,
    )
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}
const job: Step = async (story) => carry(story.sim, either(story))
const both: Step = ({ sim }) => (sim.a.aheadMs + sim.b.aheadMs === 0 ? carryBoth(sim) : carry(sim, sim.b))
const compare: Step = async (story) => {
  const region = either(story)
  story.sim.trace(`heads ${region.code}: ${await region.job(compareAllHeads)}`)
}
const wait: Step = async ({ sim, cases, chance }) => {
  const ms = chance.pick([SECOND_MS, 20 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, DAY_MS])
  pass(ms)
  // The registers are delivered anew each night.
  if (ms !== DAY_MS) return
  sim.b.restart()
  await registerAt(sim.b, cases)
}
const storm: Step = async ({ sim, chance }) => {
  sim.line.storm = { kind: chance.pick(STORMS), until: Date.now() + chance.pick([MINUTE_MS, 20 * MINUTE_MS]) }
}
const crash: Step = async (story) => {
  either(story).restart({ at: 1 + story.chance.below(12), when: story.chance.pick(['before', 'after']) })
}
const restart: Step = async (story) => either(story).restart()
const skew: Step = async (story) => {
  const { sim, chance } = story
  const region = either(story)
  region.aheadMs = chance.pick([0, -40 * SECOND_MS, 90 * SECOND_MS, -10 * MINUTE_MS, 8 * MINUTE_MS])
  if (region.aheadMs !== 0) sim.line.count('clock skewed')
  sim.trace(`${region.code} is ${region.aheadMs} ahead`)
}
/** A key that signs and keys that open are put beside the old ones; the partner is told, or finds out. */
const rotate: Step = async (story) => {
  const { sim } = story
  const region = either(story)
  const { keys } = await makeRing(region === sim.a ? ['*'] : ['civil-affairs', '*'])
  const from = Math.floor(Date.now() / SECOND_MS) + 600
  region.deploy({ keys: [...keys.map((key) => ({ ...key, from })), ...region.ring().keys] })
  sim.line.count('key rotated')
  sim.trace(`keys of ${region.code}: ${await region.job(forgetExchange)}`)
}
/** Somebody without a key of the partner, in its name. */
const forge: Step = async ({ sim, chance }) => {
  sim.b.restart()
  const status = await sim.forge(await makeJwk('Ed25519'), chance.happens(0.5))
  sim.line.count('forged')
  if (status !== 401) sim.surprises.push(`a forged request was answered ${status}`)
}

const STEPS_THERE_ARE: readonly Step[] = [
  apply,
  apply,
  apply,
  apply,
  applyTwice,
  act,
  act,
  act,
  decide,
  decide,
  decide,
  decide,
  job,
  job,
  job,
  job,
  both,
  both,
  compare,
  wait,
  wait,
  wait,
  wait,
  wait,
  storm,
  crash,
  crash,
  restart,
  skew,
  rotate,
  forge,
]
