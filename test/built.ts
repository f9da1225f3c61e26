import { buildOnce, builtIn } from '../scripts/region/build.ts'

/** The Workers, built once for all test files that start whole regions: the global setup of their projects. */
const FOLDER = 'TEST_BUILT_WORKERS'

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Another project of this run was first.
  if (process.env[FOLDER] !== undefined) return undefined
  const { folder, remove } = await buildOnce()
  process.env[FOLDER] = folder
  return remove
}

export function builtWorkers() {
  const folder = process.env[FOLDER]
  if (folder === undefined) throw new Error('test/built.ts is no global setup of this project')
  return builtIn(folder)
}
