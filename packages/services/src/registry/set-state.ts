import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { allRegistries, putRegistryState, type RegistryStateRow } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Marks a registry as down (maintenance, outage, data not to be trusted) or up again. While it is down every fact
 * from it is `unavailable`: what needs it goes to a person, nothing is decided by old data.
 */
export async function setRegistryState(
  ctx: Context,
  input: { readonly source: string; readonly state: 'available' | 'unavailable'; readonly reason: string },
): Promise<Result<RegistryStateRow, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin')) return fail({ code: 'notAllowed', need: 'admin' })
  const [rows] = await ctx.database.read([allRegistries({})])
  const held = rows.find((row) => row.source === input.source)
  if (held === undefined) return fail({ code: 'notFound', what: 'registry' })
  const row = { ...input, asOf: held.asOf, bySubject: actor.subject }
  const written = await ctx.database.write([putRegistryState(row)])
  return written.ok ? ok(row) : fail({ code: 'stillRunning' })
}

/** Every registry held, with its state and how current it is. */
export async function listRegistries(ctx: Context): Promise<Result<readonly RegistryStateRow[], Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'auditor', 'supervisor')) {
    return fail({ code: 'notAllowed', need: 'admin, auditor, supervisor' })
  }
  const [rows] = await ctx.database.read([allRegistries({})])
  return ok(rows)
}
