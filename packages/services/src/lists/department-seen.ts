import { type Failure, fail, holdsRole, type Official, ok, type Result, type Role } from '@tongban/kernel'
import { DEPARTMENT, hasCounter, OVERSIGHT } from '../cases/load.ts'
import type { Context } from '../context.ts'

/** The department whose rows the actor is shown: the one asked for where they may see it, else their own. */
export function departmentSeen(
  { actor, region }: Pick<Context, 'actor' | 'region'>,
  asked: string | undefined,
): Result<string, Failure> {
  if (!holdsRole(actor, ...DEPARTMENT, ...OVERSIGHT))
    return fail({ code: 'notAllowed', need: '工作人员 an official' })
  if (asked === undefined || asked === actor.department) return ok(actor.department)
  if (!seesAll(actor, { region })) {
    return fail({
      code: 'notAllowed',
      need: '该部门的工作人员，或者监察员、审计员 an official of that department, a supervisor or an auditor',
    })
  }
  if (region.departments.some(({ code }) => code === asked)) return ok(asked)
  return fail({ code: 'invalidInput', errors: [NO_SUCH_DEPARTMENT] })
}

/** Oversight, and a window of the service centre, which serves every department. */
const seesAll = ({ roles, department }: Official, { region }: Pick<Context, 'region'>): boolean => {
  const has = (role: Role) => roles.includes(role)
  return OVERSIGHT.some(has) || (has('window') && hasCounter({ region }, department))
}

const NO_SUCH_DEPARTMENT = {
  pointer: '/query/department',
  zh: '没有这个部门，请使用部门编码。',
  en: 'There is no such department; use its code.',
}
