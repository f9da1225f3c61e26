import { type Failure, ok, type Result } from '@tongban/kernel'
import { countAssigned, countByWork, countForOpinion, countSuspended, countUnassigned } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { dueSpan } from './bounds.ts'
import { departmentSeen } from './department-seen.ts'
import { LIST_NAMES, LISTS, type ListName } from './names.ts'

/** The lists an official has, with how many cases are in each: what the head of the desk shows. One read batch. */
export type ListCount = {
  readonly code: ListName
  readonly zh: string
  readonly en: string
  /** Null for lists that only grow: what is closed, what one has handed in. */
  readonly count: number | null
  /** There are more than `count`. */
  readonly more: boolean
}

/** Counting ends here: beyond it a figure helps nobody, and every count reads a bounded span. */
export const MOST_COUNTED = 1000

export async function countLists(
  ctx: Context,
  asked: string | undefined,
): Promise<
  Result<
    { readonly department: string; readonly asOf: number; readonly lists: readonly ListCount[] },
    Failure
  >
> {
  const seen = departmentSeen(ctx, asked)
  if (!seen.ok) return seen
  const department = seen.value
  const now = ctx.clock.now()
  const assignedTo = await actorIndex(ctx.keys, ctx.actor)
  const limit = MOST_COUNTED + 1
  const work = (list: ListName) => countByWork({ department, limit, ...dueSpan(list, ctx.calendar, now) })
  const [mine, all, unassigned, today, soon, overdue, suspended, opinions] = await ctx.database.read([
    countAssigned({ department, limit, assignedTo }),
    work('department'),
    countUnassigned({ department, limit }),
    work('dueToday'),
    work('dueSoon'),
    work('overdue'),
    countSuspended({ department, limit }),
    countForOpinion({ department, limit }),
  ])
  const counted: Partial<Record<ListName, readonly { readonly n: number }[]>> = {
    mine,
    department: all,
    unassigned,
    dueToday: today,
    dueSoon: soon,
    overdue,
    suspended,
    opinions,
  }
  const lists = LIST_NAMES.map((code): ListCount => {
    const n = counted[code]?.[0]?.n ?? null
    return {
      code,
      ...LISTS[code],
      count: n === null ? null : Math.min(n, MOST_COUNTED),
      more: n !== null && n > MOST_COUNTED,
    }
  })
  return ok({ department, asOf: now, lists })
}
