import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type ShipmentRow, shipmentsOfCase } from '@tongban/store'
import { handoverNamed } from '../attachments/handover-named.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/** A case with its shipments, for the window or the handler who posts and opens them. */
export type ShippedCase = { readonly loaded: LoadedCase; readonly shipments: readonly ShipmentRow[] }

export async function caseForPapers(ctx: Context, caseNumber: string): Promise<Result<ShippedCase, Failure>> {
  if (!holdsRole(ctx.actor, 'window', 'handler'))
    return fail({ code: 'notAllowed', need: '窗口 window、经办人 handler' })
  const loaded = await loadCase(ctx, caseNumber, 'counters')
  if (!loaded.ok) return loaded
  const handover = handoverNamed(loaded.value, loaded.value.handovers[0]?.partner)
  if (!handover.ok) return handover
  const [shipments] = await ctx.database.read([shipmentsOfCase({ caseNumber })])
  return ok({ loaded: loaded.value, shipments })
}
