import { type AuditKeys, openAuditKeys } from '@tongban/evidence'
import type { Clock } from '@tongban/kernel'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { NationalPlatform, NationalReport } from '../evaluations/national/national.ts'
import type { localCourier } from '../exchange/courier.ts'
import { type ExchangeKeys, openExchangeKeys } from '../exchange/keys.ts'
import { httpSource } from '../facts/http-source.ts'
import type { FactSource } from '../facts/source.ts'
import { bucketStore } from '../files/bucket-store.ts'
import type { FileStore } from '../files/store.ts'
import { type Issuer, openIssuer } from '../licences/issuer.ts'
import { type Channels, openChannels } from '../notices/channels.ts'
import type { Notifier } from '../notices/notifier.ts'
import { webhookNotifier } from '../notices/webhook-notifier.ts'
import { httpRenditionMaker } from '../renditions/http-maker.ts'
import type { RenditionMaker } from '../renditions/rendition.ts'
import { httpPlatform } from '../reports/http-platform.ts'
import type { ReportPlatform } from '../reports/platform.ts'
import type { openRulePlans } from '../rules/plans.ts'
import { httpSealer } from '../seals/http-sealer.ts'
import type { Sealer } from '../seals/seal.ts'
import type { SuperiorPlatform, SuperiorReport } from '../superior/superior.ts'
import type { RegionEnvironment } from './environment.ts'

/**
 * What stands behind the ports of a region, by its configuration. A Worker names those it needs, so that it neither
 * carries nor can reach the others. A faulty configuration is told by the name of what is wrong, never by a value.
 */
export type Adapters = {
  readonly sources?: typeof factSources
  readonly notifier?: typeof noticeGateway
  /** Of the supervision desk, where receivers are registered and what is said to them is sent. */
  readonly channels?: typeof messageChannels
  readonly sealer?: typeof sealingService
  readonly renditionMaker?: typeof renditionService
  /** Of the Worker that drains the outbox. */
  readonly superior?: typeof superiorPlatform
  readonly national?: typeof nationalPlatform
  readonly files?: typeof fileBucket
  readonly auditKeys?: typeof auditKeyRing
  /** Of the Worker that decides by rules; no other carries the engine. */
  readonly plans?: typeof openRulePlans
  readonly issuer?: typeof licenceIssuer
  readonly exchange?: typeof exchangeKeyRing
  readonly courier?: typeof localCourier
}

const signingKey = z.strictObject({ keyId: z.string(), key: z.string() })
const outboundSchema = z.strictObject({
  /** Secrets of the notification gateway, `whsec_…`; each signs, so that one can be replaced without a gap. */
  notifier: z.array(z.string()).optional(),
  seal: signingKey.optional(),
  rendition: signingKey.optional(),
  superior: signingKey.optional(),
  national: signingKey.optional(),
  /** Of supervision's channels, which read them by themselves; here they are no mistake. */
  email: z.unknown().optional(),
  sms: z.unknown().optional(),
  receipts: z.unknown().optional(),
  sources: z.record(z.string(), signingKey).optional(),
})
const sourceUrlsSchema = z.record(z.string(), z.url())

const outboundOf = (env: RegionEnvironment) => outboundSchema.parse(JSON.parse(env.TONGBAN_OUTBOUND_KEYS))

