/**
 * `npm run readme`: starts the regions and runs every command the README shows and every command `npm start` prints. A
 * command fails if it does not succeed, or answers otherwise than shown. `--write` prints the answers instead.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { trialsOf } from './readme/blocks.ts'
import { differenceOf } from './readme/compare.ts'
import { startRegions } from './readme/started.ts'
import { ROOT } from './region/places.ts'
import { telling } from './say.ts'

const REPORT = resolve(ROOT, 'reports/readme.json')

await telling(async () => {
  const trials = trialsOf(readFileSync(resolve(ROOT, 'README.md'), 'utf8'))
  const started = await startRegions()
  const failures: string[] = []
  let tried = 0
  try {
    for (const { command, answer } of [...trials, ...printedTrials(started.printed)]) {
      tried += 1
      const failure = failureOf(command, answer)
      console.log(`${failure === undefined ? '✓' : '✗'} ${command.split('\n')[0]}`)
      if (failure !== undefined) {
        console.log(`  ${failure}`)
        failures.push(command)
      }
    }
  } finally {
    await started.stop()
  }
  mkdirSync(resolve(ROOT, 'reports'), { recursive: true })
  writeFileSync(REPORT, JSON.stringify({ passed: tried - failures.length, failed: failures.length }))
  if (failures.length > 0) process.exitCode = 1
})

/** The commands of the guide: each begins a line with curl and goes on while lines end in a backslash. */
function printedTrials(printed: string) {
  return [...printed.matchAll(/^curl (?:.*\\\n)*.*$/gm)].map(([command]) => ({ command, answer: undefined }))
}

/** Why the command does not do what is shown, or `undefined`. */
function failureOf(command: string, shown: string | undefined): string | undefined {
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CURL_HOME: strictCurl() },
  })
  if (process.argv.includes('--write')) console.log(`${pretty(stdout)}\n`)
  if (status !== 0) return `exit ${status}: ${stderr}${stdout}`
  if (shown === undefined) return undefined
  return differenceOf(JSON.parse(shown), JSON.parse(stdout))
}

/** The folder of a curl configuration in which an answer of 400 or more is a failure that still shows its body. */
function strictCurl(): string {
  const folder = mkdtempSync(resolve(tmpdir(), 'tongban-curl-'))
  writeFileSync(resolve(folder, '.curlrc'), 'fail-with-body\n')
  return folder
}

function pretty(text: string): string {
  return /^[[{]/.test(text) ? JSON.stringify(JSON.parse(text), null, 2) : text
}
