import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'
import { vi } from 'vitest'

/**
 * What every workerd test file starts from, whichever ran before it in the same runtime: test modules that hold nothing,
 * no spy, the real clock, no file in the storage, and a database in which nothing stands but the newest schema. Starting
 * a runtime for each file would cost more than its tests, and so would evaluating the product's modules again: they stay,
 * as in an isolate that serves on. What they hold they hold by environment, and each file makes its own.
 */
type TestEnv = {
  readonly DB: D1Database
  readonly FILES?: R2Bucket
  readonly TEST_MIGRATIONS: D1Migration[]
}

const { DB, FILES, TEST_MIGRATIONS } = asTestEnv(env)

export async function startAnew(): Promise<void> {
  vi.useRealTimers()
  vi.restoreAllMocks()
  resetModules()
  await dropEverything()
  await applyD1Migrations(DB, TEST_MIGRATIONS)
  if (FILES !== undefined) await emptied(FILES)
}

const CHANGED = 'testChangesProduct'

/** Said by what changes a module of the product itself: after this file all modules are evaluated again. */
export function changesProduct(): void {
  Reflect.set(globalThis, CHANGED, true)
}

/** As `vi.resetModules` does it to all. */
function resetModules(): void {
  if (Reflect.get(globalThis, CHANGED) === true) vi.resetModules()
  else {
    for (const [path, module] of evaluated()) {
      if (!path.includes('/test/') || path.includes('/node_modules/')) continue
      module.promise = undefined
      module.exports = undefined
      module.evaluated = false
      module.importers.clear()
    }
  }
  Reflect.set(globalThis, CHANGED, false)
}

/** Guarantee: vitest keeps so what it has evaluated; the test of this file fails if it no longer does. */
function evaluated() {
  type Module = { promise: unknown; exports: unknown; evaluated: boolean; importers: Set<string> }
  type State = { readonly evaluatedModules: { readonly idToModuleMap: ReadonlyMap<string, Module> } }
  return (Reflect.get(globalThis, '__vitest_worker__') as State).evaluatedModules.idToModuleMap
}

async function dropEverything(): Promise<void> {
  const { results } = await DB.prepare(
    `SELECT type, name FROM sqlite_master
      WHERE type IN ('view', 'trigger', 'table') AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'
      ORDER BY type = 'table'`,
  ).all<{ type: string; name: string }>()
  if (results.length === 0) return
  await DB.batch(results.map(({ type, name }) => DB.prepare(`DROP ${type} IF EXISTS "${name}"`)))
}

async function emptied(bucket: R2Bucket): Promise<void> {
  const { objects } = await bucket.list()
  if (objects.length === 0) return
  await bucket.delete(objects.map(({ key }) => key))
  await emptied(bucket)
}

/** Guarantee: `vitest.config.ts` binds these names for every project that lists the setup file. */
function asTestEnv(value: unknown): TestEnv {
  return value as TestEnv
}
