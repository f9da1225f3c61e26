import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type RegistryDeliveryRow, registryDeliveriesOf } from '@tongban/store'
import type { Context } from '../context.ts'

/** Who delivered what into a registry and changed its state, newest first, a page at a time. */
export type DeliveryPage = {
  readonly deliveries: readonly RegistryDeliveryRow[]
  /** Ask for what lies before this number; null at the end. */
  readonly next: number | null
}

export async function listDeliveries(
  ctx: Context,
  { source, before, limit }: { readonly source: string; readonly before: number; readonly limit: number },
): Promise<Result<DeliveryPage, Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'auditor')) return fail({ code: 'notAllowed', need: 'admin, auditor' })
  const [rows] = await ctx.database.read([registryDeliveriesOf({ source, before, limit: limit + 1 })])
  const deliveries = rows.slice(0, limit)
  return ok({ deliveries, next: rows.length > limit ? (deliveries.at(-1)?.seq ?? null) : null })
}
