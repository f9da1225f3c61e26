import { makeDevelopmentKey } from '@tongban/http/development'
import { makeExchangeKeys } from '../scripts/region/exchange-keys.ts'
import { makeIssuerKeys, publicIssuerKeys } from '../scripts/region/issuer-keys.ts'

/**
 * The configuration of a test region. Keys are made anew for every run; the private signing key reaches the tests
 * as a binding, so that they sign tokens as the region's provider would.
 */
const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
const key = await makeDevelopmentKey('510116')
const { kty, crv, x, y, d } = (await makeDevelopmentKey('audit')).privateJwk
const auditKey = { kid: 'development-audit', kty, crv, x, y, d }
/** In force whatever the clock of a test says. */
const FROM = Date.UTC(2020, 0, 1)
const issuerKeys = await makeIssuerKeys('development-510116', FROM)
/** A partner region whose keys the tests have, so that they sign as it would. */
const partnerKeys = await makeIssuerKeys('development-500112', FROM)
const partner = {
  region: '500112',
  name: { zh: '重庆市渝北区', en: 'Yubei, Chongqing' },
  issuer: 'http://partner.test/licences',
  statusBase: 'http://partner.test/licences/status/',
  keys: publicIssuerKeys(partnerKeys),
}

export const testEnvironment = {
  TONGBAN_ENVIRONMENT: 'development',
  TONGBAN_REGION: '510116',
  TONGBAN_OIDC_ISSUER: 'https://id.test',
  TONGBAN_OIDC_AUDIENCE: 'tongban',
  TONGBAN_OIDC_JWKS: JSON.stringify(key.publicJwks),
  TONGBAN_OIDC_JWKS_URL: '',
  TONGBAN_OIDC_CLAIMS: '',
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
  TONGBAN_FIELD_KEYS: JSON.stringify({ current: 'k1', keys: { k1: random() }, index: random() }),
  TONGBAN_OUTBOUND_KEYS: '{}',
  TONGBAN_AUDIT_KEY: JSON.stringify({ current: auditKey.kid, keys: [auditKey] }),
  TONGBAN_ISSUER_KEYS: issuerKeys,
  TONGBAN_SESSION_KEYS: JSON.stringify({ current: 's1', keys: { s1: random() }, index: random() }),
  TONGBAN_EXCHANGE_KEYS: await makeExchangeKeys(FROM),
  TONGBAN_PUBLIC_ORIGIN: 'http://region.test',
  TONGBAN_TRUSTED_REGIONS: JSON.stringify([partner]),
  TONGBAN_PARTNER_STATUS_SECONDS: '',
  TONGBAN_LICENCE_SIGNING_URL: '',
  TEST_PARTNER_KEYS: partnerKeys,
  /** Which stories of two failing regions are told; see `test/workerd/exchange/faults.test.ts`. */
  TEST_FAULT_SEEDS: process.env.TEST_FAULT_SEEDS ?? '1-8',
  TEST_SIGNING_KEY: JSON.stringify(key.privateJwk),
}
