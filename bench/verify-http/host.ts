import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare } from 'miniflare'
import { bundle } from '../bundle.ts'
import { type Database, migrate } from '../database.ts'
import { COMPATIBILITY_DATE, MADE } from '../place.ts'
import { ENDED_EVERY, LIST } from './licences.ts'

/**
 * One Miniflare with the built licences Worker, its database on disk, and the baseline, which has none. Reached by direct
 * sockets, past Miniflare's own entry Worker. The database holds the one status list, 2^17 places of which one in a
 * hundred has ended.
 */
export type VerifyHost = { readonly ours: URL; readonly bare: URL; readonly dispose: () => Promise<void> }

const PLACES = 2 ** 17

export async function openVerifyHost(
  licences: string,
  bindings: Readonly<Record<string, string>>,
): Promise<VerifyHost> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const worker = (name: string, contents: string) => ({
    name,
    compatibilityDate: COMPATIBILITY_DATE,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents } as const],
    unsafeDirectSockets: [{ port: 0 }],
  })
  const host = new Miniflare({
    cf: false,
    d1Persist: persist,
    // The Worker's log goes nowhere; writing it is part of its work, reading it is not.
    handleRuntimeStdio: (out: Readable, err: Readable) => {
      out.resume()
      err.pipe(process.stderr)
    },
    workers: [
      { ...worker('licences', licences), bindings, d1Databases: { DB: 'licences' } },
      worker('bare', await bundle('verify-http/bare.ts')),
    ],
  })
  await host.ready
  await fill(await host.getD1Database('DB', 'licences'))
  const [ours, bare] = await Promise.all(['licences', 'bare'].map((name) => host.unsafeGetDirectURL(name)))
  if (!ours || !bare) throw new Error('a Worker has no address')
  return {
    ours,
    bare,
    async dispose() {
      await host.dispose()
      rmSync(persist, { recursive: true, force: true })
    },
  }
}

async function fill(database: Database): Promise<void> {
  await migrate(database)
  await database.batch([
    database.prepare('INSERT INTO status_lists VALUES (?, ?, 0)').bind(LIST, PLACES),
    database
      .prepare(
        `INSERT INTO licences (identifier, type, type_version, holder_index, case_number, department_code, serial,
           version, state, status_list, status_index, status_value, valid_from, seq, head_hash, content_enc, issued_at,
           updated_at)
         WITH RECURSIVE place(at) AS (SELECT 0 UNION ALL SELECT at + ?2 FROM place WHERE at + ?2 < ?3)
         SELECT 'ended-' || at, 'bench', 1, '', '', '', at, 1, 'cancelled', ?1, at, 1, '2026-01-01', 1, '', '', 0, 0
         FROM place`,
      )
      .bind(LIST, ENDED_EVERY, PLACES),
  ])
}
