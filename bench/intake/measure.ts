import { median } from '../command.ts'
import { drive } from './drive.ts'
import { type IntakeHost, openIntakeHost } from './host.ts'
import type { Driven, Load } from './load.ts'
import { applicationOf, type Person, peopleOf } from './people.ts'
import { record } from './record.ts'
import { APPLY } from './recording.ts'
import { makeRegion, type Region } from './region.ts'
import { seed } from './seed.ts'

/**
 * Intake under load: the built approvals Worker beside the baseline, in turns. Two lines for ours: people who send a
 * token the isolate has verified within the last minute, and people who have just signed in, each token seen for the
 * first time.
 */
const CONNECTIONS = 32
const PEOPLE = 50
/** More than an isolate remembers, so that the oldest is forgotten before its turn comes again. */
const FRESH_TOKENS = 4000

export type Plan = {
  readonly rounds: number
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly now: number
  readonly today: string
}
export type Arm = {
  readonly name: string
  readonly requestsPerSecond: number
  readonly rounds: readonly number[]
  readonly p50Milliseconds: number
  readonly wrong: number
}
export type IntakeResult = {
  readonly connections: number
  readonly seconds: number
  readonly arms: readonly Arm[]
  readonly ratio: number
  readonly roundRatios: readonly number[]
  readonly freshTokenRatio: number
  readonly roundTrips: number
  /** Rows added to each table per application, ours and the baseline's. */
  readonly rowsPerApplication: { readonly ours: Rows; readonly bare: Rows }
  readonly sameRows: boolean
  readonly statements: { readonly read: number; readonly write: number; readonly writtenBytes: number }
}
type Rows = Readonly<Record<string, number>>
type ArmPlan = {
  readonly name: 'bare' | 'ours' | 'oursFreshToken' | 'hello'
  readonly load: Omit<Load, 'seconds' | 'keyPrefix'>
}

export async function measureIntake(
  approvals: string,
  plan: Plan,
  say: (line: string) => void,
): Promise<IntakeResult> {
  const region = await makeRegion(plan.now)
  const host = await openIntakeHost(approvals, region.bindings)
  try {
    const people = peopleOf(PEOPLE, plan.today)
    await seed(host.ours, region, people, plan)
    await seed(host.recorder, region, people, plan)
    const recordings = await record(host.recorder, region, people)
    const learnt = await fetch(new URL('/recordings', host.bare), {
      method: 'POST',
      body: JSON.stringify(recordings),
    })
    if (!learnt.ok) throw new Error('the baseline did not take the recordings')
    say(`  intake: ${recordings.all.length} applications recorded for the baseline`)

    const arms = await armsOf(host, region, people)
    const before = { ours: await host.rowCounts('ours'), bare: await host.rowCounts('bare') }
    const driven = await interleave(arms, plan, say)
    const after = { ours: await host.rowCounts('ours'), bare: await host.rowCounts('bare') }
    const rowsPerApplication = {
      ours: rowsPer(before.ours, after.ours),
      bare: rowsPer(before.bare, after.bare),
    }
    const [first] = recordings.all
    const of = (name: ArmPlan['name']) => armOf(name, driven.get(name) ?? [])
    const [bare, ours, fresh, hello] = [of('bare'), of('ours'), of('oursFreshToken'), of('hello')]
    return {
      connections: CONNECTIONS,
      seconds: plan.seconds,
      arms: [hello, bare, ours, fresh],
      ratio: ours.requestsPerSecond / bare.requestsPerSecond,
      roundRatios: ours.rounds.map((rate, round) => rate / (bare.rounds[round] ?? Number.NaN)),
      freshTokenRatio: fresh.requestsPerSecond / bare.requestsPerSecond,
      roundTrips: 2,
      rowsPerApplication,
      sameRows: JSON.stringify(rowsPerApplication.ours) === JSON.stringify(rowsPerApplication.bare),
      statements: {
        read: first?.read.length ?? 0,
        write: first?.write.length ?? 0,
        writtenBytes: bytesOf(first?.write ?? []),
      },
    }
  } finally {
    await host.dispose()
  }
}

async function armsOf(
  host: IntakeHost,
  region: Region,
  people: readonly Person[],
): Promise<readonly ArmPlan[]> {
  const wanted = { status: 201, text: '"outcome":"approve"' }
  const requestsOf = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const person = people[at % people.length]
        if (person === undefined) throw new Error('nobody applies')
        return { token: await region.applicant(person, at), body: JSON.stringify(applicationOf(person)) }
      }),
    )
  const known = await requestsOf(people.length)
  const fresh = await requestsOf(FRESH_TOKENS)
  const load = (url: URL) => ({
    url: new URL(APPLY, url).href,
    connections: CONNECTIONS,
    requests: known,
    wanted,
  })
  return [
    { name: 'hello', load: { ...load(host.hello), wanted: { status: 201, text: '{}' } } },
    { name: 'bare', load: load(host.bare) },
    { name: 'ours', load: load(host.ours) },
    { name: 'oursFreshToken', load: { ...load(host.ours), requests: fresh } },
  ]
}

type Rounds = Map<ArmPlan['name'], Driven[]>

async function interleave(
  arms: readonly ArmPlan[],
  plan: Plan,
  say: (line: string) => void,
): Promise<Rounds> {
  const driven: Rounds = new Map(arms.map(({ name }) => [name, []]))
  for (const [at, { load }] of arms.entries()) {
    await drive({ ...load, seconds: plan.warmUpSeconds, keyPrefix: `warm${at}000` })
  }
  for (let round = 0; round < plan.rounds; round += 1) {
    // There and back, so that ours and the baseline always stand side by side and neither is always first.
    for (const { name, load } of round % 2 === 0 ? arms : arms.toReversed()) {
      const keyPrefix = `${name.slice(0, 4)}${name.length % 10}${String(round).padStart(3, '0')}`
      const result = await drive({ ...load, seconds: plan.seconds, keyPrefix })
      if (result.wrong > 0) say(`  wrong: ${name}: ${result.example}`)
      driven.get(name)?.push(result)
    }
    say(`  intake: round ${round + 1} of ${plan.rounds}`)
  }
  return driven
}

function armOf(name: string, rounds: readonly Driven[]): Arm {
  const rates = rounds.map(({ answers, seconds }) => answers / seconds)
  return {
    name,
    requestsPerSecond: median(rates),
    rounds: rates,
    p50Milliseconds: median(rounds.map(({ p50Milliseconds }) => p50Milliseconds)),
    wrong: rounds.reduce((sum, each) => sum + each.wrong, 0),
  }
}

/** Leased blocks of numbers are one row a day, whoever leases. */
const PER_DAY = 'case_sequences'

/** Rows each table gained for one case. */
function rowsPer(before: Rows, after: Rows): Rows {
  const gained = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
  const cases = gained.find(([table]) => table === 'cases')?.[1] ?? 0
  return Object.fromEntries(
    gained
      .filter(([table, count]) => count !== 0 && table !== PER_DAY)
      .map(([table, count]) => [table, count / cases]),
  )
}

const encoder = new TextEncoder()
const bytesOf = (statements: readonly { readonly params: readonly (string | number | null)[] }[]) =>
  statements
    .flatMap(({ params }) => params)
    .reduce<number>((sum, param) => sum + (typeof param === 'string' ? encoder.encode(param).length : 8), 0)
