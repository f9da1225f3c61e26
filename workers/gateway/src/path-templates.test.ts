import { expect, test } from 'vitest'
import { finderOf, type Template } from './path-templates.ts'
import { upstreamFor } from './upstreams.ts'

const templates: readonly Template[] = [
  '/a',
  '/a/v1/cases',
  '/a/v1/cases/{}',
  '/a/v1/cases/{}/{}',
  '/a/v1/cases/{}/documents',
  '/a/v1/cases/{}/documents/{}/seal',
  '/a/v1/cases.csv',
  '/a/v1/{}/of/all',
]

test.each([
  ['/a', '/a'],
  ['/a/', '/a'],
  ['/a/v1/items', '/a'],
  ['/a/v1/cases', '/a/v1/cases'],
  ['/a/v1/cases.csv', '/a/v1/cases.csv'],
  ['/a/v1/casesx', '/a'],
  ['/a/v1/cases/1', '/a/v1/cases/{}'],
  ['/a/v1/cases/1/files', '/a/v1/cases/{}/{}'],
  ['/a/v1/cases/1/files/2/content', '/a/v1/cases/{}/{}'],
  ['/a/v1/cases/1/documents', '/a/v1/cases/{}/documents'],
  ['/a/v1/cases/1/documents/受〔2026〕1-2号', '/a/v1/cases/{}/documents'],
  ['/a/v1/cases/1/documents/受〔2026〕1-2号/seal', '/a/v1/cases/{}/documents/{}/seal'],
  ['/a/v1/cases/documents/documents', '/a/v1/cases/{}/documents'],
])('of the templates that fit %s the most precise decides: %s', (path, template) => {
  const entries = templates.map((each) => ({ template: each }))
  expect(finderOf(entries)(path)?.template).toBe(template)
  expect(finderOf(entries.toReversed())(path)?.template).toBe(template)
})

test('does a word on the left go before any number of words to the right of it?', () => {
  const find = finderOf([{ template: '/a/{}/of/all' }, { template: '/a/cases' }])
  expect(find('/a/cases/of/all')?.template).toBe('/a/cases')
  expect(find('/a/items/of/all')?.template).toBe('/a/{}/of/all')
})

test.each([
  ['a last slash', '/a/v1/cases/', '/a/v1/cases'],
  ['a slash after a segment', '/a/v1/cases/1/', '/a/v1/cases/{}'],
  ['two slashes', '/a/v1//cases', '/a'],
  ['two slashes where any segment may be', '/a/v1/cases//documents', '/a/v1/cases'],
  ['another case', '/a/v1/Cases/1', '/a'],
  ['braces from outside', '/a/v1/cases/{}/documents', '/a/v1/cases/{}/documents'],
])('%s is no segment: %s', (_, path, template) => {
  expect(finderOf(templates.map((each) => ({ template: each })))(path)?.template).toBe(template)
})

test.each(['/', '', '/b', '/A', '//a', '/ax/v1/cases'])('nothing fits %s', (path) => {
  expect(finderOf(templates.map((each) => ({ template: each })))(path)).toBeUndefined()
})

const NUMBER = '受〔2026〕5101162026112300000015-2号'

test.each([
  [`/approvals/v1/cases/1/documents/${encodeURIComponent(NUMBER)}/print`, 'casework'],
  [`/approvals/v1/cases/1/documents/${NUMBER}/seal`, 'casework'],
  ['/approvals/v1/cases/1/documents', 'casework'],
  ['/approvals/v1/cases/1?a=/files', 'casework'],
  ['/approvals/v1/cases/1%2Ffiles', 'casework'],
  ['/approvals/v1/cases/1%2ffiles/refer', 'casework'],
  ['/approvals/v1/cases/1/explanation', 'approvals'],
  ['/approvals/v1/cases/1%2Fexplanation', 'casework'],
  ['/approvals/v1/cases/1/files%2F2', 'casework'],
  ['/approvals/v1/c%61ses/1/files', 'casework'],
  ['/approvals/v1/cases/%E7%/refer', 'casework'],
])('is %s read as the door behind reads it?', (path, worker) => {
  expect(upstreamFor(new Request(`http://region.test${path}`))?.row.name).toBe(worker)
})
