import { problemResponse } from '@tongban/http'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PageVisitor } from '../../authorisation/pages.ts'
import { FIELD_NAMES, pagesFor, QUERY_NAMES } from '../../page-inputs.ts'
import { formOf, type Looked, pagesOver, type Somebody, somebody, visitorOf } from '../../pages.ts'

/**
 * What holds of every page against whoever means ill, over an API in which there is nothing: forged forms, framing, scripts in
 * what is sent, bodies that are no forms. A page that is made later is held to it too.
 */
let asked = 0
const { ask, logged } = pagesOver(async () => {
  asked += 1
  return problemResponse({ code: 'notFound', what: 'case' }, { language: 'zh', requestId: 'r' })
})
beforeEach(() => {
  asked = 0
  logged.length = 0
})

const visitors = new Map<PageVisitor, Somebody>()
const who = async (visitor: PageVisitor): Promise<Somebody> => {
  const known = visitors.get(visitor) ?? (await visitorOf(visitor))
  visitors.set(visitor, known)
  return known
}
const SHOWN = pagesFor('get')
const SENT = pagesFor('post')
const at = (path: string, value = '1') => path.replaceAll(/\{\w+\}/g, encodeURIComponent(value))
const FORGED = '表单已失效'
const HOSTILE = '"><script>alert(1)</script>\'"<img src=x onerror=alert(1)>'

describe.each(SENT)('$name', ({ name, path, visitor, bodyLimitBytes }) => {
  test('is a form refused that no page of this browser has sent, before anything is asked?', async () => {
    const me = await who(visitor)
    const other = await somebody(null)
    const mine = formOf(me)
    const before = visitor === 'nobody' ? 'x'.repeat(32) : other.csrf
    const withHeaders = (change: Record<string, string>) => ({
      ...mine,
      headers: { ...mine.headers, ...change },
    })
    const withToken = (csrf: string) => formOf({ ...me, csrf })
    const attacks: Readonly<Record<string, RequestInit>> = {
      'no token': withToken(''),
      'a token made up': withToken('0'.repeat(32)),
      'a token of before the sign-in': withToken(before),
      'no cookie for it': withHeaders({ Cookie: me.cookie.replace(/__Host-tongban-form=[^;]*(; )?/, '') }),
      'the cookie of another browser': withHeaders({
        Cookie: me.cookie.replace(/(__Host-tongban-form=)[^;]*/, '$100000000-0000-4000-8000-000000000001'),
      }),
      'from elsewhere': withHeaders({ Origin: 'https://elsewhere.test' }),
      'from nowhere': withHeaders({ Origin: 'null' }),
      'from a neighbour': withHeaders({ Origin: 'https://evil.region.test', 'Sec-Fetch-Site': 'same-site' }),
      'across sites': withHeaders({ 'Sec-Fetch-Site': 'cross-site' }),
    }
    for (const [attack, init] of Object.entries(attacks)) {
      const { status, text, cookies } = await ask(at(path), init)
      // Without its session somebody is nobody, and is sent to sign in.
      expect([attack, status, text.includes(FORGED), cookies.join().includes('session')]).toEqual([
        attack,
        403,
        true,
        false,
      ])
    }
    expect([name, asked]).toEqual([name, 0])
  })

  test('is what is no form refused in words, and nothing done?', async () => {
    const me = await who(visitor)
    const { headers } = formOf(me)
    const form = `csrf=${me.csrf}&once=1`
    const boundary = 'multipart/form-data; boundary=b'
    const bodies: readonly (readonly [type: string | null, body: BodyInit, status: number])[] = [
      ['application/json', JSON.stringify({ csrf: me.csrf }), 400],
      ['text/plain', form, 400],
      [null, new TextEncoder().encode(form), 400],
      ['application/xml', '<csrf/>', 400],
      ['multipart/form-data', form, 400],
      [boundary, form, 400],
      [boundary, '--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nhalf', 400],
      [boundary, '--b\r\n\r\n--b--', 400],
      ['application/x-www-form-urlencoded', new Uint8Array([0xff, 0xfe, 0x00]), 403],
      ['application/x-www-form-urlencoded', '', 403],
    ]
    for (const [type, body, status] of bodies) {
      const { 'Content-Type': _, ...rest }: Record<string, string> = headers
      const init = {
        method: 'POST',
        headers: { ...rest, ...(type === null ? {} : { 'Content-Type': type }) },
        body,
      }
      const got = await ask(at(path), init)
      expect([type, String(body).slice(0, 20), got.status, got.headers.get('Content-Type')]).toEqual([
        type,
        String(body).slice(0, 20),
        status,
        'text/html; charset=UTF-8',
      ])
    }
    expect(asked).toBe(0)
  })

  test('is one refused that is larger than the page takes?', async () => {
    const me = await who(visitor)
    const { body: _, ...init } = formOf(me)
    const body = new URLSearchParams({ csrf: me.csrf, once: '1', more: 'x'.repeat(bodyLimitBytes) })
    expect((await ask(at(path), { ...init, body })).status).toBe(413)
    expect(asked).toBe(0)
  })

  test('is a script in any of its fields, or nonsense, no script on the page and no fault of ours?', async () => {
    const me = name === 'POST /sign-out' ? await visitorOf(visitor) : await who(visitor)
    for (const value of [HOSTILE, `\u0000\ud800${'𠮷'.repeat(3_000)}`, '-1']) {
      const fields = Object.fromEntries(FIELD_NAMES.map((field) => [field, value]))
      expectHarmless(await ask(at(path, HOSTILE), formOf(me, fields)))
    }
    // A file where a text is awaited, and the other way round.
    const body = new FormData()
    body.set('csrf', me.csrf)
    body.set('once', '1')
    for (const field of FIELD_NAMES) body.append(field, new File(['x'], HOSTILE, { type: 'text/html' }))
    const { headers } = formOf(me)
    expectHarmless(await ask(at(path), { method: 'POST', headers, body }))
  })
})

