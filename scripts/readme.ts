/**
 * `npm run readme`: starts the regions and runs every command that the README and the pages for officials, apps, the
 * exchange and evaluations show, and every command `npm start` prints. A command fails if it does not succeed, or answers otherwise than
 * shown. `--write` prints the answers besides. Cases go on from run to run, so that answers are those shown in regions
 * that are started anew.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { LAST, trialsOf } from './readme/blocks.ts'
import { differenceOf } from './readme/compare.ts'
import { startRegions } from './readme/started.ts'
import { ROOT } from './region/places.ts'
import { say, telling } from './say.ts'

/** The pages whose commands are tried, in this order: each goes on where the one before has ended. */
const PAGES = [
  'README.md',
  'docs/officials.md',
  'docs/licences.md',
  'docs/exchange.md',
  'docs/evaluations.md',
]
const REPORT = resolve(ROOT, 'reports/readme.json')

await telling(async () => {
  const isNew = !existsSync(resolve(ROOT, '.tongban'))
  const pages = PAGES.map((page) => readFileSync(resolve(ROOT, page), 'utf8'))
  const trials = pages.flatMap((page) => trialsOf(page))
  const last = pages.flatMap((page) => trialsOf(page, LAST))
  const started = await startRegions()
  const curlHome = strictCurl()
  const failures: string[] = []
  let tried = 0
  try {
    for (const { command, answer } of [...trials, ...printedTrials(started.printed), ...last]) {
      tried += 1
      const failure = failureOf(command, answer, curlHome)
      console.log(`${failure === undefined ? '✓' : '✗'} ${titleOf(command)}`)
      if (failure !== undefined) {
        console.log(`  ${failure}`)
        failures.push(command)
      }
    }
  } finally {
    await started.stop()
    rmSync(curlHome, { recursive: true })
  }
  mkdirSync(resolve(ROOT, 'reports'), { recursive: true })
  writeFileSync(REPORT, JSON.stringify({ passed: tried - failures.length, failed: failures.length }))
  if (failures.length > 0) process.exitCode = 1
  if (failures.length > 0 && !isNew)
    say(
      '这两个地区以前启动过，办件可能已经办到别的步骤。删除 .tongban 后再试一次。',
      'These regions had been started before; their cases may have gone further. Delete .tongban and try again.',
    )
})

/** The first line that does something. */
function titleOf(command: string) {
  return command.split('\n').find((line) => !line.startsWith('. '))
}

/** The commands of the guide: each begins a line with curl, npm or npx and goes on while lines end in a backslash. */
function printedTrials(printed: string) {
  return [...printed.matchAll(/^(?:curl|npm run|npx) (?:.*\\\n)*.*$/gm)].map(([command]) => ({
    command,
    answer: undefined,
  }))
}

/** Why the command does not do what is shown, or `undefined`. */
function failureOf(command: string, shown: string | undefined, curlHome: string): string | undefined {
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: ROOT,
    encoding: 'utf8',
    // The document of the whole API is longer than what is taken otherwise.
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, CURL_HOME: curlHome },
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
