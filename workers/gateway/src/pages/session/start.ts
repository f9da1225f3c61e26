import { keepSigning, SIGNING_SECONDS } from '@tongban/services'
import * as oauth from 'oauth4webapi'
import { redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import type { Visit } from '../visit.ts'
import { providerOf } from './provider.ts'
import { signInRefused } from './refused.tsx'
import { pathWithin } from './where.ts'

/** Sends the browser to the provider: authorization code, PKCE with S256, state and nonce (OpenID Connect Core 3.1). */
export const startSignIn = definePage({
  method: 'get',
  path: '/sign-in/start',
  rights: ['anyone'],
  answer: async (v) => {
    const to = pathWithin(v.query.get('to'))
    const provider = await providerOf(v)
    if (!provider.ok) return signInRefused(v, provider.failure, to)
    const { server, client } = provider.value
    const state = oauth.generateRandomState()
    const nonce = oauth.generateRandomNonce()
    const verifier = oauth.generateRandomCodeVerifier()
    const kept = await keepSigning(v.desk, v.cookie('signing'), { state, nonce, verifier, to })
    v.setCookie('signing', kept, SIGNING_SECONDS)
    const url = new URL(server.authorization_endpoint)
    const asked = {
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: callbackOf(v),
      scope: v.env.TONGBAN_OIDC_SCOPE ?? 'openid',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: v.language === 'zh' ? 'zh-CN' : 'en',
    }
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
    return redirect(url.href)
  },
})

/** As it is registered at the provider. */
export const callbackOf = ({ origin }: Visit) => `${origin}/sign-in/callback`
