import { type Failure, ok, type Result } from '@tongban/kernel'
import { declinePolicy } from '@tongban/store'
import type { Context } from '../../context.ts'
import { proposalFor, settleBy } from '../../dated-policies/settle.ts'
import { POLICIES, type PolicyView } from './view.ts'

/** Declines a proposed policy: by another person than whoever proposed it. It stays on the list as it was proposed. */
export async function declinePolicyOf(ctx: Context, id: string): Promise<Result<PolicyView, Failure>> {
  const found = await proposalFor(ctx, POLICIES, id, 'declined')
  if (!found.ok) return found
  const { me, done } = found.value
  if (done !== null) return ok(done)
  const declined = declinePolicy({ id, by: me, at: ctx.clock.now() })
  return settleBy(ctx, POLICIES, found.value, 'declined', [declined])
}
