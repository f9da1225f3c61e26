import { problemResponse } from '@tongban/http'
import { beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../../../workers/gateway/src/pages/table.ts'
import { PAGE_TABLE, pageOutcomeOf } from '../../authorisation/pages.ts'
import { pagesFor } from '../../page-inputs.ts'
import { formOf, pagesOver, type Somebody, somebody, visitorOf } from '../../pages.ts'

/** What is true of the frame whatever page it is: where its links lead, how it fails, what others may keep of it. */
const notThere = async () =>
  problemResponse({ code: 'notFound', what: 'case' }, { language: 'zh', requestId: 'r' })
const { ask } = pagesOver(notThere)
const looked = (path: string, who: Somebody) => ask(path, { headers: { Cookie: who.cookie } })
const at = (path: string) => path.replaceAll(/\{\w+\}/g, '1')

let nobody: Somebody
let applicant: Somebody
beforeAll(async () => {
  ;[nobody, applicant] = await Promise.all([somebody(null), visitorOf('applicant')])
})

test.each(['//evil.test/', '///evil.test/x', '//evil.test/..%2f', '/\\evil.test/', '//evil.test/%2e%2e'])(
  'does no link of the frame leave this origin at %s?',
  async (path) => {
    const { text, status } = await looked(path, nobody)
    expect(status).toBe(404)
    const links = [...text.matchAll(/ (?:href|action|src)="([^"]*)"/g)].map(([, to = '']) => to)
    expect(links.length).toBeGreaterThan(10)
    for (const link of links)
      expect([link, new URL(link, 'https://region.test').origin]).toEqual([link, 'https://region.test'])
    expect(text).not.toMatch(/to=%2F%2Fevil/)
  },
)

test('does whoever signs in to send a form come back to a page that there is?', async () => {
  const shown = PAGES.filter(({ method }) => method === 'get').map(({ path }) => path)
  const fits = (path: string) =>
    shown.some((each) => new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
  for (const { name, path } of pagesFor('post')) {
    const row = PAGE_TABLE[name]
    if (row === undefined || pageOutcomeOf(row, 'nobody') !== 'sign-in') continue
    const { headers } = await ask(at(path), formOf(nobody))
    const to = new URL(headers.get('Location') ?? '', 'https://region.test').searchParams.get('to') ?? ''
    expect([name, to, fits(to)]).toEqual([name, to, true])
  }
})

describe('what is told where something fails?', () => {
  test('by a region without licences that it has none, and by whom else that', async () => {
    const without = pagesOver(notThere, { LICENCES: undefined })
    const wallet = await without.ask('/wallet', { headers: { Cookie: applicant.cookie } })
    expect([wallet.status, wallet.text.includes('未配置电子证照')]).toEqual([503, true])
    expect(wallet.text).toContain('办事大厅')
    expect(without.logged.filter((line) => JSON.stringify(line).includes('"error"'))).toEqual([])
  })

  test('by a Worker that does not answer, in the frame, when to come again; and why in the log', async () => {
    const down = pagesOver(async () => {
      throw new Error('overloaded')
    })
    const { status, text } = await down.ask('/cases', { headers: { Cookie: applicant.cookie } })
    expect([status, text.match(/<h1/g)?.length, text.includes('办事大厅')]).toEqual([503, 1, true])
    expect(JSON.stringify(down.logged)).toContain('overloaded')
    expect(text).not.toContain('overloaded')
  })

  test('by a fault of ours, in both languages, and kept by nobody', async () => {
    const odd = pagesOver(async () => Response.json({ of: 'another form', name: '欧阳春秋' }))
    for (const [language, first] of [
      ['zh-CN', 'zh-CN'],
      ['en', 'en'],
    ] as const) {
      const { status, text, headers } = await odd.ask('/cases', {
        headers: { Cookie: applicant.cookie, 'Accept-Language': language },
      })
      expect([status, headers.get('Cache-Control'), headers.get('Content-Type')]).toEqual([
        500,
        'no-store',
        'text/html; charset=UTF-8',
      ])
      expect(text).toContain(`<html lang="${first}"`)
      expect(text).toMatch(/请求编号|Request number/i)
      expect(text).toMatch(/ lang="(en|zh-CN)"><h2/)
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    }
    expect(JSON.stringify(odd.logged)).not.toContain('欧阳春秋')
  })

  test('by an answer that is no JSON, of which nothing comes into the log', async () => {
    const odd = pagesOver(async () => new Response('欧阳春秋 519999195001019013'))
    expect((await odd.ask('/cases', { headers: { Cookie: applicant.cookie } })).status).toBe(500)
    expect(JSON.stringify(odd.logged)).not.toMatch(/欧阳|5199991950/)
  })

  test('in a flood a browser a page in both languages, and when to come again, without asking the database', async () => {
    const limiter = { limit: async () => ({ success: false }) }
    let asked = 0
    const flooded = pagesOver(notThere, {
      RATE_LIMIT: limiter,
      DB: {
        prepare: () => {
          asked += 1
          throw new Error('the database is asked')
        },
      },
    })
    for (const [path, method] of [
      ['/cases', 'GET'],
      ['/sign-out', 'POST'],
      ['/theme.css', 'GET'],
    ] as const) {
      const { status, headers, text } = await flooded.ask(path, {
        method,
        headers: { Cookie: applicant.cookie, 'Accept-Language': 'en' },
      })
      expect([
        status,
        headers.get('Retry-After'),
        headers.get('Content-Type'),
        headers.get('Cache-Control'),
      ]).toEqual([429, '10', 'text/html; charset=UTF-8', 'no-store'])
      expect(text.match(/<h1/g)).toHaveLength(1)
      expect(text).toContain('<html lang="en"')
      expect(text).toMatch(/lang="zh-CN"><h2[^>]*>\p{sc=Han}/u)
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    }
    // What asks for no page gets none, and what is asked of the API is told as the API tells it.
    for (const [path, accept] of [
      ['/cases', '*/*'],
      ['/approvals/v1/items', 'text/html'],
    ] as const) {
      const { headers } = await flooded.ask(path, { headers: { Accept: accept } })
      expect([path, headers.get('Content-Type'), headers.get('Retry-After')]).toEqual([
        path,
        'application/problem+json',
        '10',
      ])
    }
    expect(asked).toBe(0)
  })
})

/** Pages that are the same for everybody and say so. */
const KEPT: readonly string[] = []

test('may nobody on the way keep a page, and does no other site learn where somebody was?', async () => {
  for (const { name, path, visitor } of pagesFor('get')) {
    const who = visitor === 'nobody' ? nobody : await visitorOf(visitor)
    const { headers, status } = await looked(at(path), who)
    const kept = KEPT.includes(name)
    expect([name, headers.get('Cache-Control'), headers.get('ETag')]).toEqual([
      name,
      kept ? expect.anything() : 'no-store',
      null,
    ])
    if (status === 303) continue
    expect([name, headers.get('Referrer-Policy'), headers.get('Cross-Origin-Opener-Policy')]).toEqual([
      name,
      'same-origin',
      'same-origin',
    ])
    expect([name, headers.get('Permissions-Policy')]).toEqual([
      name,
      expect.stringContaining('geolocation=()'),
    ])
    expect([name, headers.get('Vary')]).toEqual([name, 'Accept-Language, Cookie'])
    expect([name, headers.get('X-Content-Type-Options')]).toEqual([name, 'nosniff'])
  }
})

test('does a form act by no other method, however it is asked for?', async () => {
  const changed: string[] = []
  const counting = pagesOver(async (request) => {
    if (request.method !== 'GET') changed.push(`${request.method} ${request.url}`)
    return notThere()
  })
  const shown = new Set(pagesFor('get').map(({ path }) => path))
  for (const { name, path, visitor } of pagesFor('post')) {
    const who = await visitorOf(visitor)
    const { headers, body } = formOf(who)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      const { status } = await counting.ask(at(path), {
        method,
        headers,
        ...(method === 'OPTIONS' ? {} : { body }),
      })
      expect([name, method, status]).toEqual([name, method, 404])
    }
    if (!shown.has(path)) {
      for (const method of ['GET', 'HEAD']) {
        // A name in a path may stand for what was the last word of a form.
        const { status } = await counting.ask(at(path), { method, headers })
        expect([name, method, [303, 404, 403].includes(status)]).toEqual([name, method, true])
      }
    }
    const override = { ...headers, 'X-HTTP-Method-Override': 'POST', 'X-HTTP-Method': 'POST' }
    const query = new URLSearchParams({ _method: 'POST', csrf: who.csrf, once: '1' })
    await counting.ask(`${at(path)}?${query}`, { headers: override })
  }
  // What is only asked in a body is asked by POST; none of these was sent by a form.
  expect(changed).toEqual([])
})
