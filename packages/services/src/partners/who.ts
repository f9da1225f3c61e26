import { type Failure, fail, holdsRole, ok, type Result, ROLES, type Role } from '@tongban/kernel'
import type { Context } from '../context.ts'

/** Who may do what to partners and agreements: an administrator asks for it, a second person confirms it. */
export const PROPOSERS: readonly Role[] = ['admin']
export const CONFIRMERS: readonly Role[] = ['admin', 'governmentHead']
export const PARTNER_READERS: readonly Role[] = ['admin', 'governmentHead', 'supervisor', 'auditor']

export function mustHold(ctx: Context, roles: readonly Role[]): Result<null, Failure> {
  if (holdsRole(ctx.actor, ...roles)) return ok(null)
  const need = roles.map((role) => `${ROLES[role].zh} ${role}`).join('、')
  return fail({ code: 'notAllowed', need })
}
