/**
 * `node packages/verifier/build.ts`: writes dist/verifier.js and dist/sm2.js, each one ES module that needs nothing else, for
 * an app that embeds the verifier without a bundler of its own.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const HERE = dirname(fileURLToPath(import.meta.url))

export type Built = {
  readonly name: string
  readonly text: string
  readonly bytes: number
  readonly gzip: number
}

/** The two entries, minified. */
export async function buildVerifier(): Promise<readonly Built[]> {
  const { outputFiles } = await build({
    entryPoints: { verifier: join(HERE, 'src/index.ts'), sm2: join(HERE, 'src/sm2/index.ts') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    outdir: 'dist',
    write: false,
  })
  return outputFiles.map(({ path, text, contents }) => ({
    name: basename(path),
    text,
    bytes: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(join(HERE, 'dist'), { recursive: true })
  for (const { name, text, bytes, gzip } of await buildVerifier()) {
    await writeFile(join(HERE, 'dist', name), text)
    process.stdout.write(`${name}: ${bytes} bytes, ${gzip} gzip\n`)
  }
}
