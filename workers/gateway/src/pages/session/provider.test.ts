import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { region } from '../../../test/region.ts'

/** What the pages ask of a provider, seen from the provider's side. */
const ISSUER = 'https://id.test'
const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
}

type Asked = { readonly url: string; readonly headers: Headers; readonly body: string }
let asked: Asked[] = []
let metadata: Record<string, unknown> = METADATA
beforeEach(() => {
  asked = []
  metadata = METADATA
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ url, headers: new Headers(init.headers), body: String(init.body ?? '') })
    if (url.endsWith('/.well-known/openid-configuration')) return Response.json(metadata)
    return Response.json({ error: 'invalid_grant' }, { status: 400 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const pages = (change: Record<string, unknown> = {}) =>
  region({ TONGBAN_OIDC_CLIENT_ID: 'pages', RATE_LIMIT: undefined, ...change })

/** A whole sign-in, up to the token endpoint, which refuses the code. */
async function signIn({ ask }: ReturnType<typeof pages>) {
  const started = await ask('/sign-in/start?to=/cases')
  const [cookie = ''] = (started.headers.get('Set-Cookie') ?? '').split(';')
  const to = new URL(started.headers.get('Location') ?? '')
  const back = new URLSearchParams({ code: 'code', state: to.searchParams.get('state') ?? '' })
  return { started, to, ended: await ask(`/sign-in/callback?${back}`, { headers: { Cookie: cookie } }) }
}

test.each([
  ['a public client says its name and its verifier', {}, undefined, null, /client_id=pages/],
  ['a secret is sent as Basic', {}, 's+cret', `Basic ${btoa('pages:s%2Bcret')}`, /^(?!.*cret)/],
  [
    'a secret is sent in the body where the provider asks for that',
    { token_endpoint_auth_methods_supported: ['client_secret_post'] },
    's+cret',
    null,
    /client_secret=s%2Bcret/,
  ],
])('is it seen to that %s?', async (_, more, secret, authorization, body) => {
  metadata = { ...METADATA, ...more }
  const { started, to, ended } = await signIn(pages({ TONGBAN_OIDC_CLIENT_SECRET: secret }))
  expect(started.status).toBe(303)
  expect(`${to.origin}${to.pathname}`).toBe(`${ISSUER}/authorize`)
  expect(started.headers.get('Set-Cookie')).toMatch(
    /^__Host-tongban-signing=v1\.[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
  )
  const token = asked.find(({ url }) => url === METADATA.token_endpoint)
  expect(token?.headers.get('Authorization')).toBe(authorization)
  expect(token?.body).toMatch(body)
  expect(token?.body).toMatch(/code_verifier=[\w-]{43}/)
  expect(ended.status).toBe(400)
  expect(ended.text).toContain('登录凭据已经用过或者过期')
})

test('do two tabs that sign in side by side both come to their end, each once?', async () => {
  const { ask } = pages()
  const cookieOf = (answer: { readonly headers: Headers }) =>
    (answer.headers.get('Set-Cookie') ?? '').split(';')[0] ?? ''
  const begin = async (to: string, Cookie: string) => {
    const started = await ask(`/sign-in/start?to=${to}`, { headers: { Cookie } })
    const state = new URL(started.headers.get('Location') ?? '').searchParams.get('state')
    return { cookie: cookieOf(started), path: `/sign-in/callback?code=code&state=${state}` }
  }
  const one = await begin('/cases', '')
  const two = await begin('/wallet', one.cookie)
  const back = await ask(one.path, { headers: { Cookie: two.cookie } })
  const USED = '登录凭据已经用过或者过期'
  expect([back.text.includes(USED), back.text.includes('to=%2Fcases')]).toEqual([true, true])
  const after = cookieOf(back)
  const other = await ask(two.path, { headers: { Cookie: after } })
  expect([other.text.includes(USED), other.text.includes('to=%2Fwallet')]).toEqual([true, true])
  expect(other.headers.get('Set-Cookie')).toMatch(/^__Host-tongban-signing=;.*Max-Age=0/)
  // The first was used: the provider is not asked of it again, by a browser that keeps only the second.
  const codes = () => asked.filter(({ url }) => url === METADATA.token_endpoint).length
  expect(codes()).toBe(2)
  const again = await ask(one.path, { headers: { Cookie: after } })
  expect([again.text.includes('不是本浏览器发起的这次登录的结果'), codes()]).toEqual([true, 2])
})

test('is the provider asked for its addresses once, and the log told what failed and nothing that was sent?', async () => {
  const site = pages()
  await signIn(site)
  await signIn(site)
  expect(asked.filter(({ url }) => url.includes('.well-known'))).toHaveLength(1)
  const line = site.logged.find(({ failure }) => failure !== undefined)
  expect(line).toMatchObject({
    route: '/sign-in/callback',
    failure: 'signIn.used.invalid_grant',
    actor: 'nobody',
  })
})

test.each([
  ['a document of another issuer', { ...METADATA, issuer: 'https://elsewhere.test' }, {}, 400],
  [
    'a document without an address to sign in at',
    { ...METADATA, authorization_endpoint: undefined },
    {},
    503,
  ],
  [
    'an address to sign in at over http in production',
    { ...METADATA, authorization_endpoint: 'http://id.test/authorize' },
    { TONGBAN_ENVIRONMENT: 'production' },
    503,
  ],
  [
    'an issuer over http in production',
    METADATA,
    { TONGBAN_ENVIRONMENT: 'production', TONGBAN_OIDC_ISSUER: 'http://id.test' },
    400,
  ],
])('leads %s nowhere, in words?', async (_, document, change, status) => {
  metadata = document
  const answer = await pages(change).ask('/sign-in/start')
  expect([answer.status, answer.headers.get('Location')]).toEqual([status, null])
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  expect(answer.headers.get('Set-Cookie') ?? '').not.toContain('signing')
})

test('is a region told to have no sign-in at its pages as long as none is registered?', async () => {
  const { ask } = pages({ TONGBAN_OIDC_CLIENT_ID: '', TONGBAN_ENVIRONMENT: 'production' })
  expect((await ask('/sign-in')).text).toContain('本地区尚未开通网上登录')
  expect((await ask('/sign-in/start')).status).toBe(400)
  expect(asked).toEqual([])
})
