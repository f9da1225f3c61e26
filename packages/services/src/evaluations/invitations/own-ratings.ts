import { LEVELS, type Level } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import type { GivenRatingRow, InvitedServiceRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import type { Coded } from '../../supervision/notices/coded.ts'
import { levelOf } from '../ratings/given-view.ts'
import { ratingText } from '../ratings/text.ts'
import { optionsCoded } from '../rectifications/read.ts'

/**
 * What was said of a service, for whoever said it. Signed in to rate, or anonymously: for that sign-in alone, since whoever
 * printed or read out the token holds it too. By the token alone and not anonymously: for the holder, and by the token.
 */
export type OwnRating = {
  readonly revision: number
  readonly level: { readonly code: Level; readonly zh: string; readonly en: string }
  readonly options: readonly Coded[]
  readonly text: string | null
  readonly anonymous: boolean
  readonly at: EpochMs
  readonly order: string | null
}

export async function ownRatings(
  ctx: Pick<Context, 'actor' | 'keys'>,
  { holder }: Pick<InvitedServiceRow, 'holder'>,
  ratings: readonly GivenRatingRow[],
  /** Blind index of whoever signed in; null: nobody. */
  person: string | null,
): Promise<readonly OwnRating[]> {
  const isTheirs = ({ evaluator, anonymous }: GivenRatingRow) =>
    person === null
      ? ctx.actor.kind === 'nobody' && evaluator === null && anonymous === 0
      : (evaluator ?? holder) === person
  return ratings.every(isTheirs) ? Promise.all(ratings.map((row) => ownRating(ctx, row))) : []
}

async function ownRating(ctx: Pick<Context, 'keys'>, row: GivenRatingRow): Promise<OwnRating> {
  const code = levelOf(row)
  return {
    revision: row.revision,
    level: { code, ...LEVELS[code] },
    options: optionsCoded(row),
    text: await ratingText(ctx, row),
    anonymous: row.anonymous === 1,
    at: row.at,
    order: row.orderNumber,
  }
}
