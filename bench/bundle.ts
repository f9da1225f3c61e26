import { resolve } from 'node:path'
import { build } from 'esbuild'
import { BENCH } from './place.ts'

/** A Worker of the bench itself as one module, resolved as wrangler does. */
export async function bundle(entry: string, external: readonly string[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(BENCH, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    target: 'es2024',
    minify: true,
    external: [...external, 'cloudflare:*'],
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} gave no module`)
  return file.text
}
