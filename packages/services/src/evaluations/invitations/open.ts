import { civilDateAt } from '@tongban/calendar'
import { type InvitationToken, readToken } from '@tongban/evaluations'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type GivenRatingRow,
  type HandoverRow,
  handoversOfCase,
  type InvitedServiceRow,
  invitedService,
  publishedEvaluationPolicies,
  ratingsOfInvitation,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { evaluationPolicyOn, type PolicyInForce } from '../policies/in-force.ts'
import { type Guesses, guessesOf, type RatingLimits } from './guesses.ts'
import { isInvited } from './token.ts'
import { rateableUntil } from './until.ts'

/**
 * Opens an invitation by its token, in one read batch. A token that was forged, that belongs to another case, or whose case does
 * not exist gets one and the same answer, and is counted as a guess.
 */
export type Invitation = {
  readonly service: InvitedServiceRow
  /** What was said of this service, the first revision first; none where nothing was. */
  readonly ratings: readonly GivenRatingRow[]
  /** Another service of the same visit at a window was rated. */
  readonly isVisitRated: boolean
  readonly handovers: readonly HandoverRow[]
  readonly policy: PolicyInForce
  /** The first instant at which it can no longer be rated. */
  readonly untilAt: EpochMs
}

export async function openInvitation(
  ctx: Context,
  text: string,
  limits: RatingLimits | null = null,
): Promise<Result<Invitation, Failure>> {
  const token = readToken(text)
  if (token === undefined) return fail(NO_TOKEN)
  const guesses = await guessesOf(ctx)
  if (!guesses.ok) return guesses
  const { caseNumber } = token
  const [guessed, services, ratings, handovers, policies, ...counts] = await ctx.database.read([
    guesses.value.statement,
    invitedService(token),
    ratingsOfInvitation(token),
    handoversOfCase({ caseNumber }),
    publishedEvaluationPolicies({ today: civilDateAt(ctx.clock.now()) }),
    ...(limits?.statements ?? []),
  ])
  const few = guesses.value.judge(guessed)
  if (!few.ok) return few
  const within = limits?.judge(counts) ?? ok(null)
  if (!within.ok) return within
  const service = await invitedTo(ctx, token, services, guesses.value)
  if (!service.ok) return service
  const { region, thereNumber, serviceNumber, at } = service.value
  const isOwn = (row: GivenRatingRow) =>
    row.caseNumber === caseNumber &&
    row.region === (region ?? '') &&
    row.serviceNumber === (thereNumber ?? serviceNumber)
  const policy = evaluationPolicyOn(policies, civilDateAt(at))
  return ok({
    service: service.value,
    ratings: ratings.filter(isOwn),
    isVisitRated: ratings.some((row) => !isOwn(row)),
    handovers,
    policy,
    untilAt: rateableUntil(policy.policy, at),
  })
}

async function invitedTo(
  ctx: Context,
  token: InvitationToken,
  [service]: readonly InvitedServiceRow[],
  guesses: Guesses,
): Promise<Result<InvitedServiceRow, Failure>> {
  // Reckoned where there is no such service too: that there is none is not told by how long the answer takes.
  const isTrue = await isInvited(ctx, { ...token, holder: service?.holder ?? '' }, token)
  if (service !== undefined && isTrue) return ok(service)
  await guesses.count()
  return fail({ code: 'notFound', what: 'invitation' })
}

const NO_TOKEN: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/token',
      zh: '评价码的格式不正确，请核对回执、短信或者二维码。',
      en: 'This is no token for a rating; compare it with the receipt, the message or the code.',
    },
  ],
}

/** The time to rate or to amend is over. */
export const over = (what: 'rate' | 'amend', untilAt: EpochMs): Failure => {
  const lastOn = civilDateAt(untilAt - 1)
  return {
    code: 'stepNotPossible',
    state: 'expired',
    possible: [],
    words: {
      what:
        what === 'rate'
          ? { zh: '该次服务的评价', en: 'rating of this service' }
          : { zh: '评价的修改', en: 'amendment' },
      state: { zh: `已于 ${lastOn} 截止`, en: `closed at the end of ${lastOn}` },
      possible: [],
      instead: {
        zh: '对服务有意见的，请拨打政务服务热线。',
        en: 'Call the service hotline with any complaint.',
      },
    },
  }
}
