import type { Clock, EpochMs } from '@tongban/kernel'
import type { TrustedRegion } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import type { PartnerIndex, PartnerIndexes } from './indexes.ts'
import type { PartnerLists, SignedList } from './lists.ts'

/**
 * Hands the status lists of partners on from this region's own origin, for verifiers that ask no other: a page whose policy
 * lets no request out. Each list is signed by its issuer, whoever hands it on. What a visitor asks for is only looked up
 * among the lists that the partner itself names; nothing of a visitor's making is ever fetched. A partner that is slow makes
 * nobody wait longer than a second, and for a while nobody at all: the asking goes on without them, and what is kept serves.
 */
const WAIT_MS = 1_000
/** After somebody has waited in vain nobody waits for the same partner for so long. */
const UNWAITED_MS = 10_000

type Asking = Pick<Context, 'after'>
export type PartnerRelay = {
  listsOf(ctx: Asking, region: TrustedRegion): Promise<PartnerIndex>
  /** `missing`: the partner names no such list. `away`: it does, and no copy that counts could be had. */
  listOf(ctx: Asking, region: TrustedRegion, name: string): Promise<SignedList | 'missing' | 'away'>
}
type Given = {
  readonly lists: PartnerLists
  readonly indexes: PartnerIndexes
  readonly clock: Clock
}

export function openPartnerRelay({ lists, indexes, clock }: Given): PartnerRelay {
  const slowAt = new Map<string, EpochMs>()

  /** Waits for what was begun, for as long as the partner is worth waiting for. */
  async function waited(region: TrustedRegion, renewing: Promise<void> | undefined): Promise<void> {
    if (renewing === undefined) return
    const since = slowAt.get(region.issuer)
    const now = clock.now()
    if (since !== undefined && since <= now && now - since < UNWAITED_MS) return
    if (await isWithin(renewing, WAIT_MS)) slowAt.delete(region.issuer)
    else slowAt.set(region.issuer, clock.now())
  }

  async function listsOf(ctx: Asking, region: TrustedRegion): Promise<PartnerIndex> {
    await waited(region, indexes.renewDue(ctx, region))
    return indexes.indexOf(region)
  }

  return {
    listsOf,
    async listOf(ctx, region, name) {
      const uri = `${region.statusBase}${name}`
      const { uris, isNewest } = await listsOf(ctx, region)
      // Whoever is away may have it all the same.
      if (!uris.includes(uri)) return isNewest ? 'missing' : 'away'
      await waited(region, lists.renewDue(ctx, uri))
      return lists.signedList(uri) ?? 'away'
    },
  }
}

async function isWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
