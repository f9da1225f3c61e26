import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Trouble } from '../say.ts'
import { type Places, ROOT } from './places.ts'
import type { Region } from './regions.ts'

/** Runs `wrangler` for one region, its output going to the region's log folder. */

const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')
export const serverLogOf = (places: Places) => resolve(places.log, 'server.log')

export async function applyMigrations(region: Region, places: Places, env: NodeJS.ProcessEnv): Promise<void> {
  const log = resolve(places.log, 'migrations.log')
  const child = start(
    [
      'd1',
      'migrations',
      'apply',
      'tongban',
      '--local',
      '-c',
      'workers/approvals/wrangler.toml',
      '--persist-to',
      places.state,
    ],
    log,
    env,
    false,
  )
  const code = await exitOf(child)
  if (code === 0) return
  throw new Trouble(
    `地区 ${region.code} 的数据库迁移失败。日志末尾：\n${tailOf(log)}\n若演示数据不要了，请删除 ${places.folder} 后重试。`,
    `The migrations of region ${region.code} failed; the end of ${log} is above. If the demonstration data may go, delete ${places.folder} and try again.`,
  )
}

/** One process group with all Workers of the region; detached, so that it is ended as a group. */
export function serve(
  region: Region,
  places: Places,
  env: NodeJS.ProcessEnv,
  configs: readonly string[],
): ChildProcess {
  const workers = configs.flatMap((config) => ['-c', config])
  const address = ['--port', String(region.port), '--inspector-port', '0']
  return start(['dev', ...workers, '--persist-to', places.state, ...address], serverLogOf(places), env, true)
}

function start(
  args: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv,
  detached: boolean,
): ChildProcess {
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    env,
    detached,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  return child
}

/** The exit code, or the signal that ended it. */
export const exitOf = (child: ChildProcess) =>
  new Promise<number | string>((settle, reject) => {
    child.once('exit', (code, signal) => settle(code ?? signal ?? 'unknown'))
    child.once('error', reject)
  })

const TAIL_LINES = 25

export function tailOf(log: string): string {
  return stripVTControlCharacters(readFileSync(log, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(-TAIL_LINES)
    .map((line) => `  | ${line}`)
    .join('\n')
}
