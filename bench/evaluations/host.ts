import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { bundle } from '../bundle.ts'
import { countRows, type Database, migrate } from '../database.ts'
import { COMPATIBILITY_DATE, MADE } from '../place.ts'

/**
 * One Miniflare with the built evaluations Worker, the baseline, and the recorder, each with a database of its own on disk.
 * Reached by direct sockets, past Miniflare's own entry Worker.
 */
const NAMES = ['ours', 'bare', 'recorder'] as const
type Name = (typeof NAMES)[number]

export type RatingHost = Readonly<Record<Name, URL>> & {
  readonly databases: readonly Database[]
  readonly rowCounts: (of: Name) => Promise<Readonly<Record<string, number>>>
  readonly dispose: () => Promise<void>
}

export async function openRatingHost(
  evaluations: string,
  bindings: Readonly<Record<string, string>>,
): Promise<RatingHost> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const worker = (name: Name, contents: string, beside?: string): WorkerOptions => ({
    name,
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    d1Databases: { DB: name },
    modules: [
      { type: 'ESModule', path: `${name}.js`, contents },
      ...(beside === undefined
        ? []
        : [{ type: 'ESModule', path: 'evaluations.js', contents: beside } as const]),
    ],
    unsafeDirectSockets: [{ port: 0 }],
  })
  const host = new Miniflare({
    cf: false,
    d1Persist: persist,
    // The Worker's log goes nowhere; writing it is part of its work, reading it is not.
    handleRuntimeStdio: (out: Readable, err: Readable) => {
      out.resume()
      err.resume()
    },
    workers: [
      worker('ours', evaluations),
      worker('bare', await bundle('evaluations/bare.ts')),
      worker('recorder', await bundle('evaluations/recorder.ts', ['evaluations.js']), evaluations),
    ],
  })
  await host.ready
  const databases = await Promise.all(NAMES.map((name) => host.getD1Database('DB', name)))
  for (const database of databases) await migrate(database)
  const [ours, bare, recorder] = await Promise.all(NAMES.map((name) => host.unsafeGetDirectURL(name)))
  if (!ours || !bare || !recorder) throw new Error('a Worker has no address')
  return {
    ours,
    bare,
    recorder,
    databases,
    rowCounts: async (of) => countRows(await host.getD1Database('DB', of)),
    async dispose() {
      await host.dispose()
      rmSync(persist, { recursive: true, force: true })
    },
  }
}
