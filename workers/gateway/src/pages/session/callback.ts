import type { Result } from '@tongban/kernel'
import { fail, ok } from '@tongban/kernel'
import { SIGNING_SECONDS, type SignedIn, type Signing, takeSigning } from '@tongban/services'
import * as oauth from 'oauth4webapi'
import { definePage } from '../definition.ts'
import type { Visit } from '../visit.ts'
import { bearerOf } from './bearer.ts'
import { beginSession } from './begin.ts'
import { type SignInFailure, signInFailureOf } from './failure.ts'
import { type Provider, providerOf } from './provider.ts'
import { signInRefused } from './refused.tsx'
import { callbackOf } from './start.ts'

/**
 * The browser comes back from the provider. What was kept for this sign-in is taken away whatever comes of it, so that no
 * answer is used twice, and what other tabs have under way stays; an answer to none of them ends them all. State, `iss`
 * (RFC 9207), nonce and the token's own claims have to be right; and whom the token speaks of is decided by the very check
 * the API makes.
 */
export const endSignIn = definePage({
  method: 'get',
  path: '/sign-in/callback',
  rights: ['anyone'],
  answer: async (v) => {
    const taken = await takeSigning(v.desk, v.cookie('signing'), v.query.get('state'))
    if (taken.kind !== 'taken') {
      v.setCookie('signing', '', 0)
      const kind = taken.kind === 'notBegun' ? 'notBegun' : 'mismatch'
      return signInRefused(v, { kind, code: taken.kind === 'notBegun' ? 'noCookie' : 'otherState' }, '/')
    }
    const { signing, rest } = taken
    v.setCookie('signing', rest, rest === '' ? 0 : SIGNING_SECONDS)
    const provider = await providerOf(v)
    const signedIn = provider.ok ? await signedInBy(v, provider.value, signing) : provider
    if (!signedIn.ok) return signInRefused(v, signedIn.failure, signing.to)
    return beginSession(v, signedIn.value, signing.to)
  },
})

async function signedInBy(
  v: Visit,
  { server, client, clientAuth, options }: Provider,
  { state, nonce, verifier }: Signing,
): Promise<Result<SignedIn, SignInFailure>> {
  const tokens = await protocol(async () => {
    const answer = oauth.validateAuthResponse(server, client, v.query, state)
    const sent = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuth,
      answer,
      callbackOf(v),
      verifier,
      options,
    )
    return oauth.processAuthorizationCodeResponse(server, client, sent, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
  })
  if (!tokens.ok) return tokens
  const { access_token, id_token } = tokens.value
  const claims = oauth.getValidatedIdTokenClaims(tokens.value)
  if (claims === undefined || id_token === undefined) throw new Error('an ID token was required')
  return bearerOf(v, [access_token, id_token], claims.sub)
}

async function protocol<T>(exchange: () => Promise<T>): Promise<Result<T, SignInFailure>> {
  try {
    return ok(await exchange())
  } catch (thrown) {
    return fail(signInFailureOf(thrown))
  }
}
