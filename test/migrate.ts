import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'

/** Brings the test's own database to the newest schema. */
type TestEnv = { readonly DB: D1Database; readonly TEST_MIGRATIONS: D1Migration[] }

const { DB, TEST_MIGRATIONS } = asTestEnv(env)
await applyD1Migrations(DB, TEST_MIGRATIONS)

/** Guarantee: `vitest.config.ts` binds both names for every project that lists this file. */
function asTestEnv(value: unknown): TestEnv {
  return value as TestEnv
}
