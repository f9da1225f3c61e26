import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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
