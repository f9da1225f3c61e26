import { beforeAll, expect, test } from 'vitest'
import { PAGE_VISITORS, type PageVisitor } from '../../authorisation/pages.ts'
import type { Send } from '../../kit.ts'
import { FIELD_NAMES, pagesFor, QUERY_NAMES } from '../../page-inputs.ts'
import { formOf, type Looked, pagesOver, type Somebody } from '../../pages.ts'
import { addressesOf, everythingThere, type Known, realDoors } from '../../real-pages.ts'

/** Nonsense in every address and every form, over the real doors and what there really is: never a fault, never a script. */
const SCRIPT = '"><script>alert(1)</script>'
const HOSTILE = [
  SCRIPT,
  `\r\nSet-Cookie: a=b${'𠮷'.repeat(400)}\u0000\u202e`,
  '-1',
  '99999999999999999999',
  '2026-02-30',
  '../../admin/v1/api-keys',
]

const failed: string[] = []
const answers: Send = async (request) => {
  const answer = await realDoors(request)
  if (answer.status >= 500) failed.push(`${request.method} ${new URL(request.url).pathname} ${answer.status}`)
  return answer
}
const { ask, logged } = pagesOver(answers)

let known: Known = {}
const visitors = new Map<PageVisitor, Somebody>()
const who = (visitor: PageVisitor): Somebody => {
  const somebody = visitors.get(visitor)
  if (somebody === undefined) throw new Error(`nobody is ${visitor}`)
  return somebody
}
beforeAll(async () => {
  const there = await everythingThere('跑了三趟')
  known = there.known
  for (const visitor of PAGE_VISITORS) visitors.set(visitor, await there.visitor(visitor))
})

function expectHarmless(told: string, { status, text, headers, cookies }: Looked): void {
  expect([told, status, status < 500 ? '' : [logged.slice(-2), failed.slice(-2)]]).toEqual([told, status, ''])
  expect(text).not.toMatch(/<script>|<img src=x/)
  expect(cookies.join()).not.toContain('a=b')
  const to = headers.get('Location')
  if (to !== null) expect(new URL(to, 'https://region.test').origin).toBe('https://region.test')
}

/** Each page is asked by whoever may come in first: a case of theirs, an order, a notice. */
test.each(pagesFor('get').map(({ path, visitor }) => [path, visitor] as const))(
  'is nonsense in the address of %s told in words?',
  async (path, visitor) => {
    const [address = path] = addressesOf(path, known).toReversed()
    for (const value of HOSTILE) {
      const query = new URLSearchParams(QUERY_NAMES.map((name) => [name, value]))
      const asked = `${address}?${query}`
      expectHarmless(asked, await ask(asked, { headers: { Cookie: who(visitor).cookie } }))
    }
  },
)

const SENT = pagesFor('post').filter(({ name }) => name !== 'POST /sign-out')
test.each(SENT.map(({ name, path, visitor }) => [name, path, visitor] as const))(
  'is nonsense in the form of %s told in words?',
  async (name, path, visitor) => {
    for (const value of HOSTILE.slice(0, 3)) {
      const fields = Object.fromEntries(FIELD_NAMES.map((field) => [field, value]))
      const [address = path] = addressesOf(path, known).toReversed()
      expectHarmless(`${name} ${value}`, await ask(address, formOf(who(visitor), fields)))
    }
  },
)

/** One that reads whatever fields there are, one that keeps them, one that asks the API, and one for everybody. */
const READING = [
  'POST /cases/{caseNumber}/supplement',
  'POST /services/{code}/apply/{step}',
  'POST /desk/urge',
  'POST /rate/give',
]
test.each(READING)(
  'are ten thousand fields in the form of %s, and one ten thousand times, told in words?',
  async (name) => {
    const { path = '', visitor = 'nobody' } = SENT.find((each) => each.name === name) ?? {}
    const [address = path] = addressesOf(path, known)
    const { body, ...init } = formOf(who(visitor))
    const many = new URLSearchParams(body)
    const same = new URLSearchParams(body)
    for (let at = 0; at < 10_000; at += 1) {
      many.append(`file-${at}`, '1')
      same.append(FIELD_NAMES[at % 3] ?? '', '1')
    }
    for (const each of [many, same]) expectHarmless(name, await ask(address, { ...init, body: each }))
  },
)

/** What is the same for everybody, and may be kept for a while. */
const PUBLIC = ['/rulebook/items/{code}/dmn', '/rulebook/items/{code}/text']

test('may nobody keep, sniff or run what a page passes on: files, documents to print, CSV?', async () => {
  const passedOn: string[] = []
  for (const { path, visitor } of pagesFor('get')) {
    for (const address of addressesOf(path, known)) {
      const { status, headers, text } = await ask(address, { headers: { Cookie: who(visitor).cookie } })
      const isPage = text.includes('govuk-template__body')
      if (status !== 200 || isPage) continue
      passedOn.push(path)
      expect([path, headers.get('X-Content-Type-Options'), headers.get('X-Frame-Options')]).toEqual([
        path,
        'nosniff',
        'DENY',
      ])
      expect([path, headers.get('Content-Security-Policy')]).toEqual([
        path,
        expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      ])
      if (PUBLIC.includes(path) || path.startsWith('/open/')) continue
      expect([path, headers.get('Cache-Control')]).toEqual([path, expect.stringMatching(/no-store/)])
    }
  }
  expect(passedOn).toEqual(expect.arrayContaining(['/desk/limits.csv', '/wallet/{identifier}/file']))
})

test('is everybody still signed in after all of it?', async () => {
  for (const visitor of PAGE_VISITORS) {
    const { text } = await ask('/sign-out', { headers: { Cookie: who(visitor).cookie } })
    expect([visitor, text.includes('在所有浏览器退出')]).toEqual([visitor, visitor !== 'nobody'])
  }
})
