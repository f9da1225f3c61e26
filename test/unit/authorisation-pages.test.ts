import { mayEnter } from '@tongban/http'
import { expect, test } from 'vitest'
import { PAGES } from '../../workers/gateway/src/pages/table.ts'
import { actorOf, PAGE_TABLE, PAGE_VISITORS, pageOutcomeOf } from '../authorisation/pages.ts'

/** The matrix of pages holds every page and nothing else, and says what the pages declare. */

const nameOf = ({ method, path }: (typeof PAGES)[number]) => `${method.toUpperCase()} ${path}`

test('has every page a row, and every row a page?', () => {
  expect(PAGES.map(nameOf).toSorted()).toEqual(Object.keys(PAGE_TABLE).toSorted())
})

test('do the rights that a page declares let in whom its row lets in?', () => {
  for (const page of PAGES) {
    const row = PAGE_TABLE[nameOf(page)]
    if (row === undefined) throw new Error(`no row for ${nameOf(page)}`)
    const declared = PAGE_VISITORS.filter((visitor) => mayEnter(actorOf(visitor), page.rights).ok)
    const told = PAGE_VISITORS.filter((visitor) => pageOutcomeOf(row, visitor) === 'in')
    expect([nameOf(page), declared]).toEqual([nameOf(page), told])
  }
})
