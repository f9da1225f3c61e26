import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { type Command, type Ended, sideBySide } from '../check/side-by-side.ts'
import { Trouble } from '../say.ts'
import { ROOT, WORKERS, type WorkerName } from './places.ts'
import { runningProcesses } from './processes.ts'

/**
 * The Workers as a deployment builds them, each in a folder of its name: `npm run dry-run` shows that they build, `npm start`
 * runs both regions from what was built once, and tests many. Nothing is sent.
 */
const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const QUIET = { CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' }

export function buildWorkers(
  folder: string,
  tell: (ended: Ended) => void,
  entryOf: (name: WorkerName) => readonly string[] = () => [],
): Promise<readonly Ended[]> {
  const lanes: Command[][] = Array.from({ length: availableParallelism() }, () => [])
  for (const [at, { name, config }] of WORKERS.entries()) {
    const out = ['--outdir', resolve(folder, name)]
    const args = [WRANGLER, 'deploy', ...entryOf(name), '--dry-run', '-c', config, ...out]
    lanes[at % lanes.length]?.push({ name: config, file: process.execPath, args, cwd: ROOT, env: QUIET })
  }
  return sideBySide(lanes, tell)
}

/** Builds into a folder of its own, so that no two runs take it from each other; with configurations that run what is there. */
export async function buildOnce(): Promise<Built & { readonly remove: () => Promise<void> }> {
  const parent = resolve(ROOT, 'node_modules/.built')
  await mkdir(parent, { recursive: true })
  await removeLeft(parent)
  const folder = await mkdtemp(`${parent}/${process.pid}-`)
  const entryOf = (name: WorkerName) => resolve(folder, name, 'entry/index.js')
  for (const { name, config } of WORKERS) {
    const own = resolve(ROOT, config)
    const text = await readFile(own, 'utf8')
    await mkdir(dirname(entryOf(name)), { recursive: true })
    await writeFile(entryOf(name), drainingEntry(mainOf(text, dirname(own))))
    await writeFile(configIn(folder, name), runningBuilt(text, dirname(own)))
  }
  const ended = await buildWorkers(
    folder,
    () => {},
    (name) => [entryOf(name)],
  )
  const failed = ended.filter(({ ok }) => !ok)
  if (failed.length > 0) {
    await rm(folder, { recursive: true })
    const names = failed.map(({ name }) => name).join('、')
    throw new Trouble(
      `Worker 构建失败：${names}\n${failed.map(({ output }) => output.trimEnd()).join('\n')}`,
      `These Workers do not build: ${failed.map(({ name }) => name).join(', ')}. What is wrong stands above.`,
    )
  }
  return { ...builtIn(folder), remove: () => rm(folder, { recursive: true }) }
}

export type Built = ReturnType<typeof builtIn>

/** What was built there, perhaps by another process. */
export const builtIn = (folder: string) => ({
  folder,
  folderOf: (name: WorkerName) => resolve(folder, name),
  configs: WORKERS.map(({ name }) => configIn(folder, name)),
})

const configIn = (folder: string, name: WorkerName) => resolve(folder, name, 'wrangler.toml')

/** The Worker's own configuration, but for what it runs; paths in it go on leading where they led. */
export function runningBuilt(config: string, from: string): string {
  return config
    .replace(/^main = ".*"$/m, 'main = "index.js"\nno_bundle = true')
    .replace(/^minify = true\n/m, '')
    .replace(/^(directory|migrations_dir) = "(.*)"$/gm, (_, name: string, path: string) => {
      return `${name} = ${JSON.stringify(resolve(from, path))}`
    })
}

/** Of runs that were killed: a folder begins with the number of the process that made it. */
async function removeLeft(parent: string): Promise<void> {
  const running = new Set(runningProcesses().map(({ pid }) => pid))
  const left = (await readdir(parent)).filter((name) => !running.has(Number.parseInt(name, 10)))
  for (const name of left) await rm(resolve(parent, name), { recursive: true, force: true })
}

function mainOf(config: string, from: string): string {
  const [, main] = /^main = "(.*)"$/m.exec(config) ?? []
  if (main === undefined) throw new Error('a configuration without main')
  return resolve(from, main)
}

/**
 * The Worker, but what is left of a body it has answered without reading is read: the local runtime, unlike the platform,
 * ends the connection otherwise. `wrangler dev` puts the same around whatever it builds.
 */
const drainingEntry = (main: string) => `import worker from ${JSON.stringify(main)}
export * from ${JSON.stringify(main)}
export default {
  ...worker,
  async fetch(request, env, context) {
    try {
      return await worker.fetch(request, env, context)
    } finally {
      if (request.body !== null && !request.bodyUsed) await request.body.pipeTo(new WritableStream()).catch(() => {})
    }
  },
}
`
