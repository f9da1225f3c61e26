import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIGS, ROOT } from '../region/places.ts'
import { fencesOf } from './blocks.ts'

const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')
const DECISIONS = readdirSync(resolve(ROOT, 'docs/decisions')).map((name) => `docs/decisions/${name}`)
const PAGES = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs/exchange.md',
  'docs/exchange.zh-CN.md',
  'docs/glossary.md',
  'docs/licences.md',
  'docs/licences.zh-CN.md',
  'docs/officials.md',
  'docs/officials.zh-CN.md',
  'docs/supervision.md',
  ...DECISIONS,
]
const scripts: string[] = Object.keys(JSON.parse(read('package.json')).scripts)

describe.each(PAGES)('%s', (page) => {
  const text = read(page)

  it('links to nothing that is missing?', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(resolve(ROOT, dirname(page), link)))).toEqual([])
  })

  it('names no file of the tree that is missing?', () => {
    const named = [...text.matchAll(/`((?:packages|workers|scripts|docs|migrations|test)\/[\w./-]*\w)`/g)]
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([])
  })

  it('names no npm script that does not exist?', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !scripts.includes(name))).toEqual([])
  })
})

describe('the pages in two languages', () => {
  it.each([
    ['README.md', 'README.zh-CN.md'],
    ['docs/exchange.md', 'docs/exchange.zh-CN.md'],
    ['docs/licences.md', 'docs/licences.zh-CN.md'],
    ['docs/officials.md', 'docs/officials.zh-CN.md'],
  ])('%s and %s show the same commands and the same answers?', (english, chinese) => {
    const shown = (page: string) => fencesOf(read(page)).filter(({ info }) => info !== 'mermaid')
    expect(shown(chinese)).toEqual(shown(english))
  })

  it('README.md and README.zh-CN.md show the same steps of a deployment?', () => {
    const indented = (page: string) => read(page).match(/^ {3}```sh\n[\s\S]*?^ {3}```$/gm)
    expect(indented('README.zh-CN.md')).toEqual(indented('README.md'))
  })

  it.each(['README.md', 'README.zh-CN.md'])('%s names every variable and secret of every Worker?', (page) => {
    const declared = CONFIGS.flatMap((config) => read(config).match(/\bTONGBAN_[A-Z_]+\b/g) ?? [])
    const missing = [...new Set(declared)].filter((name) => !read(page).includes(`\`${name}\``))
    // Given by the start script alone; nobody configures it.
    expect(missing).toEqual(['TONGBAN_BOOT_ID'])
  })
})
