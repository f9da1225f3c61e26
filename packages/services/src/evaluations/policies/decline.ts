import { type Failure, ok, type Result } from '@tongban/kernel'
import { declineEvaluationPolicy } from '@tongban/store'
import type { Context } from '../../context.ts'
import { proposalFor, settleBy } from '../../dated-policies/settle.ts'
import { EVALUATION_POLICIES, type EvaluationPolicyView } from './view.ts'

/** Declines a proposed policy of evaluations: by another person than whoever proposed it. It stays on the list. */
export async function declineEvaluationPolicyOf(
  ctx: Context,
  id: string,
): Promise<Result<EvaluationPolicyView, Failure>> {
  const found = await proposalFor(ctx, EVALUATION_POLICIES, id, 'declined')
  if (!found.ok) return found
  const { me, done } = found.value
  if (done !== null) return ok(done)
  const declined = declineEvaluationPolicy({ id, by: me, at: ctx.clock.now() })
  return settleBy(ctx, EVALUATION_POLICIES, found.value, 'declined', [declined])
}
