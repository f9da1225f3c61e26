import { addDays } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  endReplacedEvaluationPolicy,
  publishEvaluationPolicy,
  publishedEvaluationPolicyDates,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { MOST_OF_SCOPE, overlapErrors } from '../../dated-policies/overlap.ts'
import { proposalFor, settleBy } from '../../dated-policies/settle.ts'
import { evaluationTermErrors } from './propose.ts'
import { EVALUATION_POLICIES, type EvaluationPolicyView, evaluationPolicyView } from './view.ts'

/**
 * Publishes a proposed policy of evaluations: by another person than whoever proposed it, before its first day. What it
 * replaces ends the day before, in the same batch; two that overlap cannot both be published, whoever asks first.
 */
export async function publishEvaluationPolicyOf(
  ctx: Context,
  id: string,
): Promise<Result<EvaluationPolicyView, Failure>> {
  const found = await proposalFor(ctx, EVALUATION_POLICIES, id, 'published')
  if (!found.ok) return found
  const { row, me, done } = found.value
  if (done !== null) return ok(done)
  const terms = evaluationPolicyView(row, me)
  const [published] = await ctx.database.read([publishedEvaluationPolicyDates({ limit: MOST_OF_SCOPE })])
  // Its day may have come since, or another may have been published.
  const errors = [...evaluationTermErrors(ctx, terms), ...overlapErrors(published, terms)]
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  return settleBy(ctx, EVALUATION_POLICIES, found.value, 'published', [
    publishEvaluationPolicy({ id, by: me, at: ctx.clock.now() }),
    endReplacedEvaluationPolicy({ id, lastOn: addDays(terms.fromOn, -1) }),
  ])
}
