import { regionProfile } from '@tongban/catalogue'
import type { EpochMs } from '@tongban/kernel'
import { type IssuerKeys, type LicenceSigner, openIssuerKeys } from '@tongban/licences'
import { openMemory, openTrust, type Trust, type TrustedRegion, type ValidityMemory } from '@tongban/verifier'
import type { Context } from '../context.ts'
import type { CodeSource } from './partners/codes.ts'
import { httpPartnerCodes } from './partners/http-codes.ts'
import { httpPartnerIndex, httpPartnerLists } from './partners/http-lists.ts'
import { openPartnerIndexes } from './partners/indexes.ts'
import { openPartnerLists, type PartnerLists } from './partners/lists.ts'
import { openPartnerRelay, type PartnerRelay } from './partners/relay.ts'
import { openSigner } from './signing/open.ts'
import { openStatusRegister, type StatusRegister } from './status/register.ts'
import { type ListTokens, openListTokens } from './status/token.ts'
import { readTrustedRegions } from './trusted-regions.ts'

/**
 * The region as issuer and as verifier of licences, opened once for an isolate of the one Worker that holds the issuer
 * keys: keys, whom it trusts, and in memory what the status lists say.
 */
export type Issuer = {
  /** `iss` of its credentials. */
  readonly iss: string
  readonly statusBase: string
  readonly keys: IssuerKeys
  readonly signer: LicenceSigner
  /** This region first, then its partners. */
  readonly regions: readonly TrustedRegion[]
  readonly trust: Trust
  readonly statuses: StatusRegister
  readonly tokens: ListTokens
  readonly partners: PartnerLists
  /** Their lists as they signed them, for verifiers that will be offline. */
  readonly relay: PartnerRelay
  /** One-time codes of partners. */
  readonly codes: CodeSource
  /** Which signatures were found to hold; never what came of it. */
  readonly memory: ValidityMemory
}

export type IssuerConfig = {
  readonly secret: string
  readonly origin: string
  readonly region: string
  readonly environment: 'development' | 'production'
  /** JSON list. */
  readonly trusted: string
  readonly partnerStatusSeconds: number
  readonly signingUrl: string | null
}

/** Signatures remembered in an isolate. */
const REMEMBERED = 2_000

export async function openIssuer(
  config: IssuerConfig,
  ports: Pick<Context, 'clock' | 'ids' | 'log'>,
): Promise<Issuer> {
  const { environment, region } = config
  const profile = regionProfile(region)
  if (!profile.ok) throw new Error('TONGBAN_REGION: no profile for this region in the catalogue')
  const random = (length: number) => Uint8Array.from(ports.ids.random(length))
  const opened = await openIssuerKeys(config.secret, environment, random)
  if (!opened.ok) throw new Error(`TONGBAN_ISSUER_KEYS refused: ${opened.failure.reason}`)
  const keys = opened.value
  const origin = originOf(config.origin, environment)
  const iss = `${origin}/licences`
  const statusBase = `${iss}/status/`
  const own: TrustedRegion = { region, name: profile.value.name, issuer: iss, statusBase, keys: keys.trusted }
  const others = await readTrustedRegions(config.trusted, own, environment)
  const regions = [own, ...others]
  const trust = await openTrust(regions)
  const signer = openSigner({ ...config, iss, statusBase, keys, random }, ports)
  const asking = { seconds: config.partnerStatusSeconds, ...ports }
  const partners = openPartnerLists(httpPartnerLists(), { trust, regions: others, ...asking })
  const indexes = openPartnerIndexes(httpPartnerIndex(), asking)
  return {
    iss,
    statusBase,
    keys,
    signer,
    regions,
    trust,
    statuses: openStatusRegister(ports),
    tokens: openListTokens(statusBase, keys),
    partners,
    relay: openPartnerRelay({ lists: partners, indexes, clock: ports.clock }),
    codes: httpPartnerCodes(),
    memory: openMemory(REMEMBERED, 'second'),
  }
}

/** https (plain http in development only), host and port and nothing else. */
function originOf(text: string, environment: 'development' | 'production'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const protocols = environment === 'development' ? ['https:', 'http:'] : ['https:']
  if (
    url === undefined ||
    !protocols.includes(url.protocol) ||
    (text !== url.origin && text !== `${url.origin}/`)
  ) {
    throw new Error('TONGBAN_PUBLIC_ORIGIN refused: must be an https origin without a path')
  }
  return url.origin
}

/** Seconds, as in JWT. */
export const secondsOf = (at: EpochMs): number => Math.floor(at / 1000)
