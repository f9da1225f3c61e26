import { addDays } from '@tongban/calendar'
import { type Failure, fail, type Result } from '@tongban/kernel'
import { endReplacedPolicy, publishedPolicyDates, publishPolicy } from '@tongban/store'
import type { Context } from '../../context.ts'
import { dayOf } from '../../dated-policies/days.ts'
import { MOST_OF_SCOPE, overlapErrors } from '../../dated-policies/overlap.ts'
import { proposalFor, settleBy } from '../../dated-policies/settle.ts'
import { termErrors } from './terms.ts'
import { POLICIES, type PolicyView, policyView } from './view.ts'

/**
 * Publishes a proposed policy: by another person than whoever proposed it, before its first day. What it replaces ends
 * the day before, in the same batch; two that overlap cannot both be published, whoever asks first.
 */
export async function publishPolicyOf(ctx: Context, id: string): Promise<Result<PolicyView, Failure>> {
  const found = await proposalFor(ctx, POLICIES, id, 'published')
  if (!found.ok) return found
  const { row, me, done } = found.value
  if (done !== null) return { ok: true, value: done }
  const terms = policyView(row, me)
  const [published] = await ctx.database.read([
    publishedPolicyDates({ scopeKind: row.scopeKind, scope: row.scope, limit: MOST_OF_SCOPE }),
  ])
  // Its day may have come since, a department may be gone, another may have been published.
  const errors = [...termErrors(ctx, terms), ...overlapErrors(published, terms)]
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  return settleBy(ctx, POLICIES, found.value, 'published', [
    publishPolicy({ id, by: me, at: ctx.clock.now() }),
    endReplacedPolicy({ id, lastOn: addDays(dayOf(row.fromOn), -1) }),
  ])
}
