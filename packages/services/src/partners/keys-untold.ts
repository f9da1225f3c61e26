import type { PartnerKey } from '@tongban/exchange/wire'
import { KEYS_HELD_SECONDS } from './swap-keys.ts'

/** A key this region signs with that ends soon, or is held although it has ended, and the ids of those that come after it. */
export type Ending = { readonly kid: string; readonly until: number; readonly successors: readonly string[] }

/** How long before a key ends people are told of those that have not taken the one after it. */
export const WARNED_SECONDS = 30 * 86_400

/** One without any successor is another matter: `keyExpiring`. `now` in epoch seconds. */
export function endingKeys(published: readonly PartnerKey[], now: number): readonly Ending[] {
  const signing = published.filter(({ use, revokedAt }) => use === 'sign' && revokedAt === null)
  return signing.flatMap(({ kid, until }) => {
    if (until === null || until > now + WARNED_SECONDS || until <= now - KEYS_HELD_SECONDS) return []
    const successors = signing.filter((other) => other.until === null || other.until > Math.max(until, now))
    return successors.length === 0 ? [] : [{ kid, until, successors: successors.map((each) => each.kid) }]
  })
}
