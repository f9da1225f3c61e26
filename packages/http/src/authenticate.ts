import {
  type Actor,
  type App,
  type AppScope,
  type Clock,
  type EpochMs,
  type Failure,
  fail,
  ok,
  type Result,
} from '@tongban/kernel'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import { actorOf } from './claims.ts'
import { type Environment, EnvironmentError } from './environment.ts'
import { createTokenMemory } from './token-memory.ts'

/**
 * Who is calling: an OIDC bearer token (RFC 6750, RFC 7519) verified against the provider's published keys. No
 * database is read. A request without a token comes from nobody; a token that does not hold is refused even where
 * nobody may enter, so that a caller never acts as a visitor by accident. An app shows a key instead, which only the
 * Worker that takes keys can tell from a wrong one.
 */

/** Asymmetric signatures only (RFC 8725 §3.1): a shared secret or `none` would let a caller sign for itself. */
export const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const
export const CLOCK_TOLERANCE_SECONDS = 60
/** Keys made for trying out carry this prefix and are trusted in the development environment alone. */
export const DEVELOPMENT_KEY_PREFIX = 'development-'
const TOKEN_LIMIT = 8192

/** `scopes`: those of an app's key that open what is asked for. */
export type Authenticate = (
  authorization: string | undefined,
  scopes?: readonly AppScope[],
) => Result<Actor, Failure> | Promise<Result<Actor, Failure>>

/** What an app sends: `Authorization: ApiKey <keyId>.<secret>`. Only its form is known here. */
export type ApiKey = { readonly keyId: string; readonly secret: string }
/**
 * Whose key it is, where it holds; given by a Worker that takes keys of apps. What is asked for counts towards the quota
 * of a key that has one of these scopes; another is about to be told that it may not.
 */
export type AuthenticateApp = (key: ApiKey, scopes: readonly AppScope[]) => Promise<Result<App, Failure>>

const API_KEY = /^ApiKey +([a-z0-9]{20})\.([\w-]{43})$/i

export function createAuthenticate(
  environment: Environment,
  clock: Clock,
  authenticateApp?: AuthenticateApp,
): Authenticate {
  const keys = keysOf(environment)
  const isDevelopment = environment.TONGBAN_ENVIRONMENT === 'development'
  const memory = createTokenMemory(clock)

  const authenticate = async (
    authorization: string,
    scopes: readonly AppScope[],
  ): Promise<Result<Actor, Failure>> => {
    if (authenticateApp !== undefined && /^ApiKey /i.test(authorization)) {
      const [, keyId, secret] = API_KEY.exec(authorization) ?? []
      if (keyId === undefined || secret === undefined) return refused('key')
      return authenticateApp({ keyId: keyId.toLowerCase(), secret }, scopes)
    }
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1]
    if (token === undefined || token.length > TOKEN_LIMIT) return refused('malformed')
    const remembered = memory.recall(token)
    if (remembered) return ok(remembered)
    const kid = keyIdOf(token)
    if (kid === undefined) return refused('malformed')
    if (kid.startsWith(DEVELOPMENT_KEY_PREFIX) && !isDevelopment) return refused('untrusted')
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: environment.TONGBAN_OIDC_ISSUER,
        audience: environment.TONGBAN_OIDC_AUDIENCE,
        algorithms: [...ALGORITHMS],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(clock.now()),
      })
      const { sub, exp } = payload
      if (!sub || sub.length > 255 || exp === undefined) return refused('malformed')
      const actor = actorOf(sub, payload, environment.TONGBAN_OIDC_CLAIMS, environment.TONGBAN_REGION)
      if (actor.ok) memory.keep(token, actor.value, (exp + CLOCK_TOLERANCE_SECONDS) * 1000)
      return actor
    } catch (thrown) {
      return refusalOf(thrown)
    }
  }
  // A visitor waits for nothing.
  return (authorization, scopes = []) =>
    authorization === undefined ? ok({ kind: 'nobody' }) : authenticate(authorization, scopes)
}

/** When a token ends that `Authenticate` has let in: it names its end, or it would not have been. */
export function tokenEndsAt(token: string): EpochMs {
  const { exp } = decodeJwt(token)
  if (exp === undefined) throw new Error('a token without an end was let in')
  return exp * 1000
}

/** The key a token names; a token must name one, or a development key could be used without being called so. */
function keyIdOf(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token)
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}

function keysOf(environment: Environment): JWTVerifyGetKey {
  const { TONGBAN_OIDC_JWKS: inline, TONGBAN_OIDC_JWKS_URL: address } = environment
  if (inline && !address) return createLocalJWKSet(inline)
  if (address && !inline) {
    const url = new URL(address)
    if (url.protocol !== 'https:' && environment.TONGBAN_ENVIRONMENT !== 'development') {
      throw new EnvironmentError('configuration refused. TONGBAN_OIDC_JWKS_URL: must be https in production')
    }
    return reachable(createRemoteJWKSet(url, { timeoutDuration: 3000, cooldownDuration: 30_000 }))
  }
  throw new EnvironmentError(
    'configuration refused. Set exactly one of TONGBAN_OIDC_JWKS (the key set as JSON) and TONGBAN_OIDC_JWKS_URL',
  )
}

/** The provider's key set could not be read; says nothing about the token. */
class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable'
}

function reachable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (thrown) {
      if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys)
        throw thrown
      throw new KeysUnreachable('the key set cannot be read', { cause: thrown })
    }
  }
}

const refused = (reason: 'malformed' | 'expired' | 'untrusted' | 'key') =>
  fail({ code: 'notAuthenticated', reason })

/** Which refusal a thrown error of the token library means; a provider that cannot be reached is no fault of the token. */
function refusalOf(thrown: unknown): Result<never, Failure> {
  if (thrown instanceof errors.JWTExpired) return refused('expired')
  if (
    thrown instanceof errors.JWTInvalid ||
    thrown instanceof errors.JWSInvalid ||
    thrown instanceof errors.JOSENotSupported ||
    (thrown instanceof errors.JWTClaimValidationFailed && thrown.reason !== 'check_failed')
  ) {
    return refused('malformed')
  }
  if (
    thrown instanceof errors.JWTClaimValidationFailed ||
    thrown instanceof errors.JWSSignatureVerificationFailed ||
    thrown instanceof errors.JOSEAlgNotAllowed ||
    thrown instanceof errors.JWKSNoMatchingKey ||
    thrown instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return refused('untrusted')
  }
  if (thrown instanceof KeysUnreachable) return fail({ code: 'unavailable', what: 'service' })
  throw thrown
}
