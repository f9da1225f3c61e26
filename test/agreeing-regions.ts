import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'
import { signRequest } from '@tongban/exchange/wire'
import { vi } from 'vitest'
import {
  makeRegion,
  makeRing,
  type Region,
  signerOf as signingKeyOf,
} from '../packages/exchange/src/wire/wire.fixture.ts'
import { door } from '../workers/exchange/src/door.ts'
import { type Answered, ask, official, signerOf } from './kit.ts'

/**
 * Two regions that settle agreements: the real exchange door of each with its own database and keys, and a line between
 * them that can be cut, or lose the answers. Their clock stands at Monday 2026-11-23, 10:00 in Shanghai.
 */
const NOW = Date.UTC(2026, 10, 23, 2)
const sign = signerOf(asTestEnv(env).TEST_SIGNING_KEY)

export type Line = { isCut: boolean; losesAnswers: boolean; readonly passed: string[] }
/** As the secret holds it. */
export type Ring = { readonly keys: readonly object[] }
export type Role = Parameters<typeof official>[0]
export type AgreeingRegion = {
  readonly code: string
  readonly origin: string
  readonly keys: Region
  readonly bindings: () => object
  readonly database: D1Database
  readonly ring: () => Ring
  /** Gives the region another ring of keys, as a deployment would. */
  readonly setRing: (ring: Ring) => Promise<void>
  readonly as: (
    role: Role,
    method: string,
    path: string,
    body?: unknown,
    subject?: string,
  ) => Promise<Answered>
}

export async function agreeingRegions() {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  for (const level of ['info', 'error', 'warn', 'log'] as const)
    vi.spyOn(console, level).mockImplementation(() => undefined)
  const { DB, PARTNER_DB, TEST_MIGRATIONS } = asTestEnv(env)
  await applyD1Migrations(PARTNER_DB, TEST_MIGRATIONS)
  await emptied(PARTNER_DB)
  const line: Line = { isCut: false, losesAnswers: false, passed: [] }
  const regions = new Map<string, AgreeingRegion>()
  const transport = async (request: Request): Promise<Response> => {
    const { origin, pathname } = new URL(request.url)
    const region = regions.get(origin)
    line.passed.push(`${request.method} ${pathname}`)
    if (line.isCut || region === undefined) throw new TypeError('the line is cut')
    const response = await throughDoor(request, region.bindings())
    if (line.losesAnswers) throw new TypeError('the answer is lost')
    return response
  }
  const open = async (code: string, origin: string, database: D1Database): Promise<AgreeingRegion> => {
    let ring: Ring = await makeRing()
    let keys = await makeRegion(ring)
    // The platform hands over the same bindings with every request.
    const bind = () => ({
      ...env,
      DB: database,
      TONGBAN_REGION: code,
      TONGBAN_PUBLIC_ORIGIN: origin,
      TONGBAN_EXCHANGE_KEYS: JSON.stringify(ring),
      TRANSPORT: transport,
    })
    let bindings = bind()
    const region: AgreeingRegion = {
      code,
      origin,
      database,
      get keys() {
        return keys
      },
      bindings: () => bindings,
      ring: () => ring,
      async setRing(next) {
        ring = next
        keys = await makeRegion(next)
        bindings = bind()
      },
      async as(role, method, path, body, subject = `${role}-${code}`) {
        const token = await sign(subject, official(role, 'services', code))
        return ask((request) => throughDoor(request, bindings), token, method, `/exchange${path}`, body)
      },
    }
    regions.set(origin, region)
    return region
  }
  const a = await open('510116', 'http://region.test', DB)
  const b = await open('500112', 'http://partner.test', PARTNER_DB)
  return { a, b, line }
}

async function throughDoor(request: Request, bindings: object): Promise<Response> {
  const context = createExecutionContext()
  const response = await door.fetch(request, bindings, context)
  await waitOnExecutionContext(context)
  return response
}

/** One request to the other region as the exchange of this one would send it, whatever key it is given. */
export async function askOver(
  from: AgreeingRegion,
  to: AgreeingRegion,
  { method = 'GET', path, body, headers = {}, by = from.keys }: Wire,
): Promise<Answered> {
  nonces += 1
  const now = Date.now()
  const { request } = await signRequest(
    {
      method,
      url: `${to.origin}/exchange${path}`,
      from: from.code,
      to: to.code,
      headers,
      ...(body === undefined
        ? {}
        : {
            body: {
              content: JSON.stringify(body),
              type: 'application/json',
              idempotencyKey: `test-${String(nonces).padStart(6, '0')}`,
            },
          }),
    },
    keyOf(by, now),
    { now, nonce: `bm9uY2UtYWdyZWVpbmct${String(nonces).padStart(6, '0')}` },
  )
  const response = await throughDoor(request, to.bindings())
  const text = new TextDecoder().decode(await response.arrayBuffer())
  const { status, headers: told } = response
  return { status, headers: told, body: text === '' ? {} : JSON.parse(text), text }
}
let nonces = 0
type Wire = {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly by?: Region
}

const keyOf = (region: Region, now: number) => signingKeyOf(region, Math.floor(now / 1000))

const TABLES = ['partners', 'agreements', 'acts', 'routes', 'nonces'] as const

async function emptied(database: D1Database): Promise<void> {
  await database.batch(TABLES.map((name) => database.prepare(`DELETE FROM exchange_${name}`)))
}

/** What one region is to the other, as an administrator would hand it in. */
export const partnerInput = ({ origin, keys }: AgreeingRegion) => ({
  name: { zh: '演示地区', en: 'Sample region' },
  baseUrl: `${origin}/exchange`,
  keys: keys.shown,
})

export const kidsOf = ({ keys }: AgreeingRegion) => keys.shown.map(({ kid }) => kid)

/** Registers the other region, compared and confirmed by a second person. */
export async function register(here: AgreeingRegion, there: AgreeingRegion): Promise<void> {
  const path = `/v1/partners/${there.code}`
  succeed(await here.as('admin', 'PUT', path, partnerInput(there)))
  succeed(await here.as('governmentHead', 'POST', `${path}/confirm`, { compared: kidsOf(there) }))
}

export function succeed(answered: Answered): Answered {
  if (answered.status >= 300) throw new Error(`answered ${answered.status}: ${answered.text}`)
  return answered
}

/** Guarantee: `vitest.config.ts` binds these names for the project `exchange`. */
function asTestEnv(value: unknown) {
  return value as {
    readonly DB: D1Database
    readonly PARTNER_DB: D1Database
    readonly TEST_MIGRATIONS: D1Migration[]
    readonly TEST_SIGNING_KEY: string
  }
}
