import { mayEnter } from '@tongban/http'
import { beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../../../workers/gateway/src/pages/table.ts'
import { actorOf, PAGE_VISITORS, type PageVisitor } from '../../authorisation/pages.ts'
import type { Send } from '../../kit.ts'
import { pagesOver, type Somebody } from '../../pages.ts'
import { addressesOf, everythingThere, type Known, realDoors } from '../../real-pages.ts'

/**
 * Stored script: every page over the real doors and a real case, with a script written into whatever a person could have
 * written: each text of the API's answers that is for people, and the names of those who are signed in.
 */
const SCRIPT = '"><script>alert(1)</script>\'"<img src=x onerror=alert(1)>'
/** Of whoever is signed in, whose name is on every page. */
const NAME = SCRIPT.replaceAll('(1)', '(2)')

/** Texts for people have a character of theirs; codes, numbers and addresses have not, and nobody writes them freely. */
const poisoned = (value: unknown): unknown => {
  if (typeof value === 'string') return /\p{sc=Han}/u.test(value) ? `${value}${SCRIPT}` : value
  if (Array.isArray(value)) return value.map(poisoned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poisoned(each)]))
}
const failed: string[] = []
const answers: Send = async (request) => {
  const answer = await realDoors(request)
  if (answer.status >= 500) failed.push(`${request.url} ${answer.status}`)
  if (!(answer.headers.get('Content-Type') ?? '').includes('json')) return answer
  return new Response(JSON.stringify(poisoned(await answer.json())), answer)
}
const { ask, logged } = pagesOver(answers)

let known: Known = {}
const visitors = new Map<PageVisitor, Somebody>()
beforeAll(async () => {
  const there = await everythingThere(`跑了三趟${SCRIPT}`)
  known = there.known
  for (const visitor of PAGE_VISITORS) visitors.set(visitor, await there.visitor(visitor, NAME))
})

const LOOKED = PAGES.filter(({ method }) => method === 'get').map(({ path, rights }) => ({
  path,
  rights,
  fits: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))
const pageOf = (address: string) =>
  LOOKED.find(({ path }) => path === address) ?? LOOKED.find(({ fits }) => fits.test(address))
/** Of one page by one visitor; more of the same would show nothing else. */
const MOST_OF_A_PAGE = 2

const showing = new Set<string>()

describe.each(PAGE_VISITORS)('%s', (visitor) => {
  test('is a script that somebody wrote shown as text on every page they may see?', async () => {
    const actor = actorOf(visitor)
    const may = LOOKED.filter(({ rights }) => mayEnter(actor, rights).ok)
    const waiting = may.flatMap(({ path }) => addressesOf(path, known))
    const seen = new Map<string, Set<string>>()
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const { path } = pageOf(new URL(address, 'https://region.test').pathname) ?? {}
      const looked = seen.get(path ?? '') ?? new Set()
      if (path === undefined || looked.has(address) || looked.size >= MOST_OF_A_PAGE) continue
      seen.set(path, looked.add(address))
      const Cookie = visitors.get(visitor)?.cookie ?? ''
      const { status, text, headers } = await ask(address, { headers: { Cookie } })
      const why = status < 500 ? '' : JSON.stringify([logged.slice(-2), failed.slice(-2)])
      expect([address, status < 500, why]).toEqual([address, true, ''])
      if (headers.get('Content-Type')?.startsWith('text/html') !== true) continue
      expect(text).not.toMatch(/<script>|<img src=x/)
      if (status !== 200) continue
      if (text.includes('&lt;script&gt;alert(1)')) showing.add(path)
      // What a page leads to is looked at before what was only guessed.
      waiting.unshift(
        ...[...text.matchAll(/ href="(\/[^"#]*)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&')),
      )
    }
  })
})

test('are those among them that show what others wrote?', () => {
  expect([...showing]).toEqual(
    expect.arrayContaining([
      '/',
      '/cases',
      '/cases/{caseNumber}',
      '/cases/{caseNumber}/reasons',
      '/desk/rectifications/{number}',
      '/rulebook/items/{code}',
      '/services/{code}',
    ]),
  )
})
