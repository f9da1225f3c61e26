import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { openExchangeKeys } from '@tongban/exchange/wire'
import { residentCheckCharacter } from '@tongban/privacy'
import { type BulletinToSign, signBulletin } from '@tongban/services'
import { vi } from 'vitest'
import elderlyRules from '../packages/catalogue/src/items/elderly-allowance/rules.dmn?raw'
import soleTraderRules from '../packages/catalogue/src/items/sole-trader-registration/rules.dmn?raw'
import { door as approvals } from '../workers/approvals/src/door.ts'
import { door as casework } from '../workers/casework/src/door.ts'
import { door as evaluations } from '../workers/evaluations/src/door.ts'
import { door as exchange } from '../workers/exchange/src/door.ts'
import { upstreamFor } from '../workers/gateway/src/upstreams.ts'
import { door as handovers } from '../workers/handovers/src/door.ts'
import { door as licences } from '../workers/licences/src/door.ts'
import { signerOf as licenceSignerOf } from '../workers/licences/src/signing/signer.ts'
import { door as oversight } from '../workers/oversight/src/door.ts'
import { door as overviews } from '../workers/overviews/src/door.ts'
import { door as rules } from '../workers/rules/src/door.ts'
import { clockContext } from './context.ts'
import { type Answered, ask, official, person, type Send, signerOf } from './kit.ts'
import { memoryCourier } from './memory-courier.ts'

/**
 * The region of a workerd test: the real doors, each reached as the gateway reaches it, with their real
 * database. Its clock stands at Monday 2026-11-23, 10:00 in Shanghai, the day of the dated cases; what it logs is
 * collected here instead of printed. Synthetic persons only: no province has the address code of their numbers.
 */
export const NOW = Date.UTC(2026, 10, 23, 2)
export const TODAY = '2026-11-23'
const HOUR_MS = 3_600_000

vi.useFakeTimers({ toFake: ['Date'], now: NOW })

/** Every line logged since the file began, oldest first. */
export const logged: string[] = []
for (const level of ['info', 'error', 'warn', 'log'] as const) {
  vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
    logged.push(said.map(String).join(' '))
  })
}

export const { DB } = env
export const sign = signerOf(env.TEST_SIGNING_KEY)

const DOORS = { approvals, casework, overviews, rules, licences, exchange, handovers, oversight, evaluations }

/** Sends to the door the gateway would choose, with these bindings, and waits for what goes on after the answer. */
const throughDoor =
  (bindings: object): Send =>
  async (request) => {
    // What no Worker is for the gateway answers itself, and approvals as it would: there is no such thing.
    const { name } = upstreamFor(request)?.row ?? { name: 'approvals' }
    if (name === 'supervision') throw new Error(`not of these doors: ${request.url}`)
    const context = createExecutionContext()
    const response = await DOORS[name].fetch(request, bindings, context)
    await waitOnExecutionContext(context)
    return response
  }
/** As the doors are bound in a region: those that grant ask that of licences to sign, which they reach by RPC there. */
export const courier = {
  ...memoryCourier('510116'),
  keys: async () => {
    const opened = await openExchangeKeys(env.TONGBAN_EXCHANGE_KEYS, 'development')
    if (!opened.ok) throw new Error(opened.failure.reason)
    return opened.value.published
  },
}
/** Nobody answers at the other end. */
const noLine = async () => {
  throw new TypeError('no line in this test')
}
/** The holder of the audit key, as the desk is bound to it; what cron asks of it is not asked here. */
const keeper = {
  signBulletin: async (draft: BulletinToSign) => signBulletin(await clockContext(), draft),
}
const bindings = {
  ...env,
  LICENCES: licenceSignerOf(env),
  EXCHANGE: courier,
  TRANSPORT: noLine,
  EVIDENCE: keeper,
}
export const worker = throughDoor(bindings)

/** The same doors in an isolate that has just started: nothing is held, `change` replaces bindings. */
export const coldIsolate = (change: object = {}): Send => throughDoor({ ...bindings, ...change })

export const RULES = {
  'elderly-allowance': elderlyRules,
  'sole-trader-registration': soleTraderRules,
} as const

export type Citizen = {
  readonly name: string
  readonly birthOn: string
  readonly idNumber: string
  readonly account: string
}

/** A made-up person born on that day; `sequence` tells persons of one day apart. */
export function citizen(birthOn: string, sequence = 901, name = '演示甲'): Citizen {
  const body = `519999${birthOn.replaceAll('-', '')}${sequence}`
  const idNumber = `${body}${residentCheckCharacter(body)}`
  return { name, birthOn, idNumber, account: `99990000${idNumber.slice(6, 17)}` }
}

export const tokenOf = ({ idNumber, name }: Citizen, level = 'L2') =>
  sign(`person-${idNumber.slice(6, 17)}`, person(idNumber, level, name))

/** Sends as an official of the service centre holding `role`; `subject` tells two of them apart. */
export async function asOfficial(
  role: Parameters<typeof official>[0],
  method: string,
  path: string,
  body?: unknown,
  subject = `${role}-1`,
): Promise<Answered> {
  return ask(worker, await sign(subject, official(role, 'services')), method, path, body)
}

/** Drafts by one publisher, approves by another; answers the published version. */
export async function publish(
  itemCode: string,
  dmn: string,
  more: { effectiveOn?: string; parameters?: object } = {},
): Promise<Answered> {
  const id = await submitted(itemCode, dmn, more)
  return asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/approve`, undefined, 'publisher-2')
}

/** A version drafted, submitted and explained by `publisher-1`; answers its id. */
export async function submitted(
  itemCode: string,
  dmn: string,
  more: { effectiveOn?: string; parameters?: object } = {},
): Promise<string> {
  const body = { itemCode, effectiveOn: TODAY, dmn, note: '试验 test', ...more }
  const draft = must(await asOfficial('publisher', 'POST', '/approvals/v1/rules', body), 201)
  const { id } = draft.body
  must(await asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/submit`), 200)
  await explainAll(String(id))
  return String(id)
}

