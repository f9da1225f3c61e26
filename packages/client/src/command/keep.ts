/**
 * What the command keeps from run to run: the pinned keys of trust bundles, the bundles, and the status lists. All of it
 * is verified again whenever it is read, save the pins: they are the root of all trust here.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { PublicJwk, TrustedKey } from '@tongban/verifier'
import { Trouble } from './options.ts'

/** By the issuer whose trust bundle the keys sign. */
export type Pins = Readonly<Record<string, readonly TrustedKey[]>>

export type Kept = { readonly text: string; readonly etag: string | null }

export type Keep = ReturnType<typeof openKeep>

export function openKeep(folder: string) {
  const pinsFile = resolve(folder, 'pins.json')
  const placeOf = (kind: 'bundles' | 'lists', name: string) =>
    resolve(folder, kind, `${encodeURIComponent(name)}.json`)

  async function read(kind: 'bundles' | 'lists', name: string): Promise<Kept | undefined> {
    const text = await readIfThere(placeOf(kind, name))
    return text === undefined ? undefined : asKept(JSON.parse(text))
  }

  return {
    folder,
    async pins(): Promise<Pins> {
      const text = await readIfThere(pinsFile)
      if (text === undefined) return {}
      try {
        return asPins(JSON.parse(text))
      } catch (thrown) {
        if (!(thrown instanceof SyntaxError)) throw thrown
        throw new Trouble(
          `${pinsFile} 已损坏。请删除后重新 tongban trust fetch，并核对指纹。`,
          `${pinsFile} is damaged. Delete it, run tongban trust fetch again, and compare the thumbprint.`,
        )
      }
    },
    keepPins: (pins: Pins) => write(pinsFile, JSON.stringify(pins, null, 2)),
    bundle: (issuer: string) => read('bundles', issuer),
    keepBundle: (issuer: string, kept: Kept) => write(placeOf('bundles', issuer), JSON.stringify(kept)),
    list: (uri: string) => read('lists', uri),
    keepList: (uri: string, kept: Kept) => write(placeOf('lists', uri), JSON.stringify(kept)),
  }
}

/** Guarantee: only this module writes these files, whole. */
const asKept = (value: unknown) => value as Kept
const asPins = (value: unknown) => value as Pins

/** Whole or not at all: two commands may run at one time. */
async function write(path: string, text: string): Promise<void> {
  await mkdir(resolve(path, '..'), { recursive: true, mode: 0o700 })
  const written = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(written, `${text}\n`, { mode: 0o600 })
  await rename(written, path)
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}

/** JWK thumbprint (RFC 7638), by which a person compares a key. */
export async function thumbprintOf({ crv, kty, x, y }: PublicJwk): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(JSON.stringify({ crv, kty, x, y })),
  )
  return Buffer.from(digest).toString('base64url')
}
