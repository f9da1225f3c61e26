import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { Trouble } from '../say.ts'

/**
 * Copies a region's database into a folder: one file of rows for each table, and a manifest that says what was copied
 * and by which digest. What opens archived cases and files lies in a folder of its own, to be kept apart and not longer
 * than the cases: an old copy of a key would bring back what was erased.
 */
const stateSchema = z.object({
  region: z.string(),
  readAt: z.int(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z][a-z_]*$/),
      columns: z.array(z.string().regex(/^[a-z][a-z_0-9]*$/)),
      rows: z.int(),
      last: z.int(),
      numbers: z.number(),
      lengths: z.number(),
    }),
  ),
})
export type BackupState = z.infer<typeof stateSchema>
export type BackupTable = BackupState['tables'][number]

const cell = z.union([z.string(), z.number(), z.null()])
const rowsSchema = z.object({ rows: z.array(z.array(cell)), next: z.int().nullable() })
export type Row = readonly z.infer<typeof cell>[]
export const rowSchema = z.array(cell)

export const manifestSchema = stateSchema.extend({
  format: z.literal('tongban-backup/1'),
  files: z.record(
    z.string(),
    z.object({ folder: z.enum(['data', 'keys']), sha256: z.string(), rows: z.int() }),
  ),
  /** What a backup does not copy, and has to be kept apart; a manifest made before this was said has none. */
  notIncluded: z
    .array(z.object({ what: z.string(), zh: z.string(), en: z.string(), objects: z.int().nullable() }))
    .optional(),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Tables whose rows hold wrapped keys. */
const KEY_TABLES: readonly string[] = ['case_keys', 'licence_keys', 'files']
/** The job table changes each minute by itself, and is cleared of leases when it comes back. */
const EVER_CHANGING: readonly string[] = ['jobs']
const ROUNDS = 5

export type GetJson = (path: string) => Promise<unknown>

export async function copyRegion(get: GetJson, folder: string): Promise<Manifest> {
  for (const part of ['data', 'keys']) await mkdir(resolve(folder, part), { recursive: true, mode: 0o700 })
  let state = await readState(get)
  const files: Manifest['files'] = {}
  let left = state.tables
  for (let round = 1; left.length > 0; round += 1) {
    if (round > ROUNDS) throw busy(left)
    for (const table of left) files[table.name] = await copyTable(get, folder, table)
    const now = await readState(get)
    const before = state
    left = now.tables.filter((table) => isChanged(table, before))
    // Tables belong together: while one moves, none is of one instant with the others.
    state = now
  }
  const manifest: Manifest = {
    format: 'tongban-backup/1',
    ...state,
    files,
    notIncluded: [
      {
        what: 'fileStorage',
        zh: '文件存储（R2）中的附件密文：按 data/file_parts.ndjson 逐段登记，另行备份；恢复后以 npm run verify-audit 逐段核对。',
        en: 'The sealed files in their storage (R2), listed part by part in data/file_parts.ndjson and backed up apart; after a restore npm run verify-audit checks each.',
        objects: files.file_parts?.rows ?? null,
      },
      {
        what: 'sessions',
        zh: '页面的登录状态和尚未交出的填写内容（sessions、session_drafts）：一天之内到期，恢复后重新登录。',
        en: 'Who is signed in at the pages, and what is filled in and not handed in (sessions, session_drafts): over within a day; after a restore people sign in again.',
        objects: null,
      },
      {
        what: 'secrets',
        zh: '地区密钥（TONGBAN_FIELD_KEYS、TONGBAN_AUDIT_KEY、TONGBAN_SESSION_KEYS 等），另行保管。',
        en: 'The secrets of the region (TONGBAN_FIELD_KEYS, TONGBAN_AUDIT_KEY, TONGBAN_SESSION_KEYS and others), kept apart.',
        objects: null,
      },
    ],
  }
  await writeFile(resolve(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  return manifest
}

const readState = async (get: GetJson) => stateSchema.parse(await get('/supervision/v1/backup'))

function isChanged(table: BackupTable, before: BackupState): boolean {
  if (EVER_CHANGING.includes(table.name)) return false
  const same = before.tables.find(({ name }) => name === table.name)
  return same === undefined || JSON.stringify(same) !== JSON.stringify(table)
}

async function copyTable(get: GetJson, folder: string, { name }: BackupTable) {
  const part = KEY_TABLES.includes(name) ? 'keys' : 'data'
  const hash = createHash('sha256')
  let rows = 0
  async function* lines() {
    for (let after: number | null = 0; after !== null; ) {
      const page = rowsSchema.parse(await get(`/supervision/v1/backup/${name}?after=${after}`))
      for (const row of page.rows) {
        rows += 1
        const line = `${JSON.stringify(row)}\n`
        hash.update(line)
        yield line
      }
      after = page.next
    }
  }
  await pipeline(lines, createWriteStream(fileOf(folder, part, name), { mode: 0o600 }))
  return { folder: part, sha256: hash.digest('hex'), rows } as const
}

export const fileOf = (folder: string, part: string, table: string) =>
  resolve(folder, part, `${table}.ndjson`)

const busy = (tables: readonly BackupTable[]) =>
  new Trouble(
    `复制期间数据一直在变（${tables.map(({ name }) => name).join('、')}），得不到同一时刻的备份。请在业务空闲时再试；部署在 Cloudflare 上的，也可以用 wrangler d1 export --remote。`,
    `The data kept changing while they were copied (${tables.map(({ name }) => name).join(', ')}), so that no copy is of one instant. Try when the region is quiet; on Cloudflare, wrangler d1 export --remote does it at any time.`,
  )