/** Gives a reason for every difference of the report that has none yet. */
export async function explainAll(id: string, subject = 'publisher-1'): Promise<void> {
  const path = `/approvals/v1/rules/${id}`
  const { body } = must(await asOfficial('publisher', 'GET', `${path}/report`), 200)
  for (const { id: difference, explanation } of differencesOf(body)) {
    if (explanation !== null) continue
    const reason = { difference, reason: '试验所需 for the test' }
    must(await asOfficial('publisher', 'POST', `${path}/explanations`, reason, subject), 200)
  }
}

export type ReportedDifference = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly cases: number | null
  readonly explanation: object | null
}
/** Guarantee: `body` is the report of a rule version, as its contract has it. */
export const differencesOf = (body: Answered['body']) => body.differences as readonly ReportedDifference[]

export type Entry = { readonly keys: readonly string[]; readonly record: object; readonly hoursAgo?: number }

export async function deliver(source: string, entries: readonly Entry[]): Promise<void> {
  const now = Date.now()
  const records = entries.map(({ keys, record, hoursAgo = 0 }) => ({
    keys,
    record,
    sourceAt: now - hoursAgo * HOUR_MS,
  }))
  must(
    await asOfficial('admin', 'PUT', `/approvals/v1/registries/${source}/records`, { asOf: now, records }),
    200,
  )
}

export async function setSource(source: string, state: 'available' | 'unavailable'): Promise<Answered> {
  const revision = (await registryOf(source))?.revision
  return asOfficial('admin', 'PUT', `/approvals/v1/registries/${source}`, {
    state,
    reason: '试验 test',
    ...(revision === undefined ? {} : { revision }),
  })
}

/** What the list of registries says of one. */
export async function registryOf(source: string): Promise<Registry | undefined> {
  const { body } = must(await asOfficial('admin', 'GET', '/approvals/v1/registries'), 200)
  return readRegistries(body.registries).find((each) => each.source === source)
}
export type Registry = { readonly source: string; readonly state: string; readonly revision: number }
/** Guarantee: the door answers by its contract, which the test of the API document holds it to. */
const readRegistries = (list: unknown) => list as readonly Registry[]

/** Puts the citizens into the registers of the allowance, as living here with an account in their own name. */
export async function settleAllowance(...citizens: readonly Citizen[]): Promise<void> {
  await deliver(
    'population',
    citizens.map((each) => ({
      keys: [each.idNumber],
      record: { name: each.name, birthDate: each.birthOn, hukouRegion: '510116', lifeStatus: 'alive' },
    })),
  )
  await deliver(
    'payeeAccount',
    citizens.map((each) => ({ keys: [each.idNumber, each.account], record: { holderMatches: true } })),
  )
  for (const source of ['guardianship', 'authority', 'signature', 'funeral', 'allowance'])
    await deliver(source, [])
}

let newcomers = 0

/** Somebody of 72 in the registers who was granted nothing yet: an allowance is granted once. */
export async function newcomer(): Promise<Citizen> {
  newcomers += 1
  const person = citizen('1954-05-06', 100 + newcomers)
  await settleAllowance(person)
  return person
}

export type Body = {
  itemCode: string
  situation: string
  applicant: { kind: string; name: string; idKind: string; idNumber: string }
  representation: Record<string, unknown>
  contact: Record<string, unknown>
  form: Record<string, unknown>
  materials: unknown[]
  channel: string
  delivery: Record<string, unknown>
  privacyNotice: string
  [more: string]: unknown
}

/** The application for the allowance that this citizen hands in. */
export const allowance = ({ name, idNumber, account }: Citizen, change: Partial<Body> = {}): Body => ({
  itemCode: 'elderly-allowance',
  situation: 'ownAccount',
  applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
  representation: { kind: 'self' },
  contact: { phone: '13800000000' },
  form: { payee: { account } },
  materials: [],
  channel: 'web',
  delivery: { kind: 'electronic' },
  privacyNotice: '2026-01',
  ...change,
})

let keys = 0
export const nextKey = () => {
  keys += 1
  return `test-key-${String(keys).padStart(6, '0')}`
}

export const apply = (token: string | null, body: unknown, key = nextKey(), send: Send = worker) =>
  ask(send, token, 'POST', '/approvals/v1/applications', body, { 'Idempotency-Key': key })

export const precheck = (token: string | null, body: unknown, item = 'elderly-allowance') =>
  ask(worker, token, 'POST', `/approvals/v1/items/${item}/precheck`, body)

export function must(answered: Answered, status: number): Answered {
  if (answered.status !== status) {
    const cause = logged.findLast((line) => line.includes('"level":"error"')) ?? ''
    throw new Error(`answered ${answered.status}: ${answered.text} ${cause}`)
  }
  return answered
}

/** Rule ids of the reasons of an answer. */
export function rulesOf({ body }: Answered): readonly string[] {
  return Array.isArray(body.reasons) ? body.reasons.map((reason: { rule: string }) => reason.rule) : []
}

/** Every row of every table, by table: what is stored, whole. */
export async function everyRow(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = await DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations' ORDER BY name",
  ).all<{ name: string }>()
  const names = tables.results.map((row) => row.name)
  const rows = await DB.batch(names.map((name) => DB.prepare(`SELECT * FROM "${name}"`)))
  return Object.fromEntries(names.map((name, at) => [name, rows[at]?.results ?? []]))
}
