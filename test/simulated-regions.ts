import { env } from 'cloudflare:workers'
import type { Courier, OpenedMessage } from '@tongban/exchange'
import { manifestDigestOf, signRequest } from '@tongban/exchange/wire'
import { environmentSchema, parseEnv, systemClock, systemIds } from '@tongban/http'
import { sha256Hex } from '@tongban/kernel'
import { type Context, type HandoverDesk, openRegion, regionEnvironment } from '@tongban/services'
import { insertRoutes, openDatabase } from '@tongban/store'
import { vi } from 'vitest'
import { aVersion } from '../packages/exchange/src/agreement.fixture.ts'
import { routeRows } from '../packages/exchange/src/index.ts'
import { makeRegion, signerOf } from '../packages/exchange/src/wire/wire.fixture.ts'
import { localCourier } from '../packages/services/src/exchange/courier.ts'
import { door as approvals } from '../workers/approvals/src/door.ts'
import { takerOf } from '../workers/approvals/src/taking/taker.ts'
import { door as casework } from '../workers/casework/src/door.ts'
import { door as evaluations } from '../workers/evaluations/src/door.ts'
import { ADAPTERS } from '../workers/exchange/src/adapters.ts'
import { door as exchange } from '../workers/exchange/src/door.ts'
import { upstreamFor } from '../workers/gateway/src/upstreams.ts'
import { deskAt } from '../workers/handovers/src/desk/desk.ts'
import { door as handovers } from '../workers/handovers/src/door.ts'
import { door as licences } from '../workers/licences/src/door.ts'
import { signerOf as licenceSignerOf } from '../workers/licences/src/signing/signer.ts'
import { checkerOf } from '../workers/licences/src/verifying/checker.ts'
import { door as oversight } from '../workers/oversight/src/door.ts'
import { door as overviews } from '../workers/overviews/src/door.ts'
import { door as rules } from '../workers/rules/src/door.ts'
import { isPersonal } from './personal.ts'
import { keyed } from './seeded.ts'
import { type Fault, type Line, openLine } from './simulated-line.ts'
import { A, B, NOW, openTwoRegions } from './two-regions.ts'

/**
 * Two whole regions in one test: the doors for applicants, officials, licences and partners of each with its own database
 * and keys, what they ask of each other inside the region, and the line between the two. The seed decides what goes wrong.
 * Each call is waited for with all that goes on after its answer, so that the same seed does the same again; what is to
 * happen side by side is begun side by side.
 */
export { A, B, NOW }
export type Code = typeof A | typeof B

/** What an isolate that has ended says of everything it is asked; such errors are what the test wanted. */
const ENDED = 'this isolate has ended'
const isEnd = (error: unknown) => error instanceof Error && error.message.includes(ENDED)

/** After so many points (a batch of the database, a request on the line) the isolate ends, before or after it is done. */
export type Crash = { readonly at: number; readonly when: 'before' | 'after' }

export type SimulatedRegion = {
  readonly code: Code
  readonly database: D1Database
  /** To the door the gateway would choose. */
  readonly door: (request: Request) => Promise<Response>
  /** What cron does: answers null where the isolate ended in it. */
  readonly job: <T>(work: (ctx: Context) => Promise<T>) => Promise<T | null>
  readonly context: (after?: (work: Promise<unknown>) => void) => Promise<Context>
  /** Points passed since the isolate began. */
  readonly points: () => number
  readonly hasEnded: () => boolean
  /** A new isolate: nothing is held in memory; it ends at the point that is given. */
  readonly restart: (crash?: Crash | null) => void
  /** Another ring of keys, in a new isolate. */
  readonly deploy: (ring: object) => void
  readonly ring: () => Ring
  /** How far its clock is ahead of the other's. */
  aheadMs: number
}
export type Ring = { readonly keys: readonly object[] }

export type Simulation = {
  readonly a: SimulatedRegion
  readonly b: SimulatedRegion
  readonly line: Line
  readonly trace: (line: string) => void
  /** Of all that was traced; what happened side by side is put in order first. */
  readonly hash: () => Promise<string>
  readonly lines: () => readonly string[]
  /** What nobody wanted: errors outside an answer. */
  readonly surprises: string[]
  /** A delivery to 500112 in the name of 510116 under a key of nobody's, or one that bears the id of the true one; its status. */
  readonly forge: (jwk: object, asTrue: boolean) => Promise<number>
  /** What the line has held back and is due; answers how many. */
  readonly deliverLate: () => Promise<number>
}

