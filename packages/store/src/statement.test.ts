import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { command, handwritten, select } from './statement.ts'

test('is every statement marked pure where it is made, so that a Worker carries only those it uses?', () => {
  const folder = import.meta.dirname
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const made = files.flatMap((name) =>
    [
      ...readFileSync(`${folder}/${name}`, 'utf8').matchAll(
        /^export const (\w+) =\s+(?:\/\*.*\*\/ )?(?:command|select|handwritten)\b/gm,
      ),
    ].map(([text, statement]) => [`${name} ${statement}`, text.includes('@__PURE__')]),
  )
  expect(made.length).toBeGreaterThan(200)
  expect(made.filter(([, isPure]) => !isPure)).toEqual([])
})

test('is a bound limit written so that SQLite does not plan the statement anew for each value?', () => {
  const compiled = { sql: 'select a from b where c = ? limit ?', values: 'c most', columns: 'a' }
  const values = { c: 1, most: 5 }
  expect(select(compiled)(values).sql).toBe('select a from b where c = ? limit ?+0')
  expect(command({ ...compiled, columns: '' })(values).sql).toBe('select a from b where c = ? limit ?+0')
  const sql = 'SELECT a FROM (SELECT a FROM b LIMIT ?2) WHERE a > ?1 LIMIT ?12 OFFSET 3'
  const decode = () => []
  const changed = 'SELECT a FROM (SELECT a FROM b LIMIT ?2+0) WHERE a > ?1 LIMIT ?12+0 OFFSET 3'
  expect(handwritten(sql, [], decode)({}).sql).toBe(changed)
  expect(handwritten(() => sql, [], decode)({}).sql).toBe(changed)
})
