import { type Clock, type Ids, sha256Hex } from '@tongban/kernel'
import { type FieldKeys, keyedDigest, openFieldKeys, toBase64url } from '@tongban/privacy'
import { type Database, openDatabase } from '@tongban/store'

/**
 * Sessions of the pages: who is signed in at a browser. The browser holds a random value and a keyed digest of it, the
 * database its hash, and what the session is about under keys of its own (OWASP ASVS 3.2, 3.3). No service of a case reads
 * any of this: the pages hand the token on, and the API decides as for anybody else.
 */
export type SessionDesk = {
  readonly database: Database
  /** The session keys; never those of the field encryption. */
  readonly keys: FieldKeys
  readonly clock: Clock
  readonly ids: Ids
}

const ID_BYTES = 32
const COOKIE = /^([\w-]{43})\.([0-9a-f]{32})$/

export const newCookie = async ({ keys, ids }: SessionDesk): Promise<string> => {
  const id = toBase64url(ids.random(ID_BYTES))
  return `${id}.${await keyedDigest(keys, 'sessionCookie', id)}`
}

/** By what the row of this cookie is found; null for one that was not given out here, without asking the database. */
export async function idHashOf({ keys }: Pick<SessionDesk, 'keys'>, cookie: string): Promise<string | null> {
  const [, id, digest] = COOKIE.exec(cookie) ?? []
  if (id === undefined || digest === undefined) return null
  const expected = await keyedDigest(keys, 'sessionCookie', id)
  let differing = 0
  for (let at = 0; at < expected.length; at += 1) differing |= expected.charCodeAt(at) ^ digest.charCodeAt(at)
  return differing === 0 ? sha256Hex(id) : null
}

export const placeOf = (column: 'actor_sealed' | 'token_sealed', idHash: string) => ({
  table: 'sessions',
  column,
  row: idHash,
})
export const draftPlace = (idHash: string, name: string) => ({
  table: 'session_drafts',
  column: 'content_sealed',
  row: `${idHash}/${name}`,
})

/**
 * The desk of a region's pages. `secret` in the form of the field keys, and never the same; the keys are opened once, the
 * database anew for each visit, so that its round trips are counted for each.
 */
export async function openSessionDesks(secret: string, clock: Clock, ids: Ids) {
  const keys = await openFieldKeys(secret)
  if (!keys.ok) throw new Error(`the session keys are refused: ${keys.failure.reason}`)
  return (d1: D1Database): SessionDesk => ({ keys: keys.value, clock, ids, database: openDatabase(d1) })
}

/** What a form of this browser must bring back, in this session or in none. */
export const formToken = ({ keys }: Pick<SessionDesk, 'keys'>, formCookie: string, idHash: string | null) =>
  keyedDigest(keys, 'formToken', `${formCookie}|${idHash ?? ''}`)
