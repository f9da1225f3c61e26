import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BENCH } from './place.ts'

/** What npm says it has put into this folder; a pin that is not there, or not in that version, calls for `npm ci`. */
type Installed = { readonly packages: Readonly<Record<string, { readonly version?: string }>> }
type Manifest = { readonly dependencies: Readonly<Record<string, string>> }

const LEFT_BY_NPM = 'node_modules/.package-lock.json'

export const pins = (): Manifest['dependencies'] => readManifest().dependencies

export function installedVersion(name: string): string | undefined {
  return existsSync(resolve(BENCH, LEFT_BY_NPM))
    ? readInstalled().packages[`node_modules/${name}`]?.version
    : undefined
}

/** Guarantee: npm wrote the file. */
const readInstalled = () => JSON.parse(readFileSync(resolve(BENCH, LEFT_BY_NPM), 'utf8')) as Installed
/** Guarantee: this folder's own manifest. */
const readManifest = () => JSON.parse(readFileSync(resolve(BENCH, 'package.json'), 'utf8')) as Manifest