export function factSources(env: RegionEnvironment, clock: Clock): ReadonlyMap<string, FactSource> {
  const outbound = outboundOf(env)
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

export function noticeGateway(env: RegionEnvironment, clock: Clock): Notifier | null {
  const outbound = outboundOf(env)
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

export function messageChannels(env: RegionEnvironment, clock: Clock): Channels | null {
  const channels = openChannels(env, { clock })
  if (!channels.ok) throw new Error(`${channels.failure} refused`)
  return channels.value
}

export function sealingService(env: RegionEnvironment, clock: Clock): Sealer | null {
  const outbound = outboundOf(env)
  const { TONGBAN_SEAL_URL: url } = env
  if (url === undefined) return null
  if (outbound.seal === undefined) throw new Error('TONGBAN_OUTBOUND_KEYS: no key for the sealing service')
  const sealer = httpSealer({ url, ...outbound.seal }, { clock }, env.TONGBAN_ENVIRONMENT)
  if (!sealer.ok) throw new Error('TONGBAN_SEAL_URL or its key refused')
  return sealer.value
}

export function renditionService(env: RegionEnvironment, clock: Clock): RenditionMaker | null {
  const { rendition: key } = outboundOf(env)
  const { TONGBAN_RENDITION_URL: url } = env
  if (url === undefined) return null
  if (key === undefined)
    throw new Error('TONGBAN_OUTBOUND_KEYS: no key for the service for fixed-layout files')
  const maker = httpRenditionMaker({ url, ...key }, { clock }, env.TONGBAN_ENVIRONMENT)
  if (!maker.ok) throw new Error('TONGBAN_RENDITION_URL or its key refused')
  return maker.value
}

type ReportedTo = {
  readonly url: string | undefined
  readonly key: z.output<typeof signingKey> | undefined
  /** As a faulty configuration is told: the variable, and what the key is for. */
  readonly variable: string
  readonly whose: string
}

function platformAt<Report extends { readonly id: string }>(
  { url, key, variable, whose }: ReportedTo,
  clock: Clock,
  environment: RegionEnvironment['TONGBAN_ENVIRONMENT'],
): ReportPlatform<Report> | null {
  if (url === undefined) return null
  if (key === undefined) throw new Error(`TONGBAN_OUTBOUND_KEYS: no key for ${whose}`)
  const platform = httpPlatform<Report>({ url, ...key }, { clock }, environment)
  if (!platform.ok) throw new Error(`${variable} or its key refused`)
  return platform.value
}

export const superiorPlatform = (env: RegionEnvironment, clock: Clock): SuperiorPlatform | null =>
  platformAt<SuperiorReport>(
    {
      url: env.TONGBAN_SUPERIOR_URL,
      key: outboundOf(env).superior,
      variable: 'TONGBAN_SUPERIOR_URL',
      whose: 'the superior platform',
    },
    clock,
    env.TONGBAN_ENVIRONMENT,
  )

export const nationalPlatform = (env: RegionEnvironment, clock: Clock): NationalPlatform | null =>
  platformAt<NationalReport>(
    {
      url: env.TONGBAN_NATIONAL_EVALUATION_URL,
      key: outboundOf(env).national,
      variable: 'TONGBAN_NATIONAL_EVALUATION_URL',
      whose: 'the national platform of evaluations',
    },
    clock,
    env.TONGBAN_ENVIRONMENT,
  )

export const fileBucket = ({ FILES }: RegionEnvironment): FileStore | null =>
  FILES === undefined ? null : bucketStore(FILES)

export async function auditKeyRing(env: RegionEnvironment): Promise<AuditKeys | null> {
  const { TONGBAN_AUDIT_KEY: secret, TONGBAN_ENVIRONMENT: environment } = env
  if (secret === undefined || secret === '') return null
  const opened = await openAuditKeys(secret, environment)
  if (!opened.ok) throw new Error(`TONGBAN_AUDIT_KEY refused: ${opened.failure.reason}`)
  return opened.value
}

export async function licenceIssuer(
  env: RegionEnvironment,
  ports: Pick<Context, 'clock' | 'ids' | 'log'>,
): Promise<Issuer | null> {
  const { TONGBAN_ISSUER_KEYS: secret, TONGBAN_PUBLIC_ORIGIN: origin } = env
  // Without both nothing can be signed under a name of this region: its routes say so, and the rest goes on.
  if (secret === undefined || secret === '' || origin === undefined) return null
  return openIssuer(
    {
      secret,
      origin,
      region: env.TONGBAN_REGION,
      environment: env.TONGBAN_ENVIRONMENT,
      trusted: env.TONGBAN_TRUSTED_REGIONS ?? '[]',
      partnerStatusSeconds: env.TONGBAN_PARTNER_STATUS_SECONDS,
      signingUrl: env.TONGBAN_LICENCE_SIGNING_URL ?? null,
    },
    ports,
  )
}

export async function exchangeKeyRing(env: RegionEnvironment): Promise<ExchangeKeys | null> {
  const { TONGBAN_EXCHANGE_KEYS: secret, TONGBAN_ENVIRONMENT: environment } = env
  // Without keys nothing can be told or heard: its routes say so, and the rest goes on.
  if (secret === undefined || secret === '') return null
  const opened = await openExchangeKeys(secret, environment)
  if (!opened.ok) throw new Error(`TONGBAN_EXCHANGE_KEYS refused: ${opened.failure.reason}`)
  return opened.value
}
