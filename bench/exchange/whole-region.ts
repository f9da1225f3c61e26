import type { Readable } from 'node:stream'
import type { TrustedRegion } from '@tongban/verifier'
import { Miniflare, type WorkerOptions } from 'miniflare'
import type { WorkerName } from '../../scripts/region/places.ts'
import { migrate } from '../database.ts'
import type { Region } from '../intake/region.ts'
import { COMPATIBILITY_DATE } from '../place.ts'
import type { ExchangeRegion } from './regions.ts'

/**
 * A whole region: every Worker built as for deployment, bound to each other as their wrangler.toml says, in a workerd
 * process of its own, with one database on disk. Reached through its gateway, from outside and by its partner.
 */
export type CodeOf = (name: WorkerName) => string
export type WholeRegion = {
  readonly door: URL
  readonly rules: URL
  readonly database: Awaited<ReturnType<Miniflare['getD1Database']>>
  readonly dispose: () => Promise<void>
}

export type Settings = {
  readonly exchange: ExchangeRegion
  readonly identity: Region
  readonly trusted: readonly TrustedRegion[]
  readonly port: number
  readonly persist: string
}

/** Workers each is bound to, and the entrypoint; none: its handler. */
const SERVICES: Readonly<Record<WorkerName, Readonly<Record<string, readonly [WorkerName, string?]>>>> = {
  gateway: {
    APPROVALS: ['approvals'],
    CASEWORK: ['casework'],
    OVERVIEWS: ['overviews'],
    RULES: ['rules'],
    SUPERVISION: ['supervision'],
    LICENCES: ['licences'],
    EXCHANGE: ['exchange'],
    HANDOVERS: ['handovers'],
    OVERSIGHT: ['oversight'],
    EVALUATIONS: ['evaluations'],
    JOBS: ['supervision', 'Jobs'],
  },
  approvals: { LICENCES: ['licences', 'Signing'], EXCHANGE: ['exchange', 'Post'] },
  casework: { LICENCES: ['licences', 'Signing'], EXCHANGE: ['exchange', 'Post'] },
  overviews: {},
  rules: {},
  licences: { EXCHANGE: ['exchange', 'Post'] },
  exchange: { HANDOVERS: ['handovers', 'Desk'] },
  handovers: {
    CASES: ['approvals', 'Taking'],
    VERIFYING: ['licences', 'Verifying'],
    EXCHANGE: ['exchange', 'Post'],
  },
  oversight: { EVIDENCE: ['casework', 'Evidence'] },
  evaluations: { EXCHANGE: ['exchange', 'Post'] },
  supervision: {
    EVIDENCE: ['casework', 'Evidence'],
    LICENCES: ['licences', 'Signing'],
    EXCHANGE: ['exchange', 'Post'],
    EXCHANGE_JOBS: ['exchange', 'Work'],
    OVERSIGHT: ['oversight', 'Work'],
    EVALUATIONS: ['evaluations', 'Work'],
  },
}

const NOTHING = `export default { fetch: () => new Response(null, { status: 404 }) }`

export async function openWholeRegion(codeOf: CodeOf, settings: Settings): Promise<WholeRegion> {
  const { exchange, identity, trusted, port, persist } = settings
  const { TONGBAN_EXCHANGE_KEYS: exchangeKeys = '', ...shared } = exchange.bindings
  const common = { ...shared, TONGBAN_TRUSTED_REGIONS: JSON.stringify(trusted) }
  const own: Partial<Record<WorkerName, Record<string, string>>> = {
    gateway: {
      TONGBAN_REGION_NAME: exchange.code,
      TONGBAN_BOOT_ID: '',
      TONGBAN_LAST_MIGRATION: '0000_bench.sql',
      TONGBAN_CLIENT_ADDRESS_HEADER: 'x-bench-address',
    },
    licences: { ...identity.issuerBindings, TONGBAN_PUBLIC_ORIGIN: shared.TONGBAN_PUBLIC_ORIGIN ?? '' },
    exchange: { TONGBAN_EXCHANGE_KEYS: exchangeKeys },
    casework: { TONGBAN_AUDIT_KEY: '' },
  }
  const worker = (name: WorkerName): WorkerOptions => ({
    name,
    compatibilityDate: COMPATIBILITY_DATE,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents: codeOf(name) }],
    bindings: { ...common, ...own[name] },
    d1Databases: { DB: `region-${exchange.code}` },
    serviceBindings: {
      ...Object.fromEntries(
        Object.entries(SERVICES[name]).map(([binding, [of, entrypoint]]) => [
          binding,
          entrypoint === undefined ? of : { name: of, entrypoint },
        ]),
      ),
      ...(name === 'gateway' ? { ASSETS: 'assets' } : {}),
    },
    ...(name === 'gateway'
      ? { ratelimits: { RATE_LIMIT: { namespace_id: '1001', simple: { limit: 1_000_000, period: 10 } } } }
      : {}),
    unsafeDirectSockets:
      name === 'gateway' || name === 'rules'
        ? [{ host: '127.0.0.1', port: name === 'gateway' ? port : 0 }]
        : [],
  })
  const names = Object.keys(SERVICES).filter((name): name is WorkerName => name in SERVICES)
  const host = new Miniflare({
    cf: false,
    d1Persist: persist,
    handleRuntimeStdio: (out: Readable, err: Readable) => {
      out.resume()
      err.pipe(process.stderr)
    },
    workers: [
      ...names.map(worker),
      {
        name: 'assets',
        compatibilityDate: COMPATIBILITY_DATE,
        modules: [{ type: 'ESModule', path: 'assets.js', contents: NOTHING }],
      },
    ],
  })
  await host.ready
  const database = await host.getD1Database('DB', 'exchange')
  await migrate(database)
  return {
    door: await host.unsafeGetDirectURL('gateway'),
    rules: await host.unsafeGetDirectURL('rules'),
    database,
    dispose: () => host.dispose(),
  }
}
