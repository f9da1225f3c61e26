import { env } from 'cloudflare:workers'
import { regionProfile } from '@tongban/catalogue'
import { type Applied, NO_MESSAGE_BEFORE, type OpenedMessage } from '@tongban/exchange'
import { messageSchema } from '@tongban/exchange/wire'
import { canonicalJson, type Json, makeCaseNumber, sha256Hex } from '@tongban/kernel'
import { applyMessage } from '@tongban/services'
import { anItem, aVersion } from '../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText, routeVersion, toldRoutes } from '../packages/exchange/src/index.ts'
import { takerOf } from '../workers/approvals/src/taking/taker.ts'
import { signerOf as licenceSignerOf } from '../workers/licences/src/signing/signer.ts'
import { contextOf } from './context.ts'
import { memoryCourier } from './memory-courier.ts'
import { type Body, type Citizen, coldIsolate, DB } from './region.ts'

/**
 * What a partner region sends to the region of a workerd test, as its exchange hands it on: checked, opened and in the
 * inbox. What is told back is kept by a courier in memory, and stands in the outbox as it would be sent.
 */
export const FROM = '500112'
export const courier = memoryCourier('510116')

/** The doors of the region with that courier, each reached as the gateway reaches it. */
export const telling = coldIsolate({ EXCHANGE: courier })

export type Submitted = {
  readonly receivedAt?: number
  readonly submitter?: object
  readonly mode?: 'online' | 'collect'
  /** What the open part says otherwise. */
  readonly told?: { readonly [name: string]: Json }
}

let sequence = 0
/** `case.submitted` for this person. */
export async function submitted(
  { name, idNumber }: Citizen,
  application: Partial<Body> & { readonly [more: string]: unknown },
  { receivedAt = Date.now() - 60_000, submitter, mode = 'online', told = {} }: Submitted = {},
): Promise<OpenedMessage> {
  sequence += 1
  const itemCode = String(application.itemCode)
  route = await agreed(itemCode, mode)
  const data = {
    itemCode,
    itemVersion: '1',
    situation: String(application.situation),
    mode,
    channel: String(application.channel),
    receivedAt,
    transferredAt: receivedAt,
    path: [FROM],
    applicationDigest: await sha256Hex(canonicalJson(asJson(application))),
    ...told,
  }
  const self = { kind: 'applicant', name, idKind: 'residentId', idNumber, realNameLevel: 'L2' }
  const content = { application, submitter: submitter ?? self, checks: null, files: [] }
  return arrived(makeCaseNumber(FROM, '2026-11-23', sequence), 'case.submitted', 1, data, content)
}

let route = 'r1'

/** The agreement under which that region hands over this item in this mode, in force; answers the version of its route. */
export async function agreed(
  itemCode: string,
  mode: 'online' | 'collect',
  {
    terms,
    of,
    ...change
  }: Parameters<typeof aVersion>[1] & {
    readonly terms?: Parameters<typeof aVersion>[0]
    readonly of?: Parameters<typeof anItem>[0]
  } = {},
): Promise<string> {
  const office = officeOf(itemCode)
  const sides = { receivedBy: FROM, handledBy: '510116' }
  const item = anItem({ itemCode, modes: [mode], ...sides, office, from: '2020-01-01', ...of })
  const version = aVersion(
    { id: 'cy-1', items: [item], from: '2020-01-01', ...terms },
    { signedOn: '2020-01-02', ...change },
  )
  const document = agreementText(version.agreement)
  await DB.prepare(
    `INSERT OR REPLACE INTO exchange_agreements (id, version, partner, state, document, digest, valid_from, ended_on,
       proposed_at, effective_at, updated_at) VALUES ('cy-1', 1, ?, 'inForce', ?, ?, '2020-01-01', ?, 0, ?, 0)`,
  )
    .bind(FROM, document, await agreementDigest(document), version.endedOn, version.effectiveAt)
    .run()
  const [told] = toldRoutes([version])
  if (told === undefined) throw new Error('an agreement without a route')
  return routeVersion(told)
}

/** Who handles it at 510116. */
function officeOf(itemCode: string): string {
  const profile = regionProfile('510116')
  if (!profile.ok) throw new Error('no profile')
  return profile.value.claims.find((claim) => claim.itemCode === itemCode)?.department ?? 'civil-affairs'
}

let ids = 0
const heads = new Map<string, string>()

/** The next message of that case, in the inbox. */
export async function arrived(
  subject: string,
  type: OpenedMessage['message']['type'],
  seq: number,
  data: { readonly [name: string]: Json },
  personal: unknown,
): Promise<OpenedMessage> {
  const now = Date.now()
  ids += 1
  const message = messageSchema.parse({
    specversion: '1.0',
    id: `01890000-0000-7000-8000-${String(ids).padStart(12, '0')}`,
    type,
    source: FROM,
    to: '510116',
    subject,
    time: new Date(now).toISOString(),
    datacontenttype: 'application/json',
    seq,
    previous: heads.get(subject) ?? NO_MESSAGE_BEFORE,
    agreement: 'cy-1@1',
    route,
    data,
  })
  const body = canonicalJson(asJson(message))
  const digest = await sha256Hex(body)
  heads.set(subject, digest)
  await DB.prepare(
    `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts,
       next_at, created_at) VALUES (?, 'in', ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)`,
  )
    .bind(FROM, message.id, subject, seq, type, now, digest, body, now, now)
    .run()
  return { message, digest, personal: asJson(personal), storedAt: now }
}

/** As the exchange asks the Worker that decides; `change` replaces its bindings. */
export async function take(opened: OpenedMessage, change: object = {}): Promise<Applied> {
  const later: Promise<unknown>[] = []
  const bindings = { ...env, LICENCES: licenceSignerOf(env), EXCHANGE: courier, ...change }
  const applied = await takerOf(bindings)(opened, (work) => later.push(work))
  await Promise.all(later)
  return applied
}

/** What the exchange applies itself. */
export async function applyHere(opened: OpenedMessage): Promise<Applied> {
  const ctx = await contextOf({ kind: 'clock', subject: 'exchange' })
  return applyMessage({ ...ctx, courier }, opened)
}

export type Row = Readonly<Record<string, unknown>>
export const rowsOf = async (table: string, number: string) =>
  (await DB.prepare(`SELECT * FROM ${table} WHERE case_number = ? ORDER BY rowid`).bind(number).all<Row>())
    .results
/** The messages of a case that wait to be sent, in order. */
export const toldIn = async (number: string) =>
  (await rowsOf('exchange_messages', number)).filter(({ direction }) => direction === 'out')
export const typesTold = async (number: string) => (await toldIn(number)).map(({ type }) => type)
export const messageIn = (row: Row | undefined) => messageSchema.parse(JSON.parse(String(row?.body)))
export const handoverIn = async (number: string) => (await rowsOf('handovers', number))[0]

/** Guarantee: made of JSON values by a test. */
export const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json