function expectHarmless({ status, text, headers }: Looked): void {
  expect([status < 500, status, logged.slice(-2)]).toEqual([true, status, expect.anything()])
  expect(text).not.toMatch(/<script>|<img src=x/)
  for (const [name, value] of headers) expect(`${name}: ${value}`).not.toMatch(/[\r\n]|<script>/)
}

describe.each(SHOWN)('$name', ({ path, visitor }) => {
  test('is it framed by nobody, and does it run nothing but its own files?', async () => {
    const { cookie } = await who(visitor)
    const { status, headers, text } = await ask(at(path), { headers: { Cookie: cookie } })
    expect(status).toBeLessThan(500)
    if (!text.startsWith('<!doctype html>')) return
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("default-src 'none'")
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Strict-Transport-Security')).toMatch(/max-age=\d{7,}/)
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(text).not.toMatch(/\son[a-z]+="|\sstyle="|<script(?![^>]*\ssrc="\/)|javascript:|<style/i)
    expect(text.match(/\b(?:src|href|action)="(?:https?:)?\/\//g) ?? []).toEqual([])
  })

  test('is a script in its address, or a line break, nothing but text?', async () => {
    const { cookie } = await who(visitor)
    for (const value of [HOSTILE, 'x\r\nSet-Cookie: a=b', '\u0000', '𠮷'.repeat(1_000), '-1', '1e999', '']) {
      const query = new URLSearchParams(QUERY_NAMES.map((name) => [name, value]))
      const looked = await ask(`${at(path, value === '' ? '1' : value)}?${query}`, {
        headers: { Cookie: cookie },
      })
      expectHarmless(looked)
      expect(looked.cookies.join()).not.toContain('a=b')
    }
    // A number that cannot be decoded.
    expectHarmless(await ask(path.replaceAll(/\{\w+\}/g, '%ff%'), { headers: { Cookie: cookie } }))
  })
})

test('are the fields and the parts of addresses that pages read found in their source?', () => {
  expect(QUERY_NAMES).toContain('to')
  expect(FIELD_NAMES).toEqual(expect.arrayContaining(['as', 'everywhere', 'to']))
})

describe('which cookies are there?', () => {
  const names = ({ cookies }: Looked) => cookies.map((each) => each.split('=')[0])

  test('over https such as no neighbour and no script can read or set', async () => {
    const { cookies } = await ask('/sign-in?lang=en')
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies)
      expect(cookie).toMatch(
        /^__Host-tongban-(view|form)=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure(; Max-Age=\d+)?$/,
      )
  })
  test('over http in development the same without what http cannot have', async () => {
    const { cookies } = await ask('/sign-in?lang=en', {}, 'http://region.test')
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies)
      expect(cookie).toMatch(/^tongban-(view|form)=[^;]+; Path=\/; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/)
  })
  test('in production those of https, also where TLS ends before the gateway', async () => {
    const production = pagesOver(async () => new Response(), { TONGBAN_ENVIRONMENT: 'production' })
    expect(names(await production.ask('/sign-in', {}, 'http://region.test'))).toEqual(['__Host-tongban-form'])
    const me = await somebody(null)
    const form = formOf(me, { everywhere: 'yes' })
    expect((await production.ask('/sign-out', form, 'http://region.test')).headers.get('Location')).toBe(
      '/sign-out',
    )
  })
  test('no one that was not given out here counts', async () => {
    const { session, cookie } = await visitorOf('applicant')
    const { session: other } = await visitorOf('handler')
    const [id = '', digest = ''] = (session ?? '').split('.')
    const [otherId = '', otherDigest = ''] = (other ?? '').split('.')
    const seen = async (value: string) =>
      (await ask('/sign-out', { headers: { Cookie: `__Host-tongban-session=${value}` } })).text.includes(
        '在所有浏览器退出',
      )
    expect(await seen(session ?? '')).toBe(true)
    const flipped = (text: string) => `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`
    const wrong = [
      `${flipped(id)}.${digest}`,
      `${id}.${flipped(digest)}`,
      `${id}.${otherDigest}`,
      `${otherId}.${digest}`,
      `${id}.`,
      id,
      '',
      '%ff',
      'x'.repeat(4_000),
      `${session}.${session}`,
    ]
    for (const value of wrong) expect([value, await seen(value)]).toEqual([value, false])
    // The name without the prefix, which a neighbour could set, is not looked at.
    const plain = { headers: { Cookie: cookie.replaceAll('__Host-', '') } }
    expect((await ask('/sign-out', plain)).text).not.toContain('在所有浏览器退出')
  })
})

describe('does anybody sign in without a provider?', () => {
  let demo: object
  beforeAll(async () => {
    const { makeDevelopmentKey } = await import('@tongban/http/development')
    const key = await makeDevelopmentKey('demo')
    demo = {
      TONGBAN_OIDC_JWKS: JSON.stringify(key.publicJwks),
      TONGBAN_DEMO_KEY: JSON.stringify(key.privateJwk),
      TONGBAN_DEMO_PEOPLE: JSON.stringify([
        {
          key: 'one',
          name: HOSTILE,
          zh: HOSTILE,
          en: HOSTILE,
          subject: 's',
          claims: {
            name: HOSTILE,
            id_kind: 'residentId',
            id_number: '519999195001019013',
            real_name_level: 'L3',
          },
        },
      ]),
    }
  })
  const form = async (to: string) => formOf(await somebody(null), { person: 'one', as: 'person', to })

  test('in development, as whom the demonstration names, under a new session', async () => {
    const region = pagesOver(async () => new Response(), demo)
    const before = await visitorOf('applicant')
    const sent = formOf(before, { person: 'one', as: 'person', to: '/sign-out' })
    const { status, cookies, headers } = await region.ask('/sign-in/demo', sent)
    expect([status, headers.get('Location')]).toEqual([303, '/'])
    const [session = ''] = cookies.filter((each) => each.includes('session'))
    expect(session).toMatch(
      /^__Host-tongban-session=[\w-]{43}\.[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(session).not.toContain(before.session)
    const old = await region.ask('/sign-out', { headers: { Cookie: before.cookie } })
    expect(old.text).toContain('已经退出')
    // Their name is shown on every page from now on.
    const now = await region.ask('/sign-out', { headers: { Cookie: session.split(';')[0] ?? '' } })
    expect(now.text).toContain('&lt;script&gt;')
    expectHarmless(now)
    expectHarmless(await region.ask('/sign-in/demo'))
  })

  test('not in production, whatever is configured', async () => {
    const region = pagesOver(async () => new Response(), { ...demo, TONGBAN_ENVIRONMENT: 'production' })
    expect((await region.ask('/sign-in')).text).not.toContain('/sign-in/demo')
    expect((await region.ask('/sign-in/demo')).headers.get('Location')).toBe('/sign-in')
    const { status, cookies, headers } = await region.ask('/sign-in/demo', await form('/'))
    expect([status, headers.get('Location')]).toEqual([303, '/sign-in'])
    expect(cookies.join()).not.toContain('session')
  })

  test('and is led nowhere else afterwards', async () => {
    const region = pagesOver(async () => new Response(), demo)
    const elsewhere = [
      'https://evil.test/',
      '//evil.test',
      '///evil.test',
      '/\\evil.test',
      '\\\\evil.test',
      '/.//evil.test',
      '/a/..//evil.test',
      '/%2e//evil.test',
      '/\t/evil.test',
      '/\r\nSet-Cookie: a=b',
      'javascript:alert(1)',
      'data:text/html,x',
      ' //evil.test',
      '@evil.test',
      'evil.test',
      '/sign-in/start',
      '/sign-out',
    ]
    for (const to of elsewhere) {
      const { headers } = await region.ask('/sign-in/demo', await form(to))
      const { origin } = new URL(headers.get('Location') ?? '', 'https://region.test')
      expect([to, origin, headers.get('Location')]).toEqual([to, 'https://region.test', '/'])
      const shown = await region.ask(`/sign-in?${new URLSearchParams({ to })}`)
      expect([to, /href="\/sign-in\/demo\?to=([^"]*)"/.exec(shown.text)?.[1]]).toEqual([to, '%2F'])
      expect(shown.cookies.join()).not.toContain('a=b')
    }
    const { headers } = await region.ask('/sign-in/demo', await form('/cases/1?state=due#x'))
    expect(headers.get('Location')).toBe('/cases/1?state=due')
  })
})

describe('what does somebody get who asks for what there is not?', () => {
  test('a browser a page in the frame, whoever is signed in', async () => {
    const { cookie } = await visitorOf('applicant')
    const { status, text, headers } = await ask('/no-such-page', { headers: { Cookie: cookie } })
    expect(status).toBe(404)
    expect(text).toContain('演示甲')
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  })
  test('anything else a problem, and so does what is wanted of the API', async () => {
    for (const accept of ['*/*', 'application/json', 'image/png']) {
      const { status, headers } = await ask('/no-such-page', { headers: { Accept: accept } })
      expect([status, headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
    }
    expect((await ask('/approvals/v1/nothing')).headers.get('Content-Type')).toBe('application/problem+json')
  })
})

test('are the pages of signing in held back in a flood as everything else?', async () => {
  const allowed = [true, true, true]
  const limiter = { limit: async () => ({ success: allowed.pop() ?? false }) }
  const region = pagesOver(async () => new Response(), { RATE_LIMIT: limiter })
  const statuses: number[] = []
  for (const path of [
    '/sign-in',
    '/sign-in/callback?code=1&state=2',
    '/sign-in/demo',
    '/sign-in/start',
    '/sign-in',
  ])
    statuses.push((await region.ask(path)).status)
  expect(statuses.slice(3)).toEqual([429, 429])
})
