import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { partnerByRegion, setPartnerState as setState } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { actsOf, recordAct } from './act.ts'
import { asState } from './partner.ts'
import { partnerIs } from './refusals.ts'
import { type PartnerView, partnerView } from './view.ts'
import { CONFIRMERS, mustHold } from './who.ts'

/**
 * Suspends a partner: from the next request on nothing is taken from it or sent to it, and what waits goes on waiting. One
 * person does that, another brings it back.
 */
export async function setPartnerState(
  ctx: Context,
  region: string,
  { state, reason }: { readonly state: 'active' | 'suspended'; readonly reason: string },
): Promise<Result<PartnerView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  // As it is written down, whatever its keys are: suspending never depends on what the partner has told.
  const before = asState(row.state)
  if (before === 'proposed') return fail(partnerIs(region, before))
  if (before === state) return ok(partnerView(row, acts))
  const by = await actorIndex(ctx.keys, ctx.actor)
  if (state === 'active' && by === row.suspendedBy)
    return fail({ code: 'secondPersonNeeded', step: 'confirmPartner' })
  const after = { state, suspendedBy: state === 'suspended' ? by : null, updatedAt: ctx.clock.now() }
  const written = await ctx.database.write([
    await recordAct(ctx, `partner/${region}`, acts, state === 'suspended' ? 'suspended' : 'resumed', {
      reason,
    }),
    setState({ region, ...after }),
  ])
  return written.ok ? ok(partnerView({ ...row, ...after }, acts)) : fail({ code: 'stillRunning' })
}
