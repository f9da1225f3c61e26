import type { Result } from '@tongban/kernel'
import { fail, ok } from '@tongban/kernel'
import * as oauth from 'oauth4webapi'
import type { PagesEnvironment } from '../environment.ts'
import type { Visit } from '../visit.ts'
import { ProviderUnreachable, type SignInFailure, signInFailureOf } from './failure.ts'

/**
 * The region's OpenID provider, found by discovery at its issuer and remembered in this isolate for an hour (OpenID Connect
 * Discovery 1.0). Everything asked of it goes over https; over http only in development, for a provider on this machine.
 */
export type Provider = {
  readonly server: oauth.AuthorizationServer & { readonly authorization_endpoint: string }
  readonly client: oauth.Client
  readonly clientAuth: oauth.ClientAuth
  readonly options: Asking
}
type Asking = {
  readonly signal: () => AbortSignal
  readonly [oauth.allowInsecureRequests]: boolean
  readonly [oauth.customFetch]: (
    url: string,
    options: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
  ) => Promise<Response>
}

const REMEMBERED_MS = 3_600_000
const PATIENCE_MS = 5_000

/** By the parsed environment, which an isolate has once. */
const found = new WeakMap<PagesEnvironment, { readonly provider: Provider; readonly until: number }>()

export async function providerOf({ env, now }: Visit): Promise<Result<Provider, SignInFailure>> {
  const known = found.get(env)
  if (known !== undefined && now < known.until) return ok(known.provider)
  if (env.TONGBAN_OIDC_CLIENT_ID === undefined) return fail({ kind: 'notOffered', code: 'noClient' })
  try {
    const provider = await discovered(env, env.TONGBAN_OIDC_CLIENT_ID)
    found.set(env, { provider, until: now + REMEMBERED_MS })
    return ok(provider)
  } catch (thrown) {
    return fail(signInFailureOf(thrown))
  }
}

async function discovered(env: PagesEnvironment, clientId: string): Promise<Provider> {
  const isDevelopment = env.TONGBAN_ENVIRONMENT === 'development'
  const options: Asking = {
    signal: () => AbortSignal.timeout(PATIENCE_MS),
    [oauth.allowInsecureRequests]: isDevelopment,
    [oauth.customFetch]: reached,
  }
  const issuer = new URL(env.TONGBAN_OIDC_ISSUER)
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options))
  const { authorization_endpoint: endpoint } = server
  // The library looks at what it asks itself; this address the browser is sent to.
  if (endpoint === undefined || !(isDevelopment || endpoint.startsWith('https://')))
    throw new ProviderUnreachable('the identity provider names no address to sign in at')
  return {
    server: { ...server, authorization_endpoint: endpoint },
    client: { client_id: clientId },
    clientAuth: clientAuthOf(server, env.TONGBAN_OIDC_CLIENT_SECRET),
    options,
  }
}

/** Without a secret the client is a public one, which PKCE alone protects (RFC 7636). */
function clientAuthOf(server: oauth.AuthorizationServer, secret: string | undefined): oauth.ClientAuth {
  if (secret === undefined) return oauth.None()
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic')
    ? oauth.ClientSecretBasic(secret)
    : oauth.ClientSecretPost(secret)
}

/** Whatever stands before a provider that is down answers for it, with a 5xx of its own. */
const reached: Asking[typeof oauth.customFetch] = async (url, { body, ...init }) => {
  const response = await fetch(url, { ...init, body: body ?? null }).catch((cause: unknown) => {
    throw new ProviderUnreachable('the identity provider does not answer', { cause })
  })
  if (response.status < 500) return response
  throw new ProviderUnreachable(`the identity provider answers ${response.status}`)
}
