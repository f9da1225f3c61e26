import { env } from 'cloudflare:workers'
import { type Answered, ask, official, type Send, signerOf } from './kit.ts'
import { CANARY } from './personal.ts'
import { allowance, type Citizen, citizen, differencesOf, must, RULES, tokenOf } from './region.ts'
import { seeded } from './seeded.ts'
import { A, B, type SimulatedRegion, type Simulation } from './simulated-regions.ts'

/**
 * The cases of a simulation: handed in at 510116 by people who live in 500112, decided there by its rules for the
 * allowance of the old, or by an official of it. What kind of person applies says which way a case goes.
 */
export const KINDS = {
  /** Of more than eighty: granted at once. */
  granted: { birthYear: 1936, hukou: B, holderMatches: true },
  /** Too young by some months: an official has it. */
  reviewed: { birthYear: 1957, hukou: B, holderMatches: true },
  /** The household is at the receiving region: comes back. */
  elsewhere: { birthYear: 1940, hukou: A, holderMatches: true },
  /** The account is another's: asked for another one. */
  lacking: { birthYear: 1938, hukou: B, holderMatches: false },
} as const
export type Kind = keyof typeof KINDS

export type SimulatedCase = {
  readonly at: number
  readonly kind: Kind
  readonly person: Citizen
  readonly key: string
  /** Null until the region has answered. */
  number: string | null
}

/** Guarantee: the test environment has the key of the identity provider. */
const sign = signerOf((env as { readonly TEST_SIGNING_KEY: string }).TEST_SIGNING_KEY)
const MONTHS = 12
const DAYS = 28
const SEQUENCES = 800

/** The n-th person of a kind; no two are alike. */
function personOf(kind: Kind, at: number): Citizen {
  const day = Math.floor(at / SEQUENCES)
  const month = kind === 'reviewed' ? 6 : 1 + (Math.floor(day / DAYS) % MONTHS)
  const birthOn = `${KINDS[kind].birthYear}-${two(month)}-${two(1 + (day % DAYS))}`
  return citizen(birthOn, 100 + (at % SEQUENCES), CANARY)
}
const two = (number: number) => String(number).padStart(2, '0')

let people = 0
/** So many new people who are to apply; nobody is used twice in a file. */
export const newCases = (kinds: readonly Kind[]): SimulatedCase[] =>
  kinds.map((kind) => {
    people += 1
    return { at: people, kind, person: personOf(kind, people), key: `simulated-key-${people}`, number: null }
  })

export const sendTo =
  (region: SimulatedRegion): Send =>
  (request) =>
    region.door(request)

export async function asOfficialOf(
  region: SimulatedRegion,
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: unknown,
  { subject = `${role}-1`, department = 'services' } = {},
): Promise<Answered> {
  const token = await sign(subject, official(role, department, region.code))
  return ask(sendTo(region), token, method, path, body)
}

/** The rules of the allowance, made and approved by two, in force from the day of the simulation. */
export async function publishAt(region: SimulatedRegion, effectiveOn: string): Promise<void> {
  const draft = {
    itemCode: 'elderly-allowance',
    effectiveOn,
    dmn: RULES['elderly-allowance'],
    note: '试验 test',
  }
  const { id } = must(await asOfficialOf(region, 'publisher', 'POST', '/approvals/v1/rules', draft), 201).body
  const path = `/approvals/v1/rules/${id}`
  must(await asOfficialOf(region, 'publisher', 'POST', `${path}/submit`), 200)
  const { body } = await asOfficialOf(region, 'publisher', 'GET', `${path}/report`)
  for (const { id: difference, explanation } of differencesOf(body))
    if (explanation === null) {
      const why = { difference, reason: '试验所需' }
      must(await asOfficialOf(region, 'publisher', 'POST', `${path}/explanations`, why), 200)
    }
  const second = { subject: 'publisher-2' }
  must(await asOfficialOf(region, 'publisher', 'POST', `${path}/approve`, undefined, second), 200)
}

const RECORDS_AT_ONCE = 500
/** The registers of the handling region know these people, as of now. */
export async function registerAt(region: SimulatedRegion, cases: readonly SimulatedCase[]): Promise<void> {
  const now = Date.now() + region.aheadMs
  const population = cases.map(({ kind, person: { name, idNumber, birthOn } }) => ({
    keys: [idNumber],
    record: { name, birthDate: birthOn, hukouRegion: KINDS[kind].hukou, lifeStatus: 'alive' },
    sourceAt: now,
  }))
  const payeeAccount = cases.flatMap(({ kind, person: { idNumber, account } }) => [
    {
      keys: [idNumber, account],
      record: { holderMatches: KINDS[kind].holderMatches },
      sourceAt: now,
    },
    { keys: [idNumber, otherAccount(account)], record: { holderMatches: true }, sourceAt: now },
  ])
  const deliver = async (source: string, records: readonly object[]) =>
    must(
      await asOfficialOf(region, 'admin', 'PUT', `/approvals/v1/registries/${source}/records`, {
        asOf: now,
        records,
      }),
      200,
    )
  for (const [source, records] of [
    ['population', population],
    ['payeeAccount', payeeAccount],
  ] as const)
    for (let at = 0; at < records.length; at += RECORDS_AT_ONCE)
      await deliver(source, records.slice(at, at + RECORDS_AT_ONCE))
  for (const source of ['guardianship', 'authority', 'signature', 'funeral', 'allowance'])
    await deliver(source, [])
}
export const otherAccount = (account: string) => `${account.slice(0, -1)}X`.replace('X', '0')

/** Applies at the receiving region; the same again where nothing was answered, as a client does. */
export async function handIn({ a, trace }: Simulation, theCase: SimulatedCase): Promise<Answered | null> {
  const { person, key } = theCase
  const body = { ...allowance(person), handlingRegion: B }
  const token = await tokenOf(person)
  try {
    const headers = { 'Idempotency-Key': key }
    const answer = await ask(sendTo(a), token, 'POST', '/approvals/v1/applications', body, headers)
    trace(`hand in ${answer.status}`)
    if (answer.status === 201) theCase.number = String(answer.body.caseNumber)
    return answer
  } catch (error) {
    // The region ended before it answered.
    if (!(error instanceof TypeError)) throw error
    trace('hand in unanswered')
    return null
  }
}

/** What an applicant does at the receiving region; null where the region ended in it. */
export async function asApplicant(
  { a }: Simulation,
  { person, number }: SimulatedCase,
  act: 'withdraw' | 'urge' | 'supplement',
): Promise<Answered | null> {
  const body =
    act === 'supplement'
      ? { materials: [], form: { payee: { account: otherAccount(person.account) } } }
      : undefined
  try {
    return await ask(sendTo(a), await tokenOf(person), 'POST', `/approvals/v1/cases/${number}/${act}`, body)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return null
  }
}

/** Kinds in the shares of a seed. */
export function someKinds(count: number, seed: number | string): Kind[] {
  const chance = seeded(seed, 'kinds')
  const kinds: readonly Kind[] = ['granted', 'granted', 'granted', 'reviewed', 'elsewhere', 'lacking']
  return Array.from({ length: count }, () => chance.pick(kinds))
}
