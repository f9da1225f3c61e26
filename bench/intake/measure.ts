import { type Arm, interleave, type Rounds, supplyOf, type Target } from '../load/interleave.ts'
import { type Codes, type IntakeHost, openIntakeHost } from './host.ts'
import { type Person, peopleOf } from './people.ts'
import { ROUND_TRIPS, record } from './record.ts'
import { APPLY, type Recorded } from './recording.ts'
import { makeRegion, type Region } from './region.ts'
import type { Scenario } from './scenario.ts'
import { seed } from './seed.ts'

/** Intake under load: the built approvals Worker beside the baseline, both on databases filled the same way. */
const CONNECTIONS = 32
const RECORDED = 50
/** Staff at the counters: few tokens, so that each has been verified within the last minute. */
const COUNTERS = 50

export type Plan = Rounds & { readonly now: number; readonly today: string }
export type IntakeResult = {
  /** What was applied for. */
  readonly says: string
  /** Whether both sides waited for the signature of a licence. */
  readonly issuesLicence: boolean
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
  built: Codes,
  scenario: Scenario,
  plan: Plan,
  say: (line: string) => void,
): Promise<IntakeResult> {
  const region = await makeRegion(plan.now)
  const host = await openIntakeHost(built, region)
  try {
    const supply = supplyOf(plan)
    const people = peopleOf(scenario, 1 + RECORDED + 2 * supply, plan.today)
    say(`  ${scenario.says}: ${people.length} people, each of whom applies once, are put into the registers`)
    const doors = [
      { door: host.registers.ours, rules: host.rules.ours },
      { door: host.registers.bare, rules: host.rules.bare },
    ]
    await Promise.all(doors.map((each) => seed(each, region, scenario, people, plan)))
    const applicants = people.slice(1 + RECORDED)
    const assisted = applicants.slice(0, supply)
    const recordings = await record(host.recorder, region, scenario, people.slice(0, 1 + RECORDED), assisted)
    await teach(host.bare, recordings)
    say(`  intake: ${recordings.all.length} applications recorded for the baseline`)

    const targets = await targetsOf(host, region, scenario, assisted, applicants.slice(supply))
    const before = await countRows(host)
    const arms = await interleave('intake', targets, 'bare', plan, say)
    const after = await countRows(host)
    const rowsPerApplication = {
      ours: gained(before.ours, after.ours),
      bare: gained(before.bare, after.bare),
    }
    const [{ read, write } = { read: [], write: [] }] = recordings.all
    const { says, issuesLicence } = scenario
    return {
      says,
      issuesLicence,
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
  { applicationOf, issuesLicence }: Scenario,
  assisted: readonly Person[],
  alone: readonly Person[],
): Promise<readonly Target[]> {
  const staff = await Promise.all(
    Array.from({ length: COUNTERS }, (_, at) => region.official('window', `counter${at}`)),
  )
  const known = assisted.map((person, at) => ({
    headers: bearer(staff[at % staff.length] ?? ''),
    body: JSON.stringify(applicationOf(person, 'staff')),
  }))
  const fresh = await Promise.all(
    alone.map(async (person) => ({
      headers: bearer(await region.applicant(person, 0)),
      body: JSON.stringify(applicationOf(person, 'person')),
    })),
  )
  const load = (url: URL, text = issuesLicence ? '"format":"tongban-licence/1"' : '"outcome":"approve"') => ({
    url: new URL(APPLY, url).href,
    connections: CONNECTIONS,
    // The same to everybody: hello and the baseline do not look at what they are sent.
    requests: known,
    repeats: true,
    wanted: { status: 201, text },
  })
  return [
    {
      name: 'hello',
      says: 'nothing but an answer, for the scale',
      isKeyed: true,
      load: load(host.hello, '{}'),
    },
    { name: 'bare', says: 'baseline', isKeyed: true, load: { ...load(host.bare), repeats: false } },
    {
      name: 'ours',
      says: 'ours, handed in at the counter, token seen within the last minute',
      isKeyed: true,
      load: { ...load(host.ours), repeats: false },
    },
    {
      name: 'oursFreshToken',
      says: 'ours, handed in by each person, token seen for the first time',
      isKeyed: true,
      load: { ...load(host.ours), requests: fresh, repeats: false },
    },
  ]
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

const countRows = async (host: IntakeHost) => ({
  ours: await host.rowCounts('ours'),
  bare: await host.rowCounts('bare'),
})

/** Leased blocks of numbers are one row a day, and a list of statuses one for many licences, whoever asks. */
const NOT_EACH: readonly string[] = ['case_sequences', 'status_lists']

function gained(before: Rows, after: Rows): Rows {
  const more = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
  const cases = more.find(([table]) => table === 'cases')?.[1] ?? 0
  return Object.fromEntries(
    more
      .filter(([table, count]) => count !== 0 && !NOT_EACH.includes(table))
      .map(([table, count]) => [table, count / cases]),
  )
}

const encoder = new TextEncoder()
/** A number counts 8 bytes. */
const bytesOf = (statements: readonly Recorded[]) =>
  statements
    .flatMap(({ params }) => params)
    .reduce<number>((sum, param) => sum + (typeof param === 'string' ? encoder.encode(param).length : 8), 0)
