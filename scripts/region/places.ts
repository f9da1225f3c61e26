import { resolve } from 'node:path'

/** Where things lie: the project, and all that a started region keeps, under `.tongban/<region>`, out of git. */

export const ROOT = resolve(import.meta.dirname, '../..')

/** The Workers of one region; the first has the public port. */
export const WORKERS = [
  { name: 'gateway', config: 'wrangler.toml' },
  { name: 'approvals', config: 'workers/approvals/wrangler.toml' },
  { name: 'casework', config: 'workers/casework/wrangler.toml' },
  { name: 'overviews', config: 'workers/overviews/wrangler.toml' },
  { name: 'rules', config: 'workers/rules/wrangler.toml' },
  { name: 'licences', config: 'workers/licences/wrangler.toml' },
  { name: 'exchange', config: 'workers/exchange/wrangler.toml' },
  { name: 'handovers', config: 'workers/handovers/wrangler.toml' },
  { name: 'oversight', config: 'workers/oversight/wrangler.toml' },
  { name: 'evaluations', config: 'workers/evaluations/wrangler.toml' },
  { name: 'supervision', config: 'workers/supervision/wrangler.toml' },
] as const
export type WorkerName = (typeof WORKERS)[number]['name']
export const CONFIGS = WORKERS.map(({ config }) => config)

export type Places = {
  readonly folder: string
  /** D1 and the other local stores. */
  readonly state: string
  /** How the Workers of this region, and no other, find each other. */
  readonly registry: string
  readonly log: string
  readonly secrets: string
  /** Which processes serve the region now. */
  readonly process: string
  /** Tokens and application bodies for trying out. */
  readonly demo: string
}

export function placesOf(region: string, root = ROOT): Places {
  const folder = resolve(root, '.tongban', region)
  return {
    folder,
    state: resolve(folder, 'state'),
    registry: resolve(folder, 'registry'),
    log: resolve(folder, 'log'),
    secrets: resolve(folder, 'secrets.json'),
    process: resolve(folder, 'process.json'),
    demo: resolve(folder, 'demo'),
  }
}
