/**
 * What the command keeps from run to run: the pinned keys of trust bundles, the bundles, the status lists, and the
 * words for types of licences. Bundles and lists are verified again whenever they are read; the pins are the root of all
 * trust here, and the words prove nothing.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { PublicJwk, TrustedKey } from '@tongban/verifier'
import { parseJson } from '../request.ts'

/** By the issuer whose trust bundle the keys sign. */
export type Pins = Readonly<Record<string, readonly TrustedKey[]>>

export type Kept = { readonly text: string; readonly etag: string | null }

type Kind = 'bundles' | 'lists' | 'types'

export type Keep = ReturnType<typeof openKeep>

/** `note` is told of what is kept and damaged, which is taken for absent. */
export function openKeep(folder: string, note: (zh: string, en: string) => void) {
  const pinsFile = resolve(folder, 'pins.json')
  const placeOf = (kind: Kind, name: string) => resolve(folder, kind, `${encodeURIComponent(name)}.json`)

  async function read(kind: Kind, name: string): Promise<Kept | undefined> {
    const place = placeOf(kind, name)
    const text = await readIfThere(place)
    if (text === undefined) return undefined
    const kept = parseJson(text)
    if (isKept(kept)) return kept
    damaged(place)
    return undefined
  }

  const told = new Set<string>()
  function damaged(place: string): void {
    if (told.has(place)) return
    told.add(place)
    note(`已存的 ${place} 已损坏，当作没有。`, `What is kept in ${place} is damaged and counts as absent.`)
  }

  return {
    folder,
    async pins(): Promise<Pins> {
      const text = await readIfThere(pinsFile)
      // Without a prototype: an issuer may be called anything.
      const pins: Record<string, readonly TrustedKey[]> = Object.create(null)
      if (text === undefined) return pins
      const kept = parseJson(text)
      const entries = isGroup(kept) ? Object.entries(kept) : []
      if (!isGroup(kept)) damaged(pinsFile)
      for (const [issuer, keys] of entries) {
        if (URL.canParse(issuer) && Array.isArray(keys) && keys.every(isTrustedKey)) pins[issuer] = keys
        else damaged(pinsFile)
      }
      return pins
    },
    damagedBundle: (issuer: string) => damaged(placeOf('bundles', issuer)),
    keepPins: (pins: Pins) => write(pinsFile, JSON.stringify(pins, null, 2)),
    bundle: (issuer: string) => read('bundles', issuer),
    keepBundle: (issuer: string, kept: Kept) => write(placeOf('bundles', issuer), JSON.stringify(kept)),
    types: (issuer: string) => read('types', issuer),
    keepTypes: (issuer: string, kept: Kept) => write(placeOf('types', issuer), JSON.stringify(kept)),
    list: (uri: string) => read('lists', uri),
    keepList: (uri: string, kept: Kept) => write(placeOf('lists', uri), JSON.stringify(kept)),
  }
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isKept = (value: unknown): value is Kept =>
  isGroup(value) && typeof value.text === 'string' && (value.etag === null || typeof value.etag === 'string')

/** Whether all that is read of a key is there; that it is a point of its curve shows where it is used. */
export function isTrustedKey(value: unknown): value is TrustedKey {
  if (!isGroup(value) || !isGroup(value.jwk)) return false
  const { kid, alg, use, from, until, revokedAt, jwk } = value
  const isTime = (time: unknown) => time === null || Number.isSafeInteger(time)
  return (
    [kid, alg, use, jwk.kty, jwk.crv, jwk.x, jwk.y].every((each) => typeof each === 'string') &&
    Number.isSafeInteger(from) &&
    isTime(until) &&
    isTime(revokedAt)
  )
}

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
