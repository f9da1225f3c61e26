import { env } from 'cloudflare:workers'
import type { Courier } from '@tongban/exchange'
import type { CheckedLicence } from '@tongban/licences'
import { insertRoutes, openDatabase } from '@tongban/store'
import { vi } from 'vitest'
import { aVersion } from '../packages/exchange/src/agreement.fixture.ts'
import { routeRows } from '../packages/exchange/src/index.ts'
import { carryMessages } from '../packages/services/src/exchange/at-work.ts'
import { takerOf } from '../workers/approvals/src/taking/taker.ts'
import { signerOf as licenceSignerOf } from '../workers/licences/src/signing/signer.ts'
import { courierIn } from './desk.ts'
import { type Answered, ask, official, type Send } from './kit.ts'
import { payloadOf } from './licences.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  differencesOf,
  must,
  nextKey,
  RULES,
  sign,
  tokenOf,
} from './region.ts'
import { A, B, NOW, openTwoRegions, type Region, type TwoRegions } from './two-regions.ts'

/**
 * Two regions that receive and decide: what is handed in at 510116 is decided by the rules of 500112, sealed, signed and sent
 * for good. Only the register of whom each region trusts for licences is left out.
 */
let two: TwoRegions
let at: { readonly [A]: Send; readonly [B]: Send }

const courierAt = (region: () => Region): Courier => courierIn(() => region().context())

/** Once for all tests of a file: the rules there. */
export async function publishRules(): Promise<void> {
  vi.setSystemTime(NOW)
  await openDeciding()
  const rules = RULES['elderly-allowance']
  const draft = { itemCode: 'elderly-allowance', effectiveOn: '2026-12-24', dmn: rules, note: '试验 test' }
  const { id } = must(await asB('publisher', 'POST', '/approvals/v1/rules', draft), 201).body
  const path = `/approvals/v1/rules/${id}`
  must(await asB('publisher', 'POST', `${path}/submit`), 200)
  for (const { id: difference, explanation } of differencesOf(
    (await asB('publisher', 'GET', `${path}/report`)).body,
  ))
    if (explanation === null)
      must(await asB('publisher', 'POST', `${path}/explanations`, { difference, reason: '试验所需' }), 200)
  must(await asB('publisher', 'POST', `${path}/approve`, undefined, 'publisher-2'), 200)
}

/** Guarantee: the test environment holds the keys of the partner region. */
const { TEST_PARTNER_KEYS } = env as unknown as { readonly TEST_PARTNER_KEYS: string }
const ISSUER_THERE = {
  ...env,
  TONGBAN_REGION: B,
  TONGBAN_ISSUER_KEYS: TEST_PARTNER_KEYS,
  TONGBAN_TRUSTED_REGIONS: '',
}

/** For each test: a line and an exchange of each region without anything on them. Time goes on from test to test. */
export async function openDeciding(): Promise<TwoRegions> {
  two = await openTwoRegions()
  const [a, b] = [courierAt(() => two.a), courierAt(() => two.b)]
  const bound = (region: Region, EXCHANGE: Courier) => ({
    ...region.bindings,
    EXCHANGE,
    LICENCES: licenceSignerOf(region.code === A ? env : ISSUER_THERE),
  })
  at = { [A]: coldIsolate(bound(two.a, a)), [B]: coldIsolate(bound(two.b, b)) }
  two.b.bindings.CASES = {
    apply: (opened: Parameters<ReturnType<typeof takerOf>>[0]) =>
      takerOf(bound(two.b, b))(opened, (work) => void later.push(work)),
  }
  two.a.bindings.VERIFYING = { check: async (all: readonly string[]) => all.map(holds) }
  const rows = JSON.stringify(await routeRows([aVersion()], A))
  await two.a.database.prepare('DELETE FROM exchange_routes').run()
  await openDatabase(two.a.database).write([insertRoutes({ rows })])
  return two
}
const later: Promise<unknown>[] = []
const holds = (credential: string): CheckedLicence => ({
  valid: true,
  identifier: String(payloadOf(credential).identifier),
  issuer: B,
  reasons: [],
})

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await Promise.all(later.splice(0))
    await two.a.settled()
    await two.b.settled()
  }
}
/** Cron on both sides, until all that was told has been told on. */
export async function carryOn(): Promise<void> {
  for (let minute = 0; minute < 3; minute += 1) {
    await carryMessages(await two.a.context())
    await settle()
    await carryMessages(await two.b.context())
    await settle()
    vi.setSystemTime(Date.now() + 60_000)
  }
}

export async function asB(
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: unknown,
  subject = `${role}-1`,
): Promise<Answered> {
  return ask(at[B], await sign(subject, official(role, 'services', B)), method, path, body)
}

/** A step of an official of the department there. */
export async function stepAtB(
  role: 'handler' | 'chief',
  number: string,
  step: string,
  body: object,
): Promise<Answered> {
  const token = await sign(`${role}-civil`, official(role, 'civil-affairs', B))
  const answered = await ask(at[B], token, 'POST', `/approvals/v1/cases/${number}/${step}`, body)
  await settle()
  return answered
}

/** Somebody in the registers of 500112, with their household there or elsewhere. */
export async function resident(sequence: number, birthOn: string, hukouRegion: string = B): Promise<Citizen> {
  const person = citizen(birthOn, sequence)
  const deliver = async (source: string, records: readonly object[]) =>
    must(
      await asB('admin', 'PUT', `/approvals/v1/registries/${source}/records`, {
        asOf: Date.now(),
        records: records.map((each) => ({ sourceAt: Date.now(), ...each })),
      }),
      200,
    )
  const { idNumber, account, name } = person
  await deliver('population', [
    { keys: [idNumber], record: { name, birthDate: birthOn, hukouRegion, lifeStatus: 'alive' } },
  ])
  await deliver('payeeAccount', [{ keys: [idNumber, account], record: { holderMatches: true } }])
  for (const source of ['guardianship', 'authority', 'signature', 'funeral', 'allowance'])
    await deliver(source, [])
  return person
}

export const handIn = async (person: Citizen, change: object = {}) => {
  const body = { ...allowance(person), ...change, handlingRegion: B }
  const answer = must(await apply(await tokenOf(person), body, nextKey(), at[A]), 201)
  await settle()
  return String(answer.body.caseNumber)
}
export const withdraw = async (person: Citizen, number: string) => {
  must(await ask(at[A], await tokenOf(person), 'POST', `/approvals/v1/cases/${number}/withdraw`), 200)
  await settle()
}
export const doorOf = (region: typeof A | typeof B): Send => at[region]
export const read = async (region: typeof A | typeof B, person: Citizen, number: string) =>
  must(await ask(at[region], await tokenOf(person), 'GET', `/approvals/v1/cases/${number}`), 200).body
export const types = (body: Answered['body']) =>
  (body.timeline as readonly { type: string }[]).map(({ type }) => type)
export const handoverAt = ({ database }: Region, number: string) =>
  database
    .prepare('SELECT * FROM handovers WHERE case_number = ?')
    .bind(number)
    .first<Readonly<Record<string, unknown>>>()
