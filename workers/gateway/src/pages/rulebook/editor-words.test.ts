import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'

/** Whether the editor of rule tables is all in Chinese: every text that dmn-js asks to have translated, from its own files. */
const root = resolve(import.meta.dirname, '../../../../..')
const words = z
  .object({
    CHINESE: z.record(z.string(), z.string()),
    translation: z.custom<(texts: object) => (text: string, values?: object) => string>(),
  })
  .parse(await import(pathToFileURL(join(root, 'public/pages/rulebook-editor-words.js')).href))

const VIEWS = [
  'dmn-js-shared',
  'dmn-js-decision-table',
  'dmn-js-literal-expression',
  'dmn-js-boxed-expression',
]
const sources = VIEWS.flatMap((name) => {
  const lib = join(root, 'node_modules', name, 'lib')
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  return files.map((file) => readFileSync(join(lib, file), 'utf8'))
})

const asked = sources.flatMap((text) => [
  ...[...text.matchAll(/translate\(\s*'([^']+)'/g)].map(([, said]) => said),
  // The ways to hit, which are translated where they are shown.
  ...(text.includes('HIT_POLICIES')
    ? [...text.matchAll(/(?:label|explanation): '([^']+)'/g)].map(([, said]) => said)
    : []),
])

test('is every text of the editor in Chinese?', () => {
  expect(asked.length).toBeGreaterThan(150)
  expect([...new Set(asked)].filter((said) => said === undefined || !(said in words.CHINESE))).toEqual([])
  for (const said of Object.values(words.CHINESE)) expect(said).toMatch(/[\p{sc=Han}"]/u)
})

test('are the values put into a text, whether or not they are written with spaces?', () => {
  const say = words.translation(words.CHINESE)
  expect(say('e.g. { sample }', { sample: 'P1Y2M' })).toBe('例如 P1Y2M')
  expect(say('Function kind: {kind}', { kind: 'FEEL' })).toBe('函数种类：FEEL')
  expect(say('said by nobody {x}')).toBe('said by nobody {x}')
})
