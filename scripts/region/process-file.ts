import { existsSync, realpathSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { say, Trouble } from '../say.ts'
import { type Places, ROOT } from './places.ts'
import { membersOf, type Running, runningProcesses } from './processes.ts'

/**
 * Which processes serve a region, written down as soon as they are started. All of them are one process group, so
 * that they can be ended together even when the script that started them was killed and `wrangler` too.
 */

const schema = z.object({
  /** The process group of `wrangler` and its children. */
  group: z.int().positive(),
  /** The start script. */
  starter: z.int().positive(),
  port: z.int(),
})
export type ProcessRecord = z.infer<typeof schema>

export async function writeProcessRecord(places: Places, record: ProcessRecord): Promise<void> {
  await writeFile(places.process, `${JSON.stringify(record)}\n`)
}

export const removeProcessRecord = (places: Places) => rm(places.process, { force: true })

async function readProcessRecord(places: Places): Promise<ProcessRecord | undefined> {
  if (!existsSync(places.process)) return undefined
  const text = await readFile(places.process, 'utf8')
  // A start that was killed while it wrote leaves half a line, and then nothing was serving yet.
  const read = schema.safeParse(text.endsWith('\n') ? JSON.parse(text) : undefined)
  return read.success ? read.data : undefined
}

/** The start script that serves the region, while it still runs. */
export async function starterServing(places: Places): Promise<number | undefined> {
  const record = await readProcessRecord(places)
  return record === undefined ? undefined : starterOf(record)?.pid
}

/** A number given to another program since is no start script. */
export const isStartScript = (starter: number): boolean => starterOf({ starter }) !== undefined

const starterOf = ({ starter }: Pick<ProcessRecord, 'starter'>): Running | undefined =>
  runningProcesses().find(({ pid, command }) => pid === starter && command.includes('scripts/start.ts'))

/** Refuses while the region is being served; ends what an earlier start, killed in the meantime, left behind. */
export async function endEarlierStart(region: string, places: Places): Promise<void> {
  const record = await readProcessRecord(places)
  if (record === undefined) return
  const starter = starterOf(record)
  if (starter !== undefined && starter.pid !== process.pid) {
    throw new Trouble(
      `地区 ${region} 已在运行：http://localhost:${record.port}（启动进程 ${starter.pid}）。要重新启动，请先在那个窗口按 Ctrl-C，或执行：kill ${starter.pid}`,
      `Region ${region} is already running: http://localhost:${record.port} (start script ${starter.pid}). To start anew press Ctrl-C in that window first, or run: kill ${starter.pid}`,
    )
  }
  const orphans = ownedOrphans(record, places)
  if (orphans.length > 0) {
    say(
      `上次启动被强行结束，地区 ${region} 留下 ${orphans.length} 个进程，现予清理。`,
      `An earlier start was killed and left ${orphans.length} processes of region ${region}; ending them.`,
    )
    await endGroup(record.group)
  }
  await removeProcessRecord(places)
}

const INSTALLED = resolve(ROOT, 'node_modules')
/** As it is named and, where it is a link, as its programs name it. */
const MODULES = [INSTALLED, realpathSync(INSTALLED)]

/**
 * The members of the recorded group, if they still are what was started: programs of this project's node_modules,
 * one of which names this region's state folder or its port. A number given to others since is left alone.
 */
export function ownedOrphans(
  record: ProcessRecord,
  places: Places,
  running: readonly Running[] = membersOf(record.group),
): readonly Running[] {
  const ours = running.filter(({ command }) => MODULES.some((folder) => command.includes(`${folder}/`)))
  const isThisRegion = ours.some(
    ({ command }) => command.includes(places.state) || command.includes(`:${record.port}`),
  )
  return isThisRegion ? ours : []
}

const GRACE_MS = 5000

/** Asks the whole group to end, and ends it after five seconds if it does not. */
export async function endGroup(group: number): Promise<void> {
  signal(group, 'SIGTERM')
  const until = Date.now() + GRACE_MS
  while (membersOf(group).length > 0) {
    if (Date.now() > until) signal(group, 'SIGKILL')
    await wait(50)
  }
}

function signal(group: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, name)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown
  }
}
