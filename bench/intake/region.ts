import { randomBytes } from 'node:crypto'
import { type DevelopmentKey, makeDevelopmentKey, signDevelopmentToken } from '@tongban/http/development'
import { makeIssuerKeys } from '../../scripts/region/issuer-keys.ts'
import type { Person } from './people.ts'

/** The region of the bench: its configuration with keys made for this run, and its tokens. */
export const REGION = '510116'
const ISSUER = 'https://id.bench.invalid'
const AUDIENCE = 'tongban'
const LIFETIME_SECONDS = 3600

export type Region = {
  readonly bindings: Readonly<Record<string, string>>
  /** Of the licences Worker alone. */
  readonly issuerBindings: Readonly<Record<string, string>>
  readonly official: (role: string, name: string) => Promise<string>
  /** A token of its own for each `serial`: as if the person had just signed in. */
  readonly applicant: (person: Person, serial: number) => Promise<string>
}

export async function makeRegion(now: number, code = REGION): Promise<Region> {
  const key = await makeDevelopmentKey(code)
  const sign = signerOf(key, now)
  return {
    bindings: bindingsOf(key, code),
    issuerBindings: {
      TONGBAN_ISSUER_KEYS: await makeIssuerKeys('development', now),
      TONGBAN_PUBLIC_ORIGIN: 'https://region.bench.invalid',
    },
    official: (role, name) =>
      sign(`bench-${name}`, { roles: [role], department: 'services', post: role, region: code, name }),
    applicant: ({ name, idNumber }, serial) =>
      sign(`bench-${idNumber}`, {
        name,
        id_kind: 'residentId',
        id_number: idNumber,
        real_name_level: 'L2',
        jti: String(serial),
      }),
  }
}

const signerOf = (key: DevelopmentKey, issuedAt: number) => (subject: string, claims: object) =>
  signDevelopmentToken({
    privateJwk: key.privateJwk,
    issuer: ISSUER,
    audience: AUDIENCE,
    subject,
    claims: { ...claims },
    issuedAt,
    lifetimeSeconds: LIFETIME_SECONDS,
  })

/** Names as in `workers/approvals/wrangler.toml`. No notifier: nothing leaves, so nothing is drained. */
function bindingsOf(key: DevelopmentKey, code: string): Record<string, string> {
  const random = () => randomBytes(32).toString('base64url')
  return {
    TONGBAN_ENVIRONMENT: 'development',
    TONGBAN_REGION: code,
    TONGBAN_OIDC_ISSUER: ISSUER,
    TONGBAN_OIDC_AUDIENCE: AUDIENCE,
    TONGBAN_OIDC_JWKS: JSON.stringify(key.publicJwks),
    TONGBAN_OIDC_JWKS_URL: '',
    TONGBAN_OIDC_CLAIMS: '',
    TONGBAN_NOTIFIER_URL: '',
    TONGBAN_SEAL_URL: '',
    TONGBAN_FACT_SOURCES: '',
    TONGBAN_FIELD_KEYS: JSON.stringify({ current: 'k1', keys: { k1: random() }, index: random() }),
    TONGBAN_OUTBOUND_KEYS: '{}',
  }
}
