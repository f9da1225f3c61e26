import { regionProfile } from '@tongban/catalogue'
import { type AuditKeys, openAuditKeys } from '@tongban/evidence'
import type { Actor, Clock } from '@tongban/kernel'
import { type FieldKeys, openFieldKeys } from '@tongban/privacy'
import { openDatabase } from '@tongban/store'
import * as z from 'zod'
import { openCalendars } from '../calendars/current.ts'
import type { Context } from '../context.ts'
import { httpSource } from '../facts/http-source.ts'
import type { FactSource } from '../facts/source.ts'
import { bucketStore } from '../files/bucket-store.ts'
import type { Notifier } from '../notices/notifier.ts'
import { webhookNotifier } from '../notices/webhook-notifier.ts'
import { openNumberPool } from '../numbers/pool.ts'
import { withCaseKeys } from '../retention/case-keys.ts'
import { openRulePlans } from '../rules/plans.ts'
import { httpSealer } from '../seals/http-sealer.ts'
import type { Sealer } from '../seals/seal.ts'
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
  readonly after: (work: Promise<unknown>) => void
}

const outboundSchema = z.strictObject({
  /** Secrets of the notification gateway, `whsec_…`; each signs, so that one can be replaced without a gap. */
  notifier: z.array(z.string()).optional(),
  seal: z.strictObject({ keyId: z.string(), key: z.string() }).optional(),
  sources: z.record(z.string(), z.strictObject({ keyId: z.string(), key: z.string() })).optional(),
})
const sourceUrlsSchema = z.record(z.string(), z.url())

export function openRegion(env: RegionEnvironment, ports: Ports): (request: RequestPart) => Promise<Context> {
  const { TONGBAN_ENVIRONMENT: environment } = env
  const region = regionProfile(env.TONGBAN_REGION)
  if (!region.ok) throw new Error('TONGBAN_REGION: no profile for this region in the catalogue')
  const outbound = outboundSchema.parse(JSON.parse(env.TONGBAN_OUTBOUND_KEYS))
  const sources = sourcesOf(env, ports.clock, outbound)
  const notifier = notifierOf(env, ports.clock, outbound)
  const sealer = sealerOf(env, ports.clock, outbound)
  const plans = openRulePlans()
  const numbers = openNumberPool()
  const calendars = openCalendars()
  let keys: FieldKeys | undefined
  let auditKeys: AuditKeys | null | undefined
  return async ({ actor, requestId, after }) => {
    keys ??= await importKeys(env.TONGBAN_FIELD_KEYS)
    auditKeys ??= await importAuditKeys(env)
    const database = calendars.riding(openDatabase(env.DB), ports.clock.now)
    return {
      actor,
      requestId,
      after,
      region: region.value,
      environment,
      ...ports,
      database,
      keys: withCaseKeys(keys, database),
      get calendar() {
        return calendars.held
      },
      sources,
      plans,
      numbers,
      auditKeys,
      keeper: env.EVIDENCE ?? null,
      files: env.FILES === undefined ? null : bucketStore(env.FILES),
      notifier,
      sealer,
    }
  }
}

async function importKeys(secret: string): Promise<FieldKeys> {
  const opened = await openFieldKeys(secret)
  if (!opened.ok) throw new Error(`TONGBAN_FIELD_KEYS refused: ${opened.failure.reason}`)
  return opened.value
}

async function importAuditKeys(env: RegionEnvironment): Promise<AuditKeys | null> {
  const { TONGBAN_AUDIT_KEY: secret, TONGBAN_ENVIRONMENT: environment } = env
  if (secret === undefined || secret === '') return null
  const opened = await openAuditKeys(secret, environment)
  if (!opened.ok) throw new Error(`TONGBAN_AUDIT_KEY refused: ${opened.failure.reason}`)
  return opened.value
}

type Outbound = z.infer<typeof outboundSchema>

function sourcesOf(
  env: RegionEnvironment,
  clock: Clock,
  outbound: Outbound,
): ReadonlyMap<string, FactSource> {
  const urls = sourceUrlsSchema.parse(JSON.parse(env.TONGBAN_FACT_SOURCES ?? '{}'))
  return new Map(
    Object.entries(urls).map(([name, url]) => {
      const key = outbound.sources?.[name]
      if (key === undefined) throw new Error(`TONGBAN_OUTBOUND_KEYS: no key for source ${name}`)
      const source = httpSource({ name, url, ...key }, { clock }, env.TONGBAN_ENVIRONMENT)
      if (!source.ok) throw new Error(`TONGBAN_FACT_SOURCES: source ${name} refused`)
      return [name, source.value]
    }),
  )
}

function notifierOf(env: RegionEnvironment, clock: Clock, outbound: Outbound): Notifier | null {
  const { TONGBAN_NOTIFIER_URL: url } = env
  if (url === undefined) return null
  const notifier = webhookNotifier(
    { url, secrets: outbound.notifier ?? [] },
    { clock },
    env.TONGBAN_ENVIRONMENT,
  )
  if (!notifier.ok) throw new Error('TONGBAN_NOTIFIER_URL or its secrets refused')
  return notifier.value
}

function sealerOf(env: RegionEnvironment, clock: Clock, outbound: Outbound): Sealer | null {
  const { TONGBAN_SEAL_URL: url } = env
  if (url === undefined) return null
  if (outbound.seal === undefined) throw new Error('TONGBAN_OUTBOUND_KEYS: no key for the sealing service')
  const sealer = httpSealer({ url, ...outbound.seal }, { clock }, env.TONGBAN_ENVIRONMENT)
  if (!sealer.ok) throw new Error('TONGBAN_SEAL_URL or its key refused')
  return sealer.value
}
