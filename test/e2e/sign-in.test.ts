import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, QUIET } from '../browser/chromium.ts'
import { official, person } from '../kit.ts'
import { CLIENT, type IdentityProvider, startProvider } from './identity-provider.ts'
import { type LittleBrowser, littleBrowser, type Shown } from './little-browser.ts'
import { A, type Region, startRegion } from './region.ts'

/** Signing in at the pages of a whole region, with a real OpenID provider: its pages, its tokens, its keys. */

const accounts = {
  applicant: person('519999195001019013', 'L3', '演示申请人'),
  handler: { ...official('handler'), name: '演示经办人' },
  elsewhere: { ...official('handler', 'civil-affairs', '500112'), name: '外地经办人' },
  nobody: { name: '未实名' },
}
type Who = keyof typeof accounts

let provider: IdentityProvider
let region: Region
beforeAll(async () => {
  provider = await startProvider(accounts)
  region = await startRegion(A, {
    TONGBAN_OIDC_ISSUER: provider.issuer,
    TONGBAN_OIDC_AUDIENCE: CLIENT,
    TONGBAN_OIDC_JWKS: '',
    TONGBAN_OIDC_JWKS_URL: provider.jwksUrl,
    TONGBAN_OIDC_CLIENT_ID: CLIENT,
  })
  await Promise.all([region.migrate(), provider.up(region.origin)])
})
afterAll(async () => {
  await region.close()
  await provider.down()
})

afterEach(() => {
  Object.assign(provider.change, { idTokenSeconds: 600, jwtFor: null })
})

const at = (path: string) => `${region.origin}${path}`
const isBack = (url: URL) => url.origin === region.origin && url.pathname === '/sign-in/callback'
/** A page that nobody sees who is not signed in; this case there is not. */
const guarded = '/cases/5101162026112300000015'
const cookieOf = (name: string) => `tongban-${name}-${new URL(region.origin).port}`
const SESSION = () => cookieOf('session')
const SIGNING = () => cookieOf('signing')

/** Logs in at the provider and consents, up to the address it sends the browser back to. */
async function upToCallback(browser: LittleBrowser, who: Who, from: string | URL = at('/sign-in/start')) {
  let shown = await browser.go(from, {}, isBack)
  for (let page = 0; page < 3 && !isBack(shown.url); page += 1) {
    const isLogin = shown.text.includes('name="login"')
    shown = await browser.submit(shown, isLogin ? { login: who, password: 'any' } : {}, { until: isBack })
  }
  expect(isBack(shown.url), shown.text).toBe(true)
  return shown.url
}

/** As far as the callback, which says whether it went well; and the page of one's own sign-in. */
async function signIn(who: Who) {
  const browser = littleBrowser()
  const came = await browser.go(await upToCallback(browser, who))
  return { browser, came, shown: await browser.go(at('/sign-out')) }
}

/** A page in words, and nobody signed in by it. */
function expectRefused(browser: LittleBrowser, shown: Shown, status: number, words: string): void {
  expect([shown.status, shown.headers.get('Content-Type')]).toEqual([status, 'text/html; charset=UTF-8'])
  expect(shown.text).toContain(words)
  expect(browser.jarOf(region.origin).has(SESSION())).toBe(false)
  expect(browser.jarOf(region.origin).has(SIGNING())).toBe(false)
}
const isSignedIn = async (browser: LittleBrowser) =>
  (await browser.go(at('/sign-out'))).text.includes('在所有浏览器退出')

