import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Every module reached from a file by imports that bring code, and the packages they name. */
function reached(file: string, seen = new Set<string>(), packages = new Set<string>()) {
  if (seen.has(file)) return { seen, packages }
  seen.add(file)
  const code = readFileSync(file, 'utf8').replaceAll(/(?:import|export) type [^'"]*['"][^'"]+['"]/g, '')
  for (const [, from = ''] of code.matchAll(/(?:from|import)\s+['"]([^'"]+)['"]/g)) {
    if (from.startsWith('.')) reached(join(dirname(file), from), seen, packages)
    else packages.add(from)
  }
  return { seen, packages }
}

test('does the run time come without the parsers of publication?', () => {
  const { packages, seen } = reached(join(import.meta.dirname, 'runtime.ts'))
  expect([...packages].sort()).toEqual(['@tongban/calendar', '@tongban/kernel', 'decimal.js'])
  expect(seen.size).toBeGreaterThan(20)
  const publish = reached(join(import.meta.dirname, 'index.ts')).packages
  expect([...publish].sort()).toEqual([
    '@tongban/calendar',
    '@tongban/kernel',
    'decimal.js',
    'dmn-moddle',
    'lezer-feel',
  ])
})
