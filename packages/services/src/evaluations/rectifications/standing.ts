import { ORDER_STEP_SIDES, type OrderActor, type OrderSide, type OrderStep } from '@tongban/evaluations'
import { type Failure, fail, type Official, ok, type Result, type Role } from '@tongban/kernel'
import type { RectificationRow } from '@tongban/store'
import type { Taker } from '@tongban/supervision'
import { DEPARTMENT, OVERSIGHT } from '../../cases/load.ts'
import type { Context } from '../../context.ts'
import { BODY_ROLES, ratedDepartments } from './order-clocks.ts'

/**
 * Who somebody is to an order 整改单. The department rated contacts, mends and appeals; the body that sees to it 整改督促机构 is
 * anybody who calls back or supervises and is not of that department. A supervisor of the department rated sees no more than
 * it does: whose rating is sealed from a department is sealed from all of it.
 */
export const DEPARTMENT_ROLES = ['rectifier', 'head'] as const satisfies readonly Role[]
const READING_ROLES: readonly Role[] = [...DEPARTMENT, ...OVERSIGHT, 'rectifier', 'callback']
const ALL_DEPARTMENTS: readonly Role[] = [...OVERSIGHT, 'callback']
const NEED_READER = '本部门工作人员、回访员 callback、监察员 supervisor、审计员 auditor'

export function orderReader({ actor }: Pick<Context, 'actor'>): Result<Official, Failure> {
  const isReader = actor.kind === 'official' && actor.roles.some((role) => READING_ROLES.includes(role))
  return isReader ? ok(actor) : fail({ code: 'notAllowed', need: NEED_READER })
}

/** Whether they see the orders of every department. */
export const seesAll = ({ roles }: Pick<Official, 'roles'>): boolean =>
  roles.some((role) => ALL_DEPARTMENTS.includes(role))

type Place = Pick<RectificationRow, 'department' | 'window' | 'anonymous'>

type InDepartment = Pick<Taker, 'department'>
export const isOfDepartment = ({ department }: Pick<RectificationRow, 'department'>, taker: InDepartment) =>
  taker.department === department

/** Whether who rated, when, and in which case is kept from whoever asks. */
export const isSealedFrom = (row: Place, taker: InDepartment): boolean =>
  row.anonymous === 1 && ratedDepartments(row).includes(taker.department)

/** Who opens, with a reason, what a sealed rating is about: the body, and whoever audits it. */
const OPENING_ROLES: readonly Role[] = [...BODY_ROLES, 'auditor']

/** As whom they take a step of these sides; null: it is not theirs. */
function sideFor(
  row: Place,
  { department, roles }: Taker,
  step: OrderStep,
  sides: readonly OrderSide[],
): OrderSide | null {
  const holds = (wanted: readonly Role[]) => roles.some((role) => wanted.includes(role))
  if (sides.includes('department') && department === row.department && holds(DEPARTMENT_ROLES))
    return 'department'
  // Of the very department as well: then it is told why not.
  const acting = step === 'identityOpened' ? OPENING_ROLES : BODY_ROLES
  return sides.includes('rectificationBody') && holds(acting) ? 'rectificationBody' : null
}

/** Whoever takes this step, or who would have to. */
export function orderActor(row: Place, taker: Taker, step: OrderStep): Result<OrderActor, Failure> {
  const sides: readonly OrderSide[] = ORDER_STEP_SIDES[step]
  const side = sideFor(row, taker, step, sides)
  // Whoever is of the department that keeps the window is told what one of the department rated is told.
  const department = ratedDepartments(row).includes(taker.department) ? row.department : taker.department
  if (side !== null) return ok({ side, index: taker.index, department })
  return fail({
    code: 'notAllowed',
    need: sides.flatMap((each) => NEED[each] ?? []).join('；'),
  })
}

const NEED: { readonly [S in OrderSide]?: string } = {
  department: '被评价部门的整改责任人 rectifier 或者负责人 head of the department rated',
  rectificationBody: '其他部门的回访员 callback、监察员 supervisor of another department',
}
