import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'
import type { Applied, CaseTaker, MessageDraft, OpenedMessage, SealedMessage } from '@tongban/exchange'
import { environmentSchema, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type Actor, makeCaseNumber } from '@tongban/kernel'
import { type Context, openRegion, regionEnvironment } from '@tongban/services'
import { insertAgreement, insertHandover, insertPartner, moveHandoverOut, openDatabase } from '@tongban/store'
import { vi } from 'vitest'
import { A, aVersion, B } from '../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText, routeRows } from '../packages/exchange/src/index.ts'
import { makeRegion, makeRing } from '../packages/exchange/src/wire/wire.fixture.ts'
import { appliedStatements } from '../packages/services/src/exchange/applied.ts'
import { insertOutMessage, type OutLease } from '../packages/services/src/exchange/outbox.ts'
import { sealMessages } from '../packages/services/src/exchange/seal.ts'
import { ADAPTERS } from '../workers/exchange/src/adapters.ts'
import { door } from '../workers/exchange/src/door.ts'
import { deskIn } from './desk.ts'

/**
 * Two regions in one test, each with its own database and keys, that trust each other by an agreement in force: 510116
 * hands over, 500112 handles. Between them is a line on which faults can be put, one for each request that is to have one.
 * Who takes applications over at 500112 keeps a hand-over and nothing else: what becomes of a case is not the line's matter.
 */
export { A, B }
/** Thursday 2026-12-24, 10:00 in Shanghai. */
export const NOW = Date.UTC(2026, 11, 24, 2)

/** Every line the doors logged, oldest first. */
export const logged: string[] = []
for (const level of ['info', 'error'] as const)
  vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
    logged.push(said.map(String).join(' '))
  })

export type Forward = (request: Request) => Promise<Response>
/** What happens to one request on its way; `forward` takes it to the door it is for. */
export type Fault = (request: Request, forward: Forward) => Promise<Response>

/** It never arrives. */
export const requestLost: Fault = async () => {
  throw new TypeError('network connection lost')
}
/** It arrives and is answered, and the answer does not come back. */
export const answerLost: Fault = async (request, forward) => {
  await forward(request)
  throw new TypeError('network connection lost')
}
/** It arrives twice at once. */
export const twice: Fault = async (request, forward) => {
  const [first] = await Promise.all([forward(request.clone()), forward(request.clone())])
  return first
}
/** Somebody on the way answers. */
export const answers =
  (status: number, headers: Record<string, string> = {}): Fault =>
  async () =>
    new Response('{"code":"unavailable"}', { status, headers })

export type Region = {
  readonly code: string
  readonly database: D1Database
  readonly bindings: Record<string, unknown>
  /** A context of this region; what it does after its answer is waited for by `settled`. */
  readonly context: (change?: { readonly actor?: Actor; readonly database?: D1Database }) => Promise<Context>
  readonly settled: () => Promise<void>
  readonly send: Forward
  /** Rows of its log, in order of case, direction and number. */
  readonly messages: () => Promise<readonly MessageRecord[]>
  /** Open ones, but for those that every restored database raises. */
  readonly alarms: () => Promise<
    readonly { readonly kind: string; readonly subject: string; readonly facts: string }[]
  >
  readonly line: () => Promise<{ failures: number; open_until: number | null; clock_offset_ms: number }>
}
export type MessageRecord = {
  readonly id: string
  readonly direction: string
  readonly case_number: string
  readonly seq: number
  readonly state: string
  readonly attempts: number
  readonly next_at: number
  readonly last_reason: string | null
  readonly verdict: string | null
  readonly delivery_id: string | null
}

export type TwoRegions = {
  readonly a: Region
  readonly b: Region
  /** For the next requests of 510116, in order; `null`: it goes through. Without any left everything goes through. */
  readonly faults: (Fault | null)[]
  /** Regions from which nothing goes out. */
  readonly cut: Set<string>
  /** Every request that was sent, whatever became of it. */
  readonly sent: { readonly from: string; readonly path: string }[]
  /** Messages that were taken over at 500112, by id, as often as it was written. */
  readonly taken: string[]
  /** What the taker answers instead, while it is set. */
  answerWith: Applied | null
}