type Given = { readonly TONGBAN_TRUSTED_REGIONS: string; readonly TEST_PARTNER_KEYS: string }
/** Guarantee: the test environment binds these. */
const given = (value: unknown) => value as Given

const DOORS = { approvals, casework, overviews, rules, licences, handovers, oversight, evaluations }

export async function simulate(seed: number | string): Promise<Simulation> {
  vi.setSystemTime(NOW)
  const two = await openTwoRegions()
  const traced: string[] = []
  const surprises: string[] = []
  const trace = (line: string) => void traced.push(`${Date.now() - NOW} ${line}`)
  const line = openLine(seed, trace)
  const regions = new Map<string, ReturnType<typeof regionOf>>()
  const forward = async (request: Request) => {
    const region = regions.get(new URL(request.url).hostname.split('.')[0] ?? '')
    if (region === undefined) throw new Error(`nobody is at ${request.url}`)
    const response = await region.wire(request.clone())
    const said = [request.url, ...[...request.headers].flat(), await request.text()]
    said.push(...[...response.headers].flat(), await response.clone().text())
    if (isPersonal(said.join(' '))) surprises.push('personal data on the line')
    return response
  }
  const passOn = (from: string) => async (request: Request) => {
    const aheadMs = regions.get(from)?.aheadMs ?? 0
    vi.setSystemTime(Date.now() - aheadMs)
    try {
      return await line.through(from, request, forward)
    } finally {
      vi.setSystemTime(Date.now() + aheadMs)
    }
  }
  // How long is waited before another try is the one chance the product takes: it comes from the seed and the time.
  vi.spyOn(systemIds, 'random').mockImplementation((length) =>
    length === 2
      ? Uint8Array.from([0, 1], (at) => Math.floor(keyed(seed, Date.now(), at) * 256))
      : crypto.getRandomValues(new Uint8Array(length)),
  )
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const { hostname } = new URL(request.url)
    const region = regions.get(hostname.split('.')[0] ?? '')
    if (region === undefined) throw new TypeError(`nobody is at ${hostname}`)
    return region.door(request)
  })
  const regionAt = (code: Code, base: Record<string, unknown>, database: D1Database) => {
    const region = regionOf(
      { code, base, database, passOn: passOn(code) },
      { surprise: (error) => void surprises.push(`${code} ${textOf(error)}`) },
    )
    regions.set(code, region)
    return region
  }
  const trusted = withoutSm2(
    given(env).TONGBAN_TRUSTED_REGIONS.replaceAll('http://partner.test', `http://${B}.test`),
  )
  const a = regionAt(A, { ...two.a.bindings, TONGBAN_TRUSTED_REGIONS: trusted }, two.a.database)
  const b = regionAt(
    B,
    {
      ...two.b.bindings,
      TONGBAN_TRUSTED_REGIONS: '',
      TONGBAN_ISSUER_KEYS: withoutSm2(given(env).TEST_PARTNER_KEYS),
      TONGBAN_FIELD_KEYS: fieldKeys,
    },
    two.b.database,
  )
  await cleared(a.database)
  await cleared(b.database)
  const rows = JSON.stringify(await routeRows([aVersion()], A))
  await a.database.prepare('DELETE FROM exchange_routes').run()
  await openDatabase(a.database).write([insertRoutes({ rows })])
  return {
    a,
    b,
    line,
    trace,
    surprises,
    forge: async (jwk, asTrue) => forward(await forged(a, jwk, asTrue)).then(({ status }) => status),
    deliverLate: () => line.deliverLate(forward),
    lines: () => traced,
    hash: () => sha256Hex(traced.toSorted().join('\n')),
  }
}

/** What a region has before anybody applies. */
const STANDING = ['registr', 'rule_', 'item_', 'calendar_', 'jobs', 'case_sequences', 'exchange_', 'd1_']

