import { civilDateAt } from '@tongban/calendar'
import {
  type FivesShare,
  isWorthTesting,
  type RatingPlace,
  SHARED_PLACES,
  unlikelyFivesAt,
} from '@tongban/evaluations'
import { fivesAtWindow, fivesOfRegion, fivesUnnamed, publishedEvaluationPolicies } from '@tongban/store'
import type { Context } from '../../context.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import type { Placed } from './found.ts'
import type { PlacedRating } from './seen.ts'

/**
 * Runs of fives held against what the place had before them and what the region has. Only where there is such a run anything
 * more is read, in one batch for all places of a page.
 */
export type SeenPlace = {
  readonly place: RatingPlace
  readonly key: string
  /** The latest there, the last first or last. */
  readonly ratings: readonly PlacedRating[]
}

/** What a place is like is what it was like within so long. */
const HISTORY_MS = 180 * 86_400_000

export async function unlikelyFivesIn(
  ctx: Context,
  places: readonly SeenPlace[],
): Promise<readonly Placed[]> {
  const worth = places.filter(({ place, ratings }) => SHARED_PLACES.has(place) && hasRun(ratings))
  if (worth.length === 0) return []
  const now = ctx.clock.now()
  const since = now - HISTORY_MS
  const firsts = worth.map(({ ratings }) => Math.min(...ratings.map(({ at }) => at)))
  const today = civilDateAt(now)
  const histories = worth.map(({ place, key }, at) =>
    (place === 'window' ? fivesAtWindow : fivesUnnamed)({ key, since, before: firsts[at] ?? now }),
  )
  const [policies, [region], ...shares] = await ctx.database.read([
    publishedEvaluationPolicies({ today }),
    fivesOfRegion({ since, before: Math.min(...firsts) }),
    ...histories,
  ])
  const power = evaluationPolicyOn(policies, today).policy.unlikelyFivesPower
  return worth.flatMap(({ place, key, ratings }, at) => {
    const expected = { history: shares[at]?.[0] ?? NOTHING, region: region ?? NOTHING, power }
    return unlikelyFivesAt(ratings, expected).map((fabrication) => ({ fabrication, place, key }))
  })
}

const NOTHING: FivesShare = { n: 0, fives: 0 }

/** Whether they hold so many fives in a row at all, wherever in them. */
function hasRun(ratings: readonly PlacedRating[]): boolean {
  const ordered = ratings.toSorted((a, b) => a.at - b.at)
  return ordered.some((_, at) => isWorthTesting(ordered.slice(0, at + 1)))
}
