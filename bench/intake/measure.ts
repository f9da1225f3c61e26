import { type IntakeHost, openIntakeHost } from './host.ts'
import { type Arm, interleave, type Rounds, type Target } from './interleave.ts'
import { applicationOf, type Person, peopleOf } from './people.ts'
import { ROUND_TRIPS, record } from './record.ts'
import { APPLY, type Recorded } from './recording.ts'
import { makeRegion, type Region } from './region.ts'
import { seed } from './seed.ts'

/** Intake under load: the built approvals Worker beside the baseline, both on databases filled the same way. */
const CONNECTIONS = 32
const PEOPLE = 50
/** More than an isolate remembers, each round beginning elsewhere: a token's turn comes when it has been forgotten. */
const FRESH_TOKENS = 4000
const FRESH_STEP = 1500

export type Plan = Rounds & { readonly now: number; readonly today: string }
export type IntakeResult = {
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
  readonly arms: readonly Arm[]
  /** Of one application, asserted while recording. */
  readonly roundTrips: number
  readonly statements: { readonly read: number; readonly write: number; readonly writtenBytes: number }
  /** Rows each table gained per application. */
  readonly rowsPerApplication: { readonly ours: Rows; readonly bare: Rows }
  readonly sameRows: boolean
}
type Rows = Readonly<Record<string, number>>

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
    await teach(host.bare, recordings)
    say(`  intake: ${recordings.all.length} applications recorded for the baseline`)

    const targets = await targetsOf(host, region, people)
    const before = await countRows(host)
    const arms = await interleave(targets, 'bare', plan, say)
    const after = await countRows(host)
    const rowsPerApplication = {
      ours: gained(before.ours, after.ours),
      bare: gained(before.bare, after.bare),
    }
    const [{ read, write } = { read: [], write: [] }] = recordings.all
    return {
      connections: CONNECTIONS,
      rounds: plan.rounds,
      seconds: plan.seconds,
      arms,
      roundTrips: ROUND_TRIPS,
      statements: { read: read.length, write: write.length, writtenBytes: bytesOf(write) },
      rowsPerApplication,
      sameRows: JSON.stringify(rowsPerApplication.ours) === JSON.stringify(rowsPerApplication.bare),
    }
  } finally {
    await host.dispose()
  }
}

async function teach(bare: URL, recordings: object): Promise<void> {
  const learnt = await fetch(new URL('/recordings', bare), {
    method: 'POST',
    body: JSON.stringify(recordings),
  })
  if (!learnt.ok) throw new Error('the baseline did not take the recordings')
}

async function targetsOf(
  host: IntakeHost,
  region: Region,
  people: readonly Person[],
): Promise<readonly Target[]> {
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
  const load = (url: URL, text = '"outcome":"approve"') => ({
    url: new URL(APPLY, url).href,
    connections: CONNECTIONS,
    requests: known,
    wanted: { status: 201, text },
  })
  return [
    { name: 'hello', says: 'nothing but an answer, for the scale', load: load(host.hello, '{}') },
    { name: 'bare', says: 'baseline', load: load(host.bare) },
    { name: 'ours', says: 'ours, token seen within the last minute', load: load(host.ours) },
    {
      name: 'oursFreshToken',
      says: 'ours, each token seen for the first time',
      load: { ...load(host.ours), requests: fresh },
      step: FRESH_STEP,
    },
  ]
}

const countRows = async (host: IntakeHost) => ({
  ours: await host.rowCounts('ours'),
  bare: await host.rowCounts('bare'),
})

/** Leased blocks of numbers are one row a day, whoever leases. */
const PER_DAY = 'case_sequences'

function gained(before: Rows, after: Rows): Rows {
  const more = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
  const cases = more.find(([table]) => table === 'cases')?.[1] ?? 0
  return Object.fromEntries(
    more
      .filter(([table, count]) => count !== 0 && table !== PER_DAY)
      .map(([table, count]) => [table, count / cases]),
  )
}

const encoder = new TextEncoder()
/** A number counts 8 bytes. */
const bytesOf = (statements: readonly Recorded[]) =>
  statements
    .flatMap(({ params }) => params)
    .reduce<number>((sum, param) => sum + (typeof param === 'string' ? encoder.encode(param).length : 8), 0)
