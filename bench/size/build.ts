import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { WORKERS, type WorkerName } from '../../scripts/region/places.ts'
import { run } from '../command.ts'
import { MADE, ROOT } from '../place.ts'

export type Built = {
  readonly name: WorkerName
  /** The one module of the Worker. */
  readonly code: string
  readonly rawBytes: number
  readonly gzipBytes: number
}

const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: '1' }
const MAIN = 'index.js'
/** Beside the module: never uploaded, or not part of the script. */
const BESIDE = new Set([`${MAIN}.map`, 'README.md'])

/** Builds the Workers as a deployment does: `wrangler deploy --dry-run --minify`. */
export async function buildWorkers(): Promise<readonly Built[]> {
  const built: Built[] = []
  for (const { name, config } of WORKERS) {
    const folder = resolve(MADE, 'build', name)
    rmSync(folder, { recursive: true, force: true })
    const args = ['deploy', '--dry-run', '--minify', '-c', config, '--outdir', folder]
    await run(process.execPath, [WRANGLER, ...args], { cwd: ROOT, env: QUIET })
    const others = readdirSync(folder).filter((file) => file !== MAIN && !BESIDE.has(file))
    if (others.length > 0)
      throw new Error(`${name} has modules this bench does not count: ${others.join(', ')}`)
    const bytes = readFileSync(resolve(folder, MAIN))
    built.push({
      name,
      code: bytes.toString('utf8'),
      rawBytes: bytes.byteLength,
      gzipBytes: gzipSync(bytes).byteLength,
    })
  }
  return built
}
