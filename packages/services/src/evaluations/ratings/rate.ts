import { civilDateAt } from '@tongban/calendar'
import {
  type CheckedRating,
  checkRating,
  DICTIONARY,
  dictionaryOn,
  isBad,
  type RatingChannel,
} from '@tongban/evaluations'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import {
  type EvaluationRow,
  type GivenRatingRow,
  type InvitedServiceRow,
  insertEvaluation,
  type Statement,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { sendTold, type Told } from '../../handovers/tell.ts'
import { again } from '../../handovers/tell-beside.ts'
import { ratingLimits } from '../invitations/guesses.ts'
import { type Invitation, openInvitation, over } from '../invitations/open.ts'
import { amendableUntil } from '../invitations/until.ts'
import { openOrder } from '../rectifications/open-order.ts'
import { type GivenView, givenView, levelOf, optionsIn } from './given-view.ts'
import { channelAllowed, goesOnWith, type Rater, raterOf } from './rater.ts'
import { ratingRow } from './rating-row.ts'
import { tellEvaluated } from './tell.ts'
import { ratingText, ratingTextStatements } from './text.ts'

/**
 * Rates a service 评价, once: one read batch, one write batch. That nobody rates twice is kept by a unique row, however many try at
 * once. The token is its own idempotency key: the same rating sent again is answered again, another one is refused. A bad rating
 * opens its order 整改单 in the same batch; one of a partner's service is told to that region in it.
 */
export type RateInput = {
  readonly token: string
  readonly level: number
  readonly options?: readonly string[] | undefined
  readonly text?: string | null | undefined
  /** The department does not learn who rated. */
  readonly anonymous: boolean
  readonly channel: RatingChannel
  /** What the evaluator's device says of itself, at most 100 characters; kept as a blind index. */
  readonly device?: string | undefined
}

/** A rating as it is to be written, by whom, of what. */
export type Rating = {
  readonly invitation: Invitation
  readonly rater: Rater
  readonly rating: CheckedRating
  readonly device: string | null
  readonly at: EpochMs
}

export async function rate(ctx: Context, input: RateInput): Promise<Result<GivenView, Failure>> {
  return again(async () => {
    const sound = await soundRating(ctx, input)
    return sound.ok ? giveFirst(ctx, sound.value, input) : sound
  })
}

/** Everything that must hold of a rating before it is asked whether there is one already. */
export async function soundRating(
  ctx: Context,
  input: Omit<RateInput, 'anonymous'>,
): Promise<Result<Rating, Failure>> {
  const channel = channelAllowed(ctx, input.channel)
  if (!channel.ok) return channel
  const at = ctx.clock.now()
  const rating = checkRating(input, dictionaryOn(civilDateAt(at)) ?? DICTIONARY)
  if (!rating.ok) return fail({ code: 'invalidInput', errors: rating.failure })
  const { actor } = ctx
  const isOwnDevice = actor.kind === 'nobody' || actor.kind === 'applicant'
  const device =
    isOwnDevice && input.device !== undefined ? await blindIndex(ctx.keys, 'device', input.device) : null
  const terminal = actor.kind === 'app' ? actor.subject : null
  const limits = await ratingLimits(ctx, { token: input.token, device, terminal })
  const invitation = await openInvitation(ctx, input.token, limits)
  if (!invitation.ok) return invitation
  const rater = await raterOf(ctx, invitation.value.service, input.channel)
  if (!rater.ok) return rater
  return ok({ invitation: invitation.value, rater: rater.value, rating: rating.value, device, at })
}

async function giveFirst(
  ctx: Context,
  given: Rating,
  input: RateInput,
): Promise<Result<GivenView, Failure> | 'beaten'> {
  const { invitation, rater, rating, device, at } = given
  const { service, ratings, policy, untilAt } = invitation
  const first = ratings.find(({ revision }) => revision === 1)
  if (first !== undefined && isSentAgain(first, rater, service, at))
    return repeated(ctx, invitation, first, { ...input, rating })
  if (first !== undefined || invitation.isVisitRated) return fail({ code: 'alreadyRated' })
  if (at >= untilAt) return fail(over('rate', untilAt))
  const { channel, anonymous } = input
  const row = ratingRow(ctx.ids, service, { rating, anonymous, channel, rater, device, revision: 1, at })
  const order = isBad(rating.level) ? orderFor(ctx, invitation, row, row.id) : null
  const written = await writeRating(ctx, given, row, order?.statements ?? [])
  if (written !== null) return written
  return ok(givenView(row, { amendUntilAt: amendableUntil(policy.policy, at), order: order?.number ?? null }))
}

/** What was lost on the way is sent again soon. */
const SENT_AGAIN_MS = 60_000

/**
 * Whether a rating like the one there is may be the same sent again. By the token alone, of one that is anonymous or that the token
 * does not go on with, only a moment later: whoever else holds the token could find out by trying what was said.
 */
function isSentAgain(
  first: GivenRatingRow,
  rater: Rater,
  service: Pick<InvitedServiceRow, 'window'>,
  at: EpochMs,
): boolean {
  const isSoon = at - first.at < SENT_AGAIN_MS
  if (rater.evaluator !== null || first.evaluator !== null) return goesOnWith(first, rater, service)
  return isSoon || (first.anonymous === 0 && goesOnWith(first, rater, service))
}

/** The order of a bad rating; none of a partner's service, which opens its own. */
export function orderFor(
  ctx: Context,
  { service: { region, serviceNumber }, policy }: Invitation,
  row: EvaluationRow,
  sourceId: string,
) {
  if (region !== null) return null
  const { caseNumber, itemCode, department, window } = row
  const level = levelOf(row)
  return openOrder(ctx, {
    source: 'rating',
    sourceId,
    caseNumber,
    serviceNumber,
    itemCode,
    department,
    window,
    level,
    anonymous: row.anonymous === 1,
    policy,
    at: ctx.clock.now(),
  })
}

/** One write batch; null once it is written. `beaten`: something else was written meanwhile, and all is read anew. */
export async function writeRating(
  ctx: Context,
  given: Rating,
  row: EvaluationRow,
  also: readonly Statement[],
): Promise<'beaten' | null> {
  const told = await toldOf(ctx, given, row)
  const written = await ctx.database.write([
    insertEvaluation(row),
    ...(await ratingTextStatements(ctx, row, given.rating.text)),
    ...also,
    ...(told?.statements ?? []),
  ])
  if (!written.ok) {
    const { table } = written.failure
    if (BEATEN.includes(table)) return 'beaten'
    throw new Error(`conflict in ${table}`)
  }
  if (told !== null) sendTold(ctx, told)
  return null
}
const BEATEN: readonly string[] = ['evaluations', 'rectifications', 'exchange_messages']

async function toldOf(
  ctx: Context,
  { invitation: { service, handovers }, rater, rating }: Rating,
  { revision, anonymous, channel, at, serviceNumber }: EvaluationRow,
): Promise<Told | null> {
  if (service.region === null) return null
  return tellEvaluated(
    ctx,
    { handovers },
    {
      ...rating,
      partner: service.region,
      serviceNumber,
      revision,
      anonymous: anonymous === 1,
      channel: asChannel(channel),
      at,
      evaluatorName: rater.name,
    },
  )
}

/** The same rating sent again is answered as it was; any other is one too many. */
export async function repeated(
  ctx: Context,
  { policy, ratings }: Pick<Invitation, 'policy' | 'ratings'>,
  stored: GivenRatingRow,
  said: { readonly rating: CheckedRating; readonly channel: string; readonly anonymous?: boolean },
): Promise<Result<GivenView, Failure>> {
  const { level, options, text } = said.rating
  const isSame =
    stored.level === level &&
    stored.channel === said.channel &&
    (said.anonymous === undefined || (stored.anonymous === 1) === said.anonymous) &&
    JSON.stringify(optionsIn(stored)) === JSON.stringify(options) &&
    (await ratingText(ctx, stored)) === text
  if (!isSame) return fail({ code: 'alreadyRated' })
  const first = ratings[0] ?? stored
  return ok(
    givenView(stored, {
      amendUntilAt: amendableUntil(policy.policy, first.at),
      order: first.orderNumber,
    }),
  )
}

/** Guarantee: the row was made by `ratingRow` from a rating's own channel. */
const asChannel = (channel: string) => channel as RatingChannel