type TestBindings = {
  readonly DB: D1Database
  readonly PARTNER_DB: D1Database
  readonly TEST_MIGRATIONS: D1Migration[]
}
/** Guarantee: the project `exchange` of `vitest.config.ts` binds these. */
const given = (value: unknown) => value as TestBindings

export async function openTwoRegions(): Promise<TwoRegions> {
  const { DB, PARTNER_DB } = given(env)
  await prepared()
  const regions = new Map<string, Region>()
  const faults: (Fault | null)[] = []
  const cut = new Set<string>()
  const sent: { from: string; path: string }[] = []
  const taken: string[] = []
  const forward: Forward = (request) => {
    const region = regions.get(new URL(request.url).hostname.split('.')[0] ?? '')
    if (region === undefined) throw new Error(`nobody is at ${request.url}`)
    return region.send(request)
  }
  const transport = (from: string) => async (request: Request) => {
    sent.push({ from, path: new URL(request.url).pathname })
    if (cut.has(from)) throw new TypeError('network connection lost')
    const fault = from === A ? (faults.shift() ?? null) : null
    return fault === null ? forward(request) : fault(request, forward)
  }
  const rings = { [A]: await makeRing(['*']), [B]: await makeRing(['civil-affairs', '*']) } as const
  const of = (code: typeof A | typeof B, database: D1Database, more: object) => {
    const bindings = {
      ...env,
      ...more,
      DB: database,
      TONGBAN_REGION: code,
      TONGBAN_PUBLIC_ORIGIN: `http://${code}.test`,
      TONGBAN_EXCHANGE_KEYS: JSON.stringify(rings[code]),
      TRANSPORT: transport(code),
      HANDOVERS: deskIn(async () => {
        const region = regions.get(code)
        if (region === undefined) throw new Error('is being made')
        return region.context()
      }),
    }
    regions.set(code, regionOf(code, database, bindings))
  }
  const two: Omit<TwoRegions, 'a' | 'b'> = { faults, cut, sent, taken, answerWith: null }
  of(A, DB, { CASES: undefined })
  of(B, PARTNER_DB, { CASES: takerOf(() => regions.get(B), two) })
  const a = regions.get(A)
  const b = regions.get(B)
  if (a === undefined || b === undefined) throw new Error('two regions')
  const shown = {
    [A]: (await makeRegion(rings[A])).shown,
    [B]: (await makeRegion(rings[B])).shown,
  }
  await befriend(a, b.code, JSON.stringify(shown[B]))
  await befriend(b, a.code, JSON.stringify(shown[A]))
  return Object.assign(two, { a, b })
}

let isPrepared = false

/** The second database has the newest schema, and nothing of a test before stands in either. */
async function prepared(): Promise<void> {
  const { DB, PARTNER_DB, TEST_MIGRATIONS } = given(env)
  if (!isPrepared) {
    await dropEverything(PARTNER_DB)
    await applyD1Migrations(PARTNER_DB, TEST_MIGRATIONS)
    isPrepared = true
  }
  const tables = [...TABLES.map((name) => `exchange_${name}`), 'handovers']
  for (const database of [DB, PARTNER_DB])
    await database.batch(tables.map((name) => database.prepare(`DELETE FROM ${name}`)))
}

const TABLES = ['messages', 'deliveries', 'nonces', 'alarms', 'partners', 'agreements', 'contents'] as const

async function dropEverything(database: D1Database): Promise<void> {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
    )
    .all<{ name: string }>()
  if (results.length > 0)
    await database.batch(results.map(({ name }) => database.prepare(`DROP TABLE IF EXISTS "${name}"`)))
}

