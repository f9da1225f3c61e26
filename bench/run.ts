import { mkdirSync } from 'node:fs'
import { install } from './install.ts'
import { MADE } from './place.ts'

/**
 * `npm run bench`: size, start, intake and engine, each beside its baseline. Writes `results.json` and prints a table.
 * Exit code 1 when an answer was wrong; a missed target is only said. `--quick` takes few short rounds, for trying out,
 * and keeps nothing; `--all-cases` lets the other engines, too, answer all of the 100,000 cases, which takes minutes.
 */
const say = (line: string) => console.log(line)
const has = (option: string) => process.argv.includes(option)

mkdirSync(MADE, { recursive: true })
await install(say)
// Only now, because what they import has just been installed.
const { measure } = await import('./measure.ts')
const { keep, wrongAnswers } = await import('./results.ts')
const { report } = await import('./report.ts')

const results = await measure({ isQuick: has('--quick'), allCases: has('--all-cases') }, say)
if (!has('--quick')) keep(results)
say(report(results))
if (wrongAnswers(results) > 0) process.exitCode = 1
