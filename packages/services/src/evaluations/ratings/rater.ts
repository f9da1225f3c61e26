import { RATING_CHANNELS, type RatingChannel } from '@tongban/evaluations'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import type { GivenRatingRow, InvitedServiceRow } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import { windowAt } from '../../cases/service-events.ts'
import type { Context } from '../../context.ts'

/**
 * Who rates, and by which channel. The token alone is enough; whoever signs in has to be the one it was given to, or who handed in
 * for them. A pad and a self-service terminal show the key of the terminal, the hotline an operator who has no part in the service. No
 * other official rates, whatever token they hold (国办发〔2019〕51号: 不得强迫或者干扰评价).
 */
export type Rater = {
  /** Blind index of whoever signed in. */
  readonly evaluator: string | null
  /** Terminal, or operator by index. */
  readonly enteredBy: string | null
  /** Name of whoever signed in. */
  readonly name: string | null
}

/**
 * Whether what was given by a sign-in is gone on with by that sign-in: whoever printed, read out or forwarded the token
 * holds it too, and could turn what was said into its contrary. Of a service at a window, whose tokens its terminals list, and of
 * what was entered for somebody, it takes a sign-in of whom it was given to. Elsewhere the token alone stays enough.
 */
export function goesOnWith(
  { evaluator, enteredBy }: Pick<GivenRatingRow, 'evaluator' | 'enteredBy'>,
  rater: Pick<Rater, 'evaluator'>,
  { window }: Pick<InvitedServiceRow, 'window'>,
): boolean {
  if (evaluator !== null) return evaluator === rater.evaluator
  return rater.evaluator !== null || (enteredBy === null && window === null)
}
export const NOT_THEIRS = fail({
  code: 'notAllowed',
  need: '评价时登录的本人，或者在窗口办事、由他人代录评价的本人，请登录后再试 whoever signed in to rate, was served at a window or had it entered for them; sign in and try again',
} as const)

/** By the token alone a rating is lowered or added to, and a bad one never turned good: that takes the sign-in of whom it was given to. */
export const NOT_TAKEN_BACK = fail({
  code: 'notAllowed',
  need: '改为好评须由受邀评价的本人登录 whoever was invited to rate, signed in, to turn a bad rating good',
} as const)

const NEED = '申请人、评价终端或者热线话务员 whoever applied, a terminal or a hotline operator'
const refused = fail({ code: 'notAllowed', need: NEED } as const)

/** As far as the sign-in tells, before anything is looked up. */
export function channelAllowed(
  { actor }: Pick<Context, 'actor'>,
  channel: RatingChannel,
): Result<null, Failure> {
  const by = RATING_CHANNELS[channel].by
  if (actor.kind === 'nobody' || actor.kind === 'applicant') return by === 'holder' ? ok(null) : wrong
  if (actor.kind === 'app') return by === 'terminal' ? ok(null) : wrong
  if (!holdsRole(actor, 'hotline')) return refused
  return by === 'operator' ? ok(null) : wrong
}

const wrong = fail({
  code: 'invalidInput',
  errors: [
    {
      pointer: '/channel',
      zh: '评价渠道与提交方式不符：网站、移动端、短信、二维码由评价人自己提交，评价器和自助终端以终端密钥提交，热线由话务员提交。',
      en: 'This channel is not that of whoever sends it: web, app, sms and qr are the evaluator’s own, pad and selfService come with the key of a terminal, hotline from an operator.',
    },
  ],
} as const)

export async function raterOf(
  ctx: Context,
  service: InvitedServiceRow,
  channel: RatingChannel,
): Promise<Result<Rater, Failure>> {
  const { actor } = ctx
  const nobody: Rater = { evaluator: null, enteredBy: null, name: null }
  if (actor.kind === 'nobody') return ok(nobody)
  const index = await actorIndex(ctx.keys, actor)
  if (actor.kind === 'applicant') {
    const isTheirs = [service.holder, service.submitter].includes(index)
    if (!isTheirs) return fail({ code: 'notAllowed', need: '本办件申请人 applicant of this case' })
    return ok({ ...nobody, evaluator: index, name: actor.person.name })
  }
  if (actor.kind === 'app') {
    if (channel === 'pad' && !isAtItsWindow(ctx, service))
      return fail({ code: 'notAllowed', need: '该窗口的评价器 the pad of that window' })
    return ok({ ...nobody, enteredBy: actor.subject })
  }
  // Nobody writes down what is said of their own service, or of their department's.
  const isInvolved =
    actor.kind !== 'official' || service.staff === index || service.departmentCode === actor.department
  return isInvolved ? refused : ok({ ...nobody, enteredBy: index })
}

function isAtItsWindow({ actor }: Pick<Context, 'actor'>, { window }: InvitedServiceRow): boolean {
  if (actor.kind !== 'app' || actor.terminal === undefined) return false
  const { department, window: post } = actor.terminal
  return post !== null && window === windowAt(department, post)
}
