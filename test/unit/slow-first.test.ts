import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { SLOW } from '../slow-first.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')

test('is there every file that is to begin first, once?', () => {
  expect(SLOW.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([])
  expect(new Set(SLOW).size).toBe(SLOW.length)
})
