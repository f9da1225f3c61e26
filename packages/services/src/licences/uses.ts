import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import { insertLicenceUse, type Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { type Acting, actingAs, delegationsTo } from '../delegations/in-force.ts'
import { licenceActor } from './actor.ts'
import { reasonsOf, rolesOfReason, type StatedUse, sayRoles, USING_ROLES } from './use-reasons.ts'

/**
 * Who uses a licence says what for 用证事由, and it is written down with the case it is used in (个人信息保护法 6, 51; the sharing calls
 * seen in use ask for a use reason each time). The holder can read it. An app has registered its purpose with its
 * key; a visitor has none to state.
 */
export type Use = {
  /** A code of `USE_REASONS`, `own`, `public`, or the registered purpose of an app. */
  readonly purpose: string
  readonly caseNumber: string | null
  /** JSON list: the roles in which an official uses it; null for everybody else. */
  readonly roles: string | null
  readonly post: string | null
}

/**
 * The use as it will be recorded. Officials state a reason of their own role, and with a case one that they work on; what
 * an app states adds a number of its own alone, which nobody here can look up. An official whose role has no reason
 * checks what is shown to them as anyone may, and states none.
 */
export function useOf(
  ctx: Context,
  stated: StatedUse | undefined,
): Result<Use, Failure> | Promise<Result<Use, Failure>> {
  const { actor } = ctx
  const caseNumber = stated?.caseNumber ?? null
  if (actor.kind === 'official') return useOfOfficial(ctx, actor, stated)
  if (actor.kind === 'app') return ok({ ...NOT_OFFICIAL, purpose: actor.purpose, caseNumber })
  return actor.kind === 'applicant' ? OWN : PUBLIC
}

const NOT_OFFICIAL = { roles: null, post: null } as const
const OWN = ok({ ...NOT_OFFICIAL, purpose: 'own', caseNumber: null })
const PUBLIC = ok({ ...NOT_OFFICIAL, purpose: 'public', caseNumber: null })

async function useOfOfficial(
  ctx: Context,
  actor: Official,
  stated: StatedUse | undefined,
): Promise<Result<Use, Failure>> {
  if (stated === undefined) {
    if (reasonsOf(actor.roles).length > 0) return fail({ code: 'invalidInput', errors: [MISSING] })
    return ok({ purpose: 'public', caseNumber: null, roles: JSON.stringify(actor.roles), post: actor.post })
  }
  const { reason, caseNumber = null } = stated
  if (reason === 'handleCase' && caseNumber === null) return fail({ code: 'invalidInput', errors: [NO_CASE] })
  const roles = rolesOfReason(reason)
  const mayState = ({ role }: Acting) => roles.includes(role)
  const own = actingAs(actor, [], civilDateAt(ctx.clock.now())).filter(mayState)
  const able = own.length > 0 ? own : (await lentTo(ctx, actor)).filter(mayState)
  const [first] = able
  if (first === undefined) return fail({ code: 'notAllowed', need: sayRoles(roles) })
  if (caseNumber !== null) {
    const known = await loadCase(ctx, caseNumber, 'counters')
    if (!known.ok) {
      if (known.failure.code !== 'notFound') return known
      return fail({ code: 'invalidInput', errors: [NOT_THEIRS] })
    }
  }
  const used = JSON.stringify([...new Set(able.map(({ role }) => role))])
  return ok({ purpose: reason, caseNumber, roles: used, post: first.post })
}

/** A role that is lent 委托代签 has the reasons of whoever lends it. */
async function lentTo(ctx: Context, actor: Official): Promise<readonly Acting[]> {
  const today = civilDateAt(ctx.clock.now())
  const [rows] = await ctx.database.read([delegationsTo(await actorIndex(ctx.keys, actor), today)])
  return actingAs(actor, rows, today)
}

/** Who opens a licence without being shown it. */
export function mayUseByIdentifier({ actor }: Pick<Context, 'actor'>, stated: StatedUse | undefined) {
  const isUsing = actor.kind === 'official' && (stated !== undefined || reasonsOf(actor.roles).length > 0)
  return isUsing ? null : ({ code: 'notAllowed', need: sayRoles(USING_ROLES) } as const)
}

const MISSING = {
  pointer: '/use',
  zh: '工作人员使用证照须写明用证事由（reason），办理业务的还须写明办件编号（caseNumber）；持证人可以查到。',
  en: 'An official states what the licence is used for (reason) and, when handling a case, its number (caseNumber); the holder can read it.',
}
const NO_CASE = {
  pointer: '/use/caseNumber',
  zh: '事由为办理业务的，请填写办件编号。',
  en: 'When handling a case, give its number.',
}
const NOT_THEIRS = {
  pointer: '/use/caseNumber',
  zh: '本地区没有这个办件，或者它不由您办理。请填写您正在办理的本地区办件的编号；其他用途请改用相应的事由。',
  en: 'There is no such case in this region, or it is not yours to handle. Give the number of a case of this region that you work on; for anything else state another reason.',
}

export type Used = {
  readonly identifier: string
  /** How it was shown; `source`: an application took it from the licence itself. */
  readonly way: 'credential' | 'identifier' | 'code' | 'paper' | 'source'
  readonly use: Use
  /** Names of the claims that were shown. */
  readonly claims: readonly string[]
  /** What the verifier was told of its state. */
  readonly state: string
}

/** The record of one use, for the caller's own batch. */
export async function useStatement(ctx: Context, used: Used): Promise<Statement> {
  const { identifier, way, claims, state, use } = used
  return insertLicenceUse({
    ...(await userOf(ctx)),
    identifier,
    at: ctx.clock.now(),
    way,
    ...use,
    claims: JSON.stringify(claims),
    state,
  })
}

/** Whoever uses the licence: an official and a person by index, an app by its id, somebody in a partner region as it states. */
export type User = {
  readonly useId: string
  readonly actorKind: string
  readonly actorSubject: string
  readonly department: string | null
}

export async function userOf(ctx: Context): Promise<User> {
  const { kind, subject } = await licenceActor(ctx)
  return {
    useId: ctx.ids.uuid(),
    actorKind: kind,
    actorSubject: kind === 'nobody' ? '' : subject,
    department: ctx.actor.kind === 'official' ? ctx.actor.department : null,
  }
}
