import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Copies what pages need of other projects from node_modules to public/vendor, which is not kept in the repository:
 * the pinned package is the source. Run before start, test and deployment: `npm run vendor`. Each file is there whole or
 * not at all, also while tests that run side by side each do this.
 */

const FILES = {
  'swagger-ui-dist': {
    to: 'swagger-ui',
    files: [
      'swagger-ui.css',
      'swagger-ui-bundle.js',
      'swagger-ui-bundle.js.LICENSE.txt',
      'LICENSE',
      'NOTICE',
    ],
  },
} as const

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..')
const vendor = join(root, 'public', 'vendor')
// On the same disk and not among the assets: whoever lists these meanwhile meets no file that is gone a moment later.
const made = join(root, 'node_modules', '.vendor')
await mkdir(made, { recursive: true })

for (const [name, { to, files }] of Object.entries(FILES)) {
  const from = dirname(require.resolve(`${name}/package.json`))
  await mkdir(join(vendor, to), { recursive: true })
  for (const file of files) {
    if (await isThere(join(from, file), join(vendor, to, file))) continue
    const copy = join(made, `${file}.${process.pid}`)
    await copyFile(join(from, file), copy)
    await rename(copy, join(vendor, to, file))
  }
  console.log(`public/vendor/${to}: ${files.length} files of ${name}`)
}

async function isThere(source: string, copy: string): Promise<boolean> {
  return existsSync(copy) && (await readFile(copy)).equals(await readFile(source))
}