export async function tablesOf(database: D1Database): Promise<readonly string[]> {
  const { results } = await database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .all<{ name: string }>()
  return results.map(({ name }) => name)
}

async function cleared(database: D1Database): Promise<void> {
  const tables = (await tablesOf(database)).filter((name) => !STANDING.some((each) => name.startsWith(each)))
  await database.batch(tables.map((name) => database.prepare(`DELETE FROM "${name}"`)))
}

async function forged({ ring }: SimulatedRegion, jwk: object, asTrue: boolean): Promise<Request> {
  const now = Date.now()
  const term = { from: Math.floor(now / 1000) - 60, until: null }
  const forger = await makeRegion({ keys: [{ use: 'sign', jwk, ...term }, ...ring().keys.slice(1)] })
  const manifestDigest = await manifestDigestOf([])
  const signer = signerOf(forger, Math.floor(now / 1000))
  const kid = asTrue ? ((await makeRegion(ring())).shown[0]?.kid ?? '') : signer.kid
  const nonce = url64().slice(0, 24)
  const { request } = await signRequest(
    {
      method: 'POST',
      url: `http://${B}.test/exchange/cx/1/messages`,
      from: A,
      to: B,
      body: {
        content: '{"manifest":[],"messages":[],"verdicts":["x"]}',
        type: 'application/json',
        idempotencyKey: crypto.randomUUID(),
        manifestDigest,
      },
    },
    { ...signer, kid },
    { now, nonce },
  )
  return request
}

const base64 = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
const url64 = () => base64().replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
/** The second region encrypts under keys of its own. */
const fieldKeys = JSON.stringify({ current: 'k1', keys: { k1: url64() }, index: url64() })

/** The second signature on a licence is reckoned without the platform, and costs more than the rest of a case together. */
const withoutSm2 = (ring: string) =>
  JSON.stringify(JSON.parse(ring), (_, value) =>
    Array.isArray(value) ? value.filter((each) => Object(each).alg !== 'SM2-SM3') : value,
  )

const textOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

type Place = {
  readonly code: Code
  readonly base: Record<string, unknown>
  readonly database: D1Database
  readonly passOn: (request: Request) => Promise<Response>
}

function regionOf(place: Place, { surprise }: { surprise: (error: unknown) => void }) {
  let ring = asRing(JSON.parse(String(place.base.TONGBAN_EXCHANGE_KEYS)))
  let isolate = isolateOf(place, ring, null, surprise)
  /** The clock is the region's as long as it is at work; what it sends is answered by the clock of the other. */
  async function byOwnClock<T>(work: () => Promise<T>): Promise<T> {
    const { aheadMs } = region
    vi.setSystemTime(Date.now() + aheadMs)
    try {
      return await work()
    } finally {
      vi.setSystemTime(Date.now() - aheadMs)
    }
  }
  const region = {
    code: place.code,
    database: place.database,
    aheadMs: 0,
    door: (request: Request) => byOwnClock(() => isolate.door(request)),
    wire: (request: Request) => byOwnClock(() => isolate.wire(request)),
    job: <T>(work: (ctx: Context) => Promise<T>) => byOwnClock(() => isolate.job(work)),
    context: (after?: (work: Promise<unknown>) => void) => isolate.context(after),
    points: () => isolate.points(),
    hasEnded: () => isolate.hasEnded(),
    restart(crash: Crash | null = null) {
      isolate = isolateOf(place, ring, crash, surprise)
    },
    deploy(next: object) {
      ring = asRing(next)
      isolate = isolateOf(place, ring, null, surprise)
    },
    ring: () => ring,
  }
  return region satisfies SimulatedRegion
}
/** Guarantee: as the test made it. */
const asRing = (value: unknown) => value as Ring

