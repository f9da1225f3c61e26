import { APART_MS, type Fabrication } from '@tongban/evaluations'
import { knownOccasions, type RatingOccasion } from '@tongban/store'
import type { Context } from '../../context.ts'
import type { Found } from '../../supervision/findings/write.ts'

/**
 * Of what was found, what is a new occasion: nothing of the same cause is known of the same place shortly before or after it.
 * So a burst that goes on over several pages, and a run that is repeated, are found once.
 */
export async function newOnes(ctx: Context, found: readonly Found[]): Promise<readonly Found[]> {
  if (found.length === 0) return []
  const candidates = found.map(({ cause, subject, occasion }) => {
    const apart = apartOf(cause)
    return { cause, subject, from: String(Number(occasion) - apart), until: String(Number(occasion) + apart) }
  })
  const [known] = await ctx.database.read([knownOccasions({ candidates: JSON.stringify(candidates) })])
  const taken: RatingOccasion[] = [...known]
  return found.filter((each) => {
    if (taken.some((other) => isSameOccasion(each, other))) return false
    taken.push(each)
    return true
  })
}

const apartOf = (cause: string): number => (isRatingCause(cause) ? APART_MS[cause] : 0)
const isRatingCause = (cause: string): cause is Fabrication['cause'] => Object.hasOwn(APART_MS, cause)

const isSameOccasion = (one: RatingOccasion, other: RatingOccasion): boolean =>
  one.cause === other.cause &&
  one.subject === other.subject &&
  Math.abs(Number(one.occasion) - Number(other.occasion)) <= apartOf(one.cause)
