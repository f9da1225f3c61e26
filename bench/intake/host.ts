import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { bundle } from '../bundle.ts'
import { countRows, migrate } from '../database.ts'
import { COMPATIBILITY_DATE, MADE } from '../place.ts'
import type { Region } from './region.ts'

/**
 * One Miniflare with the built Worker, the baseline, each with a database of its own on disk, the recorder, which
 * shares the baseline's, and the licences Worker, which signs for all three. Reached by direct sockets, past Miniflare's
 * own entry Worker.
 */
export type IntakeHost = {
  readonly ours: URL
  readonly bare: URL
  readonly recorder: URL
  readonly hello: URL
  /** Where rules are published, for each of the two databases. */
  readonly rules: { readonly ours: URL; readonly bare: URL }
  /** Where registers are delivered, for each of the two. */
  readonly registers: { readonly ours: URL; readonly bare: URL }
  /** Rows of every table of one of the two databases. */
  readonly rowCounts: (of: 'ours' | 'bare') => Promise<Readonly<Record<string, number>>>
  readonly dispose: () => Promise<void>
}

/** The built Workers that are measured or needed for it. */
export type Codes = {
  readonly approvals: string
  readonly overviews: string
  readonly rules: string
  readonly licences: string
}

const HELLO = `export default { async fetch(request) { await request.arrayBuffer(); return new Response('{}', { status: 201 }) } }`

export async function openIntakeHost(
  { approvals, overviews, rules, licences }: Codes,
  { bindings, issuerBindings }: Pick<Region, 'bindings' | 'issuerBindings'>,
): Promise<IntakeHost> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const worker = (
    name: string,
    database: string | null,
    contents: string,
    beside?: string,
  ): WorkerOptions => ({
    name,
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    ...(database === null
      ? {}
      : {
          d1Databases: { DB: database },
          serviceBindings: { LICENCES: { name: 'licences', entrypoint: 'Signing' } },
        }),
    modules: [
      { type: 'ESModule', path: `${name}.js`, contents },
      ...(beside === undefined
        ? []
        : [{ type: 'ESModule', path: 'approvals.js', contents: beside } as const]),
    ],
    unsafeDirectSockets: [{ port: 0 }],
  })
  const host = new Miniflare({
    cf: false,
    d1Persist: persist,
    // The Workers' log goes nowhere; writing it is part of their work, reading it is not.
    handleRuntimeStdio: (out: Readable, err: Readable) => {
      out.resume()
      showSome(err)
    },
    workers: [
      worker('ours', 'ours', approvals),
      worker('bare', 'bare', await bundle('intake/bare.ts')),
      worker('recorder', 'bare', await bundle('intake/recorder.ts', ['approvals.js']), approvals),
      worker('hello', null, HELLO),
      {
        ...worker('licences', null, licences),
        bindings: { ...bindings, ...issuerBindings },
        d1Databases: { DB: 'ours' },
      },
      worker('oursRules', 'ours', rules),
      worker('bareRules', 'bare', rules),
      worker('oursOverviews', 'ours', overviews),
      worker('bareOverviews', 'bare', overviews),
    ],
  })
  await host.ready
  for (const name of ['ours', 'bare']) await migrate(await host.getD1Database('DB', name))
  const at = (name: string): Promise<URL> => host.unsafeGetDirectURL(name)
  return {
    ours: await at('ours'),
    bare: await at('bare'),
    recorder: await at('recorder'),
    hello: await at('hello'),
    rules: { ours: await at('oursRules'), bare: await at('bareRules') },
    registers: { ours: await at('oursOverviews'), bare: await at('bareOverviews') },
    rowCounts: async (of) => countRows(await host.getD1Database('DB', of)),
    async dispose() {
      await host.dispose()
      rmSync(persist, { recursive: true, force: true })
    },
  }
}

/** A fault under load is told thousands of times; the first lines say what it is. */
const SHOWN_CHUNKS = 10

function showSome(errors: Readable): void {
  let shown = 0
  errors.on('data', (chunk: Buffer) => {
    shown += 1
    if (shown <= SHOWN_CHUNKS) process.stderr.write(chunk)
  })
}
