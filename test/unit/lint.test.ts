import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

/** The project's own lint rules, run over files that break them, in a folder laid out like the project. */
const folder = mkdtempSync(join(tmpdir(), 'tongban-lint-'))
const settings: { vcs?: unknown } = JSON.parse(readFileSync('biome.json', 'utf8'))
delete settings.vcs
writeFileSync(join(folder, 'biome.json'), JSON.stringify(settings))
cpSync('lint', join(folder, 'lint'), { recursive: true })
afterAll(() => rmSync(folder, { recursive: true }))

/** Messages of the linter for `code` as if it stood in `file`. */
function lint(file: string, code: string): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), `${code}\n`)
  const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', file], {
    cwd: folder,
    encoding: 'utf8',
  })
  return stdout + stderr
}

test.each([
  [
    'packages/cases/src/x.ts',
    "import { Hono } from 'hono'\nexport const x = Hono",
    'Domain packages are pure',
  ],
  [
    'packages/calendar/src/x.ts',
    "import { readFileSync } from 'node:fs'\nexport const x = readFileSync",
    'pure',
  ],
  [
    'packages/cases/src/x.ts',
    "import { submit } from '@tongban/services'\nexport const x = submit",
    'nothing above',
  ],
  ['packages/services/src/x.ts', "import { sql } from 'drizzle-orm'\nexport const x = sql", 'pure'],
  [
    'workers/approvals/src/x.ts',
    "import { insertCase } from '@tongban/store'\nexport const x = insertCase",
    'translates',
  ],
  ['packages/cases/src/x.ts', 'export const x = Date.now()', 'told the time'],
  ['packages/cases/src/x.ts', 'export const x = new Date()', 'told the time'],
  ['packages/services/src/x.ts', 'export const x = Math.random()', 'told the time'],
])('does the linter keep %s from crossing its layer?', (file, code, message) => {
  expect(lint(file, code)).toContain(message)
})

test('does the linter let a core package reckon with a time it was given?', () => {
  const messages = lint('packages/cases/src/x.ts', 'export const x = (at: number) => new Date(at)')
  expect(messages).toContain('Checked 1 file')
  expect(messages).not.toContain('told the time')
})
