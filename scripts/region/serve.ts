import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { TrustedRegion } from '@tongban/verifier'
import { Trouble } from '../say.ts'
import { aheadFor } from './clock-file.ts'
import { environmentOf } from './environment.ts'
import { CONFIGS, type Places, placesOf, ROOT } from './places.ts'
import { assertPortFree } from './port.ts'
import { endEarlierStart, endGroup, removeProcessRecord, writeProcessRecord } from './process-file.ts'
import { waitUntilReady } from './ready.ts'
import type { Region } from './regions.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { applyMigrations, exitOf, serve, serverLogOf, tailOf } from './wrangler.ts'

/** One region from nothing to answering, and its end. */

export type Serving = {
  readonly region: Region
  readonly places: Places
  readonly secrets: Secrets
  readonly bootId: string
  /** By how much its clock runs ahead. */
  readonly aheadMs: number
  /** Settles when the processes are gone: with what to tell if nobody asked for it. */
  readonly ended: Promise<Trouble | undefined>
  readonly stop: () => Promise<void>
}

/** Everything that can refuse a start, before anything is started. */
export async function prepareRegion(region: Region): Promise<void> {
  assertNoEnvironmentFiles()
  await endEarlierStart(region.code, placesOf(region.code))
  await assertPortFree(region)
}

/** What this process has migrated: begun anew at another time, it is the same database and the same code. */
const migrated = new Set<string>()

export type Given = {
  /** Of all Workers: as they stand in the source, or of what was built, perhaps not yet to its end. */
  readonly configs: readonly string[] | Promise<readonly string[]>
  readonly places?: Places
  /** Variables of the Workers that are other than `npm start` has them. */
  readonly settings?: Readonly<Record<string, string>>
  /** A folder with a database that is migrated and empty, to begin with a copy of it. */
  readonly emptyState?: string
}

/** Migrates the database and starts the processes, unless a stop was asked for meanwhile. */
export async function launchRegion(
  region: Region,
  trusted: readonly TrustedRegion[],
  stopping: AbortSignal,
  given: Given,
): Promise<Serving | undefined> {
  const { places = placesOf(region.code), settings = {}, emptyState } = given
  const secrets = await openSecrets(region.code, places)
  for (const folder of [places.log, places.registry, places.demo]) await mkdir(folder, { recursive: true })
  const bootId = randomUUID()
  const aheadMs = aheadFor(places)
  const env = { ...environmentOf(region, places, secrets, trusted, bootId, aheadMs), ...settings }
  const migrate = async () => {
    if (emptyState !== undefined && !existsSync(places.state))
      await cp(emptyState, places.state, { recursive: true })
    else if (!migrated.has(places.folder)) await applyMigrations(region, places, env)
    migrated.add(places.folder)
  }
  const [configs] = await Promise.all([given.configs, migrate()])
  if (stopping.aborted) return undefined

  const child = serve(region, places, env, configs)
  const exited = exitOf(child)
  const group = child.pid
  if (group === undefined) throw new Error(`wrangler was not started: exit ${await exited}`)
  let isAsked = false
  const ended = exited.then((code) => (isAsked ? undefined : endedByItself(region, places, code)))
  const stop = async () => {
    isAsked = true
    await endGroup(group)
    await removeProcessRecord(places)
  }
  try {
    await writeProcessRecord(places, { group, starter: process.pid, port: region.port })
  } catch (thrown) {
    // Unrecorded processes could not be found again after a kill.
    await stop()
    throw thrown
  }
  return { region, places, secrets, bootId, aheadMs, ended, stop }
}

/** Until the region answers; throws what is to be told if it does not. */
export async function untilReady({ region, places, bootId, ended }: Serving): Promise<void> {
  const gone = new AbortController()
  const trouble = ended.then((told) => {
    gone.abort()
    return told
  })
  const told = await Promise.race([waitUntilReady(region, places, bootId, gone.signal), trouble])
  if (told) throw told
}

function endedByItself(region: Region, places: Places, code: number | string): Trouble {
  const log = serverLogOf(places)
  return new Trouble(
    `地区 ${region.code} 的进程意外结束（${code}）。日志末尾：\n${tailOf(log)}`,
    `The process of region ${region.code} ended by itself (${code}). The end of ${log} is above.`,
  )
}

/** Such a file beside a configuration makes wrangler ignore the environment given here, in silence. */
function assertNoEnvironmentFiles(): void {
  const found = CONFIGS.flatMap((config) =>
    ['.dev.vars', '.env', '.env.local'].map((name) => resolve(ROOT, dirname(config), name)),
  ).find((path) => existsSync(path))
  if (found === undefined) return
  throw new Trouble(
    `发现 ${found}：有它在，启动脚本给出的配置会被忽略。请移走该文件。`,
    `Found ${found}: while it is there the configuration given by the start script is ignored. Move it away.`,
  )
}
