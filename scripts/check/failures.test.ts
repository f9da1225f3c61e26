import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../region/places.ts'
import { failuresOf } from './failures.ts'

const folder = mkdtempSync(join(tmpdir(), 'failures-'))
const file = (name: string) => resolve(ROOT, name)

test('does a failed part name its tests and the beginning of what each said, and no test that passed?', () => {
  writeFileSync(
    join(folder, 'unit.json'),
    JSON.stringify({
      testResults: [
        {
          name: file('packages/a.test.ts'),
          status: 'failed',
          message: '',
          assertionResults: [
            { fullName: 'is it so?', status: 'failed', failureMessages: [`expected 1${' '.repeat(900)}end`] },
            { fullName: 'is it well?', status: 'passed', failureMessages: [] },
          ],
        },
        {
          name: file('packages/b.test.ts'),
          status: 'failed',
          message: 'cannot be loaded',
          assertionResults: [],
        },
        { name: file('packages/c.test.ts'), status: 'passed', message: '', assertionResults: [] },
      ],
    }),
  )
  const told = failuresOf('unit', 'all of it', folder)
  expect(told).toContain('packages/a.test.ts > is it so?\nexpected 1')
  expect(told).toContain('packages/b.test.ts\ncannot be loaded')
  expect(told).not.toMatch(/is it well|c\.test|end|all of it/)
})

test('is the end of what a part wrote shown where it left no report, or one without a failed test?', () => {
  const output = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n')
  expect(failuresOf('lint', output, folder)).toMatch(/^line 20\n[\s\S]*line 59$/)
  writeFileSync(join(folder, 'e2e.json'), JSON.stringify({ testResults: [] }))
  expect(failuresOf('e2e', 'the process ended', folder)).toBe('the process ended')
})