function isolateOf(
  { base, database, passOn }: Place,
  ring: Ring,
  crash: Crash | null,
  surprise: (error: unknown) => void,
) {
  let passed = 0
  let ended = false
  const end = () => {
    ended = true
    return new Error(ENDED)
  }
  async function point<T>(work: () => Promise<T>): Promise<T> {
    if (ended) throw new Error(ENDED)
    passed += 1
    const isLast = crash !== null && passed === crash.at
    if (isLast && crash.when === 'before') throw end()
    const done = await work()
    if (isLast) throw end()
    // It has ended meanwhile: nobody is there to hear.
    if (ended) throw new Error(ENDED)
    return done
  }
  const core: Record<string, unknown> = {
    ...base,
    DB: {
      prepare: (sql: string) => database.prepare(sql),
      batch: (statements: D1PreparedStatement[]) => point(() => database.batch(statements)),
    },
    TONGBAN_EXCHANGE_KEYS: JSON.stringify(ring),
    TRANSPORT: (request: Request) => point(() => passOn(request)),
  }
  const context = async (after: (work: Promise<unknown>) => void = (work) => void work.catch(surprise)) =>
    open({ actor: { kind: 'clock', subject: 'cron' }, requestId: systemIds.uuid(), after })

  /** With all that goes on after it. */
  async function waited<T>(work: (after: (work: Promise<unknown>) => void) => Promise<T>): Promise<T> {
    const later: Promise<unknown>[] = []
    const done = await work((each) => void later.push(each.catch(hear)))
    for (let each = later.shift(); each !== undefined; each = later.shift()) await each
    return done
  }
  const hear = (error: unknown) => {
    if (!isEnd(error)) surprise(error)
  }
  const courier: Courier = {
    seal: (drafts) => waited(async (after) => courierAt(await context(after)).seal(drafts)),
    send: (...given) => waited(async (after) => courierAt(await context(after)).send(...given)),
    keys: () => waited(async (after) => courierAt(await context(after)).keys()),
  }
  const bindings: Record<string, unknown> = {
    ...core,
    EXCHANGE: courier,
    LICENCES: licenceSignerOf(core),
  }
  const take = takerOf(bindings)
  const desk = deskAt({
    ...bindings,
    CASES: { apply: (opened: OpenedMessage) => waited((after) => take(opened, after)) },
    VERIFYING: checkerOf(core),
  })
  const asked: HandoverDesk = {
    apply: (...given) => waited(async (after) => (await desk(after)).apply(...given)),
    settle: () => waited(async (after) => (await desk(after)).settle()),
    takeInFile: (...given) => waited(async (after) => (await desk(after)).takeInFile(...given)),
    restore: (...given) => waited(async (after) => (await desk(after)).restore(...given)),
    catchUp: (...given) => waited(async (after) => (await desk(after)).catchUp(...given)),
  }
  Object.assign(core, { HANDOVERS: asked })
  const settings = parseEnv(environmentSchema.extend(regionEnvironment), core)
  const open = openRegion(settings, { clock: systemClock, ids: systemIds, log: () => undefined }, ADAPTERS)

  async function through(
    door: { fetch: typeof exchange.fetch },
    request: Request,
    env: object,
  ): Promise<Response> {
    if (ended) throw new TypeError('network connection lost')
    const response = await waited<Response>(async (after) =>
      door.fetch(request, env, asExecution({ waitUntil: after })),
    )
    if (response.status === 500 && !ended) surprise(new Error(`${request.url} answered 500`))
    // An isolate that has ended answers nobody.
    if (ended) throw new TypeError('network connection lost')
    return response
  }
  return {
    points: () => passed,
    hasEnded: () => ended,
    context,
    wire: (request: Request) => through(exchange, request, core),
    async door(request: Request) {
      const { name } = upstreamFor(request)?.row ?? { name: 'approvals' }
      if (name === 'exchange') return through(exchange, request, core)
      if (name === 'supervision') throw new Error(`not of these doors: ${request.url}`)
      return through(DOORS[name], request, bindings)
    },
    async job<T>(work: (ctx: Context) => Promise<T>): Promise<T | null> {
      try {
        return await waited(async (after) => work(await context(after)))
      } catch (error) {
        if (!isEnd(error)) throw error
        return null
      }
    },
  }
}
/** Guarantee: the doors ask of it nothing but to wait. */
const asExecution = (context: Pick<ExecutionContext, 'waitUntil'>) => context as ExecutionContext
const courierAt = (ctx: Context) => localCourier(() => ctx)

/** Kinds of faults that are one side's answer to everything for a while. */
export const STORMS: readonly Fault[] = [
  'unavailable',
  'badGateway',
  'internalError',
  'tooManyRequests',
  'requestLost',
]
