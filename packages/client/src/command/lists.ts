/**
 * The status lists of one run, each loaded once however many licences stand in it: from the files that were given, from
 * what is kept and fresh enough, or from the region; and from what is kept after all, when the region does not answer.
 */
import { readFile } from 'node:fs/promises'
import { fromBase64url, isFault, readStatusToken, type StatusShard } from '@tongban/verifier'
import { parseJson, RequestFailed } from '../request.ts'
import { type FetchedStatus, fetchStatus } from '../trust.ts'
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
    const kept = await keep.list(uri)
    const held = kept && (await read(kept.text))
    const isHeld = held !== undefined && !isFault(held)
    if (own !== undefined) {
      const shard = usable(await read(own), uri)
      if (shard === undefined || !isHeld || held.asOf <= shard.asOf) return shard
      tell(
        io,
        `给出的状态列表 ${uri} 比已存的旧，用已存的。`,
        `The status list given for ${uri} is older than the kept one, which is used.`,
      )
      return held
    }
    if (options.offline) return held && usable(held, uri)
    if (isHeld && io.now() < held.asOf + held.ttl * 1000) return held
    try {
      const etag = isHeld ? kept?.etag : null
      const fetched = await fetchStatus(uri, { fetch: io.fetch, ...(etag ? { etag } : {}) })
      if (fetched === undefined) return isHeld ? held : undefined
      const shard = usable(await read(fetched.token), uri)
      if (shard !== undefined) await keepNewer(uri, fetched, { region, trust }, keep, now)
      return shard
    } catch (thrown) {
      if (thrown instanceof Trouble) {
        tell(io, thrown.zh, thrown.en)
        return isHeld ? held : undefined
      }
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

/** Keeps a list that holds and is no older than the kept one: whoever stands between could bring back what has ended. */
export async function keepNewer(
  uri: string,
  { token, etag }: FetchedStatus,
  { trust }: Trusted,
  keep: Keep,
  now: number,
): Promise<void> {
  const read = await readStatusToken(token, { uri, trust, now, maxBytes: MAX_BYTES })
  if (isFault(read))
    throw new Trouble(
      `状态列表 ${uri} 没有采用：${read.fault.zh}`,
      `The status list ${uri} was not taken: ${read.fault.en}`,
    )
  const kept = await keep.list(uri)
  const keptAsOf = kept && (await asOfKept(kept.text, uri, trust))
  if (keptAsOf !== undefined && read.asOf < keptAsOf)
    throw new Trouble(
      `取到的状态列表 ${uri} 比已存的旧，没有采用。`,
      `The status list that was answered for ${uri} is older than the kept one and was not taken.`,
    )
  await keep.keepList(uri, { text: token, etag })
}

/** Of when a kept list is, which it tells past its end too. */
async function asOfKept(token: string, uri: string, trust: Trusted['trust']): Promise<number | undefined> {
  const payload = payloadOf(token)
  if (typeof payload !== 'object' || payload === null || !('iat' in payload)) return undefined
  const read = await readStatusToken(token, {
    uri,
    trust,
    now: Number(payload.iat) * 1000,
    maxBytes: MAX_BYTES,
  })
  return isFault(read) ? undefined : read.asOf
}

function payloadOf(token: string): unknown {
  const bytes = fromBase64url(token.trim().split('.')[1] ?? '')
  return bytes && parseJson(new TextDecoder().decode(bytes))
}

/** A given list, by the address it says it is. */
async function readGiven(file: string): Promise<readonly [string, string]> {
  const token = await readFile(file, 'utf8').catch((thrown: Error) => {
    throw new Trouble(`读不了 ${file}：${thrown.message}。`, `${file} cannot be read: ${thrown.message}.`)
  })
  const payload = payloadOf(token)
  if (typeof payload === 'object' && payload !== null && 'sub' in payload && typeof payload.sub === 'string')
    return [payload.sub, token.trim()]
  throw new Trouble(`${file} 不是状态列表。`, `${file} is no status list.`)
}
