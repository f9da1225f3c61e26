import { civilDateAt } from '@tongban/calendar'
import {
  DICTIONARY,
  dictionaryOn,
  LEVEL_NUMBERS,
  LEVELS,
  type Level,
  meaningOf,
  optionsOf,
} from '@tongban/evaluations'
import { type CivilDate, type EpochMs, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { goesOnWith } from '../ratings/rater.ts'
import { openInvitation } from './open.ts'
import { type OwnRating, ownRatings } from './own-ratings.ts'
import { serviceKind } from './service-kind.ts'
import { amendableUntil } from './until.ts'

/**
 * What an invitation is about, for whoever holds its token: item, kind, day and region of the service, until when it can be rated, and
 * by which levels and options. It names nobody. The hotline reads it out; no other official does. What was said before is read
 * again by whoever said it.
 */
type Said = { readonly zh: string; readonly en: string }
export type InvitationView = {
  readonly item: Coded | null
  readonly kind: Coded
  readonly department: Coded
  /** Region of a service that a partner gave; null: this one. */
  readonly region: string | null
  readonly servedOn: CivilDate
  readonly state: 'open' | 'rated' | 'visitRated' | 'expired'
  readonly untilAt: EpochMs
  /** Whether the rating given can still be amended or supplemented. */
  readonly amendable: boolean
  readonly dictionary: string
  /** What was said, the first revision first; none to anybody else. */
  readonly ratings: readonly OwnRating[]
  readonly levels: readonly {
    readonly code: Level
    readonly zh: string
    readonly en: string
    readonly options: readonly (Coded & { readonly core: boolean; readonly meaning: Said | null })[]
  }[]
}

export async function readInvitation(ctx: Context, token: string): Promise<Result<InvitationView, Failure>> {
  const { actor } = ctx
  if (['official', 'partner', 'clock'].includes(actor.kind) && !holdsRole(actor, 'hotline'))
    return fail({
      code: 'notAllowed',
      need: '申请人、评价终端或者热线话务员 whoever applied, a terminal or a hotline operator',
    })
  const opened = await openInvitation(ctx, token)
  if (!opened.ok) return opened
  const { service, ratings, isVisitRated, policy, untilAt: rateUntilAt } = opened.value
  const now = ctx.clock.now()
  const [first, second] = ratings
  const evaluator = actor.kind === 'applicant' ? await actorIndex(ctx.keys, actor) : null
  const untilAt = first === undefined ? rateUntilAt : amendableUntil(policy.policy, first.at)
  const isInTime = now < untilAt
  const state = first !== undefined ? 'rated' : isVisitRated ? 'visitRated' : isInTime ? 'open' : 'expired'
  const dictionary = dictionaryOn(civilDateAt(now)) ?? DICTIONARY
  return ok({
    item: itemOf(service.itemCode, service.at),
    kind: serviceKind(service.kind),
    department: departmentOf(ctx, service.departmentCode),
    region: service.region,
    servedOn: civilDateAt(service.at),
    state,
    untilAt,
    amendable:
      first !== undefined && second === undefined && isInTime && goesOnWith(first, { evaluator }, service),
    dictionary: dictionary.version,
    ratings: await ownRatings(ctx, service, ratings, evaluator),
    levels: LEVEL_NUMBERS.map((code) => ({
      code,
      ...LEVELS[code],
      options: optionsOf(dictionary, code).map(({ code: option, core, zh, en }) => ({
        code: option,
        zh,
        en,
        core,
        meaning: meaningOf(option),
      })),
    })),
  })
}
