import { parseArgs } from 'node:util'
import { failuresOf } from './check/failures.ts'
import { type Command, sideBySide } from './check/side-by-side.ts'

/**
 * `npm run check`: everything that can be checked without starting a region. `npm test` (`--whole`): that, two regions
 * over a line that fails, and whole regions over HTTP. Each part is an npm script of its own and can be run alone; here
 * lanes of them run side by side, so that four processors have work and no more than they can do. Ends with code 1 if any
 * fails, after all have ended.
 */
const { values } = parseArgs({ options: { whole: { type: 'boolean', default: false } } })

const script = (name: string): Command => ({ name, file: 'npm', args: ['run', '--silent', name] })
const READ = ['format', 'lint', 'types', 'unused'].map(script)
const CHECK = [[script('workers')], [script('supervision')], [script('unit')], READ]

/** Four lanes of about the same length; whole regions wait more than they work. */
const WHOLE = [
  [script('browser'), ...READ],
  [script('e2e'), script('unit')],
  [script('workers'), script('supervision')],
  [script('exchange')],
]

// Once and before all: several parts need it.
const first = await sideBySide([[script('vendor')]], () => {})
const ended = await sideBySide(values.whole ? WHOLE : CHECK, ({ name, ok, seconds, output }) => {
  console.log(`\n== ${name}: ${ok ? 'passed' : 'FAILED'} (${seconds.toFixed(0)} s)\n${output.trimEnd()}`)
})
const failed = [...first, ...ended].filter(({ ok }) => !ok)
// Once more and in short at the end, where somebody looks first.
for (const { name, output } of failed) console.log(`\n== ${name}, what failed\n${failuresOf(name, output)}`)
console.log(
  failed.length === 0 ? '\nall checks passed' : `\nFAILED: ${failed.map(({ name }) => name).join(', ')}`,
)
if (failed.length > 0) process.exitCode = 1
