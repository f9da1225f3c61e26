import { civilDateAt } from '@tongban/calendar'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { delegationsOfDepartment } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { departmentSeen } from '../lists/department-seen.ts'
import { staffNames } from '../staff/names.ts'
import { type DelegationView, delegationView } from './view.ts'

/** Who stands in for whom in a department: in force, to come, and, from `since` on, those that are over. */
export async function listDelegations(
  ctx: Context,
  query: { readonly department?: string | undefined; readonly since?: string | undefined },
): Promise<Result<readonly DelegationView[], Failure>> {
  const department = departmentSeen(ctx, query.department)
  if (!department.ok) return department
  const today = civilDateAt(ctx.clock.now())
  const index = await actorIndex(ctx.keys, ctx.actor)
  const names = await staffNames(ctx, department.value)
  const [rows] = await ctx.database.read([
    delegationsOfDepartment({ department: department.value, since: query.since ?? today, limit: MOST_SHOWN }),
  ])
  return ok(rows.map((row) => delegationView(row, names, index, today)))
}

const MOST_SHOWN = 200
