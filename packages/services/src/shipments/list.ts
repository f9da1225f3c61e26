import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { shipmentsDue, shipmentsOfCase } from '@tongban/store'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { type ShipmentsView, shipmentView } from './view.ts'

/** The originals on paper of a case, in both directions, for whoever may see it. */
export async function listShipments(
  ctx: Context,
  caseNumber: string,
): Promise<Result<ShipmentsView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber, 'counters')
  if (!loaded.ok) return loaded
  const [rows] = await ctx.database.read([shipmentsOfCase({ caseNumber })])
  const now = ctx.clock.now()
  return ok({ shipments: rows.map((row) => shipmentView(row, now)) })
}

/** What of all cases should have been posted, or confirmed, by now; the longest overdue first. */
export async function listOverdueShipments(
  ctx: Context,
  limit: number,
): Promise<Result<ShipmentsView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'auditor'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、审计员 auditor' })
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([shipmentsDue({ before: now, limit })])
  return ok({ shipments: rows.map((row) => shipmentView(row, now)) })
}
