import { handoversOfCase, licenceByIdentifier, refusedOffers, updateReceiving } from '@tongban/store'
import type { Context } from '../context.ts'
import { endAlarms } from '../exchange/alarms.ts'
import { drainLeased } from '../outbox/drain.ts'
import { afterAnswer } from './give-back.ts'

/**
 * An offer that the other region would not even store, or could not open: nobody there will answer it, and the licence
 * holds again here. Answers how many were given back.
 */
const AT_ONCE = 50

export async function settleTransfers(ctx: Context): Promise<number> {
  const [refused] = await ctx.database.read([refusedOffers({ limit: AT_ONCE })])
  let back = 0
  for (const { code, ...transfer } of refused) {
    const { identifier, partner, id } = transfer
    const [[licence], lines] = await ctx.database.read([
      licenceByIdentifier({ identifier }),
      handoversOfCase({ caseNumber: identifier }),
    ])
    const at = ctx.clock.now()
    const answer = { outcome: 'declined', code, reason: null } as const
    const { statements, notice } = await afterAnswer(ctx, transfer, licence, answer)
    const line = lines.find((each) => each.partner === partner)
    const written = await ctx.database.write([
      ...statements,
      ...(line === undefined ? [] : [updateReceiving({ ...line, custody: 'here', closedAt: at, at })]),
      endAlarms('refused', partner, [id], { by: 'exchange', now: at }),
    ])
    // Something was done to the licence meanwhile: it is looked at in the next run.
    if (!written.ok) continue
    back += 1
    const { notifier } = ctx
    if (notice !== null && notifier !== null)
      ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  }
  return back
}
