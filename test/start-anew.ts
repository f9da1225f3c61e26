import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'
import { vi } from 'vitest'

/**
 * What every workerd test file starts from, whichever ran before it in the same runtime: modules that hold nothing, the
 * real clock, no file in the storage, and a database in which nothing stands but the newest schema. Starting a runtime
 * for each file would cost more than its tests.
 */
type TestEnv = {
  readonly DB: D1Database
  readonly FILES?: R2Bucket
  readonly TEST_MIGRATIONS: D1Migration[]
}

const { DB, FILES, TEST_MIGRATIONS } = asTestEnv(env)

export async function startAnew(): Promise<void> {
  vi.useRealTimers()
  vi.resetModules()
  await dropEverything()
  await applyD1Migrations(DB, TEST_MIGRATIONS)
  if (FILES !== undefined) await emptied(FILES)
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
