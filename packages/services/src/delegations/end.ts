import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { delegationById, endDelegation } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { staffNames } from '../staff/names.ts'
import { type DelegationView, delegationView } from './view.ts'

/**
 * Ends a delegation from today on: by either of the two, or by the head of the department. What was signed before stays
 * signed. Ended or over already, it stays as it was. To everybody else it does not exist.
 */
export async function endDelegationNow(ctx: Context, id: string): Promise<Result<DelegationView, Failure>> {
  const { actor } = ctx
  const today = civilDateAt(ctx.clock.now())
  const index = await actorIndex(ctx.keys, actor)
  const [[found]] = await ctx.database.read([delegationById({ id })])
  const mayEnd =
    found !== undefined &&
    (found.fromIndex === index ||
      found.toIndex === index ||
      (holdsRole(actor, 'head') && actor.department === found.department))
  if (!mayEnd) return fail({ code: 'notFound', what: 'delegation' })
  const names = await staffNames(ctx, found.department)
  if (found.endedOn !== null || found.untilOn < today) return ok(delegationView(found, names, index, today))
  const written = await ctx.database.write([endDelegation({ id, endedOn: today, endedBy: index })])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  // Read again: the other of the two may have ended it in the same moment.
  const [[ended]] = await ctx.database.read([delegationById({ id })])
  return ok(delegationView(ended ?? found, names, index, today))
}
