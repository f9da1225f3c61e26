import { BODY_LIMIT_BYTES, mayEnter } from '@tongban/http'
import { PAGES } from '../workers/gateway/src/pages/table.ts'
import { actorOf, PAGE_VISITORS } from './authorisation/pages.ts'

/**
 * What the pages read of an address or a form, found in their source: so that a test can write something into every field
 * there is, also of a page that was made after it.
 */
const sources = import.meta.glob('../workers/gateway/src/pages/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const namesBy = (pattern: RegExp) => [
  ...new Set(
    Object.values(sources).flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)),
  ),
]
export const QUERY_NAMES = namesBy(/query\s*\.(?:get|getAll|has)\('([\w-]+)'\)/g)
export const FIELD_NAMES = [
  ...new Set([
    ...namesBy(/form\s*\.(?:text|all|file|files)\('([\w-]+)'\)/g),
    ...namesBy(/\bname="([\w-]+)"/g),
  ]),
].filter((name) => !['csrf', 'once'].includes(name))

/** Every page of a method, with somebody who may come in: an applicant before an official, and both before nobody. */
export const pagesFor = (method: 'get' | 'post') =>
  PAGES.filter((page) => page.method === method).map(
    ({ path, rights, isShared = false, bodyLimitBytes = BODY_LIMIT_BYTES }) => {
      const name = `${method.toUpperCase()} ${path}`
      // On a screen that is shared everybody is nobody.
      const visitor = [...(isShared ? [] : PAGE_VISITORS.slice(1)), 'nobody' as const].find(
        (each) => mayEnter(actorOf(each), rights).ok,
      )
      if (visitor === undefined) throw new Error(`nobody may see ${name}`)
      return { name, path, visitor, bodyLimitBytes }
    },
  )
