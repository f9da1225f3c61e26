/**
 * The status lists of one run, each loaded once however many licences stand in it: from the files that were given, from
 * what is kept and fresh enough, or from the region; and from what is kept after all, when the region does not answer.
 */
import { readFile } from 'node:fs/promises'
import { fromBase64url, isFault, readStatusToken, type StatusShard } from '@tongban/verifier'
import { parseJson, RequestFailed } from '../request.ts'
import { fetchStatus } from '../trust.ts'
import type { Trusted } from './bundles.ts'
import { type Io, tell } from './io.ts'
import type { Keep } from './keep.ts'
import { Trouble, type VerifyOptions } from './options.ts'

/** 2^20 entries of two bits: larger than any list of ours. */
const MAX_BYTES = 256 * 1024

export type Lists = {
  readonly statusOf: (trusted: Trusted) => (uri: string) => Promise<StatusShard | undefined>
  /** How often a list was read from disk or network. */
  readonly loads: () => number
}

export async function openLists(options: VerifyOptions, keep: Keep, io: Io, now: number): Promise<Lists> {
  const given = new Map(await Promise.all(options.lists.map(readGiven)))
  const loaded = new Map<string, Promise<StatusShard | undefined>>()

  async function load({ region, trust }: Trusted, uri: string): Promise<StatusShard | undefined> {
    // A licence names its list, and may name anything: asked is what its issuer has.
    if (!uri.startsWith(region.statusBase)) return undefined
    const read = async (token: string) => readStatusToken(token, { uri, trust, now, maxBytes: MAX_BYTES })
    const own = given.get(uri)
    if (own !== undefined) return usable(await read(own), uri)
    const kept = await keep.list(uri)
    const held = kept && (await read(kept.text))
    const isHeld = held !== undefined && !isFault(held)
    if (options.offline) return held && usable(held, uri)
    if (isHeld && io.now() < held.asOf + held.ttl * 1000) return held
    try {
      const etag = isHeld ? kept?.etag : null
      const fetched = await fetchStatus(uri, { fetch: io.fetch, ...(etag ? { etag } : {}) })
      if (fetched === undefined) return isHeld ? held : undefined
      const shard = usable(await read(fetched.token), uri)
      if (shard !== undefined) await keep.keepList(uri, { text: fetched.token, etag: fetched.etag })
      return shard
    } catch (thrown) {
      if (!(thrown instanceof RequestFailed)) throw thrown
      tell(
        io,
        `没有取到状态列表 ${uri}${isHeld ? '，用已存的' : ''}。`,
        `The status list ${uri} could not be had (${thrown.message})${isHeld ? '; the kept one is used' : ''}.`,
      )
      return isHeld ? held : undefined
    }
  }

  /** A list that cannot be used is said, and is no list. */
  function usable(read: Awaited<ReturnType<typeof readStatusToken>>, uri: string): StatusShard | undefined {
    if (!isFault(read)) return read
    tell(io, `状态列表 ${uri}：${read.fault.zh}`, read.fault.en)
    return undefined
  }

  return {
    statusOf: (trusted) => (uri) => {
      const before = loaded.get(uri)
      if (before !== undefined) return before
      const loading = load(trusted, uri)
      loaded.set(uri, loading)
      return loading
    },
    loads: () => loaded.size,
  }
}

/** A given list, by the address it says it is. */
async function readGiven(file: string): Promise<readonly [string, string]> {
  const token = await readFile(file, 'utf8').catch((thrown: Error) => {
    throw new Trouble(`读不了 ${file}：${thrown.message}。`, `${file} cannot be read: ${thrown.message}.`)
  })
  const bytes = fromBase64url(token.trim().split('.')[1] ?? '')
  const payload = bytes && parseJson(new TextDecoder().decode(bytes))
  if (typeof payload === 'object' && payload !== null && 'sub' in payload && typeof payload.sub === 'string')
    return [payload.sub, token.trim()]
  throw new Trouble(`${file} 不是状态列表。`, `${file} is no status list.`)
}
