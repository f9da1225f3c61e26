import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { stateSql, tableColumns } from '@tongban/store'
import * as z from 'zod'
import { ROOT } from '../region/places.ts'
import { Trouble } from '../say.ts'
import type { BackupTable, Manifest } from './copy.ts'
import { sqlOf } from './sql.ts'

/** Writes a backup into a local database by wrangler, as it would into one at Cloudflare. The region must not run. */

const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const CONFIG = 'workers/approvals/wrangler.toml'
const run = promisify(execFile)

export const writeSql = (folder: string, manifest: Manifest, file: string): Promise<void> =>
  pipeline(sqlOf(folder, manifest), createWriteStream(file, { mode: 0o600 }))

/** Answers how many rows were written. */
export async function restoreInto(folder: string, manifest: Manifest, state: string): Promise<number> {
  await d1(state, 'migrations', 'apply', 'tongban')
  assertSchema(manifest, await migrationsIn(state))
  const before = await statesIn(state, manifest)
  const held = manifest.tables.find((_, at) => (before[at]?.rows ?? 0) > 0)
  if (held !== undefined)
    throw new Trouble(
      `数据库不是空的（表 ${held.name}），没有写入任何数据。请先移走 ${state}。`,
      `The database is not empty (table ${held.name}); nothing was written. Move ${state} away first.`,
    )
  const scratch = await mkdtemp(resolve(tmpdir(), 'tongban-restore-'))
  try {
    const file = resolve(scratch, 'restore.sql')
    await writeSql(folder, manifest, file)
    await d1(state, 'execute', 'tongban', '--yes', '--file', file)
  } finally {
    await rm(scratch, { recursive: true })
  }
  const after = await statesIn(state, manifest)
  const wrong = manifest.tables.filter((table, at) => table.name !== 'jobs' && !isSame(table, after[at]))
  if (wrong.length > 0)
    throw new Trouble(
      `恢复后与清单不符的表：${wrong.map(({ name }) => name).join('、')}。请移走 ${state} 后重试。`,
      `After restoring, these tables are not what the manifest says: ${wrong.map(({ name }) => name).join(', ')}. Move ${state} away and try again.`,
    )
  return after.reduce((sum, { rows }) => sum + rows, 0)
}

const stateSchema = z.object({ rows: z.int(), last: z.int(), numbers: z.number(), lengths: z.number() })
type State = z.infer<typeof stateSchema>

const isSame = (table: BackupTable, state: State | undefined): boolean =>
  state !== undefined &&
  table.rows === state.rows &&
  table.last === state.last &&
  table.numbers === state.numbers &&
  table.lengths === state.lengths

function assertSchema(manifest: Manifest, applied: readonly string[]): void {
  if (JSON.stringify(manifest.migrations) === JSON.stringify(applied)) return
  throw new Trouble(
    `备份的数据库版本是 ${manifest.migrations.at(-1)}，本版本是 ${applied.at(-1)}。请用与备份同一版本的程序恢复，再升级。`,
    `The backup was made at ${manifest.migrations.at(-1)}, this version is at ${applied.at(-1)}. Restore with the version the backup was made by, then upgrade.`,
  )
}

async function migrationsIn(state: string): Promise<readonly string[]> {
  const [rows = []] = await query(state, 'SELECT name FROM d1_migrations ORDER BY id')
  return rows.map((row) => z.object({ name: z.string() }).parse(row).name)
}

async function statesIn(state: string, { tables }: Manifest): Promise<readonly State[]> {
  const columns = await columnsIn(state)
  const sql = tables.map(({ name }) => stateSql(columns.filter(({ table }) => table === name))).join(';\n')
  return (await query(state, sql)).map(([row]) => stateSchema.parse(row))
}

const plainRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

async function columnsIn(state: string) {
  const { sql, decode } = tableColumns({})
  const [rows = []] = await query(state, sql)
  return decode(rows.map((row) => plainRow.parse(row)))
}

const answerSchema = z.array(z.object({ results: z.array(z.unknown()) }))

async function query(state: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const text = await d1(state, 'execute', 'tongban', '--json', '--command', sql)
  return answerSchema.parse(JSON.parse(text)).map(({ results }) => results)
}

async function d1(state: string, command: string, ...more: readonly string[]): Promise<string> {
  const args = [WRANGLER, 'd1', command, ...more, '--local', '-c', CONFIG, '--persist-to', state]
  const env = {
    ...process.env,
    CI: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    NO_COLOR: '1',
  }
  const { stdout } = await run(process.execPath, args, { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 })
  return stdout
}
