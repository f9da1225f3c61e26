import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { buildVerifier } from '../packages/verifier/build.ts'

/**
 * Copies what pages need of other projects from node_modules to public/vendor, which is not kept in the repository:
 * the pinned package is the source. Run before start, test and deployment: `npm run vendor`. Each file is there whole or
 * not at all, also while tests that run side by side each do this.
 */

type Copied = {
  /** Folder under public/vendor. */
  readonly to: string
  /** Paths within the package. */
  readonly files: readonly string[]
  readonly change?: (text: string) => string
}
const PACKAGES: Readonly<Record<string, Copied>> = {
  // Outside GOV.UK its fonts may not be used (style guide of govuk-frontend): those of the system take their place.
  'govuk-frontend': {
    to: 'govuk',
    files: ['dist/govuk/govuk-frontend.min.css'],
    change: (text) =>
      text
        .replaceAll(/@font-face\{[^}]*\}/g, '')
        .replaceAll(/font-family:(GDS Transport,arial,sans-serif|sans-serif)/g, 'font-family:var(--font)'),
  },
  // The sheets of the views that are edited; the icon font of the last is embedded in it, so that no other file is asked for.
  'dmn-js-shared': { to: 'dmn-js', files: ['assets/css/dmn-js-shared.css'] },
  'dmn-js-decision-table': {
    to: 'dmn-js',
    files: ['assets/css/dmn-js-decision-table.css', 'assets/css/dmn-js-decision-table-controls.css'],
  },
  'dmn-js-literal-expression': { to: 'dmn-js', files: ['assets/css/dmn-js-literal-expression.css'] },
  'dmn-js-boxed-expression': {
    to: 'dmn-js',
    files: ['assets/css/dmn-js-boxed-expression.css', 'assets/css/dmn-js-boxed-expression-controls.css'],
  },
  'dmn-js': {
    to: 'dmn-js',
    files: ['dist/assets/dmn-font/css/dmn-embedded.css', 'LICENSE'],
    change: (text) => text.replaceAll(/@font-face *\{[^}]*\.\.\/font[^}]*\}/g, ''),
  },
  // Beside it, its reader as one module (below): a page loads both only when somebody scans.
  'zxing-wasm': { to: 'zxing', files: ['dist/reader/zxing_reader.wasm', 'LICENSE'] },
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
}

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..')
const vendor = join(root, 'public', 'vendor')
// On the same disk and not among the assets: whoever lists these meanwhile meets no file that is gone a moment later.
const made = join(root, 'node_modules', '.vendor')
await mkdir(made, { recursive: true })

for (const [name, { to, files, change }] of Object.entries(PACKAGES)) {
  const from = folderOf(name)
  for (const file of files) {
    const source = await readFile(join(from, file))
    await put(join(vendor, to), basename(file), change ? Buffer.from(change(source.toString())) : source)
  }
  console.log(`public/vendor/${to}: ${files.length} files of ${name}`)
}

await put(
  join(vendor, 'zxing'),
  'reader.js',
  await bundled("export { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'"),
)
// Made here, since the file that dmn-js itself makes holds the development build of its view library. Beside the editor,
// what a column of our own is made of.
await put(
  join(vendor, 'dmn-js'),
  'editor.js',
  await bundled(`export { default as Modeler } from 'dmn-js/lib/Modeler'
    export { default as EditableComponent } from 'dmn-js-shared/lib/components/EditableComponent'
    export { Cell } from 'table-js/lib/components'
    export { Component, createComponentVNode, createVNode } from 'inferno'`),
)
// Our own verifier, as whoever embeds it has it: pages verify with it without a network.
for (const { name, text } of await buildVerifier())
  await put(join(vendor, 'verifier'), name, Buffer.from(text))

/** Where a package lies; some do not let their package.json be asked for. */
function folderOf(name: string): string {
  const lies = require.resolve.paths(name)?.find((path) => existsSync(join(path, name, 'package.json')))
  if (lies === undefined) throw new Error(`${name} is not installed: npm ci`)
  return dirname(join(lies, name, 'package.json'))
}

/** One module with all it needs. */
async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    define: { 'process.env.NODE_ENV': '"production"' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    write: false,
  })
  const [module] = outputFiles
  if (module === undefined) throw new Error(`nothing was made of ${contents}`)
  return module.contents
}

async function put(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const target = join(folder, name)
  if (existsSync(target) && (await readFile(target)).equals(bytes)) return
  const copy = join(made, `${name}.${process.pid}`)
  await mkdir(folder, { recursive: true })
  await writeFile(copy, bytes)
  await rename(copy, target)
}
