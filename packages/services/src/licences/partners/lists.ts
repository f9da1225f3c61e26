import type { Clock, EpochMs } from '@tongban/kernel'
import {
  isFault,
  isStatusListOf,
  readStatusToken,
  type StatusShard,
  type Trust,
  type TrustedRegion,
} from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { sharedWork } from './shared-work.ts'

/**
 * Port: the status lists of partner regions. Only the list of a region whose signature held is asked for, and only below
 * that region's own address for lists, so that no credential can send us elsewhere. A list is asked for anew, with its
 * ETag, when it was last told to be current longer ago than configured; where the partner does not answer, the last one
 * serves as long as it says itself that it may be kept, its `ttl`, and no longer: who is online could have asked. That
 * counts from when the partner signed it, so that no answer of 304 and no old copy makes it last. As the partner signed it a
 * list is handed on to whoever will be offline, for whom it counts until its `exp`.
 */
export type ListFetch =
  | { readonly state: 'fetched'; readonly token: string; readonly etag: string | null }
  /** What we have is what there is. */
  | { readonly state: 'unchanged' }
  | { readonly state: 'failed'; readonly reason: string }

export interface ListSource {
  fetch(uri: string, etag: string | null): Promise<ListFetch>
}

export type PartnerLists = {
  shardOf(
    ctx: Pick<Context, 'after'>,
    uri: string,
  ): StatusShard | undefined | Promise<StatusShard | undefined>
  /** Asks for it anew where that is due, once for all who wait for it; undefined where nothing is. */
  renewDue(ctx: Pick<Context, 'after'>, uri: string): Promise<void> | undefined
  /** As the partner signed it; undefined where none is kept, or its `exp` has come. */
  signedList(uri: string): SignedList | undefined
  /** Whether this list could not be had anew when it was last asked for. */
  isFailing(uri: string): boolean
}
export type SignedList = { readonly token: string } & Pick<StatusShard, 'asOf' | 'ttl'>

type Ports = {
  readonly trust: Trust
  /** The partners: this region's own lists are not asked for over the network. */
  readonly regions: readonly TrustedRegion[]
  readonly seconds: number
  readonly clock: Clock
} & Pick<Context, 'log'>

type Kept = {
  readonly shard: StatusShard
  readonly token: string
  readonly etag: string | null
  currentAt: EpochMs
}

/** Unpacked and as they came, of all partners together: some four hundred lists of 2^17 entries of two bits. */
const KEPT_BYTES = 16 * 1024 * 1024
/** Addresses that could not be had, of which that is remembered. */
const KEPT_FAILURES = 512
/** Compressed; a list of 2^20 entries of which one in a hundred is revoked takes 15 kB. */
export const TOKEN_CAP_BYTES = 512 * 1024
/** Unpacked: 2^20 entries of two bits. */
const LIST_CAP_BYTES = 256 * 1024
/** While a partner does not answer it is not asked more often than this, by all requests together. */
const RETRY_MS = 1_000
/** Of a list that does not say how long it may be kept. */
const KEPT_SECONDS = 60

const bytesOf = ({ shard, token }: Kept) => shard.bytes.length + token.length

export function openPartnerLists(
  source: ListSource,
  { trust, regions, seconds, clock, log }: Ports,
): PartnerLists {
  const kept = new Map<string, Kept>()
  const failedAt = new Map<string, EpochMs>()
  const oneForAll = sharedWork()
  let keptBytes = 0

  /** From this second on what it says counts for nothing online. Taken at an instant yet to come: the clock was set back. */
  function endOf({ shard: { asOf, ttl, exp }, currentAt }: Kept): number {
    return currentAt > clock.now() ? 0 : Math.min(exp, asOf / 1000 + (ttl || KEPT_SECONDS))
  }
  const isOver = (last: Kept) => clock.now() >= endOf(last) * 1000

  const isAllowed = (uri: string) => regions.some((region) => isStatusListOf(region, uri))

  async function renew(uri: string): Promise<void> {
    const before = kept.get(uri)
    const askedAt = clock.now()
    // Of what is over a copy is asked for, whatever its tag.
    const etag = before === undefined || isOver(before) ? null : before.etag
    const answer = await source.fetch(uri, etag)
    if (answer.state === 'unchanged' && before !== undefined && etag !== null) {
      before.currentAt = askedAt
      failedAt.delete(uri)
      return
    }
    if (answer.state !== 'fetched')
      return failed(uri, answer.state === 'failed' ? answer.reason : 'not modified')
    const read = await readStatusToken(answer.token, {
      uri,
      trust,
      now: clock.now(),
      maxBytes: LIST_CAP_BYTES,
    })
    if (isFault(read)) return failed(uri, read.fault.code)
    // A list older than the one we have would bring back what was revoked since.
    if (before !== undefined && read.asOf < before.shard.asOf) return failed(uri, 'older than the last')
    letGo(uri)
    const taken = { shard: read, token: answer.token, etag: answer.etag, currentAt: askedAt }
    kept.set(uri, taken)
    keptBytes += bytesOf(taken)
    for (const oldest of kept.keys()) {
      if (keptBytes <= KEPT_BYTES) break
      letGo(oldest)
    }
    if (isOver(taken)) failed(uri, 'past its ttl')
    else failedAt.delete(uri)
  }

  function letGo(uri: string): void {
    const last = kept.get(uri)
    if (last === undefined) return
    keptBytes -= bytesOf(last)
    kept.delete(uri)
  }

  function failed(uri: string, reason: string): void {
    failedAt.delete(uri)
    failedAt.set(uri, clock.now())
    for (const oldest of failedAt.keys()) {
      if (failedAt.size <= KEPT_FAILURES) break
      failedAt.delete(oldest)
    }
    // Nothing of a credential is in it: the address was checked against the partner's own.
    log('partnerListFailed', { uri, reason })
  }

  function isDue(uri: string, now: EpochMs): boolean {
    const since = failedAt.get(uri)
    if (since !== undefined && since <= now && now - since < RETRY_MS) return false
    const last = kept.get(uri)
    return last === undefined || isOver(last) || now - last.currentAt > seconds * 1000
  }

  const shownOf = (uri: string): StatusShard | undefined => {
    const last = kept.get(uri)
    return last === undefined ? undefined : { ...last.shard, exp: endOf(last) }
  }

  function renewDue(ctx: Pick<Context, 'after'>, uri: string): Promise<void> | undefined {
    if (!isAllowed(uri) || !isDue(uri, clock.now())) return undefined
    return oneForAll(ctx, uri, () => renew(uri))
  }

  return {
    shardOf(ctx, uri) {
      const renewing = renewDue(ctx, uri)
      return renewing === undefined ? shownOf(uri) : renewing.then(() => shownOf(uri))
    },
    renewDue,
    signedList(uri) {
      const last = kept.get(uri)
      if (last === undefined || clock.now() >= last.shard.exp * 1000) return undefined
      const { token, shard } = last
      return { token, asOf: shard.asOf, ttl: shard.ttl }
    },
    isFailing: (uri) => failedAt.has(uri),
  }
}
