import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/region/places.ts'

/**
 * Many more stories of two regions between which everything may fail than a change waits for, each by its seed, with every
 * point at which an isolate may end. The tests are those of every change; only their number is another.
 */
const STORIES = 100
const REPORTS = resolve(ROOT, 'reports')
const TOLD = resolve(ROOT, 'docs/deep/exchange.json')
const RAW = resolve(REPORTS, 'exchange-stories.json')

type Meta = {
  readonly cases?: number
  readonly messages?: number
  readonly faults?: Readonly<Record<string, number>>
}
type Assertion = { readonly title: string; readonly status: string; readonly meta: Meta }
/** Guarantee: as the reporter writes it. */
const asReport = (value: unknown) =>
  value as { readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[] }

test(`are the ledgers of both regions whole at the end of ${STORIES} stories, and wherever an isolate ends?`, async () => {
  mkdirSync(REPORTS, { recursive: true })
  const startedAt = performance.now()
  const files = ['faults.test.ts', 'faults.crash', 'faults.restored', 'faults.many'].map(
    (name) => `exchange/${name}`,
  )
  const to = ['--project', 'exchange', '--reporter=json', `--outputFile=${RAW}`]
  const env = { ...process.env, TEST_FAULT_SEEDS: `1-${STORIES}` }
  const ran = promisify(execFile)('npx', ['vitest', 'run', ...to, ...files], {
    cwd: ROOT,
    env,
    maxBuffer: 2 ** 28,
  })
  // What failed is told by the report, with its seed.
  await ran.catch((error: unknown) => error)
  const results = asReport(JSON.parse(readFileSync(RAW, 'utf8'))).testResults.flatMap(
    (file) => file.assertionResults,
  )
  expect(results.filter(({ status }) => status !== 'passed').map(({ title }) => title)).toEqual([])
  expect(results.length).toBeGreaterThan(STORIES)
  const faults: Record<string, number> = {}
  for (const { meta } of results)
    for (const [kind, count] of Object.entries(meta.faults ?? {})) faults[kind] = (faults[kind] ?? 0) + count
  const sumOf = (name: 'cases' | 'messages') => results.reduce((sum, { meta }) => sum + (meta[name] ?? 0), 0)
  const told = {
    stories: STORIES,
    cases: sumOf('cases'),
    messages: sumOf('messages'),
    faults: Object.values(faults).reduce((sum, each) => sum + each, 0),
    byKind: Object.fromEntries(Object.entries(faults).toSorted(([one], [other]) => one.localeCompare(other))),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
  writeFileSync(TOLD, `${JSON.stringify(told, null, 2)}\n`)
})
