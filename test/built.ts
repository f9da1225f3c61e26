import { mkdir } from 'node:fs/promises'
import { buildOnce, builtIn } from '../scripts/region/build.ts'
import { environmentOf } from '../scripts/region/environment.ts'
import { placesOf } from '../scripts/region/places.ts'
import { REGIONS } from '../scripts/region/regions.ts'
import { openSecrets } from '../scripts/region/secrets.ts'
import { applyMigrations } from '../scripts/region/wrangler.ts'

/**
 * The Workers, built once for all test files that start whole regions, and an empty database with all migrations, which each
 * region begins with a copy of: the global setup of their projects. `npm test` makes both once for all of them.
 */
const FOLDER = 'TEST_BUILT_WORKERS'

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Another project of this run was first, or all of them were given what is built.
  if (process.env[FOLDER] !== undefined) return undefined
  const { env, remove } = await makeBuilt()
  Object.assign(process.env, env)
  return remove
}

/** What the projects are to be told of it, and how it is taken away when they have ended. */
export async function makeBuilt() {
  const { folder, remove } = await buildOnce()
  await migrateIn(folder)
  return { env: { [FOLDER]: folder }, remove }
}

export function builtWorkers() {
  const folder = process.env[FOLDER]
  if (folder === undefined) throw new Error('test/built.ts is no global setup of this project')
  return { ...builtIn(folder), emptyState: placesIn(folder).state }
}

const placesIn = (folder: string) => placesOf('migrated', folder)

/** What is migrated does not know whose it is. */
async function migrateIn(folder: string): Promise<void> {
  const places = placesIn(folder)
  await mkdir(places.log, { recursive: true })
  for (const region of REGIONS.slice(0, 1)) {
    const secrets = await openSecrets(region.code, places)
    await applyMigrations(region, places, environmentOf(region, places, secrets, [], crypto.randomUUID(), 0))
  }
}
