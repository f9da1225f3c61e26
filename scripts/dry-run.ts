/**
 * `npm run dry-run`: builds every Worker as a deployment would, and sends nothing. Ends with code 1 if any does not
 * build, after all have been tried.
 */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { buildWorkers } from './region/build.ts'
import { ROOT } from './region/places.ts'

execFileSync(process.execPath, [resolve(ROOT, 'scripts/vendor.ts')], { stdio: 'inherit' })
const ended = await buildWorkers(resolve(ROOT, 'dist'), ({ name, output }) => {
  console.log(`\n${name}\n${output.trimEnd()}`)
})
const failed = ended.filter(({ ok }) => !ok)
if (failed.length > 0) {
  console.log(`\nFAILED: ${failed.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
}
