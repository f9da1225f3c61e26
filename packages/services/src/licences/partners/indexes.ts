import type { Clock, EpochMs } from '@tongban/kernel'
import { isStatusListOf, type TrustedRegion } from '@tongban/verifier'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { sharedWork } from './shared-work.ts'

/**
 * Port: which status lists a partner has, as it publishes it itself. Only what lies below its own address for lists counts,
 * whatever else it names; asked for anew as often as the lists are. Where it does not answer, what it said last serves: the
 * names decide nothing, each list is signed.
 */
export type IndexFetch =
  | { readonly state: 'fetched'; readonly body: unknown }
  | { readonly state: 'failed'; readonly reason: string }

export interface IndexSource {
  fetch(uri: string): Promise<IndexFetch>
}

export type PartnerIndex = {
  readonly uris: readonly string[]
  /** False where the partner did not answer, or names more than are kept: there may be lists that are not named. */
  readonly isNewest: boolean
}
export type PartnerIndexes = {
  /** Asks for it anew where that is due, once for all who wait for it; undefined where nothing is. */
  renewDue(ctx: Pick<Context, 'after'>, region: TrustedRegion): Promise<void> | undefined
  indexOf(region: TrustedRegion): PartnerIndex
}
type Ports = { readonly seconds: number; readonly clock: Clock } & Pick<Context, 'log'>

/** Eight million licences; who has more is verified online. */
const MOST_LISTS = 64
/** While a partner does not answer it is not asked more often than this, by all requests together. */
const RETRY_MS = 1_000
const indexSchema = z.object({ status_lists: z.array(z.string()) })

export function openPartnerIndexes(source: IndexSource, { seconds, clock, log }: Ports): PartnerIndexes {
  const kept = new Map<
    string,
    { readonly uris: readonly string[]; readonly isCut: boolean; readonly at: EpochMs }
  >()
  const failedAt = new Map<string, EpochMs>()
  const oneForAll = sharedWork()

  async function renew(region: TrustedRegion): Promise<void> {
    const { issuer, statusBase } = region
    const askedAt = clock.now()
    const answer = await source.fetch(statusBase.replace(/\/$/, ''))
    const read = answer.state === 'fetched' ? indexSchema.safeParse(answer.body) : null
    if (read === null || !read.success) {
      failedAt.set(issuer, clock.now())
      log('partnerIndexFailed', { issuer, reason: answer.state === 'failed' ? answer.reason : 'no index' })
      return
    }
    const own = new Set(read.data.status_lists.filter((uri) => isStatusListOf(region, uri)))
    failedAt.delete(issuer)
    const isCut = own.size > MOST_LISTS
    if (isCut) log('partnerIndexCut', { issuer, lists: own.size })
    kept.set(issuer, { uris: [...own].slice(0, MOST_LISTS), isCut, at: askedAt })
  }

  /** An instant yet to come is of a clock that was set back. */
  const isWithin = (at: EpochMs | undefined, ms: number) => {
    const now = clock.now()
    return at !== undefined && at <= now && now - at <= ms
  }
  const isFresh = (issuer: string) => isWithin(kept.get(issuer)?.at, seconds * 1000)

  return {
    renewDue(ctx, region) {
      const { issuer } = region
      if (isFresh(issuer) || isWithin(failedAt.get(issuer), RETRY_MS)) return undefined
      return oneForAll(ctx, issuer, () => renew(region))
    },
    indexOf({ issuer }) {
      const { uris = [], isCut = false } = kept.get(issuer) ?? {}
      return { uris, isNewest: isFresh(issuer) && !isCut }
    },
  }
}
