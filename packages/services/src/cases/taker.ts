import { type EventType, rolesFor, ruleOf, SPEAKING, wordsOf } from '@tongban/cases'
import { type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import type { Acting } from '../delegations/in-force.ts'
import { hasCounter, type LoadedCase } from './load.ts'

/**
 * Who takes a step, and as what: the person concerned, an interested party, or an official in one of the roles that
 * they hold or stand in for. Whether the step is possible at all is for the case; here is only who may.
 */
export type Taker = {
  readonly kind: 'applicant' | 'official'
  readonly data: { readonly [key: string]: Json }
}

export function takerOf(ctx: Context, loaded: LoadedCase, event: EventType): Result<Taker, Failure> {
  const { relation, actor, policy, fold } = loaded
  if (relation === 'party')
    return SPEAKING.includes(event)
      ? ok({ kind: 'applicant', data: { by: 'party', party: actor.subject } })
      : fail({ code: 'notAllowed', need: '本办件申请人 applicant of this case' })
  if (relation === 'applicant' || relation === 'submitter')
    return ruleOf(event).others.includes('applicant')
      ? ok({ kind: 'applicant', data: { by: 'applicant' } })
      : fail({ code: 'notAllowed', need: wordsOf(rolesFor(event, policy)) })
  const roles = rolesFor(event, policy)
  const able = actor.acting.filter((each) => roles.includes(each.role) && isPlaced(ctx, loaded, event, each))
  const posts = policy.posts[event]
  const first = (wanted: (each: Acting) => boolean) => able.find(wanted)
  const turn = policy.signatures[fold.signatures.length]
  const own = fold.signatures.find(({ subject }) => subject === actor.index)?.role
  // Of several whose turn it would be, not for one who has signed already.
  const isFree = ({ onBehalfOf }: Acting) =>
    !fold.signatures.some(
      (each) => onBehalfOf !== null && [each.subject, each.onBehalfOf].includes(onBehalfOf),
    )
  const acting =
    first((each) => event === 'signed' && each.role === turn && isFree(each)) ??
    first(({ role }) => (event === 'signed' ? role === turn : DECIDING.includes(event) && role === own)) ??
    first(({ post }) => posts === undefined || posts.includes(post)) ??
    able[0]
  if (acting === undefined) return fail({ code: 'notAllowed', need: wordsOf(roles) })
  const { role, post, department, onBehalfOf } = acting
  const spoken = SPEAKING.includes(event) ? { by: 'official' } : {}
  return ok({
    kind: 'official',
    data: { role, post, department, ...(onBehalfOf === null ? {} : { onBehalfOf }), ...spoken },
  })
}

const DECIDING: readonly EventType[] = ['granted', 'refused']

/** Whether a role is held where it counts: in the department of the case, at a counter, in a stage, or above all. */
export function isPlaced(
  ctx: Pick<Context, 'region'>,
  { row, policy }: Pick<LoadedCase, 'row' | 'policy'>,
  event: EventType,
  { role, department }: Acting,
): boolean {
  if (role === 'governmentHead') return true
  if (event === 'opinionGiven')
    return policy.plan.joint?.stages.some((stage) => stage.department === department) ?? false
  return department === row.departmentCode || (role === 'window' && hasCounter(ctx, department))
}
