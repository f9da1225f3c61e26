import * as z from 'zod'
import { keysOf, ringOf } from './keys.ts'
import { applicationOf, type Person } from './people.ts'
import { APPLY, isLease, type Keys, type Recorded, type Recording, type Recordings } from './recording.ts'
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

/** `recorded` apply here and now; the baseline then applies for `others`, once for each. */
export async function record(
  recorder: URL,
  region: Region,
  recorded: readonly Person[],
  others: readonly Person[],
): Promise<Recordings> {
  const ring = await ringOf(region.bindings.TONGBAN_FIELD_KEYS ?? '')
  const all: Recording[] = []
  let lease: Recorded | undefined
  await batchesOf(recorder)
  // The first application loads the plan and leases numbers; it is left out.
  for (const [at, person] of recorded.entries()) {
    const key = `rec0${String(at).padStart(16, '0')}`
    const keys = await keysOf(ring, person, key)
    const { recording, leases } = await applyOnce(recorder, region, person, { key, keys })
    lease ??= leases[0]
    if (at > 0) all.push(recording)
  }
  if (lease === undefined) throw new Error('no lease of case numbers was seen')
  const people: Keys[] = []
  for (const [at, person] of others.entries()) {
    people.push(await keysOf(ring, person, `bare${String(at).padStart(16, '0')}`))
  }
  return { all, people, lease, leaseEvery: LEASE_EVERY }
}

async function applyOnce(
  recorder: URL,
  region: Region,
  person: Person,
  { key, keys }: { readonly key: string; readonly keys: Keys },
) {
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
    own: { ...keys, caseNumber },
  }
  mustHold(recording)
  return { recording, leases: read.filter(isLease) }
}

/** The baseline is as good as the keys it binds: each must be one that the product has bound. */
function mustHold({ read, write, own }: Recording): void {
  const bound = JSON.stringify([...read, ...write].map(({ params }) => params))
  for (const [name, value] of Object.entries(own)) {
    if (!bound.includes(value))
      throw new Error(`the product has bound another ${name} than the baseline would`)
  }
}

async function batchesOf(recorder: URL) {
  const response = await fetch(new URL('/recorded', recorder))
  return batchesSchema.parse(await response.json())
}
