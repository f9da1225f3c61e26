import { Miniflare } from 'miniflare'
import * as z from 'zod'
import { bundle } from '../bundle.ts'
import { median } from '../command.ts'
import { OWN_CONNECTION } from '../own-connection.ts'
import { COMPATIBILITY_DATE } from '../place.ts'

/** Runs the race of verifications: every line in turn, round by round, so that a disturbed moment hits all alike. */
export type VerifyResult = {
  readonly name: string
  readonly says: string
  /** Of one verification, median of the rounds. */
  readonly microseconds: number
  /** Verifications a second, of those of the bare line in the same round: median, and the rounds. */
  readonly ratio: number
  readonly roundRatios: readonly number[]
  readonly wrong: number
}

const BASELINE = 'bare'
/** So many that a stretch takes some tens of milliseconds; the slow one would otherwise take all the time. */
const COUNTS: Readonly<Record<string, number>> = { 'sd-jwt-vc': 4 }
const COUNT = 2_048

const listSchema = z.array(z.object({ name: z.string(), says: z.string() }))
const ranSchema = z.object({ milliseconds: z.number(), wrong: z.number() })

export const measureVerify = (rounds: number, say: (line: string) => void) =>
  measureRace('verify', 'verify/worker.ts', rounds, say)

/** `entry`: a Worker whose contestants run, made by `raceWorker`; one of them is called `bare`. */
export async function measureRace(
  what: string,
  entry: string,
  rounds: number,
  say: (line: string) => void,
): Promise<readonly VerifyResult[]> {
  const host = new Miniflare({
    cf: false,
    workers: [
      {
        name: 'verify',
        compatibilityDate: COMPATIBILITY_DATE,
        modules: [{ type: 'ESModule', path: 'verify.js', contents: await bundle(entry) }],
        unsafeDirectSockets: [{ port: 0 }],
      },
    ],
  })
  try {
    await host.ready
    const url = await host.unsafeGetDirectURL('verify')
    const lines = listSchema.parse(await (await fetch(url, { headers: OWN_CONNECTION })).json())
    const samples = lines.map((line) => ({ ...line, times: [] as number[], wrong: 0 }))
    // Warmed up once, unmeasured.
    for (const { name } of samples) await ask(url, name)
    for (let round = 0; round < rounds; round += 1) {
      const turn = [...samples.slice(round % samples.length), ...samples.slice(0, round % samples.length)]
      for (const sample of turn) {
        const { microseconds, wrong } = await ask(url, sample.name)
        sample.times.push(microseconds)
        sample.wrong += wrong
      }
    }
    say(`  ${what}: ${rounds} rounds`)
    const base = samples.find(({ name }) => name === BASELINE)?.times ?? []
    return samples.map(({ name, says, times, wrong }) => {
      const roundRatios = times.map((time, round) => (base[round] ?? Number.NaN) / time)
      return { name, says, microseconds: median(times), ratio: median(roundRatios), roundRatios, wrong }
    })
  } finally {
    await host.dispose()
  }
}

/** The Worker times itself; seen from here it cannot have taken less. */
async function ask(url: URL, name: string) {
  const count = COUNTS[name] ?? COUNT
  const startedAt = performance.now()
  const response = await fetch(new URL(`/run?name=${name}&count=${count}`, url), { headers: OWN_CONNECTION })
  if (!response.ok) throw new Error(`the race stopped: ${await response.text()}`)
  const { milliseconds, wrong } = ranSchema.parse(await response.json())
  const outside = performance.now() - startedAt
  if (milliseconds <= 0 || milliseconds > outside + 1)
    throw new Error(`the Worker says ${milliseconds} ms, seen from outside it took ${outside} ms`)
  return { microseconds: (milliseconds * 1000) / count, wrong }
}
