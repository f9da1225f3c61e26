import { median } from '../command.ts'
import { drive } from './drive.ts'
import type { Driven, Load } from './load.ts'

/** Drives several targets in turns, so that a disturbed moment of the machine hits all alike. */

export type Target = {
  readonly name: string
  readonly says: string
  /** Each round goes on where the one before stopped. */
  readonly load: Omit<Load, 'seconds' | 'keyPrefix' | 'first'>
  /** Whether each request carries an Idempotency-Key of its own. */
  readonly isKeyed: boolean
}
export type Rounds = { readonly rounds: number; readonly seconds: number; readonly warmUpSeconds: number }

export type Arm = {
  readonly name: string
  readonly says: string
  /** Median of the rounds. */
  readonly requestsPerSecond: number
  readonly p50Milliseconds: number
  readonly p99Milliseconds: number
  /** Median of the ratios of each round to the baseline's round beside it. */
  readonly ratio: number
  readonly roundRates: readonly number[]
  readonly roundRatios: readonly number[]
  readonly wrong: number
}

/** `baseline` names the target the ratios refer to; `what` is said of the rounds. */
export async function interleave(
  what: string,
  targets: readonly Target[],
  baseline: string,
  { rounds, seconds, warmUpSeconds }: Rounds,
  say: (line: string) => void,
): Promise<readonly Arm[]> {
  const driven = targets.map((target, number) => ({ target, number, sent: 0, results: [] as Driven[] }))
  const driveOne = async (each: (typeof driven)[number], round: number, lasting: number) => {
    const { number, sent, target } = each
    const { repeats, requests } = target.load
    const due = repeats ? requests : requests.slice(sent, sent + lasting * SUPPLY_PER_SECOND)
    const keyPrefix = target.isKeyed ? `t${number}r${String(round).padStart(4, '0')}` : null
    const result = await drive({
      ...target.load,
      requests: due,
      first: repeats ? sent : 0,
      seconds: lasting,
      keyPrefix,
    })
    each.sent += result.answers
    return result
  }
  for (const each of driven) await driveOne(each, 0, warmUpSeconds)
  for (let round = 1; round <= rounds; round += 1) {
    // There and back, so that ours and the baseline stand side by side and neither is always first.
    for (const each of round % 2 === 1 ? driven : driven.toReversed()) {
      const result = await driveOne(each, round, seconds)
      if (result.wrong > 0) say(`wrong: ${each.target.name}: ${result.example}`)
      each.results.push(result)
    }
    say(`  ${what}: round ${round} of ${rounds}`)
  }
  const base = driven.find(({ target }) => target.name === baseline)?.results.map(rateOf) ?? []
  return driven.map(({ target, results }) => armOf(target, results, base))
}

/** Requests at hand for each second of a target that repeats none; a faster one ends its round early. */
const SUPPLY_PER_SECOND = 800
export const supplyOf = ({ rounds, seconds, warmUpSeconds }: Rounds) =>
  SUPPLY_PER_SECOND * (warmUpSeconds + rounds * seconds)

const rateOf = ({ answers, seconds }: Driven) => answers / seconds

function armOf({ name, says }: Target, results: readonly Driven[], base: readonly number[]): Arm {
  const roundRates = results.map(rateOf)
  const roundRatios = roundRates.map((rate, round) => rate / (base[round] ?? Number.NaN))
  return {
    name,
    says,
    requestsPerSecond: median(roundRates),
    p50Milliseconds: median(results.map(({ p50Milliseconds }) => p50Milliseconds)),
    p99Milliseconds: median(results.map(({ p99Milliseconds }) => p99Milliseconds)),
    ratio: median(roundRatios),
    roundRates,
    roundRatios,
    wrong: results.reduce((sum, { wrong }) => sum + wrong, 0),
  }
}
