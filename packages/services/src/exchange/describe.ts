/**
 * What anybody may know of this region's exchange: which versions and suites it speaks, its limits, its calendar, its time
 * and its public keys. None of it is trusted for being read here: keys count once their thumbprints have been compared.
 */
import { MESSAGE_TYPES, type MessageType } from '@tongban/exchange'
import { LIMITS, type PartnerKey, SUITES, type SuiteName, VERSIONS } from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from './seal.ts'

export type ExchangeDescription = {
  readonly region: string
  readonly name: { readonly zh: string; readonly en: string }
  /** Everything it says is made up for trying out. */
  readonly demonstration: boolean
  readonly versions: readonly string[]
  readonly suites: readonly { readonly name: SuiteName; readonly state: 'supported' | 'reserved' }[]
  readonly messageTypes: readonly MessageType[]
  readonly limits: { readonly [name: string]: number }
  /** Version of the working-day calendar that deadlines told by this region follow. */
  readonly calendar: string
  /** Where partners reach it, and where its keys are. */
  readonly baseUrl: string
  readonly keysUrl: string
  /** Epoch ms. */
  readonly now: number
}

export function describeExchange(ctx: Context): Result<ExchangeDescription, Failure> {
  const { exchange, publicOrigin, region } = ctx
  if (exchange === null || publicOrigin === null) return NOT_CONFIGURED
  const baseUrl = `${publicOrigin}/exchange`
  return ok({
    region: exchangeRegionOf(ctx),
    name: region.name,
    demonstration: region.demonstration || ctx.environment === 'development',
    versions: VERSIONS,
    suites: namesOf(SUITES).map((name) => ({ name, state: SUITES[name].state })),
    messageTypes: namesOf(MESSAGE_TYPES),
    limits: LIMITS,
    calendar: ctx.calendar.version,
    baseUrl,
    keysUrl: `${baseUrl}/cx/${VERSIONS.at(-1)}/keys`,
    now: ctx.clock.now(),
  })
}

export function listExchangeKeys(ctx: Context): Result<readonly PartnerKey[], Failure> {
  return ctx.exchange === null ? NOT_CONFIGURED : ok(ctx.exchange.published)
}

export const NOT_CONFIGURED = fail({
  code: 'notConfigured',
  what: { zh: '跨域通办的密钥或者对外网址', en: 'the exchange keys or the public origin' },
} as const)

/** Guarantee: a table written as a constant has the keys of its type and no other. */
const namesOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]
