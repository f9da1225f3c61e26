import { parseArgs } from 'node:util'
import { makeBuilt } from '../test/built.ts'
import { failuresOf } from './check/failures.ts'
import { type Command, type Ended, sideBySide } from './check/side-by-side.ts'
import { Trouble } from './say.ts'

/**
 * `npm run check`: everything that can be checked without starting a region. `npm test` (`--whole`): that, two regions
 * over a line that fails, and whole regions over HTTP. Each part is an npm script of its own and can be run alone; here
 * lanes of them run side by side, so that four processors have work and no more than they can do. Ends with code 1 if any
 * fails, after all have ended.
 */
const { values } = parseArgs({ options: { whole: { type: 'boolean', default: false } } })

const script = (name: string, env = {}): Command => ({
  name,
  file: 'npm',
  args: ['run', '--silent', name],
  env,
})
const READ = ['format', 'lint', 'types', 'unused'].map((name) => script(name))
const CHECK = [[script('workers')], [script('supervision')], [script('unit')], READ]

/** Four lanes of about the same length. What whole regions run from is built while the lanes without any have begun. */
async function whole(tell: (ended: Ended) => void): Promise<readonly Ended[]> {
  const building = makeBuilt()
  const lanes = await Promise.all([
    sideBySide([[script('workers'), script('supervision')], [script('exchange')]], tell),
    building.then(
      ({ env }) =>
        sideBySide(
          [
            [script('browser', env), ...READ],
            [script('e2e', env), script('unit')],
          ],
          tell,
        ),
      (thrown: unknown) => notBuilt(thrown, tell),
    ),
  ])
  await building.then(
    ({ remove }) => remove(),
    () => {},
  )
  return lanes.flat()
}

function notBuilt(thrown: unknown, tell: (ended: Ended) => void): readonly Ended[] {
  const output = thrown instanceof Trouble ? `${thrown.said.zh}\n${thrown.said.en}` : String(thrown)
  const ended = { name: 'build', ok: false, seconds: 0, output }
  tell(ended)
  return [ended]
}

// Once and before all: several parts need it.
const first = await sideBySide([[script('vendor')]], () => {})
const tell = ({ name, ok, seconds, output }: Ended) => {
  console.log(`\n== ${name}: ${ok ? 'passed' : 'FAILED'} (${seconds.toFixed(0)} s)\n${output.trimEnd()}`)
}
const ended = await (values.whole ? whole(tell) : sideBySide(CHECK, tell))
const failed = [...first, ...ended].filter(({ ok }) => !ok)
// Once more and in short at the end, where somebody looks first.
for (const { name, output } of failed) console.log(`\n== ${name}, what failed\n${failuresOf(name, output)}`)
console.log(
  failed.length === 0 ? '\nall checks passed' : `\nFAILED: ${failed.map(({ name }) => name).join(', ')}`,
)
if (failed.length > 0) process.exitCode = 1
