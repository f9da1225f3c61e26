import type { TrustedRegion } from '@tongban/verifier'
import { demoPeopleOf } from '../demo/at-pages.ts'
import { firstDayOf } from '../seed/first-day.ts'
import type { Places } from './places.ts'
import { originOf, type Region } from './regions.ts'
import { publicKeysOf, type Secrets } from './secrets.ts'

/**
 * The environment a region's processes run in. `wrangler dev` hands each Worker, of all this, only the names its own
 * wrangler.toml declares, and only while no `.dev.vars` or `.env` lies beside that file.
 */

/** Issuer of the demonstration tokens; a name under `.invalid` is nobody's (RFC 2606). */
export const issuerOf = (region: string) => `https://development.invalid/${region}`
export const AUDIENCE = 'tongban'

export function environmentOf(
  region: Region,
  places: Places,
  secrets: Secrets,
  trusted: readonly TrustedRegion[],
  bootId: string,
  aheadMs = 0,
) {
  return {
    ...withoutOurs(process.env),
    TONGBAN_ENVIRONMENT: 'development',
    TONGBAN_CLOCK_AHEAD_MS: String(aheadMs),
    TONGBAN_REGION: region.code,
    TONGBAN_REGION_NAME: `${region.zh} ${region.en}`,
    TONGBAN_OIDC_ISSUER: issuerOf(region.code),
    TONGBAN_OIDC_AUDIENCE: AUDIENCE,
    TONGBAN_OIDC_JWKS: publicKeysOf(secrets),
    TONGBAN_BOOT_ID: bootId,
    TONGBAN_PUBLIC_ORIGIN: originOf(region),
    TONGBAN_TRUSTED_REGIONS: JSON.stringify(trusted),
    TONGBAN_LICENCE_SIGNING_URL: '',
    TONGBAN_NOTIFIER_URL: '',
    TONGBAN_WEBHOOK_HOSTS: '',
    TONGBAN_RESOLVER_URL: '',
    TONGBAN_EMAIL_PROVIDER: '',
    TONGBAN_SMS_PROVIDER: '',
    TONGBAN_SEAL_URL: '',
    TONGBAN_RENDITION_URL: '',
    TONGBAN_SUPERIOR_URL: '',
    TONGBAN_NATIONAL_EVALUATION_URL: '',
    TONGBAN_NATIONAL_EVALUATION_NAMES: '',
    TONGBAN_FACT_SOURCES: '',
    TONGBAN_FIELD_KEYS: secrets.fieldKeys,
    TONGBAN_OUTBOUND_KEYS: secrets.outboundKeys,
    TONGBAN_AUDIT_KEY: secrets.auditKey,
    TONGBAN_ISSUER_KEYS: secrets.issuerKeys,
    TONGBAN_EXCHANGE_KEYS: secrets.exchangeKeys,
    TONGBAN_SESSION_KEYS: secrets.sessionKeys,
    TONGBAN_OIDC_CLIENT_ID: '',
    TONGBAN_OIDC_SCOPE: '',
    TONGBAN_DEMO_PEOPLE: demoPeopleOf(region, firstDayOf(places, Date.now() + aheadMs)),
    TONGBAN_DEMO_KEY: JSON.stringify(secrets.signingKey),
    WRANGLER_REGISTRY_PATH: places.registry,
    WRANGLER_WRITE_LOGS: 'false',
    X_LOCAL_EXPLORER: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CI: '1',
    NO_COLOR: '1',
  }
}

/** A variable of a person's shell never slips into a region. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TONGBAN_')))
}
