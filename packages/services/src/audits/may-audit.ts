import { type Failure, fail, holdsRole, type Official, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'

/**
 * Who looks at a drawn decision anew: officials who decide such cases, in their own department, and auditors of the
 * region. Neither publishers nor supervisors: the ones wrote the rules, the others answer for the stop.
 */
export const AUDITING_ROLES = ['handler', 'chief', 'auditor'] as const

export type Auditor = { readonly official: Official; readonly role: (typeof AUDITING_ROLES)[number] }

export function auditorOf(ctx: Pick<Context, 'actor'>): Result<Auditor, Failure> {
  const { actor } = ctx
  if (!holdsRole(actor, ...AUDITING_ROLES))
    return fail({ code: 'notAllowed', need: '经办人 handler、首席代表 chief、审计员 auditor' })
  const role = AUDITING_ROLES.findLast((each) => actor.roles.includes(each))
  if (role === undefined) throw new Error('an official without the role they hold')
  return ok({ official: actor, role })
}

/** To somebody of another department the sample does not exist. */
export const mayAudit = ({ official, role }: Auditor, departmentCode: string): boolean =>
  role === 'auditor' || official.department === departmentCode
