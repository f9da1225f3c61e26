import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, type Official, ok, type Result, type Role } from '@tongban/kernel'
import type { DelegationRow } from '@tongban/store'
import type { Taker } from '@tongban/supervision'
import { actorIndex } from '../cases/identity.ts'
import { DEPARTMENT, OVERSIGHT } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { actingAs } from '../delegations/in-force.ts'
import { type StaffNames, staffNames } from '../staff/names.ts'

/**
 * Who sees what supervision says: oversight everything, an official what concerns the own department. To everybody else a
 * notice that exists and one that does not look the same.
 */
export const NEED_OFFICIAL = '本部门工作人员、监察员 supervisor、审计员 auditor'

export function supervised({ actor }: Pick<Context, 'actor'>): Result<Official, Failure> {
  return holdsRole(actor, ...DEPARTMENT, ...MENDING, ...OVERSIGHT)
    ? ok(actor)
    : fail({ code: 'notAllowed', need: NEED_OFFICIAL })
}

/** They have steps of their own that are watched: the mending of what was rated badly, and the call-back after it. */
const MENDING: readonly Role[] = ['rectifier', 'callback']

export const isOverseer = (actor: Official): boolean => OVERSIGHT.some((role) => actor.roles.includes(role))

/** The department whose rows are shown; null: of all of them. */
export function departmentShown(
  ctx: Pick<Context, 'actor' | 'region'>,
  asked: string | undefined,
): Result<string | null, Failure> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const { value: actor } = official
  if (!isOverseer(actor))
    return asked === undefined || asked === actor.department
      ? ok(actor.department)
      : fail({ code: 'notAllowed', need: NEED_OFFICIAL })
  if (asked === undefined || ctx.region.departments.some(({ code }) => code === asked))
    return ok(asked ?? null)
  return fail({
    code: 'invalidInput',
    errors: [
      {
        pointer: '/query/department',
        zh: '没有这个部门，请使用部门编码。',
        en: 'There is no such department; use its code.',
      },
    ],
  })
}

/** The actor with the roles they hold today, those lent to them among these. */
export async function takerOf(
  ctx: Context,
  actor: Official,
  delegations: readonly DelegationRow[],
): Promise<Taker> {
  return {
    index: await actorIndex(ctx.keys, actor),
    department: actor.department,
    roles: actingAs(actor, delegations, civilDateAt(ctx.clock.now())).map(({ role }) => role),
  }
}

/** Everybody on the region's list of staff, by index: whoever signs, replies or judges may be of any department. */
export async function allStaff(ctx: Context): Promise<StaffNames> {
  const lists = await Promise.all(ctx.region.departments.map(({ code }) => staffNames(ctx, code)))
  return new Map(lists.flatMap((list) => [...list]))
}

/** Who took a step: a name as far as the list of staff has it. */
export type By = { readonly name: string | null; readonly me: boolean }
export const byOf = (names: StaffNames, index: string, me: string): By => ({
  name: names.get(index)?.name ?? null,
  me: index === me,
})
