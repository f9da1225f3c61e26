import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { PAGE_TABLE } from '../authorisation/pages.ts'

/**
 * Every page that people see is looked at in a real browser, by name: in a list that `checkPages` is given and `npm test` runs. What
 * is in none is named here, with the reason; a page that is made later is in a list or here, or this fails.
 */
const FOLDER = resolve(import.meta.dirname, '../browser')

/** How the lists write what stands before an address. */
const WRITTEN: Readonly<Record<string, string>> = {
  ITEM: '/rulebook/items/x',
  draft: '/rulebook/versions/x',
  held: '/wallet/x',
}
type Entry = { readonly name: string; readonly path: string }

/** The entries of the lists, as they are written; those that only `TONGBAN_EVERY_VIEW` looks at do not count. */
function entriesOf(source: string): readonly Entry[] {
  const always = source.replaceAll(
    /if \(process\.env\.TONGBAN_EVERY_VIEW === '1'\)\s+checkPages\(\[[\s\S]*?\n {4}\]\)/g,
    '',
  )
  const lists = [...always.matchAll(/checkPages\(\[([\s\S]*?)\n {2}\]\)/g)].map(
    ([, list = '']) => `${list}\n`,
  )
  return lists.flatMap((list) =>
    [
      ...list.matchAll(
        /name: '([^']+)',[\s\S]*?path: \(\) => ([^\n]*?)(?:, as(?::[^\n]*)?| \}|, needsScript[^\n]*)?,?\n/g,
      ),
    ].map(([, name = '', written = '']) => ({ name, path: addressOf(written) })),
  )
}

const addressOf = (written: string): string => {
  const [, named, below = ''] = /^at\((\w+)(?:, '([^']*)')?\)/.exec(written) ?? []
  if (named !== undefined) return `${WRITTEN[named]}${below}`
  if (written === 'urgePath()') return '/desk/urge'
  const text = /^[`']([^`']*)[`']/.exec(written)?.[1] ?? WRITTEN[written] ?? `unread: ${written}`
  const whole = text.replaceAll(/\$\{(\w+)[\w.]*\}/g, (_, name: string) => WRITTEN[name] ?? 'x')
  return new URL(whole, 'https://region.test').pathname
}

const ENTRIES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => entriesOf(readFileSync(resolve(FOLDER, name), 'utf8')))

const FILE = 'a file or a document, as the API answers it'
const LEADS = 'leads elsewhere'
/** What is looked at by no address of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'GET /sign-in/start': LEADS,
  'GET /services/{code}/apply': LEADS,
  'GET /services/{code}/precheck': LEADS,
  'GET /services/{code}/precheck/{step}': 'the steps of the application, of which one is looked at',
  'GET /cases/{caseNumber}/documents/{documentNumber}': FILE,
  'GET /cases/{caseNumber}/files/{fileId}': FILE,
  'GET /rate/service': LEADS,
  'GET /rate/give': LEADS,
  'GET /rate/pad/service': LEADS,
  'GET /rate/pad/give': LEADS,
  'GET /rate/mending': LEADS,
  'GET /rate/mending/rate': LEADS,
  'GET /rate/mending/supplement': LEADS,
  'GET /desk/cards/{id}':
    'a card stands once a limit is over: no clock is moved in the lists; the parts are those of a notice',
  'GET /desk/notices/{id}/document': FILE,
  'GET /desk/notices/{id}/files/{fileId}': FILE,
  'GET /desk/cards/{id}/document': FILE,
  'GET /desk/rectifications/{number}/files/{fileId}': FILE,
  'GET /rulebook/items/{code}/dmn': FILE,
  'GET /rulebook/items/{code}/text': FILE,
  'GET /rulebook/versions/{id}/dmn': FILE,
  'GET /wallet/{identifier}/print': FILE,
  'GET /wallet/{identifier}/file': FILE,
  ...Object.fromEntries(
    ['contact', 'reply', 'call-back', 'return', 'appeal', 'judge', 'close', 'open-identity'].map((step) => [
      `GET /desk/rectifications/{number}/${step}`,
      LEADS,
    ]),
  ),
}

/** Forms whose answer is a page of its own, by the entry that comes to it. */
const ANSWERED: Readonly<Record<string, string>> = {
  'POST /cases/by-code': 'progress by code',
  'POST /cases/{caseNumber}/code': 'a fresh code',
  'POST /rate/service': 'rate, the faces',
  'POST /rate/give': 'rating received',
  'POST /rate/mending': 'rated badly',
  'POST /rate/pad/service': 'rate, at a pad',
  'POST /desk/rectifications/{number}/open-identity': 'who rated',
  'POST /rulebook/items/{code}/try': 'rules tried',
  'POST /verify': 'verified',
  'GET /wallet/{identifier}/code': 'code shown',
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
/** The page an address is of: one without a name in it goes before one with. */
const SHOWN = Object.keys(PAGE_TABLE)
  .filter((name) => name.startsWith('GET ') && !name.endsWith('.csv'))
  .toSorted((one, other) => one.split('{').length - other.split('{').length)
const pageOf = (path: string) => SHOWN.find((name) => patternOf(name.slice(4)).test(path))

test('are the lists read as they are written?', () => {
  expect(ENTRIES.filter(({ path }) => path.includes('unread') || path.includes('undefined'))).toEqual([])
  expect(ENTRIES.length).toBeGreaterThan(50)
  expect(ENTRIES).toEqual(
    expect.arrayContaining([
      { name: 'hall', path: '/' },
      { name: 'urge', path: '/desk/urge' },
      { name: 'withdraw', path: '/cases/x/withdraw' },
      { name: 'demonstration people, nobody chosen', path: '/sign-in/demo' },
    ]),
  )
  // No two of one name: their pictures would be one.
  expect(new Set(ENTRIES.map(({ name }) => name)).size).toBe(ENTRIES.length)
})

test('is every page that people see looked at in a browser with each run of the tests?', () => {
  const seen = new Set(ENTRIES.map(({ path }) => pageOf(path)))
  const missing = SHOWN.filter(
    (name) => !seen.has(name) && ELSEWHERE[name] === undefined && ANSWERED[name] === undefined,
  )
  expect(missing).toEqual([])
  expect(Object.keys(ELSEWHERE).filter((name) => seen.has(name) || !SHOWN.includes(name))).toEqual([])
})

test('is every page that only a form comes to looked at too?', () => {
  const names = ENTRIES.map(({ name }) => name)
  for (const [form, entry] of Object.entries(ANSWERED)) {
    expect([form, PAGE_TABLE[form] === undefined]).toEqual([form, false])
    expect(names).toContain(entry)
  }
})