function regionOf(code: string, database: D1Database, bindings: Record<string, unknown>): Region {
  const after: Promise<unknown>[] = []
  const all = async <T>(sql: string) => (await database.prepare(sql).all<T>()).results
  const ids = {
    uuid: () => systemIds.uuid(),
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  }
  return {
    code,
    database,
    bindings,
    async context({ actor = CRON, database: other = database } = {}) {
      const settings = parseEnv(environmentSchema.extend(regionEnvironment), { ...bindings, DB: other })
      const open = openRegion(settings, { clock: systemClock, ids, log: () => undefined }, ADAPTERS)
      return open({ actor, requestId: systemIds.uuid(), after: (work) => void after.push(work) })
    },
    async settled() {
      for (let work = after.shift(); work !== undefined; work = after.shift()) await work
    },
    async send(request) {
      const context = createExecutionContext()
      const response = await door.fetch(request, bindings, context)
      // What goes on after the answer is waited for by whoever asks for it, as in a region.
      after.push(waitOnExecutionContext(context))
      return response
    },
    messages: () =>
      all<MessageRecord>(
        `SELECT id, direction, case_number, seq, state, attempts, next_at, last_reason, verdict, delivery_id
         FROM exchange_messages ORDER BY case_number, direction, seq`,
      ),
    alarms: () =>
      all(
        `SELECT kind, subject, facts FROM exchange_alarms
         WHERE resolved_at IS NULL AND kind <> 'ownReturned' ORDER BY kind, subject`,
      ),
    async line() {
      const [line] = await all<{ failures: number; open_until: number | null; clock_offset_ms: number }>(
        'SELECT failures, open_until, clock_offset_ms FROM exchange_partners',
      )
      if (line === undefined) throw new Error('no partner')
      return line
    },
  }
}

const CRON: Actor = { kind: 'clock', subject: 'cron' }
const PARTY = { change: null, changeBy: null, suspendedBy: null, probeBy: null, lastHeardAt: null }

async function befriend({ database }: Region, partner: string, keys: string): Promise<void> {
  const version = versionOfTest()
  const document = agreementText(version.agreement)
  await openDatabase(database).write([
    insertPartner({
      ...PARTY,
      region: partner,
      nameZh: '演示',
      nameEn: 'Sample',
      baseUrl: `http://${partner}.test/exchange`,
      keys,
      state: 'active',
      failures: 0,
      openUntil: null,
      clockOffsetMs: 0,
      updatedAt: NOW,
    }),
    insertAgreement({
      id: version.id,
      version: version.version,
      partner,
      state: 'inForce',
      document,
      digest: await agreementDigest(document),
      ownSignature: null,
      partnerSignature: null,
      validFrom: version.validFrom,
      validUntil: null,
      endedOn: null,
      closing: null,
      proposedAt: NOW,
      effectiveAt: version.effectiveAt,
      updatedAt: NOW,
      pending: null,
      pendingBy: null,
      untold: null,
      attempts: 0,
      nextAt: null,
      lastReason: null,
    }),
  ])
}

const versionOfTest = () => aVersion()
const [route] = await routeRows([versionOfTest()], B)

let numbers = 0
/** So many numbers of new cases that were handed in at 510116. */
export const caseNumbers = (count: number): readonly string[] =>
  Array.from({ length: count }, () => {
    numbers += 1
    return makeCaseNumber(A, '2026-12-24', numbers)
  })

const HEX = '0'.repeat(64)
export const submission = (caseNumber: string, change: Partial<MessageDraft> = {}): MessageDraft => ({
  id: systemIds.uuid(),
  type: 'case.submitted',
  to: B,
  subject: caseNumber,
  at: NOW,
  seq: 1,
  previous: HEX,
  agreement: 'chuanyu@1',
  route: route?.version ?? '',
  data: {
    itemCode: 'elderly-allowance',
    itemVersion: '2026-01',
    situation: 'ownAccount',
    mode: 'online',
    channel: 'web',
    receivedAt: NOW,
    transferredAt: NOW,
    path: [A],
    applicationDigest: HEX,
  },
  personal: { name: '演示甲' },
  office: 'civil-affairs',
  ...change,
})

