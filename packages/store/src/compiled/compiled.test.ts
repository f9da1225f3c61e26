import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from './build.ts'
import { DEFINITIONS } from './definitions.ts'

const FILE = join(import.meta.dirname, 'statements.ts')

test('are the statements a Worker carries those that Drizzle builds? (npm run documents writes them anew)', () => {
  const rows = Object.entries(DEFINITIONS).map(
    ([name, definition]) => `export const ${name}: Compiled = ${JSON.stringify(compile(definition))}`,
  )
  const text = [
    '// Compiled from definitions.ts by `npm run documents`; not written by hand.',
    "import type { Compiled } from './compiled.ts'",
    '',
    ...rows,
    '',
  ].join('\n')
  if (process.env.WRITE_DOCUMENTS === '1') writeFileSync(FILE, text)
  expect(readFileSync(FILE, 'utf8')).toBe(text)
})
