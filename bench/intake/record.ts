import * as z from 'zod'
import { applicationOf, type Person } from './people.ts'
import { APPLY, isLease, type Recorded, type Recording, type Recordings } from './recording.ts'
import type { Region } from './region.ts'
import { call } from './seed.ts'

/**
 * Lets staff hand in for every person once through the recorder and turns what the database saw into recordings for the baseline.
 * Asserts what the baseline relies on: one read batch and one write batch, and an approval.
 */
const answerSchema = z.looseObject({ caseNumber: z.string(), outcome: z.string() })
const batchesSchema = z.array(
  z.array(z.object({ sql: z.string(), params: z.array(z.union([z.string(), z.number(), z.null()])) })),
)

/** As `BLOCK_SIZE` of the services: an isolate leases numbers in blocks of this size. */
const LEASE_EVERY = 100
/** One read batch, one write batch. */
export const ROUND_TRIPS = 2

export async function record(recorder: URL, region: Region, people: readonly Person[]): Promise<Recordings> {
  const all: Recording[] = []
  let lease: Recorded | undefined
  await batchesOf(recorder)
  // The first application loads the plan and leases numbers; it is left out.
  for (const [at, person] of people.entries()) {
    const { recording, leases } = await applyOnce(
      recorder,
      region,
      person,
      `rec0${String(at).padStart(16, '0')}`,
    )
    lease ??= leases[0]
    if (at > 0) all.push(recording)
  }
  if (lease === undefined) throw new Error('no lease of case numbers was seen')
  return { all, lease, leaseEvery: LEASE_EVERY }
}

async function applyOnce(recorder: URL, region: Region, person: Person, key: string) {
  const token = await region.official('window', 'recorded')
  const answered = await call(recorder, 'POST', APPLY, token, applicationOf(person, 'staff'), {
    'Idempotency-Key': key,
  })
  const { caseNumber, outcome } = answerSchema.parse(answered)
  if (outcome !== 'approve') throw new Error(`an application was not approved: ${JSON.stringify(answered)}`)
  const batches = await batchesOf(recorder)
  const [read, write] = batches
  if (read === undefined || write === undefined || batches.length !== ROUND_TRIPS) {
    throw new Error(`an application took ${batches.length} round trips to the database, not ${ROUND_TRIPS}`)
  }
  const answer = JSON.stringify(answered)
  const recording = {
    read: read.filter((one) => !isLease(one)),
    write,
    answer,
    caseNumber,
    key: keptIn(write, 'idempotency_keys', 'key'),
    matter: keptIn(write, 'grants', 'matter_index'),
  }
  return { recording, leases: read.filter(isLease) }
}

/** The text written into that column, such as the Idempotency-Key, which need not be kept as it was sent. */
function keptIn(write: readonly Recorded[], table: string, column: string): string {
  for (const { sql, params } of write) {
    const columns = new RegExp(`^insert into ${table} \\(([^)]*)\\)`, 'i').exec(sql.replaceAll('"', ''))?.[1]
    const kept = columns && params[columns.split(', ').indexOf(column)]
    if (typeof kept === 'string') return kept
  }
  throw new Error(`nothing was written into ${table}.${column}`)
}

async function batchesOf(recorder: URL) {
  const response = await fetch(new URL('/recorded', recorder))
  return batchesSchema.parse(await response.json())
}
