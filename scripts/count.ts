/**
 * `npm run count -- <failed steps>`: the last line of a check, from the reports of vitest and of the README's commands.
 * A step that failed without a failing test still counts as a failure.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { ROOT } from './region/places.ts'

const REPORTS = resolve(ROOT, 'reports')
const counts = z.union([
  z
    .object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int() })
    .transform(({ numPassedTests: passed, numFailedTests, numFailedTestSuites }) => ({
      passed,
      // A file that does not load has failed without a single test.
      failed: Math.max(numFailedTests, numFailedTestSuites),
    })),
  z.object({ passed: z.int(), failed: z.int() }),
])

const failedSteps = Number(process.argv[2] ?? 0)
const reports = existsSync(REPORTS) ? readdirSync(REPORTS).filter((name) => name.endsWith('.json')) : []
let passed = 0
let failed = 0
for (const name of reports) {
  const read = counts.safeParse(JSON.parse(readFileSync(resolve(REPORTS, name), 'utf8')))
  if (!read.success) continue
  passed += read.data.passed
  failed += read.data.failed
}
failed = Math.max(failed, failedSteps)
if (failed > 0) process.exitCode = 1
console.log(`${passed} passed, ${failed} failed`)
