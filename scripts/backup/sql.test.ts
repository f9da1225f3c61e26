import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyRegion, type Manifest, manifestSchema } from './copy.ts'
import { sqlOf } from './sql.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(resolve(tmpdir(), 'tongban-backup-'))
})
afterAll(() => rm(folder, { recursive: true }))

const COLUMNS = ['a', 'b', 'n']
const table = (rows: number, numbers = 0) => ({
  name: 'things',
  columns: COLUMNS,
  rows,
  last: rows,
  numbers,
  lengths: 0,
})
const state = (...tables: object[]) => ({ region: '510116', readAt: 1, migrations: ['0000'], tables })

test('does a row come back as it was, whatever it holds and however long, in statements the database takes?', async () => {
  const rows = [
    [3, "it's '' a \n line;\r\n --", null, -7],
    [9, '津贴'.repeat(40_000), '🀄'.repeat(30_001), 1.5],
    [10, 'x'.repeat(59_990), '', 0],
  ]
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  await mkdir(resolve(folder, 'data'), { recursive: true })
  await writeFile(resolve(folder, 'data/things.ndjson'), lines)
  const sha256 = createHash('sha256').update(lines).digest('hex')
  const manifest: Manifest = manifestSchema.parse({
    format: 'tongban-backup/1',
    ...state(table(3)),
    files: { things: { folder: 'data', sha256, rows: 3 } },
  })
  const db = new DatabaseSync(':memory:')
  db.exec(
    'CREATE TABLE things (a TEXT NOT NULL, b TEXT, n REAL); CREATE TABLE jobs (leased_by TEXT, lease_until INTEGER)',
  )
  for await (const sql of sqlOf(folder, manifest)) {
    expect(Buffer.byteLength(sql)).toBeLessThan(100_000)
    db.exec(sql)
  }
  const read = db.prepare('SELECT rowid AS row, a, b, n FROM things ORDER BY rowid').all()
  expect(read.map(({ row, a, b, n }) => [row, a, b, n])).toEqual(rows)
})

test('is a table that changes while it is copied copied again, and is a region that never rests refused?', async () => {
  let asked = 0
  let copies = 0
  const changing = (until: number) => async (path: string) => {
    if (!path.startsWith('/supervision/v1/backup/')) {
      asked += 1
      return state(table(1, Math.min(asked, until)))
    }
    copies += 1
    return { rows: [[1, 'a', null, copies]], next: null }
  }
  const manifest = await copyRegion(changing(3), resolve(folder, 'moving'))
  expect([copies, manifest.files.things?.rows, manifest.tables[0]?.numbers]).toEqual([3, 1, 3])
  // What is not in it is said in it: the sealed files, part by part, and the secrets.
  expect(manifest.notIncluded?.map(({ what, objects }) => [what, objects])).toEqual([
    ['fileStorage', null],
    ['sessions', null],
    ['secrets', null],
  ])
  await expect(copyRegion(changing(99), resolve(folder, 'restless'))).rejects.toMatchObject({
    said: { zh: expect.stringContaining('数据一直在变（things）') },
  })
})
