import { once } from 'node:events'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { freePort } from './local-server.ts'

/**
 * A real OpenID provider on this machine, with its own pages to log in and to consent. It asks for PKCE of everybody. Whoever
 * is named there can log in with any password; `change` says how it behaves from then on.
 */
export const CLIENT = 'tongban-pages'

export type Behaviour = {
  /** How long its ID tokens hold. */
  idTokenSeconds: number
  /** Access tokens are JWTs for this audience; else they mean nothing to anybody but itself. */
  jwtFor: string | null
}
export type Account = Readonly<Record<string, unknown>>
export type IdentityProvider = Awaited<ReturnType<typeof startProvider>>

export async function startProvider(accounts: Readonly<Record<string, Account>>) {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'provider-1', alg: 'ES256', use: 'sig' }
  const change: Behaviour = { idTokenSeconds: 600, jwtFor: null }
  const claimNames = [...new Set(Object.values(accounts).flatMap((each) => Object.keys(each)))]

  const configuration = {
    jwks: { keys: [key] },
    cookies: { keys: ['only for this test'] },
    claims: { openid: ['sub', ...claimNames] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: () => change.idTokenSeconds,
      Interaction: 600,
      Session: 600,
    },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id] }),
    }),
    extraTokenClaims: (_: unknown, { accountId }: { accountId: string }) => accounts[accountId],
    features: {
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        defaultResource: () => (change.jwtFor === null ? undefined : 'urn:tongban:api'),
        getResourceServerInfo: () => ({
          scope: '',
          audience: change.jwtFor,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  }
  let server: ReturnType<Provider['listen']> | undefined
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    tokenUrl: `${issuer}/token`,
    change,
    /** Registers the pages at this origin, and begins to answer. */
    up: async (pages: string) => {
      const client = {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${pages}/sign-in/callback`],
        post_logout_redirect_uris: [`${pages}/sign-out`],
        id_token_signed_response_alg: 'ES256',
      }
      server = new Provider(issuer, { ...configuration, clients: [client] }).listen(port, 'localhost')
      await once(server, 'listening')
    },
    down: async () => {
      if (server === undefined) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      server = undefined
    },
  }
}
