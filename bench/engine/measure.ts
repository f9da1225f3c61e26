import { Miniflare } from 'miniflare'
import * as z from 'zod'
import { bundle } from '../bundle.ts'
import { median } from '../command.ts'
import { OWN_CONNECTION } from '../own-connection.ts'
import { COMPATIBILITY_DATE } from '../place.ts'

/** Runs the race: every engine answers the same cases, in turns, so that a disturbed moment hits all alike. */

const SEED = 20_261_123
/** What a round answers: all of the 100,000 cases in the ten rounds of a full run. */
const STRETCH = 10_000

export type EngineResult = {
  readonly name: string
  readonly says: string
  /** Whether the project's target is about this line. */
  readonly isTarget: boolean
  /** Of one decision, median of the rounds. */
  readonly microseconds: number
  readonly lowest: number
  readonly highest: number
  readonly casesChecked: number
  readonly wrong: number
}

const listSchema = z.array(z.object({ name: z.string(), says: z.string() }))
const ranSchema = z.object({
  milliseconds: z.number(),
  decisions: z.number(),
  wrong: z.number(),
  example: z.unknown(),
})

const TARGET = 'tongban'
const isOurs = (name: string) => name.startsWith('tongban')
/** Our own engine is so fast that a stretch is answered many times, or the clock's whole milliseconds would show. */
const passesOf = (name: string) => (isOurs(name) ? 20 : 1)
/** The others, hundreds of times slower, answer this part of each stretch unless told to answer all. */
const PART_FOR_OTHERS = 0.1

export async function measureEngines(
  rounds: number,
  allCases: boolean,
  say: (line: string) => void,
): Promise<EngineResult[]> {
  const host = new Miniflare({
    cf: false,
    workers: [
      {
        name: 'engines',
        compatibilityDate: COMPATIBILITY_DATE,
        modules: [{ type: 'ESModule', path: 'engines.js', contents: await bundle('engine/worker.ts') }],
        unsafeDirectSockets: [{ port: 0 }],
      },
    ],
  })
  try {
    await host.ready
    const url = await host.unsafeGetDirectURL('engines')
    const engines = listSchema.parse(await (await fetch(url, { headers: OWN_CONNECTION })).json())
    const samples = engines.map((engine) => ({ ...engine, times: [] as number[], checked: 0, wrong: 0 }))
    for (let round = 0; round < rounds; round += 1) {
      const turn = [...samples.slice(round % samples.length), ...samples.slice(0, round % samples.length)]
      for (const sample of turn) {
        const count = allCases || isOurs(sample.name) ? STRETCH : STRETCH * PART_FOR_OTHERS
        const from = round * STRETCH
        const query = { engine: sample.name, seed: SEED, from, count, passes: passesOf(sample.name) }
        const { milliseconds, decisions, wrong, example } = await ask(url, query)
        if (wrong > 0) say(`  wrong: ${sample.name} ${JSON.stringify(example)}`)
        sample.times.push((milliseconds * 1000) / decisions)
        sample.checked += count
        sample.wrong += wrong
      }
      say(`  engines: round ${round + 1} of ${rounds}`)
    }
    return samples.map(({ name, says, times, checked, wrong }) => ({
      name,
      says,
      isTarget: name === TARGET,
      microseconds: median(times),
      lowest: Math.min(...times),
      highest: Math.max(...times),
      casesChecked: checked,
      wrong,
    }))
  } finally {
    await host.dispose()
  }
}

/**
 * Asks for one stretch. The Worker times itself; the time seen from here bounds it, or its clock would stand still as
 * it does in production.
 */
async function ask(url: URL, query: Record<string, string | number>) {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  const startedAt = performance.now()
  const response = await fetch(new URL(`/run?${search}`, url), { headers: OWN_CONNECTION })
  if (!response.ok) throw new Error(`engine run failed: ${await response.text()}`)
  const ran = ranSchema.parse(await response.json())
  const outside = performance.now() - startedAt
  if (ran.milliseconds <= 0 || ran.milliseconds > outside + 1) {
    throw new Error(`the Worker says ${ran.milliseconds} ms, seen from outside it took ${outside} ms`)
  }
  return ran
}
