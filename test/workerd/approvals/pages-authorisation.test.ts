import { problemResponse } from '@tongban/http'
import { beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../../../workers/gateway/src/pages/table.ts'
import {
  PAGE_TABLE,
  PAGE_VISITORS,
  type PageOutcome,
  type PageVisitor,
  pageOutcomeOf,
} from '../../authorisation/pages.ts'
import { formOf, type Looked, pagesOver, type Somebody, visitorOf } from '../../pages.ts'

/** The matrix of pages, asked: every page as everybody, over an API in which there is nothing. */
const { ask, logged } = pagesOver(async () =>
  problemResponse({ code: 'notFound', what: 'case' }, { language: 'zh', requestId: 'r' }),
)

const visitors = new Map<PageVisitor, Somebody>()
beforeAll(async () => {
  for (const visitor of PAGE_VISITORS) visitors.set(visitor, await visitorOf(visitor))
})

const outcomeIn = ({ status, headers }: Looked): PageOutcome | string => {
  if (status === 303 && headers.get('Location')?.startsWith('/sign-in?to=')) return 'sign-in'
  if (status === 403) return 403
  return status < 500 ? 'in' : `${status} ${JSON.stringify(logged.slice(-2))}`
}

describe.each(PAGES.map((page) => [`${page.method.toUpperCase()} ${page.path}`, page] as const))(
  '%s',
  (name, { method, path, isShared = false }) => {
    test('does everybody get what the matrix says?', async () => {
      const row = PAGE_TABLE[name]
      if (row === undefined) throw new Error(`no row for ${name}`)
      const address = path.replaceAll(/\{\w+\}/g, '1')
      const answered = await Promise.all(
        [...visitors].map(async ([visitor, somebody]) => {
          // Signing out would be the end of the others' session.
          const who = name === 'POST /sign-out' ? await visitorOf(visitor) : somebody
          const { csrf } = isShared ? await visitorOf('nobody') : who
          const init = method === 'get' ? { headers: { Cookie: who.cookie } } : formOf({ ...who, csrf })
          return [visitor, outcomeIn(await ask(address, init))] as const
        }),
      )
      const got = Object.fromEntries(answered)
      const expected = Object.fromEntries(PAGE_VISITORS.map((each) => [each, pageOutcomeOf(row, each)]))
      expect(got).toEqual(expected)
    })
  },
)
