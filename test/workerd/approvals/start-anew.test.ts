import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { startAnew } from '../../start-anew.ts'

/** Test files share a runtime: what one leaves behind, the next must not find. */

const tables = async (database: D1Database) =>
  (await database.prepare(`SELECT name FROM sqlite_master ORDER BY name`).all<{ name: string }>()).results

test('does a file start without rows, tables, files, a clock or modules of the file before it?', async () => {
  await startAnew()
  const before = await tables(env.DB)
  const one = await import('../../region.ts')
  await one.publish('elderly-allowance', one.RULES['elderly-allowance'])
  await one.asOfficial('admin', 'PUT', '/approvals/v1/registries/population', { state: 'unavailable' })
  await one.DB.prepare('CREATE TABLE left_behind (id TEXT)').run()
  await one.DB.prepare('DROP TABLE cases').run()
  await env.FILES.put('left', 'behind')

  await startAnew()
  expect(Date.now()).not.toBe(one.NOW)
  expect(await tables(env.DB)).toEqual(before)
  expect((await env.FILES.list()).objects).toEqual([])
  const next = await import('../../region.ts')
  expect(next.worker).not.toBe(one.worker)
  expect(Object.values(await next.everyRow()).flat()).toEqual([])
  expect(next.nextKey()).toBe('test-key-000001')
  // Modules are evaluated twice within the test.
}, 30_000)
