import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Miniflare } from 'miniflare'
import { ROOT } from './place.ts'

/** A database of the bench, reached from outside the Workers: with the project's tables, and its rows counted. */
export type Database = Awaited<ReturnType<Miniflare['getD1Database']>>

export async function migrate(database: Database): Promise<void> {
  const folder = resolve(ROOT, 'migrations')
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const statements = readFileSync(resolve(folder, file), 'utf8').split('--> statement-breakpoint')
    await database.batch(statements.map((statement) => database.prepare(statement)))
  }
}

/** Rows of every table. */
export async function countRows(database: Database): Promise<Record<string, number>> {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite*'`,
    )
    .all<{ name: string }>()
  const counts: Record<string, number> = {}
  for (const { name } of results) {
    counts[name] = (await database.prepare(`SELECT count(*) AS n FROM ${name}`).first<number>('n')) ?? 0
  }
  return counts
}