describe('who is signed in?', () => {
  test('an applicant, led from the page they wanted to the provider and back to it', async () => {
    const browser = littleBrowser()
    const asked = await browser.go(at(guarded))
    expect([asked.url.pathname, asked.url.searchParams.get('to')]).toEqual(['/sign-in', guarded])
    expect(asked.text).toContain(`/sign-in/start?to=${encodeURIComponent(guarded)}`)
    const sent = await browser.go(
      at(`/sign-in/start?to=${encodeURIComponent(guarded)}`),
      {},
      (url) => url.origin === provider.issuer,
    )
    expect(Object.fromEntries(sent.url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: at('/sign-in/callback'),
      scope: 'openid',
    })
    const shown = await browser.go(await upToCallback(browser, 'applicant', sent.url))
    expect([shown.status, shown.url.pathname]).toEqual([404, guarded])
    expect(shown.text).toContain('演示申请人')
  })

  test('an official, with the roles and the department that the claims say', async () => {
    const { shown } = await signIn('handler')
    expect(shown.text).toContain('演示经办人')
    expect(shown.text).toContain('经办人')
    expect(shown.text).toContain('civil-affairs · post-1')
  })

  test('the same by an access token, where the API takes it', async () => {
    provider.change.jwtFor = CLIENT
    // An ID token that would be over at once: what stands is the access token's ten minutes.
    provider.change.idTokenSeconds = 1
    const { browser, shown } = await signIn('handler')
    expect(shown.text).toContain('civil-affairs · post-1')
    await wait(1_100)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('by the ID token, where the access token is for another API', async () => {
    provider.change.jwtFor = 'another-api'
    expect((await signIn('handler')).shown.text).toContain('civil-affairs · post-1')
  })

  test('nobody whose account says neither who they are nor a role, nor an official of another region', async () => {
    for (const who of ['nobody', 'elsewhere'] as const) {
      const { browser, came } = await signIn(who)
      expectRefused(browser, came, 403, '这个账号不能在这里使用')
    }
  })

  test('nobody who cancels', async () => {
    const browser = littleBrowser()
    const login = await browser.go(at(`/sign-in/start?to=${encodeURIComponent(guarded)}`))
    const [, abort = ''] = /href="([^"]*\/abort)"/.exec(login.text) ?? []
    const shown = await browser.go(new URL(abort, login.url))
    expectRefused(browser, shown, 403, '登录已在统一身份认证平台取消')
    // Trying again leads to where they wanted to go.
    expect(shown.text).toContain(`/sign-in?to=${encodeURIComponent(guarded)}`)
  })
})

