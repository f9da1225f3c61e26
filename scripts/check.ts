import { sideBySide } from './check/side-by-side.ts'

/**
 * `npm run check`: everything that can be checked without starting a region, side by side. Each is an npm script of its
 * own and can be run alone. Ends with code 1 if any fails, after all have ended.
 */
const CHECKS = ['format', 'lint', 'types', 'unused', 'unit', 'workers']

const ended = await sideBySide(
  CHECKS.map((name) => ({ name, file: 'npm', args: ['run', '--silent', name] })),
  ({ name, ok, seconds, output }) => {
    console.log(`\n== ${name}: ${ok ? 'passed' : 'FAILED'} (${seconds.toFixed(0)} s)\n${output.trimEnd()}`)
  },
)
const failed = ended.filter(({ ok }) => !ok).map(({ name }) => name)
console.log(failed.length === 0 ? '\nall checks passed' : `\nFAILED: ${failed.join(', ')}`)
if (failed.length > 0) process.exitCode = 1