/** What follows an application, told by 510116; its `previous` is filled in where it is sealed with the one before. */
export const urging = (caseNumber: string, seq: number, previous = HEX): MessageDraft =>
  submission(caseNumber, {
    type: 'case.urged',
    seq,
    previous,
    data: { at: NOW, on: '2026-12-24' },
    personal: null,
  })

/** Seals and writes them at 510116 with their hand-overs, as the batch of their cause would. */
export async function hand(
  { a }: TwoRegions,
  drafts: readonly MessageDraft[],
  lease: OutLease = { leasedBy: null, nextAt: Date.now() },
): Promise<readonly SealedMessage[]> {
  const context = await a.context()
  const sealed = await sealMessages(context, drafts)
  const written = await context.database.write([
    ...sealed.map((message) => insertOutMessage(message, lease)),
    ...sealed
      .filter(({ message }) => message.seq === 1)
      .map(({ message, digest }) =>
        insertHandover(
          handoverRow(message.subject, B, 'receiving', {
            outSeq: lastOf(sealed, message.subject).message.seq,
            outHead: lastOf(sealed, message.subject).digest || digest,
          }),
        ),
      ),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return sealed
}

/** What 500112 tells of a case it has taken over: sealed, and written with its head. */
export async function answerBack({ b }: TwoRegions, drafts: readonly MessageDraft[]): Promise<void> {
  const context = await b.context()
  const sealed = await sealMessages(context, drafts)
  const written = await context.database.write([
    ...sealed.map((message) => insertOutMessage(message, { leasedBy: null, nextAt: Date.now() })),
    ...sealed.map(({ message, digest }) =>
      moveHandoverOut({
        caseNumber: message.subject,
        partner: message.to,
        seq: message.seq,
        digest,
        now: Date.now(),
      }),
    ),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}

export const accepted = (caseNumber: string): MessageDraft =>
  submission(caseNumber, {
    type: 'case.accepted',
    to: A,
    data: {
      handlerReceivedAt: NOW,
      acceptedAt: NOW,
      acceptedOn: '2026-12-24',
      deadline: {
        dueOn: '2027-01-25',
        step: 'decision',
        basis: null,
        state: 'running',
        consumedWorkdays: 0,
        asOn: '2026-12-24',
        calendar: 'national-2026-1',
        provisional: false,
      },
    },
    personal: { note: '演示' },
    office: '*',
  })

function lastOf(sealed: readonly SealedMessage[], caseNumber: string): SealedMessage {
  const last = sealed.findLast(({ message }) => message.subject === caseNumber)
  if (last === undefined) throw new Error(caseNumber)
  return last
}

type Heads = { outSeq?: number; outHead?: string; inSeq?: number; inHead?: string }
const handoverRow = (caseNumber: string, partner: string, role: string, heads: Heads) => ({
  caseNumber,
  partner,
  role,
  mode: 'online',
  custody: role === 'handling' ? 'here' : 'inTransit',
  itemCode: 'elderly-allowance',
  office: 'civil-affairs',
  agreementId: 'chuanyu',
  agreementVersion: 1,
  routeVersion: route?.version ?? '',
  outSeq: 0,
  outHead: HEX,
  inSeq: 0,
  inHead: HEX,
  receivedAt: NOW,
  transferredAt: NOW,
  handlerReceivedAt: null,
  acceptedAt: null,
  decidedAt: null,
  closedAt: null,
  deadline: null,
  passed: '[]',
  updatedAt: Date.now(),
  ...heads,
})

/** Takes an application over by a hand-over row, which there can be one of. */
function takerOf(region: () => Region | undefined, two: Omit<TwoRegions, 'a' | 'b'>): CaseTaker {
  return {
    async apply(opened: OpenedMessage) {
      if (two.answerWith !== null) return two.answerWith
      const at = region()
      if (at === undefined) throw new Error('no region')
      const { message } = opened
      const written = await openDatabase(at.database).write([
        insertHandover(handoverRow(message.subject, message.source, 'handling', {})),
        ...appliedStatements(opened, { state: 'applied' }, Date.now()),
      ])
      if (written.ok) two.taken.push(message.id)
      return { state: 'applied' }
    },
  }
}
