import type { Actor } from '@tongban/kernel'
import { replayDeadLetter } from '@tongban/services'
import { vi } from 'vitest'
import { carryMessages, compareAllHeads, forgetExchange } from '../packages/services/src/exchange/at-work.ts'
import { handIn, type SimulatedCase } from './simulated-cases.ts'
import type { SimulatedRegion, Simulation } from './simulated-regions.ts'

/** How a simulation goes on: time that passes, cron on both sides, and the end, when nothing goes wrong any more. */
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** More stories are asked for than one change waits for. Guarantee: the test environment binds it, as `first-last`. */
export function storiesIn(env: unknown): { readonly first: number; readonly last: number } {
  const { TEST_FAULT_SEEDS } = env as { readonly TEST_FAULT_SEEDS: string }
  const [first = 1, last = first] = TEST_FAULT_SEEDS.split('-').map(Number)
  return { first, last }
}
const STORIES_OF_A_CHANGE = 20
export function isDeep(env: unknown): boolean {
  const { first, last } = storiesIn(env)
  return last - first > STORIES_OF_A_CHANGE
}

export const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms)

export async function carry(sim: Simulation, region: SimulatedRegion): Promise<void> {
  sim.trace(`carry ${region.code}: ${await region.job(carryMessages)}`)
}

/** Both drains at once, and the same one twice. */
export async function carryBoth(sim: Simulation): Promise<void> {
  await Promise.all([sim.a, sim.b, sim.a].map((region) => region.job(carryMessages)))
  sim.trace('carry both at once')
}

const pending = async ({ database }: SimulatedRegion) =>
  (await database
    .prepare(
      `SELECT count(*) FROM exchange_messages
       WHERE state = 'waiting' OR (direction = 'in' AND verdict IS NULL)`,
    )
    .first<number>('count(*)')) ?? 0

const ADMIN: Actor = {
  kind: 'official',
  subject: 'admin-1',
  roles: ['admin'],
  department: 'services',
  post: 'post-1',
  name: '演示',
}

/** An operator sends dead letters again. */
async function replay({ database, job, code }: SimulatedRegion, sim: Simulation): Promise<void> {
  const { results } = await database
    .prepare("SELECT id, last_reason FROM exchange_messages WHERE direction = 'out' AND state = 'dead'")
    .all<{ id: string; last_reason: string }>()
  for (const { id, last_reason: reason } of results) {
    sim.line.count('dead letter')
    sim.trace(`dead at ${code}: ${reason}`)
    await job((ctx) => replayDeadLetter({ ...ctx, actor: ADMIN }, id))
  }
}

const ROUNDS = 60

/** No more faults, and time enough: until nothing waits, then the heads are compared, and what was found is made up. */
export async function quiesce(sim: Simulation, cases: readonly SimulatedCase[]): Promise<void> {
  const { a, b, line } = sim
  line.share = 0
  line.storm = null
  a.restart()
  b.restart()
  // Each hour each tells the other its keys.
  for (const region of [a, b, a]) sim.trace(`keys ${region.code}: ${await region.job(forgetExchange)}`)
  // Whoever was not answered asks again, also after what they had begun is given up.
  for (let round = 0; round < 5 && cases.some(({ number }) => number === null); round += 1) {
    for (const each of cases) if (each.number === null) await handIn(sim, each)
    pass(2 * MINUTE_MS)
  }
  await untilQuiet(sim)
  for (const region of [a, b]) {
    sim.trace(`heads ${region.code}: ${await region.job(compareAllHeads)}`)
    await untilQuiet(sim)
  }
  for (const region of [a, b]) {
    const told = await region.job(compareAllHeads)
    sim.trace(`heads ${region.code}: ${told}`)
    const [, alike, all, divergent] = /^\d+: (\d+) of (\d+) alike, .* divergent (\d+)$/.exec(told ?? '') ?? []
    // An application that was refused and taken back has a head where it was handed in, and none at the other side.
    if (divergent !== '0' || Number(alike) + (await takenBack(sim)) !== Number(all))
      sim.surprises.push(`heads at ${region.code}: ${told}`)
  }
}

async function takenBack({ a, b }: Simulation): Promise<number> {
  const { results } = await a.database
    .prepare("SELECT case_number FROM handovers WHERE custody = 'here'")
    .all<{ case_number: string }>()
  const known = await b.database
    .prepare('SELECT count(*) FROM handovers WHERE case_number IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(results.map((row) => row.case_number)))
    .first<number>('count(*)')
  return results.length - (known ?? 0)
}

export async function untilQuiet(sim: Simulation): Promise<void> {
  const { a, b, line } = sim
  for (let round = 0; round < ROUNDS; round += 1) {
    await sim.deliverLate()
    await carry(sim, a)
    await carry(sim, b)
    await replay(a, sim)
    await replay(b, sim)
    if ((await pending(a)) + (await pending(b)) + line.held() === 0) return
    pass(round < 10 ? 2 * MINUTE_MS : line.held() > 0 ? 6 * HOUR_MS : HOUR_MS)
  }
  sim.surprises.push('something still waits')
}
