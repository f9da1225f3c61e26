import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runningBuilt } from './build.ts'
import { ROOT, WORKERS } from './places.ts'

test.each(WORKERS)('does $name, built once, run with all of its own configuration?', async ({ config }) => {
  const own = await readFile(resolve(ROOT, config), 'utf8')
  const built = runningBuilt(own, dirname(resolve(ROOT, config)))
  expect(built).toContain('\nmain = "index.js"\nno_bundle = true\n')
  const changed = /^(main|no_bundle|minify|directory|migrations_dir) = .*\n?/gm
  expect(built.replace(changed, '')).toBe(own.replace(changed, ''))
  // What is named by a path is the same, wherever the copy lies.
  const pathsOf = (text: string) =>
    [...text.matchAll(/^(?:directory|migrations_dir) = "(.*)"$/gm)].map(([, path]) => path ?? '')
  expect(pathsOf(built)).toEqual(pathsOf(own).map((path) => resolve(ROOT, dirname(config), path)))
})
