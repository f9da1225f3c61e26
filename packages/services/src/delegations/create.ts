import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { type DelegationRow, delegationById, insertDelegation } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { officialIndex, staffNames } from '../staff/names.ts'
import { checkDelegation, type DelegationInput } from './checked.ts'
import { type DelegationView, delegationView } from './view.ts'

/**
 * Delegates a role for some days. Its id is made of who asks and of their Idempotency-Key, so that the same request
 * again is the same delegation.
 */
export async function createDelegation(
  ctx: Context,
  input: DelegationInput,
  clientKey: string,
): Promise<Result<DelegationView, Failure>> {
  const { actor, region, keys } = ctx
  if (actor.kind !== 'official') return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const department = region.departments.find(({ code }) => code === actor.department)
  const checked = checkDelegation(actor, department, input, today, region.delegationMostDays)
  if (!checked.ok) return checked
  const { from, to, role, fromOn, untilOn } = checked.value
  const [createdBy, fromIndex, toIndex] = await Promise.all([
    actorIndex(keys, actor),
    officialIndex(keys, from.subject),
    officialIndex(keys, to),
  ])
  const row: DelegationRow = {
    id: await blindIndex(keys, 'delegation', `${createdBy}|${clientKey}`),
    fromIndex,
    toIndex,
    role,
    department: actor.department,
    post: from.post,
    fromOn,
    untilOn,
    reason: input.reason,
    createdBy,
    createdAt: now,
    endedOn: null,
    endedBy: null,
  }
  const written = await ctx.database.write([insertDelegation(row)])
  const stored = written.ok ? ok(row) : await storedBefore(ctx, row)
  if (!stored.ok) return stored
  return ok(delegationView(stored.value, await staffNames(ctx, row.department), createdBy, today))
}

/** The delegation that this key made before, if it was the same. */
async function storedBefore(ctx: Context, row: DelegationRow): Promise<Result<DelegationRow, Failure>> {
  const [[stored]] = await ctx.database.read([delegationById({ id: row.id })])
  if (stored === undefined) return fail({ code: 'stillRunning' })
  return SAME.every((field) => stored[field] === row[field])
    ? ok(stored)
    : fail({ code: 'idempotencyKeyReused' })
}

const SAME = ['fromIndex', 'toIndex', 'role', 'department', 'fromOn', 'untilOn', 'reason'] as const