describe('is a sign-in that is not this browser’s own refused?', () => {
  test('one that another browser began', async () => {
    const stolen = await upToCallback(littleBrowser(), 'applicant')
    const other = littleBrowser()
    expectRefused(other, await other.go(stolen), 400, '这次登录已经结束')
    const began = littleBrowser()
    await began.go(at('/sign-in/start'))
    expectRefused(began, await began.go(stolen), 400, '不是本浏览器发起的这次登录的结果')
  })

  test.each([
    ['state', 'another'],
    ['iss', 'https://elsewhere.test'],
  ])('one whose %s is another', async (name, value) => {
    const browser = littleBrowser()
    const back = await upToCallback(browser, 'applicant')
    back.searchParams.set(name, value)
    expectRefused(browser, await browser.go(back), 400, '不是本浏览器发起的这次登录的结果')
  })

  test.each(['state', 'iss', 'code'])('one without %s', async (name) => {
    const browser = littleBrowser()
    const back = await upToCallback(browser, 'applicant')
    back.searchParams.delete(name)
    const shown = await browser.go(back)
    expect(shown.status).toBe(400)
    expect(browser.jarOf(region.origin).has(SESSION())).toBe(false)
  })

  test('one whose ID token has another nonce', async () => {
    const browser = littleBrowser()
    const { url } = await browser.go(at('/sign-in/start'), {}, (to) => to.origin === provider.issuer)
    url.searchParams.set('nonce', 'another')
    const back = await upToCallback(browser, 'applicant', url)
    expectRefused(browser, await browser.go(back), 400, '不是本浏览器发起的这次登录的结果')
  })

  test('one whose code challenge is another’s, and a code without its verifier at the provider itself', async () => {
    const browser = littleBrowser()
    const { url } = await browser.go(at('/sign-in/start'), {}, (to) => to.origin === provider.issuer)
    const other = new URL(url)
    other.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    const back = await upToCallback(browser, 'applicant', other)
    const code = back.searchParams.get('code') ?? ''
    const asked = {
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: at('/sign-in/callback'),
    }
    const direct = await fetch(provider.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({ ...asked, code }),
    })
    expect([direct.status, await direct.json()]).toMatchObject([400, { error: 'invalid_grant' }])
    expectRefused(browser, await browser.go(back), 400, '登录凭据已经用过或者过期')
    // Without PKCE the provider does not even begin.
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const refused = await littleBrowser().go(url, {}, isBack)
    expect(refused.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('one that was used before, with or without what the browser kept of it', async () => {
    const browser = littleBrowser()
    const back = await upToCallback(browser, 'applicant')
    const kept = browser.jarOf(region.origin).get(SIGNING()) ?? ''
    await browser.go(back)
    expect(await isSignedIn(browser)).toBe(true)
    browser.jarOf(region.origin).delete(SESSION())
    expectRefused(browser, await browser.go(back), 400, '这次登录已经结束')
    browser.jarOf(region.origin).set(SIGNING(), kept)
    expectRefused(browser, await browser.go(back), 400, '登录凭据已经用过或者过期')
  })

  test('one whose kept part was changed', async () => {
    const browser = littleBrowser()
    const back = await upToCallback(browser, 'applicant')
    const jar = browser.jarOf(region.origin)
    const kept = jar.get(SIGNING()) ?? ''
    jar.set(SIGNING(), `${kept.slice(0, -3)}${kept.endsWith('AAA') ? 'BBB' : 'AAA'}`)
    expectRefused(browser, await browser.go(back), 400, '这次登录已经结束')
  })
})

describe('does a session end?', () => {
  test('a new one with each sign-in, and the one before is over', async () => {
    const { browser } = await signIn('applicant')
    const jar = browser.jarOf(region.origin)
    const first = jar.get(SESSION()) ?? ''
    // Somebody else's session, or one that was planted, is not taken over.
    await browser.go(await upToCallback(browser, 'handler'))
    expect(jar.get(SESSION())).not.toBe(first)
    const old = littleBrowser()
    old.jarOf(region.origin).set(SESSION(), first)
    expect(await isSignedIn(old)).toBe(false)
  })

  test('here at once, for whoever else holds the cookie too, and nowhere else', async () => {
    const { browser: here, shown } = await signIn('applicant')
    const { browser: elsewhere } = await signIn('applicant')
    const copy = littleBrowser()
    copy.jarOf(region.origin).set(SESSION(), here.jarOf(region.origin).get(SESSION()) ?? '')
    expect(await isSignedIn(copy)).toBe(true)
    const out = await here.submit(shown, {}, { action: '/sign-out' })
    expect([out.status, out.url.pathname]).toEqual([200, '/sign-out'])
    expect(out.text).toContain('已经退出')
    expect(here.jarOf(region.origin).has(SESSION())).toBe(false)
    expect(await isSignedIn(copy)).toBe(false)
    expect((await copy.go(at(guarded))).url.pathname).toBe('/sign-in')
    expect(await isSignedIn(elsewhere)).toBe(true)
  })

  test('everywhere, when asked for, and of nobody else', async () => {
    const { browser: here, shown } = await signIn('applicant')
    const { browser: elsewhere } = await signIn('applicant')
    const { browser: other } = await signIn('handler')
    await here.submit(shown, { everywhere: 'yes' }, { action: '/sign-out' })
    expect([await isSignedIn(here), await isSignedIn(elsewhere), await isSignedIn(other)]).toEqual([
      false,
      false,
      true,
    ])
  })

  test('with the token at the latest', async () => {
    provider.change.idTokenSeconds = 2
    const { browser } = await signIn('applicant')
    expect(await isSignedIn(browser)).toBe(true)
    await wait(2_100)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('at the provider too, by its own page, without naming anybody in the address', async () => {
    const { browser, shown } = await signIn('applicant')
    const out = await browser.submit(shown, {}, { action: '/sign-out' })
    const [, link = ''] = new RegExp(`href="(${provider.issuer}[^"]*)"`).exec(out.text) ?? []
    const url = new URL(link.replaceAll('&amp;', '&'))
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri'])
    const asked = await browser.go(url)
    const back = await browser.submit(asked, { logout: 'yes' })
    expect([back.status, back.url.href.split('?')[0]]).toEqual([200, at('/sign-out')])
    // It asks again who it is.
    expect((await browser.go(at('/sign-in/start'))).text).toContain('name="login"')
  })
})

describe.skipIf(executablePath === undefined)('in a real browser', () => {
  test('is somebody signed in by clicks, and out again?', async () => {
    if (executablePath === undefined) throw new Error('no browser')
    const browser = await chromium.launch({ executablePath, args: QUIET })
    const context = await browser.newContext({ locale: 'zh-CN' })
    // The provider's pages would like fonts from elsewhere.
    await context.route(
      (url) => ![region.origin, provider.issuer].includes(url.origin),
      (route) => route.abort(),
    )
    const page = await context.newPage()
    await page.goto(at(guarded))
    await page.getByRole('link', { name: '用统一身份认证登录' }).click()
    await page.locator('input[name=login]').fill('applicant')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.locator('button[type=submit]').click()
    await page.waitForURL(at(guarded))
    const cookies = await context.cookies(region.origin)
    expect(cookies.find(({ name }) => name === SESSION())).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      expires: -1,
    })
    expect(cookies.some(({ name }) => name === SIGNING())).toBe(false)
    await page.locator('.top-who button').click()
    await page.waitForURL(at('/sign-out'))
    expect(await page.locator('h1').textContent()).toBe('已经退出')
    await browser.close()
  })
})

test('is a provider that does not answer told in words, and signing in possible once it answers again?', async () => {
  const browser = littleBrowser()
  const back = await upToCallback(browser, 'applicant')
  await provider.down()
  expectRefused(browser, await browser.go(back), 503, '统一身份认证平台暂时没有应答')
  await provider.up(region.origin)
  expect(await isSignedIn((await signIn('applicant')).browser)).toBe(true)
})
