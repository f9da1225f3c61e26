import { isBad, opensOrder } from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { supplementOrder } from '@tongban/store'
import type { Context } from '../../context.ts'
import { again } from '../../handovers/tell-beside.ts'
import { over } from '../invitations/open.ts'
import { amendableUntil } from '../invitations/until.ts'
import { type GivenView, givenView, levelOf } from './given-view.ts'
import { orderFor, type RateInput, type Rating, repeated, soundRating, writeRating } from './rate.ts'
import { goesOnWith, NOT_TAKEN_BACK, NOT_THEIRS } from './rater.ts'
import { ratingRow } from './rating-row.ts'

/**
 * Amends or supplements a rating, once and within the days the policy gives; both are kept and the later counts. One that turns bad
 * opens an order. The order of one that was bad goes on, whatever it is now, and learns that something was added: what was said
 * first has to be looked into all the same. Whether the department learns who rated stays as it was.
 */
export type AmendInput = Omit<RateInput, 'anonymous'>

export async function amendRating(ctx: Context, input: AmendInput): Promise<Result<GivenView, Failure>> {
  return again(async () => {
    const sound = await soundRating(ctx, input)
    return sound.ok ? giveSecond(ctx, sound.value, input) : sound
  })
}

async function giveSecond(
  ctx: Context,
  given: Rating,
  input: AmendInput,
): Promise<Result<GivenView, Failure> | 'beaten'> {
  const { invitation, rater, rating, device, at } = given
  const { service, policy } = invitation
  const [first, second] = invitation.ratings
  if (first === undefined) return fail(NOT_RATED)
  if (!goesOnWith(first, rater, service)) return NOT_THEIRS
  const isTakenBack = isBad(levelOf(first)) && !isBad(rating.level)
  if (isTakenBack && rater.evaluator === null) return NOT_TAKEN_BACK
  if (second !== undefined) return repeated(ctx, invitation, second, { rating, channel: input.channel })
  const untilAt = amendableUntil(policy.policy, first.at)
  if (at >= untilAt) return fail(over('amend', untilAt))
  const { channel } = input
  const anonymous = first.anonymous === 1
  const row = ratingRow(ctx.ids, service, { rating, anonymous, channel, rater, device, revision: 2, at })
  const order = opensOrder(levelOf(first), rating.level) ? orderFor(ctx, invitation, row, first.id) : null
  const statements =
    order?.statements ?? (first.orderNumber === null ? [] : supplementOrder({ sourceId: first.id, at }))
  const written = await writeRating(ctx, given, row, statements)
  if (written !== null) return written
  return ok(givenView(row, { amendUntilAt: untilAt, order: order?.number ?? first.orderNumber }))
}

const NOT_RATED: Failure = {
  code: 'stepNotPossible',
  state: 'notRated',
  possible: ['evaluate'],
  words: {
    what: { zh: '该次服务', en: 'service' },
    state: { zh: '尚未评价', en: 'not rated yet' },
    possible: [{ zh: '评价', en: 'rating it' }],
  },
}
