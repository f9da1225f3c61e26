import { regionProfile } from '@tongban/catalogue'
import type { AuditKeys } from '@tongban/evidence'
import type { Actor } from '@tongban/kernel'
import { type FieldKeys, openFieldKeys } from '@tongban/privacy'
import { openDatabase } from '@tongban/store'
import { openCalendars } from '../calendars/current.ts'
import type { Context } from '../context.ts'
import type { ExchangeKeys } from '../exchange/keys.ts'
import { fetchTransport } from '../exchange/transport.ts'
import type { FactSource } from '../facts/source.ts'
import type { Issuer } from '../licences/issuer.ts'
import { openNumberPool } from '../numbers/pool.ts'
import { withOwnKeys } from '../retention/case-keys.ts'
import { noteOfficial, seenOfficials } from '../staff/identities.ts'
import { openPolicies } from '../supervision/held-policies.ts'
import type { Adapters } from './adapters.ts'
import type { RegionEnvironment } from './environment.ts'

/**
 * Connects the services to a region's configuration: which adapters stand behind the ports. Called once for an
 * isolate; what it returns makes the context of one request. A faulty configuration stops everything at once, with
 * the name of what is wrong and never a value.
 */
type Ports = Pick<Context, 'clock' | 'ids' | 'log'>

export type RequestPart = {
  readonly actor: Actor
  readonly requestId: string
  readonly caller?: string | null
  readonly after: (work: Promise<unknown>) => void
}

export function openRegion(
  env: RegionEnvironment,
  ports: Ports,
  adapters: Adapters,
): (request: RequestPart) => Context | Promise<Context> {
  const { TONGBAN_ENVIRONMENT: environment } = env
  const profile = regionProfile(env.TONGBAN_REGION)
  if (!profile.ok) throw new Error('TONGBAN_REGION: no profile for this region in the catalogue')
  const region = profile.value
  const sources = adapters.sources?.(env, ports.clock) ?? new Map<string, FactSource>()
  const notifier = adapters.notifier?.(env, ports.clock) ?? null
  const channels = adapters.channels?.(env, ports.clock) ?? null
  const sealer = adapters.sealer?.(env, ports.clock) ?? null
  const renditionMaker = adapters.renditionMaker?.(env, ports.clock) ?? null
  const superior = adapters.superior?.(env, ports.clock) ?? null
  const national = adapters.national?.(env, ports.clock) ?? null
  const files = adapters.files?.(env) ?? null
  const plans = adapters.plans?.() ?? null
  const numbers = openNumberPool()
  const calendars = openCalendars()
  const policies = openPolicies()
  const officials = seenOfficials()
  let keys: FieldKeys | undefined
  let auditKeys: AuditKeys | null | undefined
  let issuer: Issuer | null | undefined
  let exchange: ExchangeKeys | null | undefined
  const exchangeOf = once(async () => (await adapters.exchange?.(env)) ?? null)
  const issuerOf = once(async () => (await adapters.issuer?.(env, ports)) ?? null)
  const { clock, ids, log } = ports
  /** One for all contexts: with a getter of its own in each literal, each would be a dictionary to the engine. */
  const held = { get: () => calendars.held, enumerable: true, configurable: true }

  async function openRest(request: RequestPart): Promise<Context> {
    keys ??= await importKeys(env.TONGBAN_FIELD_KEYS)
    // Null is an answer too: a Worker without these waits for nothing.
    if (auditKeys === undefined) auditKeys = (await adapters.auditKeys?.(env)) ?? null
    if (issuer === undefined) issuer = await issuerOf()
    if (exchange === undefined) exchange = await exchangeOf()
    return contextOf(request, { keys, auditKeys, issuer, exchange })
  }

  function contextOf({ actor, requestId, caller = null, after }: RequestPart, opened: Opened): Context {
    const { keys, auditKeys, issuer, exchange } = opened
    const database = calendars.riding(policies.riding(openDatabase(env.DB), clock.now), clock.now)
    const context: Context = withCalendar(
      {
        actor,
        requestId,
        caller,
        after,
        region,
        environment,
        clock,
        ids,
        log,
        database,
        keys: withOwnKeys(keys, database),
        calendars,
        policies,
        sources,
        plans,
        numbers,
        auditKeys,
        keeper: env.EVIDENCE ?? null,
        licences: issuer?.signer ?? env.LICENCES ?? null,
        issuer,
        checker: env.VERIFYING ?? null,
        // The Worker that holds the keys asks nobody else.
        courier: exchange === null ? (env.EXCHANGE ?? null) : (adapters.courier?.(() => context) ?? null),
        exchangeJobs: env.EXCHANGE_JOBS ?? null,
        oversight: env.OVERSIGHT ?? null,
        evaluations: env.EVALUATIONS ?? null,
        desk: env.HANDOVERS ?? null,
        cases: env.CASES ?? null,
        exchange,
        transport: env.TRANSPORT ?? fetchTransport,
        publicOrigin: env.TONGBAN_PUBLIC_ORIGIN ?? null,
        files,
        notifier,
        channels,
        sealer,
        makesRenditions: env.TONGBAN_RENDITION_URL !== undefined,
        renditionMaker,
        reportsToSuperior: env.TONGBAN_SUPERIOR_URL !== undefined,
        superior,
        reportsToNational:
          env.TONGBAN_NATIONAL_EVALUATION_URL === undefined
            ? null
            : { names: env.TONGBAN_NATIONAL_EVALUATION_NAMES },
        national,
      },
      held,
    )
    noteOfficial(context, officials)
    return context
  }

  return (request) => {
    // Mostly all is open by now, and nothing is waited for.
    if (keys === undefined || auditKeys === undefined || issuer === undefined || exchange === undefined)
      return openRest(request)
    return contextOf(request, { keys, auditKeys, issuer, exchange })
  }
}

type Opened = Pick<Context, 'keys' | 'auditKeys' | 'issuer' | 'exchange'>

/** Guarantee: the getter answers a calendar, so what was a context but for that is one. */
const withCalendar = (
  context: Omit<Context, 'calendar'>,
  held: TypedPropertyDescriptor<Context['calendar']>,
) => Object.defineProperty(context, 'calendar', held) as Context

/** The same for all requests of an isolate, the first two at once among them; what failed is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return async () => {
    made ??= make()
    try {
      return await made
    } catch (thrown) {
      made = undefined
      throw thrown
    }
  }
}

async function importKeys(secret: string): Promise<FieldKeys> {
  const opened = await openFieldKeys(secret)
  if (!opened.ok) throw new Error(`TONGBAN_FIELD_KEYS refused: ${opened.failure.reason}`)
  return opened.value
}
