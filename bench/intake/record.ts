import * as z from 'zod'
import { keysOf, licenceKeys, ringOf } from './keys.ts'
import type { Person } from './people.ts'
import { APPLY, isLease, type Keys, type Recorded, type Recording, type Recordings } from './recording.ts'
import type { Region } from './region.ts'
import type { Scenario } from './scenario.ts'
import { call } from './seed.ts'

/**
 * Lets staff hand in for every person once through the recorder and turns what the database and the signer saw into
 * recordings for the baseline. Asserts what the baseline relies on: one read batch and one write batch, one call for
 * signatures where a licence is issued and none elsewhere, and an approval.
 */
const answerSchema = z.looseObject({ caseNumber: z.string(), outcome: z.string() })
const batchesSchema = z.array(
  z.array(z.object({ sql: z.string(), params: z.array(z.union([z.string(), z.number(), z.null()])) })),
)
const signedSchema = z.array(z.array(z.custom<NonNullable<Recording['drafts']>[number]>()))

/** As `BLOCK_SIZE` of the services: an isolate leases numbers in blocks of this size. */
const LEASE_EVERY = 100
/** One read batch, one write batch. */
export const ROUND_TRIPS = 2

/** `recorded` apply here and now; the baseline then applies for `others`, once for each. */
export async function record(
  recorder: URL,
  region: Region,
  scenario: Scenario,
  recorded: readonly Person[],
  others: readonly Person[],
): Promise<Recordings> {
  const ring = await ringOf(region.bindings.TONGBAN_FIELD_KEYS ?? '')
  const all: Recording[] = []
  let lease: Recorded | undefined
  await seen(recorder)
  // The first application loads the plan and leases numbers; it is left out.
  for (const [at, person] of recorded.entries()) {
    const key = `rec0${String(at).padStart(16, '0')}`
    const keys = await keysOf(scenario, ring, person, key)
    const { recording, leases } = await applyOnce(recorder, region, scenario, person, { key, keys })
    lease ??= leases[0]
    if (at > 0) all.push(recording)
  }
  if (lease === undefined) throw new Error('no lease of case numbers was seen')
  const people: Keys[] = []
  const taken = new Set(all.map(({ own }) => Number(own.place)))
  const identifier = all[0]?.own.identifier
  for (const [at, person] of others.entries()) {
    const keys = await keysOf(scenario, ring, person, `bare${String(at).padStart(16, '0')}`)
    people.push(identifier === undefined ? keys : { ...keys, ...licenceKeys(identifier, at, taken) })
  }
  return { all, people, lease, leaseEvery: LEASE_EVERY }
}

async function applyOnce(
  recorder: URL,
  region: Region,
  { applicationOf, issuesLicence }: Scenario,
  person: Person,
  { key, keys }: { readonly key: string; readonly keys: Keys },
) {
  const token = await region.official('window', 'recorded')
  const answered = await call(recorder, 'POST', APPLY, token, applicationOf(person, 'staff'), {
    'Idempotency-Key': key,
  })
  const { caseNumber, outcome } = answerSchema.parse(answered)
  if (outcome !== 'approve') throw new Error(`an application was not approved: ${JSON.stringify(answered)}`)
  const { batches, signed } = await seen(recorder)
  const [read, write] = batches
  if (read === undefined || write === undefined || batches.length !== ROUND_TRIPS) {
    throw new Error(`an application took ${batches.length} round trips to the database, not ${ROUND_TRIPS}`)
  }
  const [drafts = null] = signed
  if (signed.length !== (issuesLicence ? 1 : 0)) {
    throw new Error(`an application asked ${signed.length} times for signatures`)
  }
  const answer = JSON.stringify(answered)
  const recording = {
    read: read.filter((one) => !isLease(one)),
    write,
    drafts,
    answer,
    own: { ...keys, ...(drafts === null ? {} : ownOfLicence(drafts, read)), caseNumber },
  }
  mustHold(recording)
  return { recording, leases: read.filter(isLease) }
}

/** What was drawn for the licence, as it stands in the statements. */
function ownOfLicence([draft, ...more]: NonNullable<Recording['drafts']>, read: readonly Recorded[]): Keys {
  const [, , serial] = draft?.identifier.split('.').slice(-5) ?? []
  const places = read.flatMap(({ params }) => params).find((param) => isPlaces(param, draft?.status.index))
  if (draft === undefined || more.length > 0 || serial === undefined || typeof places !== 'string') {
    throw new Error('a licence was issued in a way the baseline does not know')
  }
  return { serial, identifier: draft.identifier, places, place: String(draft.status.index) }
}

const isPlaces = (param: Recorded['params'][number], place: number | undefined): boolean =>
  typeof param === 'string' && param.startsWith(`[${place},`)

/** The baseline is as good as the keys it binds: each must be one that the product has bound. */
function mustHold({ read, write, own }: Recording): void {
  const bound = JSON.stringify([...read, ...write].map(({ params }) => params))
  for (const [name, value] of Object.entries(own)) {
    if (!bound.includes(JSON.stringify(value).slice(1, -1)))
      throw new Error(`the product has bound another ${name} than the baseline would`)
  }
}

async function seen(recorder: URL) {
  const response = await fetch(new URL('/recorded', recorder))
  return z.object({ batches: batchesSchema, signed: signedSchema }).parse(await response.json())
}
