import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Manifest, manifestSchema } from '../../scripts/backup/copy.ts'
import { sqlOf } from '../../scripts/backup/sql.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { registriesOf } from '../../scripts/seed/registries.ts'
import type { Answered } from '../kit.ts'
import { A, B, peopleAndBodies, type Region, startRegion, today } from './region.ts'

/**
 * The commands as an auditor and an administrator run them, against a whole region over HTTP: an audit, an archive file
 * checked offline, and the drill: backed up, lost, restored, and everything as it was.
 */
const { people, bodyOf, newcomer } = peopleAndBodies(A, 2)
const one = newcomer()
let region: Region
let granted: Answered
let scratch: string
let manifest: Manifest

beforeAll(async () => {
  scratch = await mkdtemp(resolve(tmpdir(), 'tongban-evidence-'))
  region = await startRegion(A)
  await region.migrate()
  // By the cron, the job runner and the Worker that holds the key: yesterday, on which there was nothing.
  await region.cron(Date.now())
  await region.publish()
  await region.deliver(registriesOf(A, B, today, people))
  granted = await region.applyAs(one, bodyOf(one))
  expect(granted.status).toBe(201)
  const other = newcomer()
  expect((await region.applyAs(other, bodyOf(other))).status).toBe(201)
})
afterAll(async () => {
  await region.close()
  await rm(scratch, { recursive: true })
})

/** Runs a command of the project to its end. */
const command = (script: string, args: readonly string[], token = '') =>
  new Promise<{ readonly code: number; readonly said: string }>((settle) => {
    const env = { ...process.env, TONGBAN_TOKEN: token }
    execFile(
      process.execPath,
      [`scripts/${script}.ts`, ...args],
      { cwd: ROOT, env },
      (error, stdout, stderr) =>
        settle({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
    )
  })
const audit = async () => command('verify-audit', ['--origin', region.origin], await region.as('auditor'))
const fileAt = (name: string) => resolve(scratch, name)

test('does the audit of a sound region find nothing, and name a row that was changed?', async () => {
  const sound = await audit()
  expect([sound.code, sound.said]).toEqual([0, expect.stringMatching(/^封存 1 日，(?:.|\n)*未发现改动/)])
  const db = await region.database()
  const caseNumber = String(granted.body.caseNumber)
  await db
    .prepare('UPDATE case_events SET at = at - 1 WHERE case_number = ? AND seq = 2')
    .bind(caseNumber)
    .run()
  const changed = await audit()
  expect([changed.code, changed.said]).toEqual([
    1,
    expect.stringContaining(`✗ 办件事件 ${caseNumber}/2：内容被改动`),
  ])
  await db
    .prepare('UPDATE case_events SET at = at + 1 WHERE case_number = ? AND seq = 2')
    .bind(caseNumber)
    .run()
  const refused = await command('verify-audit', ['--origin', region.origin], await region.as('supervisor'))
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('403')])
})

test('is an archive file checked without the region, by its keys, and a changed one refused?', async () => {
  const page = await region.readAs(one, granted, '/archive')
  expect(page.status).toBe(200)
  await writeFile(fileAt('case.html'), page.text)
  await writeFile(fileAt('keys.json'), (await region.call(null, 'GET', '/approvals/v1/evidence/keys')).text)
  const keys = ['--keys', fileAt('keys.json')]
  const sound = await command('verify-archive', [fileAt('case.html'), ...keys])
  expect([sound.code, sound.said]).toEqual([0, expect.stringContaining('✓ 档案完整')])
  await writeFile(fileAt('changed.html'), page.text.replaceAll(one.name, '演示他人'))
  const changed = await command('verify-archive', [fileAt('changed.html'), ...keys])
  expect([changed.code, changed.said]).toEqual([1, expect.stringContaining('✗ 内容与签名不符')])
  const unpinned = await command('verify-archive', [fileAt('case.html'), '--thumbprint', 'another'])
  expect([unpinned.code, unpinned.said]).toEqual([1, expect.stringContaining('不在所信任的公钥之中')])
})

/** What the applicant and the administrator see of the region. */
async function seen() {
  const parts = await Promise.all(
    ['', '/documents', '/explanation', '/proof'].map((part) => region.readAs(one, granted, part)),
  )
  const state = await region.call(await region.as('admin'), 'GET', '/supervision/v1/backup')
  const tables = manifestSchema.shape.tables.parse(state.body.tables).filter(({ name }) => name !== 'jobs')
  return { case: parts.map(({ status, text }) => [status, text]), tables }
}

test('is a region that lost its database restored from its backup, every table, every chain, every case as it was?', async () => {
  const before = await seen()
  expect(before.case.map(([status]) => status)).toEqual([200, 200, 200, 200])
  const out = fileAt('backup')
  const made = await command('backup', ['--out', out, '--origin', region.origin], await region.as('admin'))
  expect([made.code, made.said]).toEqual([0, expect.stringContaining(`已备份地区 ${A}`)])
  manifest = manifestSchema.parse(JSON.parse(await readFile(resolve(out, 'manifest.json'), 'utf8')))
  expect(await readFile(resolve(out, 'data/cases.ndjson'), 'utf8')).not.toContain(one.idNumber)
  expect(manifest.notIncluded).toMatchObject([
    { what: 'fileStorage', objects: 0 },
    { what: 'sessions' },
    { what: 'secrets' },
  ])

  const db = await region.database()
  const lost = [...manifest.tables.map(({ name }) => name), 'sessions', 'session_drafts', 'd1_migrations']
  await db.batch(lost.map((name) => db.prepare(`DROP TABLE "${name}"`)))
  expect((await region.readAs(one, granted)).status).toBeGreaterThanOrEqual(500)
  await region.migrate()
  expect((await region.readAs(one, granted)).status).toBe(404)

  const statements = []
  for await (const sql of sqlOf(out, manifest)) statements.push(db.prepare(sql))
  await db.batch(statements)
  expect(await seen()).toEqual(before)
  const after = await audit()
  expect([after.code, after.said]).toEqual([0, expect.stringMatching(/^封存 1 日，至 .+；办件 2，证照 2；/)])
  expect(after.said).toContain('文件存储：核对 0 段，0 段有误')
})

test('is a damaged backup refused before anything is written?', async () => {
  const file = fileAt('backup/data/case_events.ndjson')
  await writeFile(file, (await readFile(file, 'utf8')).replace('granted', 'refused'))
  const read = async () => {
    for await (const _ of sqlOf(fileAt('backup'), manifest));
  }
  await expect(read()).rejects.toMatchObject({ said: { zh: expect.stringContaining('表 case_events') } })
})
