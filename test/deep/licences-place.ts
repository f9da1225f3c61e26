import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { environmentOf } from '../../scripts/region/environment.ts'
import { placesOf, ROOT } from '../../scripts/region/places.ts'
import { openSecrets } from '../../scripts/region/secrets.ts'
import { signToken } from '../../scripts/token/sign.ts'
import { sqliteFileIn } from './database.ts'
import { CODE } from './region.ts'

/**
 * The licences Worker alone, built as for deployment, in a runtime of its own with its database on disk, reached past the
 * runtime's entry Worker. It can be stopped, so that its database may be filled, and started again over it.
 */
export type LicencesPlace = Awaited<ReturnType<typeof openLicencesPlace>>

const COMPATIBILITY_DATE = '2026-07-01'
/** Nothing listens there: licences are only named by it. */
const REGION = { code: CODE, zh: '成都市双流区', en: 'Shuangliu', port: 8787 }

export async function openLicencesPlace() {
  const root = mkdtempSync(resolve(tmpdir(), 'tongban-deep-'))
  const places = placesOf(CODE, root)
  mkdirSync(places.log, { recursive: true })
  const secrets = await openSecrets(CODE, places)
  const environment = environmentOf(REGION, places, secrets, [], 'deep')
  const bindings = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[0].startsWith('TONGBAN_') && entry[1] !== undefined,
    ),
  )
  const code = build(resolve(root, 'built'))
  let host: Miniflare | undefined
  let url: URL | undefined
  let pid: string | undefined

  return {
    secrets,
    issuer: `${environment.TONGBAN_PUBLIC_ORIGIN}/licences`,
    headToken: () => signToken(CODE, secrets, officialsOf(CODE).head),
    databaseFile: () => sqliteFileIn(resolve(root, 'd1')),
    async start() {
      const before = new Set(runtimes())
      host = new Miniflare(
        convertV4MiniflareOptions({
          cf: false,
          resourcePersistencePath: root,
          // The Worker's log goes nowhere; writing it is part of its work, reading it is not.
          handleStructuredLogs: () => undefined,
          workers: [
            {
              name: 'licences',
              compatibilityDate: COMPATIBILITY_DATE,
              bindings,
              d1Databases: { DB: 'tongban' },
              modules: [{ type: 'ESModule', path: 'index.js', contents: code }],
              unsafeDirectSockets: [{ port: 0 }],
            },
          ],
        }),
      )
      await host.ready
      url = await host.unsafeGetDirectURL('licences')
      pid = runtimes().find((each) => !before.has(each))
    },
    async migrate() {
      if (host === undefined) throw new Error('not started')
      const database = await host.getD1Database('DB', 'licences')
      const folder = resolve(ROOT, 'migrations')
      for (const file of readdirSync(folder)
        .filter((name) => name.endsWith('.sql'))
        .sort()) {
        const statements = readFileSync(resolve(folder, file), 'utf8').split('--> statement-breakpoint')
        await database.batch(statements.map((statement) => database.prepare(statement)))
      }
    },
    async stop() {
      await host?.dispose()
      host = undefined
    },
    ask: (path: string, init?: RequestInit) => fetch(new URL(path, url), init),
    /** Resident memory of the runtime's process: now, and the most it ever was. */
    memory(): { readonly nowMb: number; readonly peakMb: number } {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
      return { nowMb: of('VmRSS'), peakMb: of('VmHWM') }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')

function build(folder: string): string {
  const config = 'workers/licences/wrangler.toml'
  execFileSync(
    process.execPath,
    [WRANGLER, 'deploy', '--dry-run', '--minify', '-c', config, '--outdir', folder],
    {
      cwd: ROOT,
      stdio: 'pipe',
      env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' },
    },
  )
  return readFileSync(resolve(folder, 'index.js'), 'utf8')
}

/** Runtimes this very process has started. */
function runtimes(): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const [, after = ''] = readFileSync(`/proc/${name}/stat`, 'utf8').split(' (workerd) ')
      return after.split(' ')[1] === String(process.pid)
    } catch (thrown) {
      // It ended meanwhile.
      if (
        thrown instanceof Error &&
        'code' in thrown &&
        (thrown.code === 'ENOENT' || thrown.code === 'ESRCH')
      )
        return false
      throw thrown
    }
  })
}
